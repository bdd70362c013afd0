import Templates
import Values

extension SamplePage {
    static let brands: [SamplePage] = [
        SamplePage("brand") {
            BrandForm.view(form(logo: mark), frame: Sample.frame(.ownBrand, role: .partnerAdmin, language: .dutch))
        },
        SamplePage("brand-of-partner") {
            BrandForm.view(form(logo: nil), frame: Sample.frame(.partnerBrand(OperatorID(3)), role: .platformAdmin))
        },
        SamplePage("brand-door") {
            var frame = Sample.frame(.brandDoor("voltaria"), role: nil, language: .dutch)
            frame.brand = brand
            return SignIn.view(SignIn.Model(email: Field(), password: Field(), problem: nil, back: ""), frame: frame)
        },
        SamplePage("brand-page") {
            var frame = Sample.frame(.account, role: .customer)
            frame.brand = Brand(name: "Ampère", isWhiteLabel: true, colour: "7a1f5c")
            return SecondFactorPage.view(.init(state: .off, code: Field(), isRequired: false), frame: frame)
        },
    ]

    private static let mark = BrandMark(checksum: String(repeating: "ab", count: 32), width: 120, height: 60)

    private static let brand = Brand(
        name: "Voltaria Thuis",
        isWhiteLabel: true,
        colour: "1d4f91",
        mark: mark,
        supportEmail: "hulp@voltaria.example",
        supportPhone: "070 123 4567"
    )

    private static func form(logo: BrandMark?) -> BrandForm.Model {
        let isOwn = logo != nil
        return BrandForm.Model(
            name: Field("Voltaria Thuis"),
            slug: Field("voltaria", error: isOwn ? nil : .alreadyTaken),
            hostName: Field(""),
            colour: Field("#1d4f91"),
            senderName: Field(""),
            senderAddress: Field("ere@voltaria.example"),
            supportEmail: Field("hulp@voltaria.example"),
            supportPhone: Field("070 123 4567"),
            logoProblem: isOwn ? nil : .required,
            logo: logo,
            door: isOwn ? "https://charge.example/p/voltaria" : nil,
            partner: isOwn ? nil : Mention("Voltaria", .partner(OperatorID(3))),
            action: isOwn ? .ownBrand : .partnerBrand(OperatorID(3)),
            logoAction: isOwn ? .ownBrandLogo : .partnerBrandLogo(OperatorID(3))
        )
    }
}
