internal import Synchronization

/// The rows of a statement in order, fetched a batch at a time through a cursor of the transaction.
public struct RowStream<S: Statement>: AsyncSequence, Sendable {
    /// A row.
    public typealias Element = S.Row

    let transaction: Transaction
    let statement: S
    let batch: Int

    /// Starts from the first row; every iterator opens a cursor of its own.
    public func makeAsyncIterator() -> Iterator {
        Iterator(stream: self, cursor: "laadboek_stream_\(CursorNumber.next())")
    }

    /// Reads the rows.
    public struct Iterator: AsyncIteratorProtocol {
        private let stream: RowStream
        private let cursor: String
        private var rows: ArraySlice<S.Row> = []
        private var isOpen = false
        private var isExhausted = false

        fileprivate init(stream: RowStream, cursor: String) {
            self.stream = stream
            self.cursor = cursor
        }

        /// The next row, `nil` after the last.
        public mutating func next() async throws -> S.Row? {
            try await next(isolation: #isolation)
        }

        /// The next row, `nil` after the last; stays with the caller's actor, so that only a fetch changes threads.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(any Error) -> S.Row? {
            if rows.isEmpty, !isExhausted { try await fetch(isolation: actor) }
            return rows.popFirst()
        }

        private mutating func fetch(isolation actor: isolated (any Actor)?) async throws {
            let (stream, cursor, isOpen) = (stream, cursor, isOpen)
            let ticket = stream.transaction.ticket
            let fetched = try await stream.transaction.connection.cancellable { connection in
                isOpen
                    ? try connection.fetch(stream.batch, from: cursor, of: S.self, in: ticket)
                    : try connection.openCursor(cursor, for: stream.statement, rows: stream.batch, in: ticket)
            }
            self.isOpen = true
            isExhausted = fetched.count < stream.batch
            rows = fetched[...]
        }
    }
}

/// Numbers for the names of cursors, which must differ within a transaction.
private enum CursorNumber {
    private static let last = Atomic<UInt64>(0)
    static func next() -> UInt64 { last.add(1, ordering: .relaxed).newValue }
}
