package import Values

/// Under which name an operator appears to others.
package struct Brand: Hashable, Sendable {
    package let operatorID: OperatorID
    package let details: BrandDetails
    package let logo: BrandLogo?
}

/// What may be changed about a brand.
package struct BrandDetails: Hashable, Sendable {
    /// In the path of its pages; unique over the installation, two to 40 of `a-z0-9-`.
    package var slug: String
    package var name: String
    /// Small letters, without a port; empty while its pages have none of their own.
    package var hostName: String
    /// Six small hexadecimal digits, red first.
    package var colour: String
    /// In whose name mails are sent; empty for the brand's own.
    package var senderName: String
    /// From where mails are sent; empty for the installation's own.
    package var senderAddress: String
    package var supportEmail: String
    package var supportPhone: String

    package init(
        slug: String,
        name: String,
        hostName: String = "",
        colour: String = BrandDetails.usualColour,
        senderName: String = "",
        senderAddress: String = "",
        supportEmail: String = "",
        supportPhone: String = ""
    ) {
        self.slug = slug
        self.name = name
        self.hostName = hostName
        self.colour = colour
        self.senderName = senderName
        self.senderAddress = senderAddress
        self.supportEmail = supportEmail
        self.supportPhone = supportPhone
    }

    /// What mails say of who sent them.
    package var sender: String { senderName.isEmpty ? name : senderName }

    /// The colour of pages that have no brand of their own.
    package static let usualColour = "0c6148"
}

/// A logo as pages name it; its bytes are fetched by the checksum.
package struct BrandLogo: Hashable, Sendable {
    package let sha256: [UInt8]
    /// In pixels.
    package let width: Int32
    package let height: Int32

    package init(sha256: [UInt8], width: Int32, height: Int32) {
        self.sha256 = sha256
        self.width = width
        self.height = height
    }
}

/// The bytes of a logo.
package struct BrandImage: Hashable, Sendable {
    /// The largest file: a logo of this size is no drawing but a photograph.
    package static let byteLimit = 262_144
    /// The shortest and longest side, in pixels.
    package static let sides: ClosedRange<Int32> = 16...2_000

    /// `image/png` or `image/jpeg`.
    package let mediaType: String
    package let width: Int32
    package let height: Int32
    package let bytes: [UInt8]

    package init(mediaType: String, width: Int32, height: Int32, bytes: [UInt8]) {
        self.mediaType = mediaType
        self.width = width
        self.height = height
        self.bytes = bytes
    }
}

/// Why a brand cannot be stored as asked.
package enum BrandRejection: String, ConstraintRejection, CaseIterable {
    case slugTaken = "brand.slug_taken"
    case slugForm = "brand.slug_form"
    case nameLength = "brand.name_length"
    case hostNameTaken = "brand.host_name_taken"
    case hostNameForm = "brand.host_name_form"
    case colourForm = "brand.colour_form"
    case senderNameLength = "brand.sender_name_length"
    case invalidSenderAddress = "brand.invalid_sender_address"
    case invalidSupportEmail = "brand.invalid_support_email"
    case invalidSupportPhone = "brand.invalid_support_phone"
    case logoType = "brand.logo_type"
    case logoSize = "brand.logo_size"
    case logoTooLarge = "brand.logo_too_large"

    package static let constraints: [String: BrandRejection] = [
        "brands_slug_unique": .slugTaken,
        "brands_slug_form": .slugForm,
        "brands_name_form": .nameLength,
        "brands_host_name_unique": .hostNameTaken,
        "brands_host_name_form": .hostNameForm,
        "brands_colour_form": .colourForm,
        "brands_sender_name_form": .senderNameLength,
        "brands_sender_address_form": .invalidSenderAddress,
        "brands_support_email_form": .invalidSupportEmail,
        "brands_support_phone_form": .invalidSupportPhone,
        "brand_logos_type_known": .logoType,
        "brand_logos_size": .logoSize,
        "brand_logos_content_length": .logoTooLarge,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the brand was not stored" }
}
