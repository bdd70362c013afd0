import Postgres
import Values

/// Keeps a file as it came; nothing when it is there already.
struct InsertPushFile: Statement {
    static let sql = """
        INSERT INTO push_files (operator_id, kind, name, sha256, content, uploaded_by, uploaded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT ON CONSTRAINT push_files_once DO NOTHING RETURNING id
        """
    static let sample = InsertPushFile(
        operatorID: OperatorID(1),
        kind: .readings,
        name: "",
        sha256: [],
        content: [],
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let kind: PushKind
    let name: String
    let sha256: [UInt8]
    let content: [UInt8]
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(kind)
        values.append(name)
        values.append(sha256)
        values.append(content)
        values.append(by)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> PushFileID { try row.next() }
}

/// A file by what is in it.
struct FindPushFile: Statement {
    static let sql = "SELECT id FROM push_files WHERE operator_id = $1 AND sha256 = $2"
    static let sample = FindPushFile(operatorID: OperatorID(1), sha256: [])
    let operatorID: OperatorID
    let sha256: [UInt8]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(sha256)
    }
    static func decode(_ row: inout RowReader) throws -> PushFileID { try row.next() }
}

/// Files with the batch that each became, the newest first; one, or all of them up to a number.
struct ListPushFiles: Statement {
    static let sql = """
        SELECT f.id, f.kind, f.name, f.sha256, coalesce(octet_length(f.content), 0)::bigint, coalesce(u.name, ''), f.uploaded_at,
            b.id, b.added::bigint, b.known::bigint, b.received_at, coalesce(r.name, '')
        FROM push_files f
        LEFT JOIN push_batches b ON b.operator_id = $1 AND b.file_id = f.id
        LEFT JOIN users u ON u.operator_id = $1 AND u.id = f.uploaded_by
        LEFT JOIN users r ON r.operator_id = $1 AND r.id = b.recorded_by
        WHERE f.operator_id = $1 AND ($2::bigint IS NULL OR f.id = $2) ORDER BY f.id DESC LIMIT $3
        """
    static let sample = ListPushFiles(operatorID: OperatorID(1), id: nil, limit: 1)
    let operatorID: OperatorID
    let id: PushFileID?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> PushFile {
        let (id, kind, name): (PushFileID, PushKind, String) = (try row.next(), try row.next(), try row.next())
        let (sha256, size): ([UInt8], Int64) = (try row.next(), try row.next())
        let (by, at): (String, Timestamp) = (try row.next(), try row.next())
        let (batch, added): (PushBatchID?, Int?) = (try row.next(), try row.next())
        let (known, received): (Int?, Timestamp?) = (try row.next(), try row.next())
        var made: PushBatch?
        if let batch, let added, let known, let received {
            made = PushBatch(id: batch, kind: kind, sha256: sha256, added: added, known: known, receivedAt: received)
        }
        return PushFile(
            id: id,
            kind: kind,
            name: name,
            sha256: sha256,
            size: size,
            uploadedBy: by,
            uploadedAt: at,
            batch: made,
            recordedBy: try row.next()
        )
    }
}

/// Batches with where they came from, the newest first.
struct ListPushBatches: Statement {
    static let sql = """
        SELECT b.id, b.kind, b.body_sha256, b.added::bigint, b.known::bigint, b.received_at, coalesce(k.name, ''),
            CASE WHEN b.file_id IS NULL THEN coalesce(u.name, '') ELSE '' END, b.file_id, coalesce(f.name, '')
        FROM push_batches b
        LEFT JOIN users u ON u.operator_id = $1 AND u.id = b.recorded_by
        LEFT JOIN api_keys k ON k.operator_id = $1 AND k.id = b.api_key_id
        LEFT JOIN push_files f ON f.operator_id = $1 AND f.id = b.file_id
        WHERE b.operator_id = $1 ORDER BY b.id DESC LIMIT $2
        """
    static let sample = ListPushBatches(operatorID: OperatorID(1), limit: 1)
    let operatorID: OperatorID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> PushSummary {
        PushSummary(
            batch: try PushBatch(reading: &row),
            program: try row.next(),
            person: try row.next(),
            file: try row.next(),
            fileName: try row.next()
        )
    }
}

/// The bytes of a file.
struct PushFileContent: Statement {
    static let sql = "SELECT content FROM push_files WHERE operator_id = $1 AND id = $2 AND content IS NOT NULL"
    static let sample = PushFileContent(operatorID: OperatorID(1), id: PushFileID(1))
    let operatorID: OperatorID
    let id: PushFileID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> [UInt8] { try row.next() }
}

/// The chargers that names may mean, by the place of the name here, from 1; those of enrolments that have ended are not
/// meant by a serial number.
struct ChargersByName: Statement {
    struct Row: Sendable {
        let place: Int
        let id: EREChargerID
        let customerName: String
        let label: String
    }

    static let sql = """
        SELECT m.place, c.id, u.name, c.brand || ' ' || c.model || ' ' || c.serial
        FROM (
            SELECT w.place, x.id FROM unnest($2::bigint[]) WITH ORDINALITY AS w (id, place)
            JOIN ere_chargers x ON x.operator_id = $1 AND x.id = w.id
            UNION ALL
            SELECT w.place, x.id FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS w (serial, ean, place)
            JOIN ere_chargers x ON x.operator_id = $1 AND upper(x.serial) = w.serial
            JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = x.enrolment_id AND e.state NOT IN ('ended', 'discarded')
                AND (w.ean IS NULL OR e.ean = w.ean)
        ) m
        JOIN ere_chargers c ON c.operator_id = $1 AND c.id = m.id AND c.removed_at IS NULL
        JOIN customers u ON u.operator_id = $1 AND u.id = c.customer_id
        """
    static let isPlannedAnew = true
    static let sample = ChargersByName(operatorID: OperatorID(1), names: [])
    let operatorID: OperatorID
    let names: [PushSheet.Charger]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(names.map { if case .number(let id) = $0 { id } else { EREChargerID?.none } })
        values.append(names.map { if case .serial(let serial, _) = $0 { serial } else { String?.none } })
        values.append(names.map { if case .serial(_, let ean) = $0 { ean } else { String?.none } })
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(place: try row.next(), id: try row.next(), customerName: try row.next(), label: try row.next())
    }
}
