internal import CLibPQ

extension Wire {
    /// Sends rows in COPY's binary format; the number of rows stored.
    ///
    /// `fill` appends the next rows to the buffer and says whether more will come.
    func copyIn(_ sql: String, statement: String, fill: (inout [UInt8]) throws -> Bool) throws -> Int {
        try expect(PQsendQuery(handle, sql))
        guard let ready = try nextResult() else { throw lost("an answer is missing") }
        guard ready.status == PGRES_COPY_IN else {
            while try nextResult() != nil {}
            throw fault(ready, statement)
        }
        let failure = try sendRows(fill)
        try endCopy(reason: failure.map { _ in "the rows could not be written" })
        let outcome = Result { try copyOutcome(statement) }
        if let failure { throw failure }
        return try outcome.get()
    }

    /// Sends the header, the rows and the trailer.
    ///
    /// Returns an error of the rows instead of throwing it, since COPY has to be ended before.
    private func sendRows(_ fill: (inout [UInt8]) throws -> Bool) throws -> (any Error)? {
        var buffer: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
        buffer.append(bigEndianOf: Int64(0))
        var hasMore = true
        while hasMore {
            do { hasMore = try fill(&buffer) } catch { return error }
            if isCancelled { return CancellationError() }
            if !hasMore { buffer.append(bigEndianOf: Int16(-1)) }
            try put(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        return nil
    }

    private func put(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            try repeatUntilTaken { PQputCopyData(handle, start, Int32(buffer.count)) }
        }
        try drain()
    }

    private func endCopy(reason: String?) throws {
        try repeatUntilTaken { PQputCopyEnd(handle, reason) }
        try drain()
    }

    /// In non-blocking mode libpq answers 0 when it must send first.
    private func repeatUntilTaken(_ call: () -> Int32) throws {
        while true {
            switch call() {
            case 1: return
            case 0: try drain()
            default: throw lost()
            }
        }
    }

    private func copyOutcome(_ statement: String) throws -> Int {
        var stored = 0
        var firstFault: PostgresFault?
        while let answer = try nextResult() {
            if answer.status == PGRES_COMMAND_OK {
                stored = answer.affectedRows
            } else {
                firstFault = firstFault ?? fault(answer, statement)
            }
        }
        if let firstFault { throw firstFault }
        return stored
    }
}
