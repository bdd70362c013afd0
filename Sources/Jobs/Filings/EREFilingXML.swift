import Domain
import Formats
import Values

/// What the documents of a filing print, in our own versioned format.
struct EREFilingXML {
    let filing: EREFiling

    private func head() -> KeyValuePairs<String, String?> {
        [
            "xmlns": EREFilingSchema.namespace(filing.schemaVersion), "schemaVersion": filing.schemaVersion,
            "filing": filing.reference,
            "quarter": "\(filing.quarter)", "acceptance": "not-proven",
        ]
    }

    // MARK: Connections

    func beginRegister(_ xml: inout XMLText) { xml.begin("ConnectionRegister", head()) }

    func connection(_ line: EREFilingLine, _ xml: inout XMLText) {
        let said = line.content
        xml.begin(
            "Connection",
            [
                "ean": said.text("ean"), "construct": EREFilingXML.construct(said.text("construct")),
                "validFrom": "\(said.text("first_year"))-01-01", "validTo": "\(said.text("last_year"))-12-31",
            ]
        )
        xml.element("Name", said.text("name"))
        xml.begin("Address")
        xml.element("Street", said.text("street"))
        xml.element("Number", said.text("house_number"))
        xml.element("Postcode", said.text("postcode"))
        xml.element("City", said.text("town"))
        xml.element("Country", said.text("country"))
        xml.end()
        xml.element(
            "Holder",
            "",
            ["type": EREFilingXML.holder(said.text("kind")), "companyNumber": said.known("company_number")]
        )
        for charger in said["chargers"]?.arrayValue ?? [] { point(charger, said, &xml) }
        xml.end()
    }

    private func point(_ charger: JSON, _ said: JSON, _ xml: inout XMLText) {
        let id = charger.text("id")
        xml.begin(
            "DeliveryPoint",
            [
                "id": EREFilingXML.point(charger), "brand": charger.text("brand"), "model": charger.text("model"),
                "chargerSerial": charger.text("serial"), "meterSerial": charger.known("meter_serial"),
            ]
        )
        for proof in said["evidence"]?.arrayValue ?? [] where proof.text("charger") == id {
            xml.element("Evidence", "", ["kind": proof.text("kind"), "sha256": proof.text("sha256")])
        }
        xml.end()
    }

    // MARK: Bookings

    func beginBookings(_ xml: inout XMLText) { xml.begin("DeliveryBookings", head()) }

    func booking(_ line: EREFilingLine, _ xml: inout XMLText) {
        let said = line.content
        let earlier = said["corrected_energy"]?.integerValue.map { line.energy - Energy(thousandthsWh: $0) }
        xml.begin(
            "Booking",
            [
                "bookingRef": "\(line.booking)", "correctionOf": said.known("corrects"),
                "differenceKWh": earlier.map { EREFilingXML.kWh($0) }, "ean": said.text("ean"),
                "destination": "LAND", "basis": said.text("basis") == "grid" ? "GRID" : "ONSITE",
                "energyKWh": EREFilingXML.kWh(line.energy),
                "backfeedKWh": EREFilingSchema.saysBackfeed(filing.schemaVersion) ? nil : "0.000",
                "backfeed": EREFilingSchema.saysBackfeed(filing.schemaVersion) ? EREFilingXML.backfeed(said) : nil,
                "share": said.text("share"),
                "expectedEre": "\(line.units)", "rounding": said.text("rounding"), "sessions": said.text("sessions"),
            ]
        )
        mandate(said, &xml)
        xml.element(
            "Period",
            "",
            ["from": "\(filing.quarter.firstDay)", "toExclusive": "\(filing.quarter.endDay)"]
        )
        for register in said["registers"]?.arrayValue ?? [] { readings(register, said, &xml) }
        for source in said["sources"]?.arrayValue ?? [] {
            xml.element(
                "Source",
                "",
                [
                    "batch": source.text("batch"), "kind": source.text("kind"),
                    "receivedAt": Timestamp(source.text("received_at")).map { "\($0)" } ?? source.text("received_at"),
                    "sha256": source.text("sha256"),
                ]
            )
        }
        for finding in said["findings"]?.arrayValue ?? [] { xml.element("Finding", finding.stringValue ?? "") }
        if let why = said.known("accepted_why") { xml.element("Remark", why) }
        xml.end()
    }

    private func mandate(_ said: JSON, _ xml: inout XMLText) {
        xml.element(
            "Mandate",
            "",
            [
                "ref": said.text("mandate"), "issuedOn": said.text("issued_on"), "fromYear": said.text("first_year"),
                "toYear": said.text("last_year"), "documentSha256": said.text("document_sha256"),
            ]
        )
    }

    private func readings(_ register: JSON, _ said: JSON, _ xml: inout XMLText) {
        func energy(_ name: String) -> Energy { Energy(thousandthsWh: register[name]?.integerValue ?? 0) }
        let told = register.known("charger")
        let charger = said["chargers"]?.arrayValue?.first { charger in
            told.map { charger.text("id") == $0 } ?? (charger.text("charge_point") == register.text("charge_point"))
        }
        let point = charger.map { EREFilingXML.point($0) } ?? told.map { "P\($0)" } ?? register.text("charge_point")
        xml.element(
            "Readings",
            "",
            [
                "deliveryPoint": point, "source": register.known("source"), "connector": register.known("connector"),
                "beginAt": register.text("begin_at"),
                "beginKWh": EREFilingXML.kWh(energy("begin"), 6), "endAt": register.text("end_at"),
                "endKWh": EREFilingXML.kWh(energy("end"), 6),
                "excludedKWh": EREFilingXML.kWh(energy("end") - energy("begin") - energy("energy"), 6),
                "sessions": register.text("sessions"),
            ]
        )
    }

    // MARK: Manifest

    func manifest(_ summary: EREFilingSummary, _ documents: [EREFilingDocument]) -> [UInt8] {
        var xml = XMLText()
        xml.begin("Manifest", head())
        xml.element(
            "Provider",
            "",
            [
                "name": filing.providerName,
                "companyNumber": filing.providerCompanyNumber.isEmpty ? nil : filing.providerCompanyNumber,
            ]
        )
        xml.element(
            "Created",
            "",
            ["at": "\(filing.createdAt)", "by": filing.createdByName, "generator": filing.generator]
        )
        xml.element(
            "Totals",
            "",
            [
                "bookings": "\(summary.lines)", "corrections": "\(summary.corrections)",
                "energyKWh": EREFilingXML.kWh(summary.energy), "expectedEre": "\(summary.units)",
            ]
        )
        for document in documents {
            xml.element(
                "Document",
                "",
                ["name": document.name, "bytes": "\(document.size)", "sha256": Hex.text(document.sha256)]
            )
        }
        xml.end()
        return xml.take()
    }

    // MARK: Words of the format

    /// Kilowatt-hours with a fixed number of decimals, three or six.
    static func kWh(_ energy: Energy, _ decimals: Int = 3) -> String {
        let unit: Int64 = decimals == 6 ? 1 : 1_000
        let (sign, size) = (energy.isNegative ? "-" : "", energy.thousandthsWh.magnitude / UInt64(unit))
        let scale: UInt64 = decimals == 6 ? 1_000_000 : 1_000
        let rest = String(size % scale)
        return "\(sign)\(size / scale)." + String(repeating: "0", count: decimals - rest.count) + rest
    }

    private static func point(_ charger: JSON) -> String { "P\(charger.text("id"))" }

    /// What is known of energy that chargers gave back: how much was never measured so far.
    static func backfeed(_ said: JSON) -> String {
        let answers = (said["chargers"]?.arrayValue ?? []).map { $0["feeds_back"]?.boolValue }
        if answers.contains(true) { return "not-measured" }
        return answers.isEmpty || answers.contains(nil) ? "not-asked" : "declared-none"
    }

    private static func construct(_ construct: String) -> String {
        construct == "exclusive" ? "exclusive" : "midDeliveryPoint"
    }

    private static func holder(_ kind: String) -> String {
        switch kind {
        case "company": "enterprise"
        case "owners_association": "vve"
        default: "private"
        }
    }
}

extension JSON {
    /// A member's text or number as text; empty when there is none.
    func text(_ name: String) -> String {
        switch self[name] {
        case .string(let text), .number(let text): text
        default: ""
        }
    }

    /// The same; `nil` when there is none or it is empty.
    func known(_ name: String) -> String? {
        let found = text(name)
        return found.isEmpty ? nil : found
    }
}
