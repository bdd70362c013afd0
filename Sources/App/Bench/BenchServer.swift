import Foundation
import Glibc
import Values

/// `laadboek serve` in a process of its own, as an operator runs it.
final class BenchServer {
    /// Where it listens.
    let port: Int
    private let isSecure: Bool
    private let process = Process()
    private let log: URL
    private static let secondsToGetReady = 60

    /// Its number for the kernel.
    var processID: Int32 { process.processIdentifier }

    /// Starts it below a folder, with further variables, and waits until it is ready.
    init(home: URL, _ variables: [String: String] = [:]) async throws {
        port = try BenchServer.freePort()
        isSecure = variables["LAADBOEK_TLS_CERT"] != nil
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        log = home.appendingPathComponent("serve.log")
        var environment = ProcessInfo.processInfo.environment
        environment["PORT"] = "\(port)"
        environment["LAADBOEK_HOME"] = home.path
        environment.merge(variables) { $1 }
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["serve"]
        process.environment = environment
        process.standardOutput = output
        process.standardError = output
        try process.start()
        // For whoever tidies up when this process is killed.
        try Data("\(process.processIdentifier)\n".utf8).write(to: home.appendingPathComponent("serve.pid"))
        do {
            try await waitUntilReady()
        } catch {
            stop()
            throw error
        }
    }

    /// A port that nobody listens on just now.
    private static func freePort() throws -> Int {
        let socket = try BlockingSocket.listening()
        defer { socket.close() }
        return socket.port
    }

    private func waitUntilReady() async throws {
        for _ in 0..<BenchServer.secondsToGetReady * 10 {
            guard process.isRunning else { break }
            if try isReady() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw BenchFault("the server does not get ready:\n\(lastWords)")
    }

    /// A server that speaks TLS only is ready when it listens.
    private func isReady() throws -> Bool {
        guard !isSecure else {
            guard let socket = try? BlockingSocket.connected(to: port) else { return false }
            socket.close()
            return true
        }
        guard let client = try? PageClient(port: port) else { return false }
        return try client.get("/readyz").status == 200
    }

    /// The end of its log.
    private var lastWords: String {
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(10).joined(separator: "\n")
    }

    /// Tells it to stop and waits until it has.
    func stop() {
        process.end()
    }

    /// The frames on the disk of the server at a port that are not in the database yet.
    static func spooledFrames(at port: Int) throws -> Int {
        let text = String(decoding: try PageClient(port: port).get("/metrics").body, as: UTF8.self)
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("spool_frames ") }),
            let count = line.split(separator: " ").last.flatMap({ Int($0) })
        else { throw BenchFault("the server does not tell how many frames wait") }
        return count
    }

    // MARK: Memory

    /// Forgets the highest use of memory so far.
    ///
    /// Source: proc_pid_clear_refs(5), value 5.
    func forgetPeakMemory() {
        let path = "/proc/\(process.processIdentifier)/clear_refs"
        guard let file = FileHandle(forWritingAtPath: path) else { return }
        try? file.write(contentsOf: Data("5".utf8))  // where it is not allowed the peak is that of the whole run
    }

    /// The most memory it held at once, in MiB.
    func peakMemory(_ name: String) -> BenchFigure {
        let kibibytes = ProcessMemory.peakKibibytes("\(process.processIdentifier)")
        return BenchFigure(name: name, unit: "MiB", value: kibibytes / 1024)
    }
}

/// A measurement that cannot be made.
struct BenchFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
