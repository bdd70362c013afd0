import Domain
import Foundation
import Postgres
import Simulator
import Values

/// How many sessions a second programs may send in batches through the API, beside PostgreSQL's own way in.
struct PushBench {
    /// What the issue of this program asks for, on two cores with PostgreSQL and the senders.
    private static let goal: Int64 = 1_000
    private static let senders = 4
    private static let sessionsPerBatch = 500
    private static let batches = 120
    private static let chargers = 2_000

    let database: Database
    let server: BenchServer

    /// Sends the batches from several programs at once and waits for the last answer.
    func measure(now: Timestamp) async throws -> [BenchFigure] {
        let (key, chargers) = try await fill(now)
        let bodies = (0..<PushBench.batches).map { PushBench.body($0, chargers, now) }
        server.forgetPeakMemory()
        let clock = ContinuousClock()
        let begun = clock.now
        let slowest = try await send(bodies, key.text)
        let took = clock.now - begun
        let sessions = PushBench.batches * PushBench.sessionsPerBatch
        guard try await database.first(.system, CountPushed()) == sessions else {
            throw BenchFault("not every session that was answered is there")
        }
        let limit = try await PushLimit(database: database).measure()
        let rate = Int64(sessions) * 1_000_000 / max(1, took.wholeMicroseconds)
        return [
            BenchFigure(name: "api_sessions", unit: "sessions/s", value: rate)
                .with(goal: .atLeast(PushBench.goal))
                .with(peer: limit)
                .with("sessions", .integer(sessions))
                .with("senders", .integer(PushBench.senders))
                .with("slowest_batch_ms", .integer(slowest.wholeMicroseconds / 1000)),
            server.peakMemory("api_sessions_peak_memory"),
        ]
    }

    /// A key with its chargers.
    private func fill(_ now: Timestamp) async throws -> (APIKeySecret, [EREChargerID]) {
        try await database.run(.system, FillSenders(count: PushBench.chargers))
        guard let person = try await database.first(.system, FindDesk()) else { throw BenchFault("there is nobody") }
        let scope = Scope.user(person.user, role: .operatorAdmin, of: person.operatorID)
        let key = try await database.write(scope) { tx in
            try await APIKeys.create(scope, name: "Bench", [.sessionsWrite], at: now, in: tx)
        }
        return (key, try await database.all(.system, ListSenders()))
    }

    /// A batch as a program sends it: each charger's sessions go on where the one before ended.
    private static func body(_ batch: Int, _ chargers: [EREChargerID], _ now: Timestamp) -> String {
        let sessions = (0..<sessionsPerBatch).map { place -> String in
            let number = batch * sessionsPerBatch + place
            let round = Int64(number / chargers.count)
            let start = now.adding(seconds: (round - 400) * 7_200)
            let register = round * 9_000
            return """
                {"id":"S-\(number)","charger_id":\(chargers[number % chargers.count]),"started_at":"\(start)",\
                "stopped_at":"\(start.adding(seconds: 3_600))","register_begin_wh":\(register),\
                "register_end_wh":\(register + 8_400)}
                """
        }
        return "{\"sessions\":[" + sessions.joined(separator: ",") + "]}"
    }

    /// Sends all, and gives how long the slowest took.
    private func send(_ bodies: [String], _ key: String) async throws -> Duration {
        let port = server.port
        return try await withThrowingTaskGroup(of: Duration.self) { group in
            for sender in 0..<PushBench.senders {
                let own = stride(from: sender, to: bodies.count, by: PushBench.senders).map { ($0, bodies[$0]) }
                group.addTask { try await PushBench.onThread { try PushBench.send(own, key, to: port) } }
            }
            return try await group.reduce(.zero, max)
        }
    }

    /// One program: a batch after the other over one connection.
    private static func send(_ batches: [(Int, String)], _ key: String, to port: Int) throws -> Duration {
        let client = try PageClient(port: port)
        let clock = ContinuousClock()
        return try batches.reduce(.zero) { slowest, batch in
            let begun = clock.now
            let fields = ["Authorization: Bearer \(key)", "Idempotency-Key: batch-\(batch.0)"]
            let answer = try client.send(batch.1, to: "/api/v1/sessions", fields)
            guard answer.status == 201 else {
                let words = String(decoding: answer.body.prefix(500), as: UTF8.self)
                throw BenchFault("a batch was answered with \(answer.status): \(words)")
            }
            return max(slowest, clock.now - begun)
        }
    }

    /// A thread of its own: what waits for a socket must not hold those that run tasks.
    private static func onThread(_ work: @escaping @Sendable () throws -> Duration) async throws -> Duration {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
        }
    }
}
