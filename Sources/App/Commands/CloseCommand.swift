import ArgumentParser
import Domain
import Jobs
import Values

/// `laadboek close --month 2025-06`.
struct CloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Makes the credit documents of a month; what is there already stays."
    )

    @Option(help: "The month, such as 2025-06.")
    var month: YearMonth

    @OptionGroup var operators: OperatorOption

    @Flag(help: "Do not make PDF and XLSX files now; they are made when somebody asks.")
    var withoutFiles = false

    func run() async throws {
        try await withDatabase { database, _ in
            try await ProjectionAndRating(database: database).run()
            let close = try MonthEndWork(database: database)
            for tenant in try await operators.operators(database) {
                let result = try await close.run(tenant, month: month, makesFiles: !withoutFiles)
                say(CloseCommand.summary(result, of: tenant))
                if tenant.details.currency != PaymentRun.currency.code { say("  \(CreditsCommand.inEuroOnly)") }
                for blocked in result.blocked {
                    complain("  \(blocked.hostName): \(blocked.finding.code): \(blocked.finding.reason)")
                }
            }
        }
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
