import ArgumentParser
import Domain
import Jobs
import Values

/// `laadboek close --month 2025-06`.
struct CloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Makes the credit documents of a month; what is there already stays.",
        discussion: "Ends with 1 when a credit is blocked, with a line for each on standard error."
    )

    @Option(help: "The month, such as 2025-06.")
    var month: YearMonth

    @OptionGroup var operators: OperatorOption

    @Flag(help: "Do not make PDF and XLSX files now; they are made when somebody asks.")
    var withoutFiles = false

    func run() async throws {
        let isComplete = try await withDatabase { database, _ in
            try await ProjectionAndRating(database: database).run()
            let close = try MonthEndWork(database: database)
            var isComplete = true
            for tenant in try await operators.operators(database) {
                let result = try await close.run(tenant, month: month, makesFiles: !withoutFiles)
                say(CloseCommand.summary(result, of: tenant))
                if tenant.details.currency != PaymentRun.currency.code { say("  \(CreditsCommand.inEuroOnly)") }
                for blocked in result.blocked { complain(CloseCommand.line(blocked, result, of: tenant)) }
                isComplete = isComplete && result.blocked.isEmpty
            }
            return isComplete
        }
        if !isComplete { throw ExitCode(1) }
    }

    private static func line(_ blocked: BlockedCredit, _ result: MonthCloseResult, of tenant: Operator) -> String {
        """
        \(tenant.reference) \(result.period): \(blocked.hostName), \(blocked.contractName): \(blocked.finding.code): \
        \(blocked.finding.reason)
        """
    }

    private static func summary(_ result: MonthCloseResult, of tenant: Operator) -> String {
        let open = result.open
        return """
            \(tenant.reference) \(result.period): \(result.issued) documents made, \(result.documents) in all, \
            \(result.blocked.count) blocked; lines open: \(open.waiting) waiting for a price, \(open.held) held, \
            \(open.withoutContract) without contract
            """
    }
}
