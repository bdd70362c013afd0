import OCPP
import OCPPServer
import Simulator
import Values

/// How long the verdict on a token takes: from memory, with a hundred operators and a hundred thousand tokens; and how
/// long charge points wait for it.
enum AuthorizationBench {
    private static let operators: Int64 = 100
    private static let tokens = 1_000
    private static let verdicts = 400_000

    /// - Returns: The rate of verdicts, every other one on a token that nobody knows.
    static func measure() -> BenchFigure {
        let authorizations = Authorizations(table)
        let now = Timestamp(seconds: 1_750_000_000)
        let tags = (0..<tokens).flatMap { ["CARD-\($0)", "NOBODY-\($0)"] }
        var accepted = 0
        let took = ContinuousClock().measure {
            for turn in 0..<verdicts {
                let operatorID = OperatorID(1 + Int64(turn) % operators)
                let verdict = authorizations.verdict(on: tags[turn % tags.count], for: operatorID, at: now)
                if verdict.status == .known(.accepted) { accepted += 1 }
            }
        }
        precondition(accepted == verdicts / 2, "half of the tokens are known")
        return BenchFigure.rate("authorization", "verdicts", verdicts, in: took)
    }

    private static var table: AuthorizationTable {
        let entry = AuthorizationTable.Entry(status: .accepted, parentIdTag: "FLEET")
        let entries = Dictionary(uniqueKeysWithValues: (0..<tokens).map { ("card-\($0)", entry) })
        let known = AuthorizationTable.Operator(entries: entries, unknownTokens: .invalid)
        return AuthorizationTable(
            operators: Dictionary(uniqueKeysWithValues: (1...operators).map { (OperatorID($0), known) })
        )
    }

    // MARK: Over sockets

    private static let cards = 200
    private static let cardsPerSecond = 1_000
    private static let readers = 100
    private static let readingsPerSecond = 2_000
    private static let stretch = Duration.seconds(10)
    private static let warmUp = Duration.seconds(1)

    /// How long charge points wait for the answer to a card while others send readings, which wait for the disk.
    ///
    /// - Returns: Percentiles of the time from call to answer.
    static func overSockets(_ server: BenchServer, _ sessions: [RecordedSession]) async throws -> [BenchFigure] {
        let points = Array(Set(sessions.map(\.chargePoint)).sorted().prefix(cards + readers))
        guard points.count > 1, let card = sessions.first?.idTag else { return [] }
        let half = points.count * 2 / 3
        let port = server.port
        async let readings = load(port, Array(points[half...]), "MeterValues", "", readingsPerSecond)
        let answers = try await load(port, Array(points[..<half]), "Authorize", card, cardsPerSecond)
        let meanwhile = try await readings
        return [50, 99].map { percent in
            BenchFigure(name: "authorize_answer_p\(percent)", unit: "us", value: answers.percentile(percent))
                .with(goal: .atMost(1_000)).with("calls_per_second", .integer(Int(answers.perSecond)))
                .with("readings_per_second", .integer(Int(meanwhile.perSecond)))
                .with("connections", .integer(points.count)).with("max_us", .integer(answers.percentile(100)))
        }
    }

    private static func load(
        _ port: Int,
        _ identities: [String],
        _ action: String,
        _ idTag: String,
        _ perSecond: Int
    ) async throws -> CallLoad.Result {
        var load = try CallLoad(port: port, identities: identities, action: action, idTag: idTag)
        defer { load.close() }
        _ = try load.paced(perSecond: perSecond, for: warmUp)
        return try load.paced(perSecond: perSecond, for: stretch)
    }
}
