import Domain
import Postgres
import Templates
import Values

/// What the pages of booking lines show.
enum EREBookingModels {
    /// Quarters back from today that can be measured although nothing of them is there yet.
    private static let quartersOffered = 5

    static func index(
        _ visit: MemberVisit,
        _ query: ListQuery,
        in tx: Transaction
    ) async throws -> EREBookingIndex.Model {
        let filter = EREBookingPages.filter(query.filter)
        let found = try await EREBookings.list(visit.scope, query.request(by: .changed), filter, in: tx)
        let totals = try await EREBookings.totals(visit.scope, search: query.filter("search"), filter, in: tx)
        let known = try await EREBookings.quarters(visit.scope, in: tx)
        return EREBookingIndex.Model(
            query: query,
            total: found.total,
            rows: found.rows.map { row($0, visit) },
            energy: totals.energy,
            units: totals.units,
            withoutUnits: totals.withoutUnits,
            quarters: quarters(known, visit.today).map { "\($0)" },
            findings: EREFindingKind.allCases.map { Choice($0.rawValue, visit.say(EREBookingWords.title($0))) }
        )
    }

    /// The newest first: those there are, and those that have begun.
    private static func quarters(_ known: [EREQuarter], _ today: LocalDate) -> [EREQuarter] {
        var (all, next) = (Set(known), EREQuarter(of: today))
        for _ in 0..<quartersOffered {
            guard let quarter = next else { break }
            all.insert(quarter)
            next = quarter.previous
        }
        return all.sorted(by: >)
    }

    static func row(_ line: EREBookingSummary, _ visit: MemberVisit) -> EREBookingIndex.Row {
        let isOpen = line.state <= .accepted
        return EREBookingIndex.Row(
            id: line.id,
            ordinal: line.ordinal,
            line: Mention(line.customerName, .ereBooking(line.id)),
            town: line.town,
            ean: line.ean,
            quarter: "\(line.quarter)",
            isCorrection: line.revision > 0,
            stage: EREBookingWords.stage(line.state),
            energy: line.energy,
            units: line.units,
            credited: line.credited,
            sessions: line.sessions,
            findings: line.findings.map(EREBookingWords.title),
            gates: isOpen
                ? line.gates.closed(on: today(visit), hasReason: line.state == .accepted).map(EREBookingWords.text) : []
        )
    }

    /// Gates are about days in the Netherlands, wherever the reader is.
    private static func today(_ visit: MemberVisit) -> LocalDate { EREQuarter.zone.date(of: visit.now) }

    static func show(
        _ visit: MemberVisit,
        _ detail: EREBookingDetail,
        _ form: FormReader,
        _ problem: Text?
    ) -> EREBookingShow.Model {
        EREBookingShow.Model(
            line: row(detail.line, visit),
            enrolment: detail.line.enrolment,
            corrects: detail.line.corrects,
            correctedBy: detail.correctedBy,
            formula: detail.measurement.flatMap { formula($0, visit.say) },
            rounding: rounding(detail.measurement?.rounding ?? .floor),
            registers: (detail.measurement?.registers ?? []).map { register($0, detail) },
            findings: (detail.measurement?.findings ?? []).map(finding),
            steps: detail.facts.map(step),
            sessions: detail.sessions.map(session),
            pushes: detail.pushes.map { push($0, detail) },
            leftOut: (detail.measurement?.leftOut ?? []).map(leftOut),
            needsReason: detail.line.gates.closed(on: today(visit)) == [.findings],
            reason: form["reason"],
            problem: problem
        )
    }

    /// The formula with the numbers of the line.
    private static func formula(_ measured: EREMeasurement, _ say: Reader) -> String? {
        guard let share = measured.share, let comparator = measured.comparator, let mj = measured.mjPerKWh else {
            return nil
        }
        let factors = [share, comparator, mj].map { say.decimal($0, minimumDecimals: 0) }
        return "\(say.energy(measured.energy)) × \(factors[0]) × \(factors[1]) g/MJ × \(factors[2]) MJ/kWh ÷ "
            + say.count(1_000)
    }

    private static func rounding(_ rounding: Rounding) -> Text {
        switch rounding {
        case .floor: Text(en: "down, once per line", nl: "omlaag, één keer per regel")
        case .halfAwayFromZero: Text(en: "to the nearest, once per line", nl: "naar dichtstbij, één keer per regel")
        }
    }

    private static func register(
        _ register: EREMeasurement.Register,
        _ detail: EREBookingDetail
    ) -> EREBookingShow.Register {
        EREBookingShow.Register(
            chargePoint: Mention(
                register.chargePoint.flatMap { detail.chargePoints[$0] }
                    ?? register.charger.flatMap { detail.chargers[$0] } ?? "",
                register.chargePoint.map { .chargePoint($0) }
            ),
            source: register.source.map(source),
            connector: register.connector,
            beginAt: register.beginAt,
            begin: register.begin,
            endAt: register.endAt,
            end: register.end,
            sessions: register.sessions,
            energy: register.energy
        )
    }

    private static func finding(_ finding: EREFinding) -> EREBookingShow.Finding {
        EREBookingShow.Finding(
            title: EREBookingWords.title(finding.kind),
            meaning: EREBookingWords.meaning(finding.kind),
            count: finding.count,
            energy: finding.energy
        )
    }

    private static func step(_ fact: EREBookingFact) -> EREBookingShow.Step {
        EREBookingShow.Step(
            ordinal: fact.ordinal,
            stage: EREBookingWords.stage(fact.state),
            corrects: fact.corrects,
            reason: fact.reason,
            by: fact.by,
            at: fact.at,
            energy: fact.energy,
            units: fact.units
        )
    }

    private static func source(_ kind: PushKind) -> Text {
        switch kind {
        case .readings: Text(en: "by readings that were sent", nl: "volgens gestuurde standen")
        case .sessions: Text(en: "by sessions that were sent", nl: "volgens gestuurde sessies")
        }
    }

    private static func push(_ push: EREBookedPush, _ detail: EREBookingDetail) -> EREBookingShow.Push {
        let name: String? = if case .pushed(let name) = push.id { name } else { nil }
        let reading: PushedReadingID? = if case .reading(let id) = push.id { id } else { nil }
        return EREBookingShow.Push(
            session: name,
            reading: reading,
            charger: detail.chargers[push.charger] ?? "",
            startedAt: push.startedAt,
            stoppedAt: push.stoppedAt,
            energy: push.energy,
            batch: "\(push.batch)",
            sha256: Hex.text(push.sha256)
        )
    }

    private static func leftOut(_ one: ERELeftOut) -> EREBookingLeftOut.Row {
        EREBookingLeftOut.Row(
            what: mention(one.what),
            twin: mention(one.twin),
            startedAt: one.startedAt,
            stoppedAt: one.stoppedAt,
            energy: one.energy
        )
    }

    /// What ``EREMeteredID`` calls it, as people know it.
    private static func mention(_ name: String) -> EREBookingLeftOut.Name {
        if let id = SessionID(text: name) { return .session(id) }
        let parts = name.split(separator: "-", maxSplits: 2)
        guard parts.count == 3, parts[0] == "session" else { return .reading(String(name.dropFirst(8))) }
        return .sent(String(parts[2]))
    }

    private static func session(_ session: EREBookedSession) -> EREBookingShow.Session {
        EREBookingShow.Session(
            session: Mention("\(session.id)", .session(session.id)),
            chargePoint: session.chargePointName,
            startedAt: session.startedAt,
            stoppedAt: session.stoppedAt,
            energy: session.energy
        )
    }
}
