package import Postgres
package import Values

/// A session under a line of a filing, as it was counted when the filing was made.
package struct EREFiledSession: Sendable {
    package let booking: EREBookingID
    package let chargePoint: ChargePointID
    package let connector: Int
    package let session: ERECountedSession
}

/// A fact about a line of a filing, up to its booking.
package struct EREFiledFact: Sendable {
    package let booking: EREBookingID
    package let ordinal: Int
    package let state: EREBookingState
    package let corrects: Int?
    package let reason: String
    package let by: UserID?
    package let at: Timestamp
    package let measured: [UInt8]?
}

/// A file behind a filing: a mandate's text or PDF, or accepted evidence.
package struct EREFiledPaper: Sendable {
    /// Where it lies in a pack, such as `mandates/7.pdf`.
    package let name: String
    package let content: [UInt8]
}

extension EREFilings {
    /// The sessions under a filing's lines.
    ///
    /// - Throws: ``NotPermitted``.
    package static func sessions(
        _ scope: Scope,
        of id: EREFilingID,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREFiledSession, any Error> {
        try scope.requireCustomerDesk()
        return tx.stream(EREFiledSessions<EREFilingSource>(operatorID: try scope.requireOperator(), id: id.rawValue))
    }

    /// What happened to a filing's lines until they were booked.
    ///
    /// - Throws: ``NotPermitted``.
    package static func facts(
        _ scope: Scope,
        of filing: EREFiling,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREFiledFact, any Error> {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        return tx.stream(
            EREFiledFacts<EREFilingSource>(operatorID: operatorID, id: filing.id.rawValue, at: filing.createdAt)
        )
    }

    /// The mandates and accepted evidence behind a filing's lines, some at a time, since each may have megabytes.
    ///
    /// - Throws: ``NotPermitted``.
    package static func papers(
        _ scope: Scope,
        of filing: EREFiling,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREFiledPaper, any Error> {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        return tx.stream(
            EREFiledPapers<EREFilingSource>(operatorID: operatorID, id: filing.id.rawValue),
            batch: papersPerFetch
        )
    }

    /// Some eight megabytes each at most.
    static let papersPerFetch = 4
}

/// What happened to the lines of a filing until it was made.
struct EREFiledFacts<Source: EREFiledSource>: Statement {
    static var sql: String {
        """
        SELECT f.booking_id, f.ordinal::bigint, f.state, f.corrects::bigint, f.reason, f.recorded_by, f.recorded_at,
            n.sha256

        """ + Source.from + """

            JOIN ere_booking_facts f ON f.operator_id = $1 AND f.booking_id = l.booking_id AND f.recorded_at <= $3
            LEFT JOIN ere_measurements n ON n.operator_id = $1 AND n.id = f.measurement_id

            """ + Source.condition + " ORDER BY " + Source.place + ", f.ordinal"
    }
    static var sample: EREFiledFacts {
        EREFiledFacts(operatorID: OperatorID(1), id: 1, at: Timestamp(seconds: 0))
    }
    let operatorID: OperatorID
    let id: Int64
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> EREFiledFact {
        EREFiledFact(
            booking: try row.next(),
            ordinal: try row.next(),
            state: try row.next(),
            corrects: try row.next(),
            reason: try row.next(),
            by: try row.next(),
            at: try row.next(),
            measured: try row.next()
        )
    }
}

/// Mandates and accepted evidence behind the lines of a filing, as they were named when it was made; without those that
/// have been kept long enough.
struct EREFiledPapers<Source: EREFiledSource>: Statement {
    static var sql: String {
        """
        SELECT p.name, p.content

        """ + Source.from + """

            JOIN LATERAL (
                SELECT 'mandates/' || m.id || '.txt' AS name, m.document AS content FROM ere_mandates m
                WHERE m.operator_id = $1 AND m.id = (l.content ->> 'mandate')::bigint
                UNION ALL
                SELECT 'mandates/' || m.id || '.pdf', m.pdf FROM ere_mandates m
                WHERE m.operator_id = $1 AND m.id = (l.content ->> 'mandate')::bigint
                UNION ALL
                SELECT 'evidence/' || x.id || '-' || x.kind
                    || CASE x.media_type WHEN 'image/jpeg' THEN '.jpg' WHEN 'image/png' THEN '.png'
                        WHEN 'image/webp' THEN '.webp' WHEN 'image/heic' THEN '.heic' ELSE '.pdf' END, x.content
                FROM jsonb_array_elements(l.content -> 'evidence') AS e (said)
                JOIN ere_evidence x ON x.operator_id = $1 AND x.id = (e.said ->> 'id')::bigint
            ) p ON true

            """ + Source.condition + " AND p.content IS NOT NULL ORDER BY " + Source.place + ", p.name"
    }
    static var isPlannedAnew: Bool { true }
    static var sample: EREFiledPapers {
        EREFiledPapers(operatorID: OperatorID(1), id: 1)
    }
    let operatorID: OperatorID
    let id: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> EREFiledPaper {
        EREFiledPaper(name: try row.next(), content: try row.next())
    }
}
