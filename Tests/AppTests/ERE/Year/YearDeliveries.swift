import Domain
import Foundation
import Jobs
import Postgres
import Simulator
import TestWorld
import Testing
import Values
import Web

/// Recorded sessions of 300 charge points, moved into 2026, and when each of them is told.
struct YearDeliveries: Sendable {
    struct Session: Sendable {
        /// By which the sender and the judge know it.
        let name: String
        let recorded: RecordedSession
        let begin: Int64
        let end: Int64
        /// Told when the quarter was filed already.
        let isLate: Bool
        /// Told, filed, and then said never to have been.
        let isWithdrawn: Bool
    }

    /// 365 weeks: weekdays stay, and the first of 2019 come before 2026 begins.
    private static let shiftDays: Int64 = 2_555
    /// Of so many sessions one is told late, and of so many one is taken back.
    private static let (everyLate, everyWithdrawn) = (40, 97)

    /// By recorded charge point.
    let sessions: [String: [Session]]

    /// The charge points with the most sessions.
    let places: [String]

    init(_ recorded: [RecordedSession], places count: Int) {
        let moved = recorded.map { $0.shifted(days: YearDeliveries.shiftDays) }
        let byPlace = Dictionary(grouping: moved, by: \.chargePoint)
        places = byPlace.keys.sorted { (byPlace[$1]?.count ?? 0, $0) < (byPlace[$0]?.count ?? 0, $1) }
            .prefix(count).map { $0 }
        var (sessions, number) = ([String: [Session]](), 0)
        for place in places {
            var registers: [Int64: Int64] = [:]
            let own = (byPlace[place] ?? []).sorted { ($0.start, $0.connector) < ($1.start, $1.connector) }
            sessions[place] = own.enumerated().map { index, session in
                number += 1
                let begin = registers[session.connector, default: 0]
                registers[session.connector] = begin + session.energyWh
                return Session(
                    name: "\(place)/\(session.connector)/\(index)",
                    recorded: session,
                    begin: begin,
                    end: begin + session.energyWh,
                    isLate: number % YearDeliveries.everyLate == 0,
                    isWithdrawn: number % YearDeliveries.everyWithdrawn == 0
                )
            }
        }
        self.sessions = sessions
    }

    /// Those that stop in a span.
    func told(_ place: String, _ span: (from: Timestamp, until: Timestamp), late: Bool) -> [Session] {
        (sessions[place] ?? []).filter {
            $0.isLate == late && span.from <= $0.recorded.stop && $0.recorded.stop < span.until
        }
    }

    /// What went through the register of a place until a moment, in watt-hours.
    func register(_ place: String, at moment: Timestamp) -> Int64 {
        (sessions[place] ?? []).filter { $0.recorded.stop <= moment }.reduce(0) { $0 + $1.recorded.energyWh }
    }
}

extension YearWorld {
    /// Every so many chargers the last reading of a quarter comes late.
    static let everyLateReading = 10

    /// Tells what belongs to a quarter: at first all but what is late, later the rest and what is taken back.
    func tell(
        _ deliveries: YearDeliveries,
        _ quarter: EREQuarter,
        late: Bool,
        at now: Timestamp
    ) async throws {
        for partner in partners {
            switch partner.door {
            case .frames: try await play(deliveries, quarter, late, partner)
            case .sessions: try await send(deliveries, quarter, late, partner, at: now)
            case .readings: try await read(deliveries, quarter, late, partner, at: now)
            }
        }
    }

    private func play(
        _ deliveries: YearDeliveries,
        _ quarter: EREQuarter,
        _ late: Bool,
        _ partner: Partner
    ) async throws {
        let told = partner.customers.flatMap { customer in
            deliveries.told(customer.recorded, quarter.span, late: late).map { (customer, $0) }
        }
        await feed.hold()
        for (customer, session) in told.sorted(by: { $0.1.recorded.start < $1.1.recorded.start }) {
            let run = ChargingRun(
                operatorID: partner.id,
                chargePoint: customer.chargePoint,
                connector: session.recorded.connector,
                from: session.recorded.start,
                until: session.recorded.stop,
                wh: session.recorded.energyWh
            )
            let id = try await feed.start(run, register: session.begin)
            try await feed.stop(run, transaction: id, register: session.end)
        }
        try await feed.storeHeld()
        _ = try await Projector(database: database).run()
    }

    private func send(
        _ deliveries: YearDeliveries,
        _ quarter: EREQuarter,
        _ late: Bool,
        _ partner: Partner,
        at now: Timestamp
    ) async throws {
        let told = partner.customers.flatMap { customer in
            let news = deliveries.told(customer.recorded, quarter.span, late: late).map { ($0, false) }
            let gone = deliveries.told(customer.recorded, quarter.span, late: false).filter(\.isWithdrawn)
            return (news + (late ? gone.map { ($0, true) } : [])).map { ($0.0.pushed(customer, isWithdrawn: $0.1)) }
        }
        // What ended before 2026 began cannot be told at all.
        let first = try #require(EREQuarter("2026-Q1")).span.from
        let sessions = told.filter { $0.startedAt >= first }
        let key = try await database.write(partner.admin) {
            try await APIKeys.create(partner.admin, name: "p", Set(APIPermission.allCases), at: now, in: $0).key
        }
        let program = Scope.program(key, of: partner.id)
        for begin in stride(from: 0, to: sessions.count, by: Pushes.mostPerBatch) {
            let batch = Array(sessions[begin..<min(sessions.count, begin + Pushes.mostPerBatch)])
            let request = PushRequest(
                body: Array("\(quarter) \(late) \(begin)".utf8),
                idempotencyKey: "\(begin) \(now)"
            )
            let outcome = try await database.write(program) {
                try await PushedSessions.push(program, batch, request, at: now, in: $0)
            }
            guard case .kept = outcome else {
                Issue.record("a batch was not kept: \(outcome)")
                return
            }
        }
    }

    private func read(
        _ deliveries: YearDeliveries,
        _ quarter: EREQuarter,
        _ late: Bool,
        _ partner: Partner,
        at now: Timestamp
    ) async throws {
        var lines = "charger;at;register wh\n"
        for (index, customer) in partner.customers.enumerated() {
            for moment in quarter.midnights {
                let isLast = moment == quarter.span.until
                let isLate = isLast && index % YearWorld.everyLateReading == 3
                // The first of all readings is told with the first quarter.
                guard isLate == late, moment > quarter.span.from || (quarter.number == 1 && !late) else { continue }
                lines += "\(customer.charger);\(moment.rfc3339);\(deliveries.register(customer.recorded, at: moment))\n"
            }
        }
        let bytes = Array(lines.utf8)
        let sheet = try MeterDataReading.sheet(bytes)
        try await database.write(partner.finance) { tx in
            let id = try await PushFiles.keep(
                partner.finance,
                name: "\(quarter) \(late).csv",
                bytes,
                .readings,
                at: now,
                in: tx
            )
            _ = try await PushFiles.record(partner.finance, id, sheet, at: now, in: tx)
        }
    }
}

extension YearDeliveries.Session {
    fileprivate func pushed(_ customer: YearWorld.Customer, isWithdrawn: Bool) -> PushedSession {
        PushedSession(
            name: name,
            charger: customer.charger,
            connector: Int(recorded.connector),
            startedAt: recorded.start,
            stoppedAt: recorded.stop,
            begin: Energy(wh: begin),
            end: Energy(wh: end),
            isWithdrawn: isWithdrawn
        )
    }
}

extension EREQuarter {
    /// When it begins, and when each of its months ends, by the clock of the Netherlands.
    var midnights: [Timestamp] {
        let months = (0...3).map { firstDay.yearMonth.adding(months: $0) }
        return months.map { EREQuarter.zone.span(of: $0).from }
    }
}
