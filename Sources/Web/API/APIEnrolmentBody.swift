import Domain
import Formats
import Values

/// What programs say at the steps from the toggle to a mandate.
enum APIEnrolmentBody {
    // MARK: Holder

    static let holder = APISchema.named(
        "NewHolder",
        .object([
            ("kind", choice(EREHolderKind.self).described("What the holder is before the law."), true),
            ("name", line(EREHolder.nameLength).described("Of a person in full, or as registered."), true),
            ("address", APIBody.addressForm.described("Where a company or association is established."), false),
            ("company_number", maybe(32).described("In the company register (KvK), eight digits."), false),
            ("vat_id", maybe(20).described("With its country."), false),
            ("is_sole_trader", APISchema.boolean.described("Whether the company is one person."), false),
            ("representative", maybe(EREHolder.nameLength).described("Who signs for it."), false),
            ("authority", choice(EREAuthority.self).described("By what that person may sign."), false),
        ])
    )

    static func holder(_ root: JSONCursor) throws -> EREHolder {
        var body = APIBody()
        let more = ["address", "company_number", "vat_id", "is_sole_trader", "representative", "authority"]
        let found = body.members(root, ["kind", "name"], optional: more)
        let kind: EREHolderKind? = body.choice(found["kind"])
        var holder = EREHolder(kind: kind ?? .person, name: body.line(found["name"], 1...EREHolder.nameLength) ?? "")
        if kind == .person {
            for name in more {
                if let cursor = found[name] { body.reject(cursor.path, "ere_enrolment.person", person) }
            }
        }
        if let address = body.address(found["address"]) { holder.address = normal(address) }
        let number = body.maybeLine(found["company_number"], atMost: 32) ?? ""
        holder.companyNumber = KvKNumber(number)?.text ?? number
        holder.vatID = body.maybeLine(found["vat_id"], atMost: 20) ?? ""
        holder.isSoleTrader = body.boolean(found["is_sole_trader"]) ?? false
        holder.representative = body.maybeLine(found["representative"], atMost: EREHolder.nameLength) ?? ""
        if let authority: EREAuthority = body.choice(found["authority"]) { holder.authority = authority }
        try body.check()
        return holder
    }

    private static let person = "Of a private person only the name is needed."

    private static func normal(_ address: Domain.Address) -> Domain.Address {
        var address = address
        if address.country == "NL" { address.postcode = DutchPostcode(address.postcode)?.text ?? address.postcode }
        return address
    }

    // MARK: Connection

    static let connection = APISchema.named(
        "NewConnection",
        .object([
            ("ean", APISchema.ean.described("Its number, with its check digit."), true),
            ("address", APIBody.addressForm.described("Where it is, in the Netherlands."), true),
            (
                "construct",
                choice(EREConstruct.self).described(
                    "How energy for vehicles is told apart; mid_delivery_point usually."
                ),
                false
            ), ("is_held", APISchema.boolean.described("Whether the connection is in the holder's name."), true),
        ])
    )

    /// All that is wrong is told at once, the number included.
    static func connection(_ root: JSONCursor) throws -> EREConnection {
        var body = APIBody()
        let found = body.members(root, ["ean", "address", "is_held"], optional: ["construct"])
        let typed = found["ean"]?.value.stringValue
        if let cursor = found["ean"], let fault = EAN18.fault(in: typed ?? "") {
            let problem = EREProblem.ean(fault)
            body.reject(cursor.path, problem.code, APIProblems.detail(problem))
        }
        let address = body.address(found["address"]).map(normal)
        let isHeld = body.boolean(found["is_held"])
        let construct: EREConstruct? = found["construct"].map { body.choice($0) } ?? .meteredDeliveryPoint
        let problems = address.map { EREChecks.problems(at: $0, isHeld: isHeld ?? true) } ?? []
        guard body.faults.isEmpty, problems.isEmpty, let ean = typed.flatMap({ EAN18($0) }), let address, let isHeld,
            let construct
        else { throw APIRejection.invalid(body.faults + problems.map(APIProblems.fault)) }
        return EREConnection(ean: ean, address: address, construct: construct, isHeld: isHeld)
    }

    // MARK: Charger

    /// A charger as it was sent: what is missing of a connected one is what it said of itself.
    struct Charger: Sendable {
        let chargePoint: ChargePointID?
        let brand: String
        let model: String
        let serial: String
        let place: EREMeterPlace?
        let feedsBack: Bool?
        let proof: EREEvidenceFile?

        func charger(_ known: EREConnectedCharger?, _ catalogue: MeterCatalogue) -> ERECharger {
            let brand = brand.isEmpty ? known?.brand ?? "" : brand
            let model = model.isEmpty ? known?.model ?? "" : model
            return ERECharger(
                brand: brand,
                model: model,
                serial: serial.isEmpty ? known?.serial ?? "" : serial,
                meterPlace: place ?? .unknown,
                verdict: known?.verdict ?? EREMeterVerdict(brand: brand, model: model, catalogue),
                feedsBack: feedsBack
            )
        }
    }

    static let charger = APISchema.named(
        "NewCharger",
        .object([
            (
                "charge_point_id", APISchema.id.described("The connected charge point that it is, where it is one."),
                false
            ),
            ("brand", maybe(ERECharger.textLength).described("The maker."), false),
            ("model", maybe(ERECharger.textLength).described("The model."), false),
            ("serial", maybe(ERECharger.textLength).described("The serial number, from its type plate."), false),
            (
                "meter_place",
                choice(EREMeterPlace.self).described("Where its MID meter is; unknown where it is missing."), false
            ), ("feeds_back", APISchema.boolean.described(canFeedBack), false),
            ("proof", APISchema.text(atLeast: 1).described("A photo of the meter's marks: \(files)"), false),
        ])
    )

    private static let canFeedBack =
        "Whether it can give energy back (V2G); where it is missing nobody was asked."

    static func charger(_ root: JSONCursor) throws -> Charger {
        var body = APIBody()
        let names = ["charge_point_id", "brand", "model", "serial", "meter_place", "feeds_back", "proof"]
        let found = body.members(root, [], optional: names)
        let texts = ["brand", "model", "serial"].map {
            body.maybeLine(found[$0], atMost: ERECharger.textLength) ?? ""
        }
        let chargePoint: ChargePointID? = body.id(found["charge_point_id"])
        let place: EREMeterPlace? = body.choice(found["meter_place"])
        let feedsBack = body.boolean(found["feeds_back"])
        let bytes = found["proof"].map { content($0, &body) }
        try body.check()
        return Charger(
            chargePoint: chargePoint,
            brand: texts[0],
            model: texts[1],
            serial: texts[2],
            place: place,
            feedsBack: feedsBack,
            proof: try bytes.map { try EREEvidenceFile($0) }
        )
    }

    // MARK: Evidence

    struct Evidence: Sendable {
        let kind: EREEvidenceKind
        let charger: EREChargerID?
        let file: EREEvidenceFile
        let until: LocalDate?
    }

    static let evidence = APISchema.named(
        "NewEvidence",
        .object([
            ("kind", choice(EREEvidenceKind.self).described("What it shows."), true),
            ("charger_id", APISchema.id.described("The charger that it shows; not for holder and authority."), false),
            ("content", APISchema.text(atLeast: 1).described(files), true),
            (
                "valid_until",
                APISchema.day.orNull.described(
                    "Until when it holds, where the paper says so: a day of this century; only of a charger's meter."
                ), false
            ),
        ])
    )
    private static let files =
        "JPEG, PNG, WebP, HEIC or PDF in base64, \(EREEvidenceFile.mostBytes >> 20) MB at most before that."
    /// Larger than the largest file in base64, so that one that is somewhat too large is told as such.
    static let mostBytes = 12 << 20

    static func evidence(_ root: JSONCursor) throws -> Evidence {
        var body = APIBody()
        let found = body.members(root, ["kind", "content"], optional: ["charger_id", "valid_until"])
        let kind: EREEvidenceKind? = body.choice(found["kind"])
        let charger: EREChargerID? = body.id(found["charger_id"])
        if let kind, body.faults.isEmpty, (kind == .meter || kind == .certificate) != (charger != nil) {
            let detail =
                charger == nil ? "Say which charger it shows." : "This is about the holder, not about a charger."
            body.reject("/charger_id", "ere_evidence.charger", detail)
        }
        let until = end(found["valid_until"], of: kind, &body)
        let bytes = found["content"].map { content($0, &body) } ?? []
        try body.check()
        guard let kind else { throw APIRejection.invalid(body.faults) }
        return Evidence(kind: kind, charger: charger, file: try EREEvidenceFile(bytes), until: until)
    }

    /// Until when evidence holds; `nil` where it was not said.
    private static func end(_ cursor: JSONCursor?, of kind: EREEvidenceKind?, _ body: inout APIBody) -> LocalDate? {
        guard let cursor, cursor.value != .null, let day = body.day(cursor) else { return nil }
        if let kind, !EREEvidenceEnds.ends(kind) {
            body.reject(cursor.path, "ere_evidence.no_end", "Only evidence of a charger's meter ends.")
        } else if !EREEvidenceEnds.range.contains(day) {
            body.reject(cursor.path, "ere_evidence.day", "A day of this century is expected here.")
        }
        return day
    }

    private static func content(_ cursor: JSONCursor, _ body: inout APIBody) -> [UInt8] {
        if let bytes = cursor.value.stringValue.flatMap({ EncodedText.base64($0) }) { return bytes }
        body.reject(cursor.path, "body.no_base64", "A file in base64 is expected here.")
        return []
    }

    // MARK: Account

    static let account = APISchema.named(
        "NewAccount",
        .object([
            ("iban", APISchema.text(atLeast: 5, atMost: 50).described("Within SEPA."), true),
            ("account_holder", maybe(EREHolder.nameLength).described("Where it is not the holder."), false),
        ])
    )

    static func account(_ root: JSONCursor) throws -> EREAccount {
        var body = APIBody()
        let found = body.members(root, ["iban"], optional: ["account_holder"])
        let iban = body.text(found["iban"], "An IBAN with right check digits") { IBAN($0) != nil }.flatMap { IBAN($0) }
        if let iban, !iban.isSEPA {
            body.reject("/iban", "ere_enrolment.iban_outside_sepa", "Payments by SEPA do not reach this country.")
        }
        let holder = body.maybeLine(found["account_holder"], atMost: EREHolder.nameLength) ?? ""
        guard body.faults.isEmpty, let iban else { throw APIRejection.invalid(body.faults) }
        return EREAccount(iban: iban, accountHolder: holder)
    }

    // MARK: Forms

    private static func line(_ most: Int) -> APISchema { .text(atLeast: 1, atMost: most) }
    private static func maybe(_ most: Int) -> APISchema { APISchema.text(atMost: most).orNull }
    private static func choice<Value: RawRepresentable<String> & CaseIterable>(_ type: Value.Type) -> APISchema {
        .choice(Value.allCases.map(\.rawValue))
    }
}
