package import Postgres
package import Values

/// A frame behind a session of a chosen line, as it was on the wire.
package struct ERESampledFrame: Sendable {
    package let session: SessionID
    package let receivedAt: Timestamp
    package let isOutgoing: Bool
    package let payload: [UInt8]
}

/// What was handed in about a charger or holder of a chosen line, and what people said of it; each word is a row.
package struct ERESampledWord: Sendable {
    package let evidence: EREEvidenceID
    package let charger: EREChargerID?
    package let kind: EREEvidenceKind
    package let sha256: [UInt8]
    package let handedInAt: Timestamp
    package let verdict: EREEvidenceVerdict?
    package let reason: String
    package let by: UserID?
    package let at: Timestamp?
    /// Until when it holds, as that word says.
    package let validUntil: LocalDate?
}

/// A figure of the register for a chosen line, or what a verification left of it.
package struct ERESampledCredit: Sendable {
    package let booking: EREBookingID
    package let units: Int64
    package let filed: Int64
    /// The file of the register, or the verifier's statement.
    package let source: String
    package let sha256: [UInt8]
    package let at: Timestamp
}

extension ERESamples {
    /// The evidence of a request's lines is that of the moment when it was asked for.
    private static func source(_ scope: Scope, _ sample: ERESample) throws -> ERESampledAt {
        ERESampledAt(operatorID: try reader(scope), sample: sample.id, at: sample.requestedAt)
    }

    /// The chosen lines with those that they took the place of.
    ///
    /// - Throws: ``NotPermitted``.
    package static func filedLines(
        _ scope: Scope,
        of sample: ERESample,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREFilingLine, any Error> {
        tx.stream(EREFilingLines<ERESampleSource>(operatorID: try reader(scope), id: sample.id.rawValue))
    }

    /// The sessions under them.
    ///
    /// - Throws: ``NotPermitted``.
    package static func sessions(
        _ scope: Scope,
        of sample: ERESample,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREFiledSession, any Error> {
        tx.stream(EREFiledSessions<ERESampleSource>(operatorID: try reader(scope), id: sample.id.rawValue))
    }

    /// What others told under them.
    ///
    /// - Throws: ``NotPermitted``.
    package static func pushes(
        _ scope: Scope,
        of sample: ERESample,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREFiledPush, any Error> {
        tx.stream(EREFiledPushes<ERESampleSource>(operatorID: try reader(scope), id: sample.id.rawValue))
    }

    /// What happened to them until they were asked for.
    ///
    /// - Throws: ``NotPermitted``.
    package static func facts(
        _ scope: Scope,
        of sample: ERESample,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREFiledFact, any Error> {
        let source = try source(scope, sample)
        return tx.stream(
            EREFiledFacts<ERESampleSource>(operatorID: source.operatorID, id: sample.id.rawValue, at: source.at)
        )
    }

    /// Mandates and accepted evidence behind them.
    ///
    /// - Throws: ``NotPermitted``.
    package static func papers(
        _ scope: Scope,
        of sample: ERESample,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREFiledPaper, any Error> {
        let papers = EREFiledPapers<ERESampleSource>(operatorID: try reader(scope), id: sample.id.rawValue)
        return tx.stream(papers, batch: EREFilings.papersPerFetch)
    }

    /// The frames behind their sessions.
    ///
    /// - Throws: ``NotPermitted``.
    package static func frames(
        _ scope: Scope,
        of sample: ERESample,
        in tx: Transaction
    ) throws -> some AsyncSequence<ERESampledFrame, any Error> {
        tx.stream(ERESampledFrames(source: try source(scope, sample)))
    }

    /// What people said of the evidence behind them.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func words(
        _ scope: Scope,
        of sample: ERESample,
        in tx: Transaction
    ) async throws -> [ERESampledWord] {
        try await tx.all(ERESampledWords(source: try source(scope, sample)))
    }

    /// What the register credited for them.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func credits(
        _ scope: Scope,
        of sample: ERESample,
        in tx: Transaction
    ) async throws -> [ERESampledCredit] {
        try await tx.all(ERESampledCredits(source: try source(scope, sample)))
    }
}

/// A request and its moment: parameters $1 to $3.
struct ERESampledAt: Sendable {
    let operatorID: OperatorID
    let sample: ERESampleID
    let at: Timestamp

    static let example = ERESampledAt(operatorID: OperatorID(1), sample: ERESampleID(1), at: Timestamp(seconds: 0))

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(sample)
        values.append(at)
    }
}

/// The frames behind the sessions of chosen lines, by session, as far as they had come.
struct ERESampledFrames: Statement {
    static let sql =
        """
        WITH sampled AS (SELECT DISTINCT k.session_id, s.charge_point_id, s.start_received_at

        """ + ERESampleSource.from + """

            JOIN ere_counted_sessions k ON k.operator_id = $1 AND k.enrolment_id = sv.enrolment_id AND k.quarter = sv.quarter
                AND k.measurement_id <= l.measurement_id
            JOIN sessions s ON s.operator_id = $1 AND s.id = k.session_id

            """ + ERESampleSource.condition + """
            )
            SELECT p.session_id, f.received_at, f.is_outgoing, f.payload
            FROM sampled p
            CROSS JOIN LATERAL (
                SELECT c.received_at, c.node_id, c.sequence FROM session_frames c
                WHERE c.operator_id = $1 AND c.session_id = p.session_id
                UNION
                SELECT c.received_at, c.node_id, c.sequence FROM meter_readings c
                WHERE c.operator_id = $1 AND c.session_id = p.session_id AND c.received_at >= p.start_received_at
            ) n
            JOIN ocpp_frames f ON f.operator_id = $1 AND f.charge_point_id = p.charge_point_id
                AND f.received_at = n.received_at AND f.node_id = n.node_id AND f.sequence = n.sequence
            WHERE f.received_at <= $3 ORDER BY p.session_id, f.received_at, f.node_id, f.sequence
            """
    static let isPlannedAnew = true
    static let sample = ERESampledFrames(source: .example)
    let source: ERESampledAt

    func bind(to values: inout Bindings) { source.bind(to: &values) }
    static func decode(_ row: inout RowReader) throws -> ERESampledFrame {
        ERESampledFrame(
            session: try row.next(),
            receivedAt: try row.next(),
            isOutgoing: try row.next(),
            payload: try row.next()
        )
    }
}

/// Everything that was handed in for the enrolments of chosen lines until a moment, with each word about it.
struct ERESampledWords: Statement {
    static let sql =
        "WITH sampled AS (SELECT DISTINCT sv.enrolment_id " + ERESampleSource.from + " " + ERESampleSource.condition
            + """
            )
            SELECT e.id, e.charger_id, e.kind, e.sha256, e.created_at, r.verdict, coalesce(r.reason, ''), r.reviewed_by,
                r.reviewed_at, r.valid_until
            FROM sampled p JOIN ere_evidence e ON e.operator_id = $1 AND e.enrolment_id = p.enrolment_id AND e.created_at <= $3
            LEFT JOIN ere_evidence_reviews r ON r.operator_id = $1 AND r.evidence_id = e.id AND r.reviewed_at <= $3
            ORDER BY e.id, r.id
            """
    static let isPlannedAnew = true
    static let sample = ERESampledWords(source: .example)
    let source: ERESampledAt

    func bind(to values: inout Bindings) { source.bind(to: &values) }
    static func decode(_ row: inout RowReader) throws -> ERESampledWord {
        ERESampledWord(
            evidence: try row.next(),
            charger: try row.next(),
            kind: try row.next(),
            sha256: try row.next(),
            handedInAt: try row.next(),
            verdict: try row.next(),
            reason: try row.next(),
            by: try row.next(),
            at: try row.next(),
            validUntil: try row.next()
        )
    }
}

/// What was credited for chosen lines until a moment.
struct ERESampledCredits: Statement {
    static let sql =
        "SELECT c.booking_id, c.units, c.filed_units, coalesce(n.name, t.statement_code, ''), coalesce(n.sha256, t.sha256), c.recorded_at "
        + ERESampleSource.from + """

            JOIN ere_credits c ON c.operator_id = $1 AND c.booking_id = l.booking_id AND c.recorded_at <= $3
            LEFT JOIN ere_credit_files n ON n.operator_id = $1 AND n.id = c.file_id
            LEFT JOIN ere_verifications t ON t.operator_id = $1 AND t.id = c.verification_id

            """ + ERESampleSource.condition + " ORDER BY " + ERESampleSource.place + ", c.id"
    static let isPlannedAnew = true
    static let sample = ERESampledCredits(source: .example)
    let source: ERESampledAt

    func bind(to values: inout Bindings) { source.bind(to: &values) }
    static func decode(_ row: inout RowReader) throws -> ERESampledCredit {
        ERESampledCredit(
            booking: try row.next(),
            units: try row.next(),
            filed: try row.next(),
            source: try row.next(),
            sha256: try row.next(),
            at: try row.next()
        )
    }
}
