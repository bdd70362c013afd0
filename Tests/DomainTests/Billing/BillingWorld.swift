import Domain
import Postgres
import TestSupport
import Values

/// An operator with hosts, contracts and a journal, made by rows.
struct BillingWorld: Sendable {
    let test: TestDatabase
    let operatorID: OperatorID
    /// A person of finance.
    let finance: UserID
    /// Another person of finance.
    let second: UserID

    var database: Database { test.database }
    var scope: Scope { .user(finance, role: .operatorFinance, of: operatorID) }
    var secondScope: Scope { .user(second, role: .operatorFinance, of: operatorID) }

    static func lease(
        fourEyes: Bool = false,
        connections: Int = 8,
        _ body: (BillingWorld) async throws -> Void
    ) async throws {
        try await TestDatabase.leaseAll(adjust: { $0.maxConnections = connections }) { test in
            try await body(try await make("VOLT", fourEyes: fourEyes, on: test))
        }
    }

    /// An operator on a database that others may be on, too.
    static func make(_ prefix: String, fourEyes: Bool = false, on test: TestDatabase) async throws -> BillingWorld {
        try await test.owner.write(.system) { tx in
            let id = try await tx.one(NewOperator(prefix: prefix, fourEyes: fourEyes))
            return BillingWorld(
                test: test,
                operatorID: id,
                finance: try await tx.one(NewUser(operatorID: id, name: "\(prefix)-first")),
                second: try await tx.one(NewUser(operatorID: id, name: "\(prefix)-second"))
            )
        }
    }

    /// A host with one site and one contract for all its sites.
    func host(_ name: String, _ host: NewHost.Details = .init()) async throws -> HostWorld {
        try await test.owner.write(.system) { tx in
            let id = try await tx.one(NewHost(operatorID: operatorID, name: name, details: host))
            let site = try await tx.one(
                NewSite(
                    operatorID: operatorID,
                    hostID: id,
                    name: "\(name) site",
                    country: host.siteCountry ?? host.country
                )
            )
            let contract = try await tx.one(NewContract(operatorID: operatorID, hostID: id, name: name))
            return HostWorld(world: self, id: id, site: site, contract: contract)
        }
    }

    func run(_ statement: any Statement) async throws {
        try await test.owner.write(.system) { _ = try await $0.runAll([statement]) }
    }

    static func month(_ text: String) -> YearMonth { YearMonth(text) ?? LocalDate(daysSinceEpoch: 0).yearMonth }
    static func day(_ text: String) -> LocalDate { LocalDate(text) ?? LocalDate(daysSinceEpoch: 0) }

    /// The order to close a month on the second day of the next one.
    static func order(_ text: String) -> MonthCloseOrder {
        let period = month(text)
        let today = period.next.firstDay.adding(days: 1)
        return MonthCloseOrder(period: period, today: today, now: Zone.utc.start(of: today).adding(seconds: 3_600))
    }

    @discardableResult
    func close(
        _ month: String,
        as scope: Scope? = nil,
        parallel: Int = 4,
        progress: @escaping MonthClose.Progress = { _, _ in }
    ) async throws -> MonthCloseResult {
        try await MonthClose(database, parallelDocuments: parallel)
            .run(scope ?? self.scope, BillingWorld.order(month), progress: progress)
    }

    func credits(_ month: String) async throws -> [CreditSummary] {
        try await database.read(scope) { try await Credits.month(scope, BillingWorld.month(month), in: $0) }
    }

    func only(_ month: String) async throws -> CreditDetail? {
        guard let id = try await credits(month).first?.id else { return nil }
        return try await database.read(scope) { try await Credits.detail(scope, id, in: $0) }
    }

    func balances() async throws -> [HostID: Int64] {
        let all = try await database.read(scope) { try await Credits.balances(scope, in: $0) }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.hostID, $0.balance.minor) })
    }

    /// The kinds that do not agree, with the first difference.
    func differences() async throws -> [String] {
        try await BookVerification.run(scope, on: database)
            .compactMap { report in report.firstDifference.map { "\(report.kind): \($0)" } }
    }

    func blocked(_ month: String) async throws -> [BlockedCreditEntry] {
        try await database.read(scope) {
            try await BlockedCredits.list(scope, month: BillingWorld.month(month), in: $0)
        }
    }

    func overview(_ month: String) async throws -> MonthOverview? {
        try await database.read(scope) { try await Credits.overview(scope, BillingWorld.month(month), in: $0) }
    }
}

/// A host of a world.
struct HostWorld: Sendable {
    let world: BillingWorld
    let id: HostID
    let site: SiteID
    let contract: ReimbursementContractID

    /// A session that stopped in a month, with the first version of its line.
    @discardableResult
    func session(
        _ month: String,
        _ amount: String? = "1.234567",
        tariff: String = "spot + 0.02",
        state: String = "priced",
        wh: Int64 = 10_000,
        currency: String = "EUR"
    ) async throws -> SessionID {
        try await world.test.owner.write(.system) { tx in
            let stop = Zone.utc.start(of: BillingWorld.month(month).firstDay).adding(seconds: 43_200)
            let id = try await tx.one(
                NewSession(operatorID: world.operatorID, hostID: id, siteID: site, stoppedAt: stop)
            )
            let line = line(
                of: id,
                1,
                month,
                amount,
                tariff: tariff,
                state: state,
                wh: wh,
                on: self,
                currency: currency
            )
            try await tx.run(line)
            return id
        }
    }

    /// The next version of a session's line.
    func correct(
        _ session: SessionID,
        version: Int,
        _ month: String,
        _ amount: String?,
        tariff: String = "spot + 0.02",
        state: String = "priced",
        wh: Int64 = 10_000,
        to other: HostWorld? = nil,
        currency: String = "EUR"
    ) async throws {
        let next = line(
            of: session,
            version,
            month,
            amount,
            tariff: tariff,
            state: state,
            wh: wh,
            on: other ?? self,
            currency: currency
        )
        try await world.run(next)
    }

    private func line(
        of session: SessionID,
        _ version: Int,
        _ month: String,
        _ amount: String?,
        tariff: String,
        state: String,
        wh: Int64,
        on host: HostWorld,
        currency: String = "EUR"
    ) -> NewLine {
        NewLine(
            operatorID: world.operatorID,
            sessionID: session,
            version: version,
            hostID: host.id,
            siteID: host.site,
            contract: host.contract,
            state: state,
            period: BillingWorld.month(month).firstDay,
            amount: amount.flatMap { Exact($0) },
            tariff: tariff,
            energy: wh * 1_000,
            currency: currency
        )
    }
}
