internal import Foundation
internal import Glibc

/// A PostgreSQL server of one test's own, which it may stop and start; no TCP, a socket in a folder of its own.
///
/// PostgreSQL refuses to run as root, so a test run by root runs it as the user `postgres`.
public struct PrivateCluster: Sendable {
    private let folder: String
    private let programs: String

    /// Lends a running server to the closure, then stops it and removes its files.
    public static func lease<Result>(_ body: (PrivateCluster) async throws -> Result) async throws -> Result {
        let cluster = try PrivateCluster()
        defer { cluster.remove() }
        try cluster.initialise()
        try cluster.start()
        return try await body(cluster)
    }

    /// The maintenance database, as superuser.
    public var url: String { "postgresql:///postgres?host=\(folder)&user=postgres" }

    private init() throws {
        programs = try PrivateCluster.programFolder()
        folder =
            NSTemporaryDirectory().trimmingSuffix("/") + "/laadboek-pg-\(getpid())-\(UInt16.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if geteuid() == 0 {
            try FileManager.default.setAttributes([.ownerAccountName: "postgres"], ofItemAtPath: folder)
        }
    }

    /// Debian keeps the server's programs outside the path; the newest version is taken.
    private static func programFolder() throws -> String {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        guard let newest = versions.compactMap({ Int($0) }).max() else {
            throw NoTestDatabase(description: "no PostgreSQL server below /usr/lib/postgresql: run `make setup`")
        }
        return "/usr/lib/postgresql/\(newest)/bin"
    }

    private func initialise() throws {
        try run("initdb", "-D", "\(folder)/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    }

    /// Starts the server and waits until it answers.
    public func start() throws {
        let options = "-c listen_addresses= -c unix_socket_directories=\(folder) -c fsync=off"
        try run("pg_ctl", "-D", "\(folder)/data", "-l", "\(folder)/log", "-o", options, "-w", "start")
    }

    /// Stops the server without waiting for its clients.
    public func stop() throws {
        try run("pg_ctl", "-D", "\(folder)/data", "-m", "fast", "-w", "stop")
    }

    private func remove() {
        // A server that a test stopped already cannot be stopped again.
        try? run("pg_ctl", "-D", "\(folder)/data", "-m", "immediate", "-w", "stop")
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Runs a program to its end.
    ///
    /// Foundation's `Process` would wait for the server, too, which inherits the pipe that it watches.
    private func run(_ program: String, _ arguments: String...) throws {
        let prefix = geteuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
        let words = ["/usr/bin/env"] + prefix + ["\(programs)/\(program)"] + arguments
        var argumentPointers = words.map { strdup($0) } + [nil]
        defer { argumentPointers.forEach { free($0) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in Int32(0)...2 {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var child = pid_t()
        let code = posix_spawn(&child, words[0], &actions, nil, &argumentPointers, environ)
        var status: Int32 = 0
        guard code == 0, waitpid(child, &status, 0) == child, status == 0 else {
            throw NoTestDatabase(description: "\(program) failed with status \(status)")
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
