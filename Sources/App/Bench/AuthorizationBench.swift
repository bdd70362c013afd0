import OCPP
import OCPPServer
import Values

/// How long the verdict on a token takes: from memory, with a hundred operators and a hundred thousand tokens.
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
}
