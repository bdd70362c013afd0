internal import CLibPQ
internal import Glibc
internal import Logging

/// One libpq connection in non-blocking mode, used by one thread.
///
/// Waiting is done here with `poll`, so that a statement can be cancelled while it runs and a server that fell
/// silent is noticed.
final class Wire {
    let handle: OpaquePointer
    private let bell: Bell
    private let interrupt: Interrupt
    private let silenceLimit: Duration?
    /// Whether the running operation has been asked to stop already.
    private var hasCancelled = false
    /// Set when nothing more can be expected of the connection.
    private(set) var isBroken = false

    /// Connects; waits at most for the connect timeout of the parameters.
    init(_ configuration: DatabaseConfiguration, bell: Bell, interrupt: Interrupt) throws {
        self.bell = bell
        self.interrupt = interrupt
        silenceLimit = configuration.silenceLimit
        let parameters = try configuration.connectionParameters()
        guard let handle = Wire.connect(parameters) else {
            throw PostgresFault(.unreachable, "no memory for a connection")
        }
        self.handle = handle
        // Throwing below runs deinit, which frees the handle.
        guard PQstatus(handle) == CONNECTION_OK else {
            throw PostgresFault(.unreachable, Wire.message(of: handle))
        }
        guard PQsetnonblocking(handle, 1) == 0 else {
            throw PostgresFault(.unreachable, "the socket cannot be made non-blocking")
        }
        PQsetNoticeProcessor(handle, { _, message in Wire.log(notice: message) }, nil)
    }

    deinit {
        PQfinish(handle)
    }

    private static func connect(_ parameters: [(keyword: String, value: String)]) -> OpaquePointer? {
        var keywords: [UnsafePointer<CChar>?] = parameters.map { UnsafePointer(strdup($0.keyword)) }
        var values: [UnsafePointer<CChar>?] = parameters.map { UnsafePointer(strdup($0.value)) }
        defer { (keywords + values).forEach { free(UnsafeMutableRawPointer(mutating: $0)) } }
        keywords.append(nil)
        values.append(nil)
        return PQconnectdbParams(keywords, values, 0)
    }

    private static let notices = Logger(label: "laadboek.postgres.notice")

    private static func log(notice: UnsafePointer<CChar>?) {
        guard let notice else { return }
        notices.debug("\(String(cString: notice))")
    }

    /// libpq's last message on one line; it names host, port, user and database, never a password.
    private static func message(of handle: OpaquePointer) -> String {
        String(cString: PQerrorMessage(handle)).split(whereSeparator: \.isNewline).joined(separator: "; ")
    }

    /// The socket, to look at while the connection is idle.
    var descriptor: Int32 { PQsocket(handle) }

    /// Where the server is in a transaction.
    var transactionStatus: PGTransactionStatusType { PQtransactionStatus(handle) }

    /// Starts an operation that can be cancelled by its number.
    func start() {
        hasCancelled = false
    }

    /// The next result of the running commands; `nil` after the last of one command.
    func nextResult() throws -> ResultSet? {
        while PQisBusy(handle) == 1 {
            let needsFlush = try flush()
            try wait(for: needsFlush ? POLLIN | POLLOUT : POLLIN)
            try consume()
        }
        return PQgetResult(handle).map(ResultSet.init)
    }

    /// Sends what is buffered, as far as the socket takes it; whether something is left.
    @discardableResult
    func flush() throws -> Bool {
        let answer = PQflush(handle)
        guard answer >= 0 else { throw lost() }
        return answer == 1
    }

    /// Takes in what has arrived.
    func consume() throws {
        guard PQconsumeInput(handle) == 1 else { throw farewell() ?? lost() }
    }

    /// What the server said before it ended the connection, such as that it shuts down.
    private func farewell() -> PostgresFault? {
        while let answer = PQgetResult(handle).map(ResultSet.init) {
            if answer.status == PGRES_FATAL_ERROR { return connectionFault(answer) }
        }
        return nil
    }

    /// Sleeps until the socket is ready; asks the server to cancel when the task was cancelled meanwhile.
    func wait(for events: Int32) throws {
        while true {
            if !hasCancelled, interrupt.isRequested { cancel() }
            let (socket, rang) = try sleep(until: events, limit: silenceLimit)
            if rang { silenceBell() }
            if socket { return }
        }
    }

    /// Sleeps until the socket is ready, or the bell rings.
    func sleep(until events: Int32, limit: Duration?) throws -> (socket: Bool, bell: Bool) {
        var watched = [
            pollfd(fd: descriptor, events: Int16(events), revents: 0),
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&watched, 2, limit.map { Int32(clamping: $0.milliseconds) } ?? -1)
        guard count >= 0 || errno == EINTR else { throw lost() }
        guard count != 0 else { throw lost("the server fell silent") }
        return count < 0 ? (false, false) : (watched[0].revents != 0, watched[1].revents != 0)
    }

    /// Forgets that the bell rang.
    func silenceBell() {
        bell.silence()
    }

    /// Asks the server to give up the running statement; its answer arrives like any other.
    private func cancel() {
        hasCancelled = true
        guard let request = PQgetCancel(handle) else { return }
        defer { PQfreeCancel(request) }
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(request, &message, Int32(message.count))
    }

    /// Whether the running operation's task was cancelled.
    var isCancelled: Bool { interrupt.isRequested }

    /// The fault of a broken connection; from here on it is never used again.
    func lost(_ reason: String? = nil) -> PostgresFault {
        isBroken = true
        return PostgresFault(.connectionLost, reason ?? Wire.message(of: handle))
    }

    /// Checks the answer of a function of libpq that queues a command.
    func expect(_ success: Int32) throws {
        guard success != 1 else { return }
        guard PQstatus(handle) == CONNECTION_OK else { throw lost() }
        throw lost("a command could not be sent: \(Wire.message(of: handle))")
    }
}
