import Crypto
package import Postgres
package import Values

/// A reading with what is known of it.
package struct PushedReadingDetail: Sendable {
    package let kept: KeptReading
    package let customerName: String
    package let charger: String
    package let sha256: [UInt8]
    package let receivedAt: Timestamp
    /// Whether nothing else was told of its moment later.
    package let isNewest: Bool
}

/// Why a reading was not taken back.
package enum PushedReadingRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// It was before, or something else was told of its moment.
    case takenBack
    case reasonLength

    /// The longest reason.
    package static let reasonLimit = 400

    package var code: String {
        switch self {
        case .takenBack: "pushed_reading.taken_back"
        case .reasonLength: "pushed_reading.reason_length"
        }
    }
    package var description: String { "\(code): the reading was not taken back" }
}

/// Readings that programs send, beside what charge points say themselves.
package enum PushedReadings {
    /// Keeps a batch whole, or nothing of it; under a key that was there already the same batch has the same outcome.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func push(
        _ scope: Scope,
        _ readings: [PushedReading],
        _ request: PushRequest,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PushOutcome {
        try await Pushes.keep(scope, request, at: now, in: tx) { operatorID in
            try await judge(readings, operatorID, at: now, in: tx)
        }
    }

    static func judge(
        _ readings: [PushedReading],
        _ operatorID: OperatorID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PushNews {
        let customers = try await Pushes.customers(of: readings.map(\.charger), operatorID, in: tx)
        let kept = try await tx.all(KeptReadingsOf(operatorID: operatorID, readings))
        let check = PushedReadingCheck(readings, chargers: Set(customers.keys), kept: kept, at: now)
        let rows = check.new.compactMap { place in
            customers[readings[place].charger].map { customer in
                (place: place, customer: customer, version: check.versions[place] ?? 1, reading: readings[place])
            }
        }
        let faults = check.faults.map { PushOutcome.Fault(place: $0.place, fault: $0.fault) }
        return PushNews(rows: .readings(rows), known: check.known, faults: faults)
    }

    /// One reading by its number.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: PushedReadingID,
        in tx: Transaction
    ) async throws -> PushedReadingDetail {
        try scope.requireCustomerDesk()
        let find = FindPushedReading(operatorID: try scope.requireOperator(), id: id)
        guard let found = try await tx.first(find) else { throw NotFound("reading") }
        return found
    }

    /// Takes a reading back: that the register never showed it is another version, with the reason as a batch of its own.
    ///
    /// - Throws: ``PushedReadingRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func takeBack(
        _ scope: Scope,
        _ id: PushedReadingID,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        guard let person = scope.userID else { throw NotPermitted() }
        try await tx.run(LockPushes(operatorID: operatorID))
        let found = try await find(scope, id, in: tx)
        guard found.isNewest, !found.kept.reading.isWithdrawn else { throw PushedReadingRejection.takenBack }
        guard (1...PushedReadingRejection.reasonLimit).contains(reason.count) else {
            throw PushedReadingRejection.reasonLength
        }
        let before = found.kept.reading
        let body = JSON.dictionary(["takes_back": .string("\(id)"), "reason": .string(reason)]).compactBytes
        let reading = PushedReading(
            charger: before.charger,
            at: before.at,
            register: before.register,
            isWithdrawn: true
        )
        let row = (place: 0, customer: found.kept.customer, version: found.kept.version + 1, reading: reading)
        let news = PushNews(rows: .readings([row]), known: 0, faults: [])
        let sha256 = Array(SHA256.hash(data: body))
        _ = try await Pushes.keep(news, .hand(body), sha256, operatorID, by: person, at: now, in: tx)
        let record = AuditRecord("push.reading_taken_back", subject: "pushed_reading/\(id)")
        try await AuditLog.record(scope, record, in: tx)
    }

    /// Readings of the operator's chargers, or of one of them, by id.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        of charger: EREChargerID?,
        after: PushedReadingID?,
        limit: Int,
        in tx: Transaction
    ) async throws -> KeysetPage<KeptReading, PushedReadingID> {
        try scope.requireCustomerReader()
        let page = PageOfPushedReadings(
            operatorID: try scope.requireOperator(),
            charger: charger,
            after: after ?? PushedReadingID(0),
            limit: limit + 1
        )
        return KeysetPage(try await tx.all(page), limit: limit) { $0.id }
    }
}
