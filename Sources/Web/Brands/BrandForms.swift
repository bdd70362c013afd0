import Domain
import Formats
import HTTPServer
import Templates
import Values

/// The form of a brand: what it holds, how it is read, what can be wrong with it.
enum BrandForms {
    static func read(_ form: inout FormReader) -> BrandDetails? {
        let colour = form.text("colour", atMost: 7)
        let details = BrandDetails(
            slug: form.text("slug", atMost: 40),
            name: form.text("name", atMost: 60),
            hostName: form.text("host_name", isRequired: false, atMost: 253).lowercased(),
            colour: checked(colour, &form),
            senderName: form.text("sender_name", isRequired: false, atMost: 60),
            senderAddress: form.email("sender_address", isRequired: false),
            supportEmail: form.email("support_email", isRequired: false),
            supportPhone: form.text("support_phone", isRequired: false, atMost: 32)
        )
        return form.isValid ? details : nil
    }

    /// A colour on which white text can be read; of one that is too light the nearest that is not is named.
    private static func checked(_ text: String, _ form: inout FormReader) -> String {
        guard !text.isEmpty else { return "" }
        guard let colour = BrandColour(text) else {
            form.reject("colour", colourForm)
            return ""
        }
        if colour.contrastWithWhite < BrandColour.textContrast { form.reject("colour", tooLight(colour)) }
        return colour.hex
    }

    private static func tooLight(_ colour: BrandColour) -> Text {
        let tenths = Int64((colour.contrastWithWhite * 10).rounded(.down))
        let near = colour.readable.hex
        return Text(
            en: "White text cannot be read on it (\(tenths / 10).\(tenths % 10) to 1, and it takes 4.5). Try #\(near).",
            nl:
                "Witte tekst is er niet op te lezen (\(tenths / 10),\(tenths % 10) op 1, en er is 4,5 nodig). Probeer #\(near)."
        )
    }

    static func show(_ rejection: BrandRejection, on form: inout FormReader) {
        switch rejection {
        case .slugTaken: form.reject("slug", .alreadyTaken)
        case .slugForm: form.reject("slug", slugForm)
        case .nameLength: form.reject("name", .tooLong(60))
        case .hostNameTaken: form.reject("host_name", .alreadyTaken)
        case .hostNameForm: form.reject("host_name", hostForm)
        case .colourForm: form.reject("colour", colourForm)
        case .senderNameLength: form.reject("sender_name", .tooLong(60))
        case .invalidSenderAddress: form.reject("sender_address", .invalidEmail)
        case .invalidSupportEmail: form.reject("support_email", .invalidEmail)
        case .invalidSupportPhone: form.reject("support_phone", phoneForm)
        case .logoType, .logoSize, .logoTooLarge: form.reject("logo", words(for: rejection))
        }
    }

    /// What is wrong with a file.
    static func words(for rejection: BrandRejection) -> Text {
        switch rejection {
        case .logoSize:
            Text(
                en: "Its sides must be 16 to 2,000 pixels long.",
                nl: "De zijden moeten 16 tot 2.000 pixels lang zijn."
            )
        case .logoTooLarge: Text(en: "The file is larger than 256 KB.", nl: "Het bestand is groter dan 256 kB.")
        default: Text(en: "This is no PNG or JPEG file.", nl: "Dit is geen PNG- of JPEG-bestand.")
        }
    }

    /// A picture by what its bytes say, whatever the browser calls it.
    static func image(_ bytes: [UInt8]) throws(BrandRejection) -> BrandImage {
        guard bytes.count <= BrandImage.byteLimit else { throw .logoTooLarge }
        guard let head = ImageHead(bytes) else { throw .logoType }
        guard BrandImage.sides.contains(head.width), BrandImage.sides.contains(head.height) else { throw .logoSize }
        return BrandImage(mediaType: head.kind.rawValue, width: head.width, height: head.height, bytes: bytes)
    }

    static func values(_ brand: Domain.Brand?, _ own: Operator) -> [String: String] {
        let usual = BrandDetails(slug: own.reference, name: own.details.name)
        let details = brand?.details ?? usual
        return [
            "name": details.name, "slug": details.slug, "host_name": details.hostName, "colour": "#" + details.colour,
            "sender_name": details.senderName, "sender_address": details.senderAddress,
            "support_email": details.supportEmail, "support_phone": details.supportPhone,
        ]
    }

    private static let colourForm = Text(
        en: "Six hexadecimal digits, such as #0c6148.",
        nl: "Zes hexadecimale cijfers, zoals #0c6148."
    )
    private static let slugForm = Text(
        en: "Two to 40 small letters, digits and single hyphens between them.",
        nl: "Twee tot 40 kleine letters, cijfers en losse streepjes ertussen."
    )
    private static let hostForm = Text(
        en: "A host name such as ere.example.com, without https:// and path.",
        nl: "Een hostnaam zoals ere.example.com, zonder https:// en pad."
    )
    private static let phoneForm = Text(
        en: "Digits, blanks and + ( ) - only.",
        nl: "Alleen cijfers, spaties en + ( ) -."
    )
}
