import Values

/// What a TimeSeries of a `Publication_MarketDocument` says about all of its periods.
struct PublicationHeader {
    let zone: String
    let currency: String
    let curve: PriceCurve
    let sequence: Int?

    /// Notes everything that keeps a series from being a day-ahead price per MWh of one zone; `nil` if there is any.
    init?(_ element: XMLElement, expecting expected: String?, _ problems: inout DayAheadProblems) {
        typealias Header = PublicationHeader
        let contract = problems.take { () throws(DayAheadProblem) in try Header.checkContract(element) }
        let zone = problems.take { () throws(DayAheadProblem) in try Header.zone(element, expecting: expected) }
        let currency = problems.take { () throws(DayAheadProblem) in try Header.currency(element) }
        let unit = problems.take { () throws(DayAheadProblem) in try Header.checkUnit(element) }
        let curve = problems.take { () throws(DayAheadProblem) in try Header.curve(element) }
        let sequence = problems.take { () throws(DayAheadProblem) in try Header.sequence(element) }
        guard contract != nil, unit != nil, let zone, let currency, let curve, let sequence else { return nil }
        self.zone = zone
        self.currency = currency
        self.curve = curve
        self.sequence = sequence
    }

    /// A44 documents also carry intraday prices (A07); only the daily contract is the day-ahead market.
    private static func checkContract(_ element: XMLElement) throws(DayAheadProblem) {
        guard let contract = element.child("contract_MarketAgreement.type"), contract.text != "A01" else { return }
        throw DayAheadProblem(
            line: contract.line,
            reason: "the contract type is \(quoted(contract.text)), not A01 (day-ahead)"
        )
    }

    private static func zone(_ element: XMLElement, expecting expected: String?) throws(DayAheadProblem) -> String {
        let into = try required("in_Domain.mRID", in: element)
        let out = try required("out_Domain.mRID", in: element)
        guard BiddingZone.isEIC(into.text) else {
            throw DayAheadProblem(line: into.line, reason: "the zone is \(quoted(into.text)), no EIC code")
        }
        guard into.text == out.text else {
            throw DayAheadProblem(
                line: out.line,
                reason: "in_Domain \(into.text) and out_Domain \(quoted(out.text)) differ"
            )
        }
        let zone = BiddingZone.canonical(into.text)
        if let expected, expected != zone {
            throw DayAheadProblem(line: into.line, reason: "the prices are for \(zone), not for \(expected)")
        }
        return zone
    }

    private static func currency(_ element: XMLElement) throws(DayAheadProblem) -> String {
        let unit = try required("currency_Unit.name", in: element)
        guard unit.text.utf8.count == 3, unit.text.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw DayAheadProblem(line: unit.line, reason: "the currency is \(quoted(unit.text)), no ISO 4217 code")
        }
        return unit.text
    }

    private static func checkUnit(_ element: XMLElement) throws(DayAheadProblem) {
        let unit = try required("price_Measure_Unit.name", in: element)
        guard unit.text == "MWH" else {
            throw DayAheadProblem(line: unit.line, reason: "the price is per \(quoted(unit.text)), not per MWH")
        }
    }

    /// Without a curve type every interval is stated: the standard's default is A01.
    private static func curve(_ element: XMLElement) throws(DayAheadProblem) -> PriceCurve {
        guard let type = element.child("curveType") else { return .a01 }
        guard let curve = PriceCurve(rawValue: type.text) else {
            throw DayAheadProblem(line: type.line, reason: "the curve type is \(quoted(type.text)), not A01 or A03")
        }
        return curve
    }

    private static func sequence(_ element: XMLElement) throws(DayAheadProblem) -> Int? {
        guard let position = element.child("classificationSequence_AttributeInstanceComponent.position") else {
            return nil
        }
        guard let number = Int(position.text), (1...99).contains(number) else {
            throw DayAheadProblem(
                line: position.line,
                reason: "the classification sequence is \(quoted(position.text)), no number"
            )
        }
        return number
    }

    private static func required(_ name: String, in element: XMLElement) throws(DayAheadProblem) -> XMLElement {
        guard let child = element.child(name) else {
            throw DayAheadProblem(line: element.line, reason: "a TimeSeries without \(name)")
        }
        return child
    }
}
