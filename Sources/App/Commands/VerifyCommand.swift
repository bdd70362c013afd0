import ArgumentParser
import Domain
import Jobs
import Values
import Web

/// `laadboek verify`.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Rebuilds everything from raw frames, prices and contracts, and compares.",
        discussion: "One line per kind; exit code 1 when anything differs, with the first difference named."
    )

    @OptionGroup var operators: OperatorOption

    func run() async throws {
        let isClean = try await withDatabase { database, _ in
            var isClean = true
            for tenant in try await operators.operators(database) {
                let scope = Scope.system(for: tenant.id)
                var reports = try await SessionVerification(database: database, operatorID: tenant.id).run()
                reports += try await BookVerification.run(scope, on: database)
                reports += try await EREBookingVerification.run(scope, on: database)
                reports += try await EREFilingFiles(database: database).verify(scope)
                reports += try await ERECreditVerification.run(scope, on: database) {
                    try ERECreditReading.sheet($0)
                }
                reports += try await ERETradeVerification.run(scope, on: database)
                reports += try await EREVerificationChecks.run(scope, on: database)
                reports += try await ERESamples.verify(scope, on: database)
                reports += try await EREPayoutVerification.run(scope, on: database)
                for report in reports { say("\(tenant.reference) \(VerifyCommand.line(report))") }
                isClean = isClean && reports.allSatisfy { $0.firstDifference == nil }
            }
            return isClean
        }
        if !isClean { throw ExitCode(1) }
    }

    private static func line(_ report: VerifyReport) -> String {
        guard let difference = report.firstDifference else {
            let note = report.note.map { "; \($0)" } ?? ""
            return "\(report.kind): \(report.checked) checked, all agree\(note)"
        }
        return "\(report.kind): \(report.checked) checked, DIFFERENCE: \(difference)"
    }
}
