/// Writes small price documents in ENTSO-E's form, right or wrong in one place as a test needs it.
struct Publication {
    var namespace = "urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3"
    var prefix = ""
    var root = "Publication_MarketDocument"
    var type = "A44"
    var doctype = ""
    var series: [Series] = [Series()]

    struct Series {
        var into = "10YNL----------L"
        var out = "10YNL----------L"
        var currency = "EUR"
        var unit = "MWH"
        var curve: String? = "A01"
        var sequence: Int?
        var contract = "A01"
        var periods: [Period] = [Period()]
    }

    struct Period {
        var start = "2025-01-15T23:00Z"
        var end = "2025-01-16T01:00Z"
        var resolution = "PT60M"
        var points: [(position: String, price: String)] = [("1", "50.10"), ("2", "-3.5")]

        /// Points 1…n with the price equal to the position.
        static func counted(_ count: Int, start: String, end: String, resolution: String) -> Period {
            Period(
                start: start,
                end: end,
                resolution: resolution,
                points: (1...count).map { (String($0), "\($0).00") }
            )
        }
    }

    var bytes: [UInt8] { Array(text.utf8) }

    var text: String {
        let name = prefix.isEmpty ? "xmlns" : "xmlns:\(prefix)"
        let body = tag("mRID", "1") + tag("type", type) + series.map(text).joined()
        let open = prefix.isEmpty ? root : "\(prefix):\(root)"
        return
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(doctype)<\(open) \(name)=\"\(namespace)\">\n\(body)</\(open)>\n"
    }

    private func text(_ series: Series) -> String {
        var body = tag("mRID", "1") + tag("auction.type", "A01") + tag("businessType", "A62")
        if let sequence = series.sequence {
            body += tag("classificationSequence_AttributeInstanceComponent.position", String(sequence))
        }
        body += tag("in_Domain.mRID", series.into) + tag("out_Domain.mRID", series.out)
        body += tag("contract_MarketAgreement.type", series.contract)
        body += tag("currency_Unit.name", series.currency) + tag("price_Measure_Unit.name", series.unit)
        body += series.curve.map { tag("curveType", $0) } ?? ""
        return tag("TimeSeries", "\n" + body + series.periods.map(text).joined())
    }

    private func text(_ period: Period) -> String {
        let points = period.points.map { tag("Point", tag("position", $0.position) + tag("price.amount", $0.price)) }
        return tag(
            "Period",
            "\n" + tag("timeInterval", tag("start", period.start) + tag("end", period.end))
                + tag("resolution", period.resolution) + points.joined()
        )
    }

    private func tag(_ name: String, _ content: String) -> String {
        let name = prefix.isEmpty ? name : "\(prefix):\(name)"
        return "<\(name)>\(content)</\(name)>\n"
    }
}
