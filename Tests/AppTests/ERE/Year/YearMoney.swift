import Domain
import Foundation
import Jobs
import Postgres
import TestSupport
import Testing
import Values
import Web

/// What people of a partner do with a quarter, at the moments they are given.
extension YearWorld {
    /// Measures a quarter, accepts what may be, with a reason where one is asked for, and files it.
    ///
    /// - Returns: the filing; `nil` when nothing was to be filed.
    func book(_ partner: Partner, _ quarter: EREQuarter, at now: Timestamp) async throws -> EREFilingID? {
        _ = try await EREMeasuring.run(partner.admin, quarter, at: now, on: database)
        let filter = EREBookingFilter(quarter: quarter)
        _ = try await EREBookingDecisions.acceptAll(partner.admin, filter, at: now, on: database)
        let today = EREQuarter.zone.date(of: now)
        for line in try await lines(partner, quarter, .measured)
        where line.gates.closed(on: today, hasReason: true).isEmpty {
            try await database.write(partner.admin) {
                try await EREBookingDecisions.accept(
                    partner.admin,
                    line.id,
                    seen: line.ordinal,
                    reason: "looked at by hand",
                    at: now,
                    in: $0
                )
            }
        }
        do {
            return try await EREFilingFiles(database: database).file(partner.finance, quarter, at: now)
        } catch EREFilingRejection.nothing {
            return nil
        }
    }

    func lines(_ partner: Partner, _ quarter: EREQuarter, _ state: EREBookingState) async throws -> [EREBookingSummary]
    {
        let filter = EREBookingFilter(quarter: quarter, state: state)
        return try await database.read(partner.admin) {
            try await EREBookings.list(partner.admin, ListRequest(sort: .customer), filter, in: $0).rows
        }
    }

    /// The register's file on a filing: most figures are the expected ones, some are one less, one of each filing is three
    /// less, and it says only what changed.
    func credit(_ partner: Partner, _ filing: EREFilingID, at now: Timestamp) async throws -> Int64 {
        let filed = try await database.read(partner.admin) { tx in
            var rows: [(EREBookingID, Int64)] = []
            for try await line in try EREFilings.lines(partner.admin, of: filing, in: tx) {
                rows.append((line.booking, line.units))
            }
            return rows
        }
        var (text, difference) = ("BookingRef;ERE\n", Int64(0))
        for (place, (booking, units)) in filed.enumerated() {
            let less: Int64 = place == 3 ? 3 : place % 40 == 7 ? 1 : 0
            let figure = max(0, units - less)
            difference += figure - units
            text += "\(booking);\(figure)\n"
        }
        let bytes = Array(text.utf8)
        let sheet = try ERECreditReading.sheet(bytes)
        try await database.write(partner.finance) { tx in
            let id = try await ERECredits.keep(
                partner.finance,
                name: "\(filing).csv",
                bytes,
                .whole,
                at: now,
                in: tx
            )
            _ = try await ERECredits.record(partner.finance, id, sheet, at: now, in: tx)
        }
        return difference
    }

    /// Sells a part of what is there, in hundredths.
    func sell(
        _ partner: Partner,
        _ broker: EREBrokerID,
        percent: Int64,
        price: String,
        fee: Int64,
        at now: Timestamp
    ) async throws {
        let stock = try await database.read(partner.finance) { try await ERETrades.stock(partner.finance, in: $0) }
        let today = EREQuarter.zone.date(of: now)
        let draft = ERETradeDraft(
            broker: broker,
            reference: "C-\(today)",
            year: 2026,
            units: stock.reduce(0) { $0 + $1.left } * percent / 100,
            price: try #require(Exact(price)),
            fee: Money(minor: fee, .eur),
            soldOn: today
        )
        _ = try await database.write(partner.finance, repeating: .onConflict) {
            try await ERETrades.record(partner.finance, draft, today: today, at: now, in: $0)
        }
    }

    /// Pays a quarter and those before it out, up to the file of the bank.
    ///
    /// - Returns: the payments of the file, `nil` when there was nothing to pay.
    func pay(_ partner: Partner, _ quarter: EREQuarter, at now: Timestamp) async throws -> PaymentRunResult? {
        let today = EREQuarter.zone.date(of: now)
        let run = try await EREPayouts(database).run(partner.finance, quarter, today: today, at: now)
        guard run.made > 0 else { return nil }
        _ = try await Approvals(database).approve(partner.admin, run: run.run.id, at: now)
        return try await bankFile(partner, at: now)
    }

    func bankFile(_ partner: Partner, at now: Timestamp) async throws -> PaymentRunResult {
        let own = try await database.read(partner.finance) { try await Operators.own(partner.finance, in: $0) }
        let files = BankFiles(database: database) { now }
        let month = EREQuarter.zone.date(of: now).yearMonth
        return try await files.make(partner.finance, own, .payouts, through: month)
    }

    func giveBack(_ partner: Partner, _ reference: String, at now: Timestamp) async throws {
        let today = EREQuarter.zone.date(of: now)
        let order = PaymentReturnOrder(
            endToEndID: reference,
            returnedOn: today,
            reason: "AC04 account closed",
            now: now,
            today: today
        )
        try await PaymentReturns(database).record(partner.finance, order)
    }

    /// What `laadboek verify` says that differs.
    func differences(_ partner: Partner) async throws -> [String] {
        let scope = Scope.system(for: partner.id)
        var reports = try await SessionVerification(database: database, operatorID: partner.id).run()
        reports += try await BookVerification.run(scope, on: database)
        reports += try await EREBookingVerification.run(scope, on: database)
        reports += try await EREFilingFiles(database: database).verify(scope)
        reports += try await ERECreditVerification.run(scope, on: database) { try ERECreditReading.sheet($0) }
        reports += try await ERETradeVerification.run(scope, on: database)
        reports += try await EREVerificationChecks.run(scope, on: database)
        reports += try await EREPayoutVerification.run(scope, on: database)
        let differences = reports.compactMap { report in report.firstDifference.map { "\(report.kind): \($0)" } }
        return try await differences + reconciled(scope)
    }

    /// What the quarterly reconciliations do not have in common with filings, stock and books.
    private func reconciled(_ scope: Scope) async throws -> [String] {
        var found: [String] = []
        for quarter in (1...4).compactMap({ EREQuarter(year: 2026, number: $0) }) {
            let report = try await database.read(scope, isolation: .repeatableRead) {
                try await EREReconciliations.report(scope, quarter, in: $0)
            }
            if !report.isLawful { found.append("\(quarter): more is booked than was delivered") }
            found += report.ties.filter { !$0.holds }.map { "\(quarter): \($0)" }
        }
        return found
    }

    /// What accounts come to: debits less credits, in cents.
    func balances(_ partner: Partner) async throws -> [String: Int64] {
        let rows = try await test.owner.all(.system, YearBalances(operatorID: partner.id))
        return Dictionary(rows.map { ($0.account, $0.cents) }) { $0 + $1 }
    }
}

/// Accounts of an operator with what they come to; those of customers as one.
private struct YearBalances: Statement {
    static let sql = """
        SELECT CASE WHEN starts_with(a.code, 'payable:customer') THEN 'payable:customer' ELSE a.code END AS code,
            sum(CASE p.side WHEN 'debit' THEN p.amount_minor ELSE -p.amount_minor END)::bigint
        FROM ledger_accounts a JOIN ledger_postings p ON p.operator_id = a.operator_id AND p.account_id = a.id
        WHERE a.operator_id = $1 GROUP BY 1 ORDER BY 1
        """
    static let sample = YearBalances(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> (account: String, cents: Int64) {
        (try row.next(), try row.next())
    }
}
