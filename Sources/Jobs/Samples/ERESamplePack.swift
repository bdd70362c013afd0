import Domain
import Formats
import Values

/// The tables that only answers to verifiers have.
extension EREPackWriter {
    /// What was asked for.
    mutating func request(_ sample: ERESample) {
        begin("request.csv")
        row(["what", "value"])
        let rule: String
        switch sample.rule {
        case .random: rule = "the lowest SHA-256 of seed:booking, of lines that none took the place of"
        case .largest: rule = "the most kWh, of lines that none took the place of"
        case .named: rule = "as named"
        }
        for (name, value) in [
            ("request", "\(sample.id)"), ("year", "\(sample.year)"), ("rule", sample.rule.rawValue), ("means", rule),
            ("asked_for", "\(sample.size)"), ("chosen", "\(sample.lines)"),
            ("seed", sample.seed.map { "\($0)" } ?? ""), ("named", sample.named), ("note", sample.note),
            ("population_lines", "\(sample.populationLines)"), ("population_sha256", Hex.text(sample.populationSHA256)),
            ("filings_through", "\(sample.filingsThrough)"), ("requested_by", sample.requestedBy),
            ("requested_at", "\(sample.requestedAt)"),
        ] {
            row([name, value])
        }
    }

    mutating func chosen(_ lines: [ERESampledLine]) {
        begin("sample.csv")
        row(["place", "booking", "filing", "ean", "quarter", "kwh", "expected_ere", "lines_behind_it"])
        for line in lines {
            row([
                "\(line.position)", "\(line.booking)", line.filing, line.ean, "\(line.quarter)",
                EREFilingXML.kWh(line.energy), "\(line.units)", "\(line.versions)",
            ])
        }
    }

    /// Who and where, and which chargers with which meters, as it was filed.
    nonisolated(nonsending) mutating func connections(
        _ rows: some AsyncSequence<EREFilingLine, any Error>,
        to sink: EREPieceSink
    ) async throws {
        begin("connections.csv")
        row([
            "booking", "ean", "holder", "holder_kind", "company_number", "street", "house_number", "postcode", "town",
            "country", "construct", "mandate", "issued_on", "first_year", "last_year", "mandate_sha256", "charger",
            "brand", "model", "serial", "meter_place",
        ])
        for try await line in rows {
            let said = line.content
            let known = [
                "\(line.booking)", said.text("ean"), said.text("name"), said.text("kind"), said.text("company_number"),
                said.text("street"), said.text("house_number"), said.text("postcode"), said.text("town"),
                said.text("country"), said.text("construct"), said.text("mandate"), said.text("issued_on"),
                said.text("first_year"), said.text("last_year"), said.text("document_sha256"),
            ]
            for charger in said["chargers"]?.arrayValue ?? [] {
                row(known + ["id", "brand", "model", "serial", "meter_place"].map { charger.text($0) })
            }
            if said["chargers"]?.arrayValue?.isEmpty != false { row(known + ["", "", "", "", ""]) }
            try await flush(to: sink)
        }
    }

    /// Frames as they were on the wire, behind the sessions.
    nonisolated(nonsending) mutating func frames(
        _ rows: some AsyncSequence<ERESampledFrame, any Error>,
        to sink: EREPieceSink
    ) async throws {
        begin("frames.csv")
        row(["session", "received_at", "direction", "frame"])
        for try await one in rows {
            row([
                "\(one.session)", "\(one.receivedAt)", one.isOutgoing ? "to charge point" : "from charge point",
                String(decoding: one.payload, as: UTF8.self),
            ])
            try await flush(to: sink)
        }
    }

    /// What was handed in about meters, holders and authority, with each word about it.
    mutating func words(_ rows: [ERESampledWord]) {
        begin("evidence.csv")
        row(["evidence", "charger", "kind", "sha256", "handed_in_at", "verdict", "valid_until", "why", "by", "at"])
        for one in rows {
            row([
                "\(one.evidence)", one.charger.map { "P\($0)" } ?? "", one.kind.rawValue, Hex.text(one.sha256),
                "\(one.handedInAt)", one.verdict?.rawValue ?? "",
                one.validUntil.map { "\($0)" } ?? "", one.reason, one.by.map { "\($0)" } ?? "",
                one.at.map { "\($0)" } ?? "",
            ])
        }
    }

    /// What the register credited, and what verifications left of it.
    mutating func credits(_ rows: [ERESampledCredit]) {
        begin("credits.csv")
        row(["booking", "ere", "expected_ere", "in", "sha256", "at"])
        for one in rows {
            row([
                "\(one.booking)", "\(one.units)", "\(one.filed)", one.source, Hex.text(one.sha256), "\(one.at)",
            ])
        }
    }
}
