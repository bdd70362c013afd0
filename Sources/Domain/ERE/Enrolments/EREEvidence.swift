import Crypto
package import Postgres
package import Values

/// A file that somebody hands in as proof: its kind is told by its bytes, whatever it is called.
package struct EREEvidenceFile: Hashable, Sendable {
    package let type: EREEvidenceType
    package let bytes: [UInt8]

    /// A photo of a phone at its best has some five megabytes.
    package static let mostBytes = 8 << 20

    /// - Throws: ``EREEvidenceFault``.
    package init(_ bytes: [UInt8]) throws(EREEvidenceFault) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= EREEvidenceFile.mostBytes else { throw .tooLarge }
        guard let type = EREEvidenceType(of: bytes) else { throw .unknownType }
        self.type = type
        self.bytes = bytes
    }
}

/// Why a file is not taken as proof.
package enum EREEvidenceFault: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    case empty = "ere_evidence.empty"
    case tooLarge = "ere_evidence.too_large"
    /// Neither a photo of a usual kind nor a PDF.
    case unknownType = "ere_evidence.unknown_type"

    package var code: String { rawValue }
    package var description: String { "\(code): the file was not taken" }
}

/// The kinds of files that are taken.
package enum EREEvidenceType: String, CaseIterable, Hashable, Sendable, PostgresValue {
    case jpeg = "image/jpeg"
    case png = "image/png"
    case webp = "image/webp"
    /// What telephones of one maker write.
    case heic = "image/heic"
    case pdf = "application/pdf"

    /// By the first bytes.
    package init?(of bytes: [UInt8]) {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            self = .webp
        } else if bytes.dropFirst(4).starts(with: Array("ftyp".utf8)),
            ["heic", "heix", "mif1", "msf1"].contains(String(decoding: bytes.dropFirst(8).prefix(4), as: UTF8.self))
        {
            self = .heic
        } else {
            return nil
        }
    }

    /// The end of a file's name.
    package var ending: String {
        switch self {
        case .jpeg: "jpg"
        case .png: "png"
        case .webp: "webp"
        case .heic: "heic"
        case .pdf: "pdf"
        }
    }
}

/// What a file shows.
package enum EREEvidenceKind: String, CaseIterable, Hashable, Sendable, PostgresValue {
    /// The marks of the meter in this very charger.
    case meter
    /// A certificate or declaration of conformity.
    case certificate
    /// That the connection is in the holder's name.
    case holder
    /// That somebody may sign for a company or association.
    case authority
}

/// What somebody said of a file.
package enum EREEvidenceVerdict: String, CaseIterable, Hashable, Sendable, PostgresValue {
    case accepted, refused
}

/// A file that was handed in, without its bytes.
package struct EREProof: Hashable, Sendable {
    package let id: EREEvidenceID
    package let enrolment: EREEnrolmentID
    package let charger: EREChargerID?
    package let kind: EREEvidenceKind
    package let type: EREEvidenceType
    package let byteCount: Int
    package let sha256: [UInt8]
    package let createdAt: Timestamp
    /// `nil` while nobody looked.
    package let verdict: EREEvidenceVerdict?
    package let reason: String
    /// Until when it holds, where the paper says so: as whoever accepted it read it, or else as it was handed in.
    package let validUntil: LocalDate?
}

/// What was handed in: kept as it is, with its hash.
package enum EREEvidenceBook {
    /// Files of one enrolment: a few for each of its chargers.
    package static let mostFiles = 200

    /// What was handed in for an enrolment, the oldest first.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        of id: EREEnrolmentID,
        in tx: Transaction
    ) async throws -> [EREProof] {
        _ = try await EREEnrolments.find(scope, id, in: tx)
        return try await tx.all(EREEvidenceOf(operatorID: try scope.requireOperator(), enrolment: id))
    }

    /// The bytes of a file.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func file(
        _ scope: Scope,
        _ id: EREEvidenceID,
        in tx: Transaction
    ) async throws -> EREEvidenceContent {
        try scope.requireCustomerOrDesk()
        let find = FindEREEvidence(operatorID: try scope.requireOperator(), id: id, customer: scope.customerID)
        guard let found = try await tx.first(find) else { throw NotFound("evidence") }
        return found
    }

    /// Hands a file in for a charger, or about the holder; a refused enrolment waits again.
    ///
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, `PostgresFault`.
    package static func add(
        _ scope: Scope,
        _ file: EREEvidenceFile,
        _ kind: EREEvidenceKind,
        of charger: EREChargerID?,
        until: LocalDate? = nil,
        to id: EREEnrolmentID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let enrolment = try await EREEnrolments.lock(scope, id, in: tx)
        if let charger, !enrolment.chargers.contains(where: { $0.id == charger }) { throw NotFound("charger") }
        let after = enrolment.state == .draft ? .draft : enrolment.state.after(.evidenceAdded)
        guard let after else { throw EREEnrolmentRejection.notWaiting }
        try await add(scope, file, kind, of: charger, until: until, to: enrolment, at: now, in: tx)
        guard after != enrolment.state else { return }
        try await tx.run(UpdateEREState(operatorID: try scope.requireOperator(), id: id, state: after, at: now))
    }

    static func add(
        _ scope: Scope,
        _ file: EREEvidenceFile,
        _ kind: EREEvidenceKind,
        of charger: EREChargerID?,
        until: LocalDate? = nil,
        to enrolment: EREEnrolment,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let insert = InsertEREEvidence(
            operatorID: try scope.requireOperator(),
            customer: enrolment.customer,
            enrolment: enrolment.id,
            charger: charger,
            kind: kind,
            file: file,
            until: EREEvidenceEnds.known(until, of: kind),
            by: scope.userID,
            at: now,
            limit: mostFiles
        )
        guard try await tx.run(insert) == 1 else { throw EREEnrolmentRejection.tooMuchEvidence }
        let detail = JSON.dictionary(["sha256": .string(Hex.text(SHA256.hash(data: file.bytes)))])
        try await EREEnrolments.note(scope, "ere.evidence_added", enrolment.id, detail, in: tx)
    }
}

/// A file's bytes and kind.
package struct EREEvidenceContent: Hashable, Sendable {
    package let enrolment: EREEnrolmentID
    package let type: EREEvidenceType
    package let bytes: [UInt8]
}

/// What was handed in for an enrolment with the last word about each.
struct EREEvidenceOf: Statement {
    static let sql = """
        SELECT v.id, v.enrolment_id, v.charger_id, v.kind, v.media_type, coalesce(octet_length(v.content), 0)::bigint, v.sha256,
            v.created_at, r.verdict, coalesce(r.reason, ''), CASE WHEN r.verdict = 'accepted' THEN r.valid_until ELSE v.valid_until END
        FROM ere_evidence v
        LEFT JOIN LATERAL (
            SELECT w.verdict, w.reason, w.valid_until FROM ere_evidence_reviews w
            WHERE w.operator_id = $1 AND w.evidence_id = v.id ORDER BY w.id DESC LIMIT 1
        ) r ON true
        WHERE v.operator_id = $1 AND v.enrolment_id = $2 ORDER BY v.id
        """
    static let sample = EREEvidenceOf(operatorID: OperatorID(1), enrolment: EREEnrolmentID(1))
    let operatorID: OperatorID
    let enrolment: EREEnrolmentID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolment)
    }
    static func decode(_ row: inout RowReader) throws -> EREProof {
        EREProof(
            id: try row.next(),
            enrolment: try row.next(),
            charger: try row.next(),
            kind: try row.next(),
            type: try row.next(),
            byteCount: try row.next(),
            sha256: try row.next(),
            createdAt: try row.next(),
            verdict: try row.next(),
            reason: try row.next(),
            validUntil: try row.next()
        )
    }
}

/// The bytes of what was handed in.
struct FindEREEvidence: Statement {
    static let sql = """
        SELECT enrolment_id, media_type, content FROM ere_evidence
        WHERE operator_id = $1 AND id = $2 AND ($3::bigint IS NULL OR customer_id = $3) AND content IS NOT NULL
        """
    static let sample = FindEREEvidence(operatorID: OperatorID(1), id: EREEvidenceID(1), customer: nil)
    let operatorID: OperatorID
    let id: EREEvidenceID
    let customer: CustomerID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> EREEvidenceContent {
        EREEvidenceContent(enrolment: try row.next(), type: try row.next(), bytes: try row.next())
    }
}

/// Hands a file in, unless there are too many.
struct InsertEREEvidence: Statement {
    static let sql = """
        INSERT INTO ere_evidence (operator_id, customer_id, enrolment_id, charger_id, kind, media_type, sha256, content,
            created_by, created_at, valid_until)
        SELECT $1, $2, $3, $4, $5, $6, sha256($7), $7, $8, $9, $11::date
        WHERE (SELECT count(*) FROM ere_evidence v WHERE v.operator_id = $1 AND v.enrolment_id = $3) < $10
        """
    static var sample: InsertEREEvidence {
        InsertEREEvidence(
            operatorID: OperatorID(1),
            customer: CustomerID(1),
            enrolment: EREEnrolmentID(1),
            charger: nil,
            kind: .meter,
            file: nil,
            until: nil,
            by: nil,
            at: Timestamp(seconds: 0),
            limit: 1
        )
    }
    let operatorID: OperatorID
    let customer: CustomerID
    let enrolment: EREEnrolmentID
    let charger: EREChargerID?
    let kind: EREEvidenceKind
    /// `nil` in the sample only.
    let file: EREEvidenceFile?
    let until: LocalDate?
    let by: UserID?
    let at: Timestamp
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(enrolment)
        values.append(charger)
        values.append(kind)
        values.append(file?.type ?? .pdf)
        values.append(file?.bytes ?? [])
        values.append(by)
        values.append(at)
        values.append(limit)
        values.append(until)
    }
}
