import Crypto
package import Postgres
package import Values

/// Meter readings and sessions that people hand in as files: kept, looked at, and recorded whole or not at all.
package enum PushFiles {
    /// Files and batches that a page lists.
    package static let shown = 200

    /// Keeps a file for looking at it; the same bytes are the same file.
    ///
    /// - Throws: ``PushFileRejection``, ``NotPermitted``, `PostgresFault`.
    package static func keep(
        _ scope: Scope,
        name: String,
        _ content: [UInt8],
        _ kind: PushKind,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PushFileID {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        guard (1...200).contains(name.count) else { throw PushFileRejection.nameLength }
        let sha256 = Array(SHA256.hash(data: content))
        let insert = InsertPushFile(
            operatorID: operatorID,
            kind: kind,
            name: name,
            sha256: sha256,
            content: content,
            by: scope.userID,
            at: now
        )
        guard let id = try await tx.first(insert) else {
            return try await tx.one(FindPushFile(operatorID: operatorID, sha256: sha256))
        }
        let detail = JSON.dictionary(["name": .string(name), "kind": .string(kind.rawValue)])
        try await AuditLog.record(scope, AuditRecord("push.file", subject: "push_file/\(id)", detail: detail), in: tx)
        return id
    }

    /// Files, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [PushFile] {
        try scope.requireCustomerDesk()
        return try await tx.all(ListPushFiles(operatorID: try scope.requireOperator(), id: nil, limit: shown))
    }

    /// Batches of programs and files, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func batches(_ scope: Scope, in tx: Transaction) async throws -> [PushSummary] {
        try scope.requireCustomerDesk()
        return try await tx.all(ListPushBatches(operatorID: try scope.requireOperator(), limit: shown))
    }

    /// One file.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: PushFileID, in tx: Transaction) async throws -> PushFile {
        try scope.requireCustomerDesk()
        let list = ListPushFiles(operatorID: try scope.requireOperator(), id: id, limit: 1)
        guard let file = try await tx.first(list) else { throw NotFound("push_file") }
        return file
    }

    /// The bytes of a file, as they came.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func content(_ scope: Scope, _ id: PushFileID, in tx: Transaction) async throws -> [UInt8] {
        try scope.requireCustomerDesk()
        let content = PushFileContent(operatorID: try scope.requireOperator(), id: id)
        guard let bytes = try await tx.first(content) else { throw NotFound("push_file") }
        return bytes
    }

    /// Holds lines against what is known; writes nothing.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func look(
        _ scope: Scope,
        _ sheet: PushSheet,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PushLook {
        try scope.requireCustomerDesk()
        return try await judge(sheet, try scope.requireOperator(), at: now, in: tx).look
    }

    /// Records a file: what is new of it becomes a batch, in one transaction.
    ///
    /// A file that was recorded before changes nothing; `sheet` is what the file says.
    ///
    /// - Returns: the batch, and whether it came of it now.
    /// - Throws: ``PushFileRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func record(
        _ scope: Scope,
        _ id: PushFileID,
        _ sheet: PushSheet,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> (batch: PushBatch, isNew: Bool) {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        try await tx.run(LockPushes(operatorID: operatorID))
        let file = try await find(scope, id, in: tx)
        if let batch = file.batch { return (batch, false) }
        let (news, look) = try await judge(sheet, operatorID, at: now, in: tx)
        guard look.faults.isEmpty, !look.rows.isEmpty else {
            throw PushFileRejection.faults(count: look.faults.count)
        }
        let batch = try await Pushes.keep(
            news,
            .file(id),
            file.sha256,
            operatorID,
            by: scope.userID,
            at: now,
            in: tx
        )
        let detail = JSON.dictionary(["added": .integer(batch.added), "known": .integer(batch.known)])
        try await AuditLog.record(
            scope,
            AuditRecord("push.recorded", subject: "push_file/\(id)", detail: detail),
            in: tx
        )
        return (batch, true)
    }

    private static func judge(
        _ sheet: PushSheet,
        _ operatorID: OperatorID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> (news: PushNews, look: PushLook) {
        let names = Array(Set(sheet.lines.map(\.charger)))
        let found = try await tx.all(ChargersByName(operatorID: operatorID, names: names))
        let chargers = Dictionary(grouping: found, by: \.place)
        let places = Dictionary(names.enumerated().map { ($1, $0 + 1) }) { first, _ in first }
        var faults = sheet.faults
        var lines: [(line: PushSheet.Line, charger: ChargersByName.Row)] = []
        for line in sheet.lines {
            let meant = places[line.charger].flatMap { chargers[$0] } ?? []
            if meant.count == 1 {
                lines.append((line, meant[0]))
            } else {
                let fault: PushSheet.Fault = meant.isEmpty ? .push(.unknownCharger) : .manyChargers
                faults.append(PushSheet.LineFault(line: line.number, fault: fault))
            }
        }
        let news = try await news(lines, sheet.kind, operatorID, at: now, in: tx)
        faults += news.faults.map { PushSheet.LineFault(line: lines[$0.place].line.number, fault: .push($0.fault)) }
        let new = news.rows.places
        let wrong = Set(news.faults.map(\.place))
        let rows = lines.enumerated().filter { !wrong.contains($0.offset) }.map { place, row in
            PushLook.Row(
                line: row.line,
                customer: row.charger.customerName,
                charger: row.charger.label,
                isNew: new.contains(place)
            )
        }
        let look = PushLook(
            rows: rows,
            faults: faults.sorted { $0.line < $1.line },
            chargers: Set(lines.map(\.charger.id)).count
        )
        return (news, look)
    }

    private static func news(
        _ lines: [(line: PushSheet.Line, charger: ChargersByName.Row)],
        _ kind: PushKind,
        _ operatorID: OperatorID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PushNews {
        switch kind {
        case .readings:
            let readings = lines.compactMap { line, charger -> PushedReading? in
                guard case .reading(let at, let register) = line.row else { return nil }
                return PushedReading(charger: charger.id, at: at, register: register, isWithdrawn: line.isWithdrawn)
            }
            return try await PushedReadings.judge(readings, operatorID, at: now, in: tx)
        case .sessions:
            let sessions = lines.compactMap { line, charger -> PushedSession? in
                guard case .session(let name, let connector, let from, let until, let begin, let end) = line.row else {
                    return nil
                }
                return PushedSession(
                    name: name,
                    charger: charger.id,
                    connector: connector,
                    startedAt: from,
                    stoppedAt: until,
                    begin: begin,
                    end: end,
                    isWithdrawn: line.isWithdrawn
                )
            }
            return try await PushedSessions.judge(sessions, operatorID, at: now, in: tx)
        }
    }
}

extension PushNews.Rows {
    /// Where what is written stands.
    fileprivate var places: Set<Int> {
        switch self {
        case .readings(let rows): Set(rows.map(\.place))
        case .sessions(let rows): Set(rows.map(\.place))
        }
    }
}
