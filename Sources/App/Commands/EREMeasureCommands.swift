import ArgumentParser
import Domain
import Postgres
import Values

extension ERECommand {
    /// `laadboek ere measure --quarter 2026-Q3`.
    struct Measure: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measures what connections delivered in a quarter.",
            discussion: "Repeating it changes nothing; what is booked is corrected by lines of their own."
        )

        @Option(help: "The quarter, such as 2026-Q3.")
        var quarter: EREQuarter

        @OptionGroup var operators: OperatorOption

        func run() async throws {
            try await withDatabase { database, _ in
                for tenant in try await operators.operators(database) {
                    let scope = Scope.system(for: tenant.id)
                    let result = try await EREMeasuring.run(scope, quarter, at: SystemClock.now(), on: database)
                    say(
                        "\(tenant.reference) \(quarter): \(result.connections) connections, \(result.changed) changed, "
                            + "\(result.corrections) corrections"
                    )
                }
            }
        }
    }

    /// `laadboek ere rounding --rule floor --source "…"`.
    struct Roundings: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rounding",
            abstract: "Says by which rule units are rounded per booking line.",
            discussion: """
                No rule has been published; without one units are rounded down. The rule added last holds for what is \
                measured from then on; lines keep the rule that they were measured with.
                """
        )

        @Option(help: "floor, or half_away_from_zero.")
        var rule: Rounding

        @Option(help: "Where the rule comes from.")
        var source: String

        func run() async throws {
            try await withDatabase { database, _ in
                try await database.write(.system) {
                    try await EREUnitRules.supply(.system, rule, source: source, at: SystemClock.now(), in: $0)
                }
            }
            say("units are rounded by \(rule.rawValue)")
        }
    }
}
