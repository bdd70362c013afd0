import Domain
import Formats
import Jobs
import Postgres
import Simulator
import Synchronization
import Templates
import Values
import Web

/// Emission reduction units in the demo world: customers in all states, their deliveries, and the quarters up to today on
/// their way from the meter to the payout.
///
/// Each step finds what is there already, so a fill that was interrupted goes on where it stopped.
struct DemoERE {
    private static let keyName = "Demo: meter data"

    let database: Database
    let now: Timestamp

    /// Somebody who acts for a partner.
    struct Desk: Sendable {
        let reference: String
        let operatorID: OperatorID
        let admin: Scope
        let finance: Scope
        let partner: Scope
        var system: Scope { .system(for: operatorID) }
    }

    /// - Throws: What contexts, the database and the drawing of documents throw.
    func fill() async throws {
        let calendar = DemoERECalendar(now)
        for reference in DemoWorld.operatorReferences {
            let desk = try await desk(reference)
            for (place, customer) in DemoERECast.customers(of: reference).enumerated() {
                try await DemoEREEnrolment(desk: desk, calendar: calendar, database: database, customer, place).run()
            }
            try await deliver(desk, calendar)
            try await DemoEREMoney(desk: desk, calendar: calendar, database: database).run()
        }
    }

    private func desk(_ reference: String) async throws -> Desk {
        try await database.read(.system) { tx in
            guard let tenant = try await Operators.find(.system, reference: reference, in: tx) else {
                throw NotFound("operator")
            }
            func somebody(_ role: Role) async throws -> Scope {
                let users = try await Users.list(.system(for: tenant.id), ListRequest(sort: .name), role: role, in: tx)
                guard let user = users.rows.first else { throw NotFound("user") }
                return user.scope
            }
            return Desk(
                reference: reference,
                operatorID: tenant.id,
                admin: try await somebody(.operatorAdmin),
                finance: try await somebody(.operatorFinance),
                partner: try await somebody(.partnerAdmin)
            )
        }
    }

    // MARK: Deliveries

    /// Has a program tell of the sessions at the chargers, quarter by quarter.
    private func deliver(_ desk: Desk, _ calendar: DemoERECalendar) async throws {
        let program = Scope.program(try await key(desk), of: desk.operatorID)
        let chargers = try await chargers(desk)
        let since = calendar.quarters.first?.firstDay ?? calendar.today
        for quarter in calendar.quarters {
            let end = min(quarter.span.until, calendar.startOfToday)
            let sessions = chargers.enumerated().flatMap { place, charger in
                DemoERESessions(charger: charger, place: place, prefix: desk.reference, since: since).sessions(
                    of: quarter,
                    until: end
                )
            }
            guard !sessions.isEmpty else { continue }
            let request = PushRequest(
                body: Array("\(desk.reference) \(quarter)".utf8),
                idempotencyKey: "demo-\(desk.reference)-\(quarter)"
            )
            let told = min(end.adding(seconds: 6 * 3600), now)
            try await database.write(program) { tx in
                _ = try await PushedSessions.push(program, sessions, request, at: told, in: tx)
            }
        }
    }

    private func key(_ desk: Desk) async throws -> APIKeyID {
        try await database.write(desk.partner) { tx in
            let known = try await APIKeys.list(desk.partner, in: tx)
            if let key = known.first(where: { $0.name == DemoERE.keyName && $0.revokedAt == nil }) { return key.id }
            let permissions: Set<APIPermission> = [.sessionsWrite]
            return try await APIKeys.create(desk.partner, name: DemoERE.keyName, permissions, at: now, in: tx).key
        }
    }

    /// The chargers of enrolments that count, in the order of the cast.
    private func chargers(_ desk: Desk) async throws -> [EREChargerID] {
        try await database.read(desk.admin) { tx in
            var found: [EREChargerID] = []
            for one in DemoERECast.customers(of: desk.reference) where one.fate.delivers {
                guard let customer = try await Customers.find(desk.admin, reference: one.reference, in: tx) else {
                    continue
                }
                for enrolment in try await EREEnrolments.list(desk.admin, of: customer.id, in: tx) {
                    found += enrolment.chargers.map(\.id)
                }
            }
            return found
        }
    }
}

/// The quarters of the demo world and the moments at which people work.
struct DemoERECalendar {
    let now: Timestamp
    let today: LocalDate
    /// The one that goes on and up to three before it, the oldest first; none from before units existed.
    let quarters: [EREQuarter]

    /// Quarters that are over and shown.
    private static let past = 3

    init(_ now: Timestamp) {
        self.now = now
        today = EREQuarter.zone.date(of: now)
        var found: [EREQuarter] = []
        var next = EREQuarter(of: today)
        while let quarter = next, found.count <= DemoERECalendar.past {
            found.append(quarter)
            next = quarter.previous
        }
        quarters = found.reversed()
    }

    var finished: [EREQuarter] { quarters.filter { $0.endDay <= today } }
    var startOfToday: Timestamp { EREQuarter.zone.start(of: today) }

    /// When customers sign: some days after the first quarter began, one after the other.
    func signing(_ place: Int) -> Timestamp {
        let first = quarters.first?.firstDay ?? today
        return moment(first.adding(days: 5 + Int64(place)), hour: 19)
    }

    /// A morning some days after a quarter's end, or now where that is still to come.
    func after(_ quarter: EREQuarter, days: Int64) -> Timestamp { moment(quarter.endDay.adding(days: days), hour: 9) }

    private func moment(_ day: LocalDate, hour: Int64) -> Timestamp {
        min(EREQuarter.zone.start(of: day).adding(seconds: hour * 3600), now)
    }
}

/// What a charger delivers: a session on most evenings, its register going on from one to the next.
struct DemoERESessions {
    let charger: EREChargerID
    let place: Int
    let prefix: String
    /// The first day of the first quarter; the register goes on from there.
    let since: LocalDate

    /// Those of a quarter that ended before a moment.
    func sessions(of quarter: EREQuarter, until end: Timestamp) -> [PushedSession] {
        var sessions: [PushedSession] = []
        // The two partners' chargers differ.
        let seed = Int64(place) + (prefix == DemoWorld.operatorReferences.first ? 0 : 5)
        var register = 1_204_000 + seed * 81_237
        var day = since.adding(days: seed % 3)
        while day < quarter.endDay {
            let number = Int64(day.daysSinceEpoch)
            let energy = 9_000 + (number * 613 + seed * 977) % 14_000
            let begin = EREQuarter.zone.start(of: day).adding(seconds: 17 * 3600 + (number * 97) % 7_200)
            let stop = begin.adding(seconds: energy * 3600 / 7_400)
            guard stop <= end else { break }
            if day >= quarter.firstDay { sessions.append(session(day, begin, stop, register, energy)) }
            register += energy
            // One charger lost what it counted over some evenings: somebody has to look at that.
            if place == 4, number % 41 == 7 { register += 6_400 }
            day = day.adding(days: 2 + (number + seed) % 3)
        }
        return sessions
    }

    private func session(
        _ day: LocalDate,
        _ begin: Timestamp,
        _ stop: Timestamp,
        _ register: Int64,
        _ energy: Int64
    ) -> PushedSession {
        PushedSession(
            name: "\(prefix)-\(charger)-\(day)",
            charger: charger,
            connector: 1,
            startedAt: begin,
            stoppedAt: stop,
            begin: Energy(wh: register),
            end: Energy(wh: register + energy),
            isWithdrawn: false
        )
    }
}
