import Domain
import Templates
import Values

/// A customer as programs send it.
enum APICustomerBody {
    static let new = APISchema.named(
        "NewCustomer",
        .object(
            members(isNew: true) + [
                (
                    "invite", APISchema.boolean.described("Whether to write to it at once; false where it is missing."),
                    false
                )
            ]
        )
    )
    static let change = APISchema.named("CustomerChange", .object(members(isNew: false)))

    private static let required = ["kind", "name", "email"]
    private static let optional = ["reference", "company_number", "vat_id", "phone", "address", "language"]

    private static func members(isNew: Bool) -> [(name: String, schema: APISchema, isRequired: Bool)] {
        func text(_ most: Int) -> APISchema { APISchema.text(atMost: most).orNull }
        return [
            (
                "kind",
                APISchema.choice(Domain.CustomerKind.allCases.map(\.rawValue)).described("What it is before the law."),
                isNew
            ),
            (
                "name",
                APISchema.text(atLeast: 1, atMost: 140).described("Of a person, or as in the company register."), isNew
            ),
            (
                "email",
                APISchema.text(atLeast: 3, atMost: 254)
                    .described("Where it is written to, and where codes for mandates go."), isNew
            ),
            ("reference", text(64).described("Your own name for it, unique among your customers."), false),
            ("company_number", text(32).described("In the company register; not of private persons."), false),
            ("vat_id", text(20).described("With its country; not of private persons."), false),
            (
                "phone",
                APISchema.text(pattern: "^[0-9+(). -]{0,32}$").orNull.described("Digits, blanks and + ( ) . - only."),
                false
            ), ("address", APIBody.addressForm, false),
            (
                "language",
                APISchema.choice(Language.allCases.map(\.rawValue)).described("Of its mails and documents."), false
            ),
        ]
    }

    /// A customer and whether to write to it; `before` keeps what is not said.
    ///
    /// - Throws: ``APIRejection`` with everything that is wrong.
    static func read(
        _ root: JSONCursor,
        _ before: CustomerDetails? = nil
    ) throws -> (details: CustomerDetails, isInvited: Bool) {
        var body = APIBody()
        let found =
            before == nil
            ? body.members(root, required, optional: optional + ["invite"])
            : body.members(root, [], optional: required + optional)
        var details = before ?? CustomerDetails(kind: .privatePerson, name: "", email: "")
        read(found, &body, into: &details)
        let isInvited = found["invite"].map { body.boolean($0) ?? false } ?? false
        if body.faults.isEmpty { judge(details, &body) }
        try body.check()
        return (details, isInvited)
    }

    private static func read(
        _ found: [String: JSONCursor],
        _ body: inout APIBody,
        into details: inout CustomerDetails
    ) {
        if let kind: Domain.CustomerKind = body.choice(found["kind"]) { details.kind = kind }
        if let name = body.line(found["name"], 1...140) { details.name = name }
        let email = body.text(found["email"], "An e-mail address") { MailAddress($0) != nil }
        if let email { details.email = email }
        if let text = body.maybeLine(found["reference"], atMost: 64) { details.reference = text }
        if let text = body.maybeLine(found["company_number"], atMost: 32) { details.companyNumber = text }
        if let text = body.maybeLine(found["vat_id"], atMost: 20) { details.vatID = text }
        if let text = body.maybeLine(found["phone"], atMost: 32) { details.phone = text }
        if let address = body.address(found["address"]) { details.address = address }
        if let language: Language = body.choice(found["language"]) { details.language = language.code }
    }

    /// What is wrong with members that are well formed.
    private static func judge(_ details: CustomerDetails, _ body: inout APIBody) {
        let signs = details.phone.unicodeScalars
        if !signs.allSatisfy({ (48...57).contains($0.value) || "+(). -".unicodeScalars.contains($0) }) {
            refuse(.invalidPhone, &body)
        }
        guard details.kind != .privatePerson else {
            for (name, text) in [("company_number", details.companyNumber), ("vat_id", details.vatID)] where text != ""
            {
                let detail = "A private person has none."
                body.reject("/\(name)", CustomerRejection.privateRegistered.code, detail)
            }
            return
        }
        let (vatID, country) = (details.vatID, details.address.country)
        if !vatID.isEmpty, !VATDecision.isVATID(vatID, of: country) || VATDecision.isForeign(vatID, to: country) {
            let prefix = VATDecision.prefixes(of: country).first ?? country
            body.reject("/vat_id", "customer.vat_id", "A VAT id of this country begins with \(prefix).")
        }
    }

    private static func refuse(_ rejection: CustomerRejection, _ body: inout APIBody) {
        let fault = CustomerForms.fault(rejection)
        body.reject("/\(fault.field)", rejection.code, fault.text(.english))
    }

    /// Refuses what another customer has already.
    static func refuse(_ taken: (email: Bool, reference: Bool)) throws(APIRejection) {
        var body = APIBody()
        if taken.email { body.reject("/email", UserRejection.emailTaken.code, Text.alreadyTaken(.english)) }
        if taken.reference { refuse(.referenceTaken, &body) }
        try body.check()
    }
}
