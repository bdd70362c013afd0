import Glibc

/// A file that a command writes, or standard output.
///
/// Whoever reads standard output may have enough of it, as `head` has: the program then ends without a word, with the
/// code that shells give to programs that a closed pipe ended.
final class OutputFile: Sendable {
    private static let closedPipe: Int32 = 128 + SIGPIPE

    private let descriptor: Int32
    /// `nil` is standard output.
    private let path: String?

    static let standard = OutputFile(descriptor: STDOUT_FILENO, path: nil)

    /// Makes the file, or empties it; standard output without a path.
    ///
    /// - Throws: ``CommandRefusal`` with path and reason when it cannot be written.
    convenience init(_ path: String?) throws {
        guard let path else {
            self.init(descriptor: STDOUT_FILENO, path: nil)
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OutputFile.refusal(path, errno) }
        self.init(descriptor: descriptor, path: path)
    }

    private init(descriptor: Int32, path: String?) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        if path != nil { close(descriptor) }
    }

    /// Writes all of the bytes.
    ///
    /// - Throws: ``CommandRefusal`` with path and reason.
    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else {
                try wait(after: errno)
            }
        }
    }

    /// Goes on where a write may be tried again.
    private func wait(after code: Int32) throws {
        switch code {
        case EINTR: break
        case EAGAIN:
            var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = poll(&watched, 1, -1)
        case EPIPE where path == nil: exit(OutputFile.closedPipe)
        default: throw OutputFile.refusal(path ?? "standard output", code)
        }
    }

    private static func refusal(_ path: String, _ code: Int32) -> CommandRefusal {
        CommandRefusal("\(path) cannot be written: \(systemReason(code))")
    }
}

/// What the system says about the code of an error, such as "Permission denied".
func systemReason(_ code: Int32) -> String {
    String(cString: strerror(code))
}
