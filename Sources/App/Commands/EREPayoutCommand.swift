import ArgumentParser
import Domain
import Postgres
import Values

extension ERECommand {
    /// `laadboek ere payout --quarter 2026-Q3 [--preview]`.
    struct Payout: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pays the revenue of sold units out, or says what that would come to.",
            discussion: """
                Pays what was delivered in the quarter and before it, was sold and not yet paid out. Documents and postings \
                are made, nothing is paid before somebody approves. A run that was interrupted is finished; when there is \
                nothing new to pay, the last run of the quarter is the answer.
                """
        )

        @Option(help: "The quarter of delivery, such as 2026-Q3.")
        var quarter: EREQuarter

        @Flag(help: "Only says what would be paid, and who is left out and why.")
        var preview = false

        @OptionGroup var operators: OperatorOption

        func run() async throws {
            let isFine = try await withDatabase { database, _ in
                let payouts = EREPayouts(database)
                var isFine = true
                for tenant in try await operators.operators(database) {
                    let scope = Scope.system(for: tenant.id)
                    let now = SystemClock.now()
                    let today = (Zone.named(tenant.details.timeZone) ?? .utc).date(of: now)
                    do {
                        if preview {
                            let found = try await payouts.preview(scope, quarter, today: today)
                            say("\(tenant.reference): \(Payout.line(found.sums))")
                            found.leftOut.forEach { say(Payout.line($0)) }
                        } else {
                            let result = try await payouts.run(scope, quarter, today: today, at: now) { done, total in
                                complain("  \(done) of \(total) customers")
                            }
                            say(
                                "\(tenant.reference): run \(result.run.id), \(result.made) new, \(Payout.line(result.sums))"
                            )
                            result.leftOut.forEach { say(Payout.line($0)) }
                        }
                    } catch EREPayoutRejection.nothingToPay where operators.reference == nil {
                        continue
                    } catch let rejection as EREPayoutRejection {
                        say("\(tenant.reference): \(rejection)")
                        isFine = false
                    }
                }
                return isFine
            }
            if !isFine { throw ExitCode(1) }
        }

        private static func line(_ sums: EREPayoutSums) -> String {
            let money = { (minor: Int64) in Money(minor: minor, .eur).decimalText }
            return "\(sums.payouts) payouts, \(sums.units) ERE, gross \(money(sums.gross)), fee \(money(sums.fee)), "
                + "margin \(money(sums.margin)), net \(money(sums.net)), VAT \(money(sums.vat)), "
                + "to pay \(money(sums.payable))"
        }

        private static func line(_ out: EREPayoutLeftOut) -> String {
            "  left out: customer \(out.customer), \(out.reason.rawValue), \(Money(minor: out.net, .eur).decimalText)"
        }
    }
}
