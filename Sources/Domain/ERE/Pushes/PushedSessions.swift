package import Postgres
package import Values

/// Sessions that programs send of chargers, beside what charge points say themselves.
///
/// What differs from what was said
/// before becomes another version; nothing is overwritten.
package enum PushedSessions {
    /// Keeps a batch whole, or nothing of it; under a key that was there already the same batch has the same outcome.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func push(
        _ scope: Scope,
        _ sessions: [PushedSession],
        _ request: PushRequest,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PushOutcome {
        try await Pushes.keep(scope, request, at: now, in: tx) { operatorID in
            try await judge(sessions, operatorID, at: now, in: tx)
        }
    }

    static func judge(
        _ sessions: [PushedSession],
        _ operatorID: OperatorID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PushNews {
        let customers = try await Pushes.customers(of: sessions.map(\.charger), operatorID, in: tx)
        let kept = try await tx.all(KeptSessionsOf(operatorID: operatorID, names: sessions.map(\.name)))
        let check = PushedSessionCheck(sessions, chargers: Set(customers.keys), kept: kept, at: now)
        let rows = check.new.compactMap { place, version in
            customers[sessions[place].charger].map { customer in
                (place: place, customer: customer, version: version, session: sessions[place])
            }
        }
        return PushNews(rows: .sessions(rows), known: check.known, faults: check.faults)
    }

    /// The newest versions of sessions, of all chargers or of one, by id.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        of charger: EREChargerID?,
        after: PushedSessionID?,
        limit: Int,
        in tx: Transaction
    ) async throws -> KeysetPage<KeptSession, PushedSessionID> {
        try scope.requireCustomerReader()
        let page = PageOfPushedSessions(
            operatorID: try scope.requireOperator(),
            charger: charger,
            after: after ?? PushedSessionID(0),
            limit: limit + 1
        )
        return KeysetPage(try await tx.all(page), limit: limit) { $0.id }
    }
}
