package import Domain
import Formats
package import Postgres
package import Values

/// Makes what runs of payouts pay, tells customers what was approved, and makes the bank files that were asked for.
package struct EREPayoutWork: Sendable {
    /// Writes the mail about a document to an address.
    package typealias Mail = @Sendable (EREPayoutSnapshot, MailAddress) -> MailDraft?

    private let database: Database
    private let payouts: EREPayouts
    private let bankFiles: BankFiles
    private let mail: @Sendable (OperatorID) async throws -> Mail
    private let clock: WallClock

    /// `mail` answers in whose name an operator's customers are written to.
    package init(
        database: Database,
        customersPerStep: Int = EREPayouts.customersPerStep,
        clock: @escaping WallClock = SystemClock.now,
        mail: @escaping @Sendable (OperatorID) async throws -> Mail
    ) {
        self.database = database
        payouts = EREPayouts(database, customersPerStep: customersPerStep)
        bankFiles = BankFiles(database: database, clock: clock)
        self.clock = clock
        self.mail = mail
    }

    /// Does everything that is due; what stops one run is told on its page and does not stop the others.
    package func runDue() async throws {
        var fault: (any Error)?
        for due in try await payouts.unfinished() {
            do {
                try await payouts.finish(due.operatorID, due.run, at: clock())
            } catch let cancelled as CancellationError { throw cancelled } catch { fault = error }
        }
        let mails = EREPayoutMails(database)
        for due in try await mails.due() {
            let scope = Scope.system(for: due.operatorID)
            _ = try await mails.queue(scope, due.run, at: clock(), compose: try await mail(due.operatorID))
            try await mails.end(scope, due.run)
        }
        do {
            try await makeBankFiles()
        } catch let cancelled as CancellationError { throw cancelled } catch { fault = error }
        if let fault { throw fault }
    }

    /// What stands in the way of a file is told on its run's page; what may be better in a moment is tried again.
    private func makeBankFiles() async throws {
        let asked = EREPayoutBankFiles(database)
        for due in try await asked.due() {
            let scope = Scope.system(for: due.operatorID)
            do {
                let tenant = try await database.read(scope) { try await Operators.own(scope, in: $0) }
                let month = due.quarter.lastMonth
                _ = try await bankFiles.make(scope, tenant, .payouts, through: month, by: due.by)
                try await asked.end(due)
            } catch let rejection as PaymentRejection {
                try await asked.end(due, message: rejection.description)
            } catch let refusal as PaymentFileRefusal {
                try await asked.end(due, message: refusal.problems.map(\.description).joined(separator: "; "))
            }
        }
    }
}
