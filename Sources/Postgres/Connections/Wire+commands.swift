internal import CLibPQ

/// One message to the server within a pipeline.
enum Command {
    /// Parses a statement under a name.
    case prepare(name: String, sql: String, types: [PostgresType])
    /// Says what a prepared statement takes and returns.
    case describe(name: String)
    /// Runs a prepared statement.
    case execute(name: String, Bindings)
    /// Parses and runs a statement without keeping it; the name is for errors.
    case once(sql: String, Bindings, name: String? = nil)

    /// The name of a statement, for errors.
    var statement: String? {
        switch self {
        case .prepare(let name, _, _), .describe(let name), .execute(let name, _): name
        case .once(_, _, let name): name
        }
    }
}

extension Wire {
    /// Sends all commands, then reads all answers: one round trip.
    ///
    /// The first refusal makes the server skip the rest; it is returned after everything was read, so the connection
    /// stays usable.
    func exchange(_ commands: [Command]) throws -> (answers: [ResultSet], fault: PostgresFault?) {
        try expect(PQenterPipelineMode(handle))
        for (index, command) in commands.enumerated() {
            try send(command)
            // Answers that nobody reads would stop the server, and then us.
            if index % 64 == 63 { try drain() }
        }
        try expect(PQpipelineSync(handle))
        try flush()
        var answers: [ResultSet] = []
        var firstFault: PostgresFault?
        for command in commands {
            let answer = try answer()
            if answer.status == PGRES_FATAL_ERROR, firstFault == nil {
                firstFault = fault(answer, command.statement)
            }
            answers.append(answer)
        }
        try leavePipeline()
        return (answers, firstFault)
    }

    private func send(_ command: Command) throws {
        switch command {
        case .prepare(let name, let sql, let types):
            let oids = types.map { Oid($0.oid) }
            try expect(PQsendPrepare(handle, name, sql, Int32(oids.count), oids))
        case .describe(let name):
            try expect(PQsendDescribePrepared(handle, name))
        case .execute(let name, let bindings):
            try bindings.withParameters { pointers, lengths, formats in
                let count = Int32(pointers.count)
                try expect(PQsendQueryPrepared(handle, name, count, pointers, lengths, formats, 1))
            }
        case .once(let sql, let bindings, _):
            let oids = bindings.types.map { Oid($0.oid) }
            try bindings.withParameters { pointers, lengths, formats in
                let count = Int32(pointers.count)
                try expect(PQsendQueryParams(handle, sql, count, oids, pointers, lengths, formats, 1))
            }
        }
    }

    /// Sends what is buffered while taking in what arrives.
    func drain() throws {
        while try flush() {
            try wait(for: POLLIN | POLLOUT)
            try consume()
        }
    }

    /// The one answer to one command of a pipeline.
    private func answer() throws -> ResultSet {
        guard let answer = try nextResult() else { throw lost("an answer is missing") }
        // Reading on would find the connection closed and forget why.
        if answer.status == PGRES_FATAL_ERROR, answer.endsConnection { throw connectionFault(answer) }
        while try nextResult() != nil {}
        guard PQstatus(handle) == CONNECTION_OK else { throw connectionFault(answer) }
        return answer
    }

    private func leavePipeline() throws {
        guard let sync = try nextResult(), sync.status == PGRES_PIPELINE_SYNC else {
            throw lost("the end of a pipeline is missing")
        }
        try expect(PQexitPipelineMode(handle))
    }

    /// The refusal of a command; one that ends the connection breaks it here, too.
    func fault(_ answer: ResultSet, _ statement: String?) -> PostgresFault {
        let fault = answer.fault(statement: statement)
        return fault.sqlState?.endsConnection == true ? connectionFault(answer) : fault
    }

    /// The fault of a connection that the server ended, with the server's reason.
    func connectionFault(_ answer: ResultSet) -> PostgresFault {
        let refusal = answer.fault(statement: nil)
        var fault = lost(refusal.summary)
        fault.sqlState = refusal.sqlState
        fault.severity = refusal.severity
        return fault
    }

    /// Runs a text of one or more statements as it is, without parameters.
    func simple(_ sql: String) throws {
        try expect(PQsendQuery(handle, sql))
        var firstFault: PostgresFault?
        while let answer = try nextResult() {
            switch answer.status {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: continue
            case PGRES_FATAL_ERROR: firstFault = firstFault ?? fault(answer, nil)
            default: throw lost("COPY cannot be part of this SQL")
            }
        }
        if let firstFault { throw firstFault }
    }
}
