import Postgres
import Values

/// Computes every newest journal line again, and proves every older version by its own inputs.
struct LineVerification: Sendable {
    private static let sessionsPerBatch = 500

    let operatorID: OperatorID

    /// Compares lines, and the prices in them with the recorded ones.
    func run(in tx: Transaction) async throws -> [VerifyReport] {
        var lines = VerifyTally(kind: "journal lines")
        let due: Int64 = try await tx.one(RatingWorkCount(operatorID: operatorID))
        if due > 0 { lines.note("\(due) sessions wait for their lines to be computed; run the jobs first") }
        let inputs = try await inputs(in: tx)
        var after = SessionID(0)
        while true {
            let next = NextSessionIDs(operatorID: operatorID, after: after, limit: LineVerification.sessionsPerBatch)
            let ids = try await tx.all(next)
            guard let last = ids.last else { break }
            try await compare(ids, inputs, &lines, in: tx)
            after = last
        }
        var versions = VerifyTally(kind: "line versions")
        for try await version in tx.stream(PricedVersions(operatorID: operatorID)) {
            check(version, inputs.versions, &versions)
        }
        return [lines.report, versions.report]
    }

    private struct Inputs {
        var contracts: ContractBook
        var prices = PriceBook()
        /// Every version of every price, for older lines.
        var versions: [String: [PriceKey: IndexPrice]] = [:]
    }

    private func inputs(in tx: Transaction) async throws -> Inputs {
        var inputs = Inputs(contracts: try await Contracts.book(of: operatorID, in: tx))
        for zone in Set(try await Prices.zones(tx: tx).map(\.zone)) {
            let everything = PricesAfterDocument(zone: zone, after: PriceDocumentID(0))
            for row in try await tx.all(everything) {
                inputs.prices.take(row.price, zone: zone)
                inputs.versions[zone, default: [:]][PriceKey(row.price)] = row.price.price
            }
        }
        return inputs
    }

    private func compare(
        _ ids: [SessionID],
        _ inputs: Inputs,
        _ report: inout VerifyTally,
        in tx: Transaction
    ) async throws {
        let operators = [Int64](repeating: operatorID.rawValue, count: ids.count)
        let current = try await tx.all(CurrentLines(operators: operators, sessions: ids.map(\.rawValue)))
        let known = Dictionary(uniqueKeysWithValues: current.map { ($0.sessionID, $0.draft) })
        for session in try await tx.all(SessionsToRate(operators: operators, sessions: ids.map(\.rawValue))) {
            report.checked += 1
            let day = session.zone.date(of: session.startedAt)
            let terms = inputs.contracts.terms(host: session.hostID, site: session.siteID, on: day)
            let expected = LineDraft.computeOrHold(session, terms: terms, prices: inputs.prices)
            guard let found = known[session.sessionID] else {
                report.note("session \(session.sessionID) has no journal line")
                continue
            }
            guard found != expected else { continue }
            report.note("line of session \(session.sessionID): \(found.difference(from: expected))")
        }
    }

    /// A version stands when its parts add up to its amount, each by its own terms and prices.
    private func check(
        _ version: PricedVersions.Row,
        _ recorded: [String: [PriceKey: IndexPrice]],
        _ report: inout VerifyTally
    ) {
        report.checked += 1
        let name = "line \(version.id) (session \(version.sessionID), version \(version.version))"
        guard let terms = version.detail.terms, let amount = version.amount else {
            report.note("\(name) has no terms")
            return
        }
        let known = terms.supply.zone.flatMap { recorded[$0] } ?? [:]
        if let strange = version.detail.parts.first(where: { $0.index.map { known[PriceKey($0)] != $0.price } ?? false }
        ) {
            report.note("\(name): the price of the part from \(strange.from) is none that was recorded")
        }
        do throws(ArithmeticOverflow) {
            var total = Exact.zero
            var energy = Energy.zero
            for part in version.detail.parts {
                guard try terms.plan.price(index: part.index?.price) == part.price,
                    try part.price * part.energy.kWh == part.amount
                else {
                    report.note("\(name): the part from \(part.from) does not follow from its terms")
                    return
                }
                total = try total + part.amount
                energy = energy + part.energy
            }
            if total != amount { report.note("\(name): its parts add up to \(total), not \(amount)") }
            if energy != version.energy { report.note("\(name): its parts hold \(energy.whText) Wh") }
        } catch {
            report.note("\(name): \(error)")
        }
    }
}

extension LineDraft {
    /// In which of its fields a line as it stands differs from the computed one.
    fileprivate func difference(from computed: LineDraft) -> String {
        let fields = zip(facts, computed.facts).filter { $0.value != $1.value }
        var texts = fields.map { "\($0.name) is \($0.value), computed is \($1.value)" }
        if detail != computed.detail { texts.append("its terms, prices or reasons are not the computed ones") }
        return texts.joined(separator: "; ")
    }

    private var facts: [(name: String, value: String)] {
        [
            ("state", state.rawValue), ("month", "\(period)"), ("energy", energy.whText + " Wh"),
            ("contract", contractID.map { "\($0)" } ?? "none"),
            ("version of the contract", reimbursementVersionID.map { "\($0)" } ?? "none"),
            ("version of the supply contract", supplyVersionID.map { "\($0)" } ?? "none"),
            ("way of pricing", pricing?.rawValue ?? "none"), ("currency", currency.code),
            ("amount", amount?.description ?? "none"),
            ("amount by the other way of pricing", otherAmount?.description ?? "none"), ("tariff", tariff),
        ]
    }
}

/// A price of the market by its interval, currency and version.
struct PriceKey: Hashable {
    let start: Timestamp
    let minutes: Int
    let currency: Currency
    let version: Int

    init(_ price: DatedPrice) {
        start = price.start
        minutes = price.minutes
        currency = price.currency
        version = price.version
    }
}
