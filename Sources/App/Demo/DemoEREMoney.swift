import Domain
import Jobs
import Postgres
import Values
import Web

/// The quarters of a partner of the demo world from the meter to the bank: the oldest is paid, the next waits for approval,
/// the newest that is over is filed, and the one that goes on is measured.
struct DemoEREMoney {
    let desk: DemoERE.Desk
    let calendar: DemoERECalendar
    let database: Database

    func run() async throws {
        let finished = calendar.finished
        for quarter in finished { try await book(quarter) }
        let credited = finished.count > 1 ? finished.dropLast() : finished[...]
        for (place, quarter) in credited.enumerated() {
            try await credit(quarter)
            try await sell(quarter, place)
            try await pay(quarter, isSettled: place == 0)
        }
        if let open = calendar.quarters.last, open.endDay > calendar.today {
            _ = try await EREMeasuring.run(desk.admin, open, at: calendar.now, on: database)
        }
    }

    /// Measures, accepts and files a quarter, unless it was filed.
    private func book(_ quarter: EREQuarter) async throws {
        let now = calendar.after(quarter, days: 4)
        _ = try await EREMeasuring.run(desk.admin, quarter, at: now, on: database)
        let filter = EREBookingFilter(quarter: quarter)
        _ = try await EREBookingDecisions.acceptAll(desk.admin, filter, at: now, on: database)
        for line in try await lines(quarter, .measured)
        where line.gates.closed(on: EREQuarter.zone.date(of: now), hasReason: true).isEmpty {
            try await database.write(desk.admin) {
                try await EREBookingDecisions.accept(
                    desk.admin,
                    line.id,
                    seen: line.ordinal,
                    reason: "Gat in de standen bekeken: de lader was van het net.",
                    at: now,
                    in: $0
                )
            }
        }
        do {
            let files = EREFilingFiles(database: database)
            _ = try await files.file(desk.finance, quarter, at: calendar.after(quarter, days: 6))
        } catch EREFilingRejection.nothing {
            return
        }
    }

    private func lines(_ quarter: EREQuarter, _ state: EREBookingState?) async throws -> [EREBookingSummary] {
        try await database.read(desk.admin) {
            try await EREBookings.list(
                desk.admin,
                ListRequest(sort: .customer, limit: 250),
                EREBookingFilter(quarter: quarter, state: state),
                in: $0
            ).rows
        }
    }

    /// The register's file: two figures are one less than was expected.
    private func credit(_ quarter: EREQuarter) async throws {
        let booked = try await lines(quarter, .booked)
        guard !booked.isEmpty else { return }
        var text = "BookingRef;ERE\n"
        for (place, line) in booked.enumerated() {
            let units = line.units ?? 0
            text += "\(line.id);\(place % 4 == 1 ? max(0, units - 1) : units)\n"
        }
        let bytes = Array(text.utf8)
        let sheet = try ERECreditReading.sheet(bytes)
        let now = calendar.after(quarter, days: 21)
        try await database.write(desk.finance) { tx in
            let name = "rev-\(quarter).csv"
            let id = try await ERECredits.keep(desk.finance, name: name, bytes, .whole, at: now, in: tx)
            _ = try await ERECredits.record(desk.finance, id, sheet, at: now, in: tx)
        }
    }

    /// Sells what was credited for the first quarter, and most of the next.
    private func sell(_ quarter: EREQuarter, _ place: Int) async throws {
        let now = calendar.after(quarter, days: 28)
        let (reference, today) = ("DEMO-\(quarter)", EREQuarter.zone.date(of: now))
        let isSold = try await database.read(desk.finance) { tx in
            try await ERETrades.list(desk.finance, ListRequest(sort: .number), in: tx).rows.contains {
                $0.reference == reference
            }
        }
        guard !isSold, let price = Exact(place == 0 ? "0.462" : "0.485") else { return }
        let broker = try await broker(at: now)
        let left = try await database.read(desk.finance) { try await ERETrades.stock(desk.finance, in: $0) }
            .filter { $0.quarter.year == quarter.year }.reduce(0) { $0 + $1.left }
        guard left > 0 else { return }
        let draft = ERETradeDraft(
            broker: broker,
            reference: reference,
            year: quarter.year,
            units: max(1, left * (place == 0 ? 10 : 9) / 10),
            price: price,
            fee: Money(minor: 2_500, .eur),
            soldOn: today
        )
        _ = try await database.write(desk.finance, repeating: .onConflict) {
            try await ERETrades.record(desk.finance, draft, today: today, at: now, in: $0)
        }
    }

    private func broker(at now: Timestamp) async throws -> EREBrokerID {
        let name = "Noordzee Handel in Eenheden B.V."
        return try await database.write(desk.finance) { tx in
            let known = try await ERETrades.brokers(desk.finance, in: tx)
            if let broker = known.first(where: { $0.name == name }) { return broker.id }
            return try await ERETrades.addBroker(desk.finance, name: name, companyNumber: "34567890", at: now, in: tx)
        }
    }

    /// Makes a payout run; the first is approved, too, and told to the bank where the partner has an account.
    private func pay(_ quarter: EREQuarter, isSettled: Bool) async throws {
        let now = calendar.after(quarter, days: 35)
        let today = EREQuarter.zone.date(of: now)
        guard quarter.endDay <= today else { return }
        let run = try await EREPayouts(database).run(desk.finance, quarter, today: today, at: now)
        guard run.made > 0, isSettled else { return }
        _ = try await Approvals(database).approve(desk.admin, run: run.run.id, at: now)
        let own = try await database.read(desk.finance) { try await Operators.own(desk.finance, in: $0) }
        guard !own.details.iban.isEmpty else { return }
        let files = BankFiles(database: database) { now }
        _ = try await files.make(desk.finance, own, .payouts, through: today.yearMonth)
    }
}
