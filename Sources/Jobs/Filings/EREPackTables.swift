import Domain
import Formats
import Values

/// Tables that packs of filings and of samples have alike.
extension EREPackWriter {
    nonisolated(nonsending) mutating func lines(
        _ rows: some AsyncSequence<EREFilingLine, any Error>,
        to sink: EREPieceSink
    ) async throws {
        begin("lines.csv")
        row([
            "booking", "corrects", "ean", "kwh", "expected_ere", "sessions", "share", "comparator_g_per_mj",
            "mj_per_kwh",
            "rounding", "findings", "accepted_by", "accepted_at", "accepted_why", "measured_sha256",
        ])
        for try await line in rows {
            let said = line.content
            let findings = (said["findings"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: " ")
            row([
                "\(line.booking)", said.text("corrects"), said.text("ean"), EREFilingXML.kWh(line.energy),
                "\(line.units)", said.text("sessions"), said.text("share"), said.text("comparator"),
                said.text("mj_per_kwh"), said.text("rounding"), findings, said.text("accepted_by"),
                said.text("accepted_at"), said.text("accepted_why"), said.text("measured_sha256"),
            ])
            try await flush(to: sink)
        }
    }

    nonisolated(nonsending) mutating func sessions(
        _ rows: some AsyncSequence<EREFiledSession, any Error>,
        to sink: EREPieceSink
    ) async throws {
        begin("sessions.csv")
        row([
            "booking", "session", "revision", "charge_point", "connector", "started_at", "stopped_at", "begin_kwh",
            "energy_kwh",
        ])
        for try await one in rows {
            row([
                "\(one.booking)", "\(one.session.id)", "\(one.session.revision)", "\(one.chargePoint)",
                "\(one.connector)", "\(one.session.startedAt)", "\(one.session.stoppedAt)",
                EREFilingXML.kWh(one.session.begin, 6), EREFilingXML.kWh(one.session.energy, 6),
            ])
            try await flush(to: sink)
        }
    }

    /// What others told of, with the batches in which they did; no file when nobody did.
    nonisolated(nonsending) mutating func pushes(
        _ rows: some AsyncSequence<EREFiledPush, any Error>,
        to sink: EREPieceSink
    ) async throws {
        var isBegun = false
        for try await one in rows {
            if !isBegun {
                begin("sent.csv")
                row([
                    "booking", "what", "version", "delivery_point", "connector", "started_at", "stopped_at",
                    "begin_kwh",
                    "energy_kwh", "batch", "place", "batch_sha256",
                ])
                isBegun = true
            }
            row([
                "\(one.booking)", "\(one.session.id)", "\(one.session.revision)", "P\(one.charger)",
                one.connector == 0 ? "" : "\(one.connector)", "\(one.session.startedAt)", "\(one.session.stoppedAt)",
                EREFilingXML.kWh(one.session.begin, 6), EREFilingXML.kWh(one.session.energy, 6), "\(one.batch)",
                "\(one.place)", Hex.text(one.sha256),
            ])
            try await flush(to: sink)
        }
    }

    nonisolated(nonsending) mutating func history(
        _ rows: some AsyncSequence<EREFiledFact, any Error>,
        to sink: EREPieceSink
    ) async throws {
        begin("history.csv")
        row(["booking", "fact", "state", "takes_back", "by", "at", "why", "measured_sha256"])
        for try await fact in rows {
            row([
                "\(fact.booking)", "\(fact.ordinal)", fact.state.rawValue, fact.corrects.map { "\($0)" } ?? "",
                fact.by.map { "\($0)" } ?? "", "\(fact.at)", fact.reason, fact.measured.map { Hex.text($0) } ?? "",
            ])
            try await flush(to: sink)
        }
    }

    /// Mandates and evidence, each once: lines of several quarters may have the same ones.
    nonisolated(nonsending) mutating func papers(
        _ rows: some AsyncSequence<EREFiledPaper, any Error>,
        to sink: EREPieceSink
    ) async throws {
        var names: Set<String> = []
        for try await paper in rows where names.insert(paper.name).inserted {
            add(paper.name, paper.content)
            try await sink(take())
        }
    }
}
