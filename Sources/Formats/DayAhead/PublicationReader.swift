import Values

/// Reads ENTSO-E's `Publication_MarketDocument` of type A44.
///
/// Source: IEC 62325-451-3, ENTSO-E "Publication document" schema 7.0 and 7.3; curve types by ENTSO-E's
/// "Introduction of different TimeSeries possibilities (curveType)".
struct PublicationReader {
    /// The namespace without its minor version; 7:0 and 7:3 are in the field and equal in what is read here.
    private static let namespace = "urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:"

    private let zone: String?
    private var series: [PriceSeries] = []
    private var problems = DayAheadProblems()
    private var intervals = 0

    private init(zone: String?) {
        self.zone = zone.map(BiddingZone.canonical)
    }

    static func read(_ bytes: [UInt8], zone: String?) throws(DayAheadRefusal) -> [PriceSeries] {
        let document: XMLDocument
        do {
            document = try XMLDocument(parsing: bytes, limit: XMLLimits.priceBytes)
        } catch {
            let isUnsafe = error.code == .doctype || error.code == .tooDeep
            throw DayAheadRefusal(isUnsafe ? .unsafe : .unreadable, line: error.line, error.reason)
        }
        guard let root = document.root else { throw DayAheadRefusal(.unreadable, "an empty document") }
        try checkKind(root)
        var reader = PublicationReader(zone: zone)
        for element in root.children("TimeSeries") { reader.readTimeSeries(element) }
        return try reader.result(root)
    }

    private func result(_ root: XMLElement) throws(DayAheadRefusal) -> [PriceSeries] {
        guard problems.isEmpty else { throw DayAheadRefusal(.invalid, problems) }
        guard !series.isEmpty else { throw DayAheadRefusal(.invalid, line: root.line, "no prices in the document") }
        return series
    }

    private static func checkKind(_ root: XMLElement) throws(DayAheadRefusal) {
        if root.name == "Acknowledgement_MarketDocument" { throw acknowledgement(root) }
        guard root.name == "Publication_MarketDocument", root.namespace?.hasPrefix(namespace) == true else {
            let namespace = root.namespace.map { " of \(quoted($0))" } ?? ""
            throw DayAheadRefusal(
                .otherDocument,
                line: root.line,
                "the document is \(quoted(root.name))\(namespace), no ENTSO-E Publication_MarketDocument 7"
            )
        }
        let type = root.child("type")
        guard type?.text == "A44" else {
            throw DayAheadRefusal(
                .otherDocument,
                line: (type ?? root).line,
                "the document type is \(type.map { quoted($0.text) } ?? "missing"), not A44 (prices)"
            )
        }
    }

    /// An acknowledgement carries its reasons: a code and a sentence.
    private static func acknowledgement(_ root: XMLElement) -> DayAheadRefusal {
        let reasons = root.children("Reason").map { reason in
            let parts = [reason.child("code")?.text, reason.child("text")?.text].compactMap { $0 }
            return DayAheadProblem(
                line: reason.line,
                reason: "acknowledgement instead of prices: " + parts.joined(separator: " ")
            )
        }
        guard !reasons.isEmpty else {
            return DayAheadRefusal(.acknowledgement, line: root.line, "acknowledgement instead of prices")
        }
        return DayAheadRefusal(.acknowledgement, Array(reasons.prefix(DayAheadRefusal.maxProblems)))
    }

    /// Everything that is wrong with a series is noted: what it says of itself, and each of its periods.
    private mutating func readTimeSeries(_ element: XMLElement) {
        let header = PublicationHeader(element, expecting: zone, &problems)
        let periods = element.children("Period")
        if periods.isEmpty { problems.note(line: element.line, "a TimeSeries without Period") }
        for period in periods { readPeriod(period, header) }
    }

    private mutating func readPeriod(_ element: XMLElement, _ header: PublicationHeader?) {
        guard let period = problems.take({ () throws(DayAheadProblem) in try PublicationPeriod(element) }) else {
            return
        }
        intervals += period.count
        guard intervals <= DayAheadDocument.maxIntervals else {
            return problems.note(line: element.line, "more than \(DayAheadDocument.maxIntervals) intervals")
        }
        // Whether points may be left out is only known where the series says so.
        let found = period.intervals(curve: header?.curve ?? .a03, &problems)
        guard let header, let found else { return }
        series.append(
            PriceSeries(
                zone: header.zone,
                currency: header.currency,
                resolutionMinutes: period.minutes,
                curve: header.curve,
                sequence: header.sequence,
                start: period.start,
                end: period.end,
                intervals: found
            )
        )
    }
}
