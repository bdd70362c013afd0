internal import CLibPQ

/// Where the database is and how it is used.
public struct DatabaseConfiguration: Sendable {
    /// A connection string of libpq, such as `postgresql://user:password@host/name` or `host=… dbname=…`.
    ///
    /// It may hold a password, so it is never logged.
    public var url: String
    /// Another database on the same server, instead of the one in the string.
    public var databaseName: String?
    /// The role that every connection takes on (`SET ROLE`), so that it cannot change what is append-only;
    /// `nil` to stay the role that signed in.
    public var role: String? = "laadboek_app"
    /// What `pg_stat_activity` shows.
    public var applicationName = "laadboek"
    /// The most connections: two for each core of the server are as fast as more of them.
    public var maxConnections = 8
    /// How long a task waits for a connection, while a server that went away is tried again, too: longer than a
    /// restart of PostgreSQL takes, shorter than a browser's patience.
    public var waitLimit = Duration.seconds(10)
    /// How long the server works on one statement before it gives up; `nil` for no limit.
    public var statementTimeout: Duration? = .seconds(30)
    /// How long the server keeps a transaction in which nothing happens: a task that hangs must not hold locks.
    public var idleTransactionTimeout: Duration? = .seconds(60)
    /// How long one attempt to connect may take; libpq counts whole seconds, two at least.
    public var connectTimeout = Duration.seconds(5)
    /// After how long an unused connection is closed, at the next use of the pool.
    public var idleLifetime = Duration.seconds(300)

    /// How far the threads of the connections stand back when there are more of them than processors, 0 to 19 as for
    /// `nice`.
    public var niceness: Int32 = 0

    /// The usual limits for a database.
    public init(url: String) {
        self.url = url
    }

    /// For the migrator and other work of the owner: the role that signed in, without time limits.
    public var forOwner: DatabaseConfiguration {
        var copy = self
        copy.role = nil
        copy.statementTimeout = nil
        copy.idleTransactionTimeout = nil
        return copy
    }

    /// How long the client waits without a sign of life; `nil` for ever.
    var silenceLimit: Duration? { statementTimeout.map { $0 + PostgresLimits.silenceGrace } }

    /// The settings the server applies from the first statement on, as command line options of a backend.
    private var serverOptions: String {
        var options = ["-c TimeZone=UTC", "-c client_min_messages=warning"]
        if let role { options.append("-c role=\(DatabaseConfiguration.escapedOption(role))") }
        if let statementTimeout { options.append("-c statement_timeout=\(statementTimeout.milliseconds)") }
        if let idleTransactionTimeout {
            options.append("-c idle_in_transaction_session_timeout=\(idleTransactionTimeout.milliseconds)")
        }
        return options.joined(separator: " ")
    }

    private static func escapedOption(_ text: String) -> String {
        String(text.flatMap { $0 == " " || $0 == "\\" ? ["\\", $0] : [$0] })
    }

    /// The keywords and values for libpq: those of the string, then ours.
    func connectionParameters() throws -> [(keyword: String, value: String)] {
        var parameters = try parsedURL()
        let given = parameters.first { $0.keyword == "options" }?.value
        parameters.removeAll { $0.keyword == "options" }
        parameters.append(("options", given.map { "\($0) \(serverOptions)" } ?? serverOptions))
        if let databaseName { parameters.append(("dbname", databaseName)) }
        parameters.append(("application_name", applicationName))
        parameters.append(("client_encoding", "UTF8"))
        parameters.append(("connect_timeout", "\(max(2, connectTimeout.components.seconds))"))
        // A server whose machine vanished answers nothing at all: probes after 30 s find that out.
        let defaults = [("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3")]
        for (keyword, value) in defaults where !parameters.contains(where: { $0.keyword == keyword }) {
            parameters.append((keyword, value))
        }
        return parameters
    }

    /// The string taken apart by libpq itself.
    private func parsedURL() throws -> [(keyword: String, value: String)] {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &message) else {
            PQfreemem(message)
            // libpq's message quotes the string, which may hold a password.
            throw PostgresFault(.configuration, "the connection string cannot be read")
        }
        defer { PQconninfoFree(options) }
        var parameters: [(String, String)] = []
        var index = 0
        while let keyword = options[index].keyword {
            if let value = options[index].val { parameters.append((String(cString: keyword), String(cString: value))) }
            index += 1
        }
        return parameters
    }

    /// The same database as one connection string, `host='…' dbname='…'`, for handing to another program.
    ///
    /// It holds the password when there is one.
    public func connectionString() throws -> String {
        var parameters = try parsedURL()
        if let databaseName {
            parameters.removeAll { $0.keyword == "dbname" }
            parameters.append(("dbname", databaseName))
        }
        return parameters.map { keyword, value in
            let quoted = value.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }
            return "\(keyword)='\(String(quoted))'"
        }.joined(separator: " ")
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
