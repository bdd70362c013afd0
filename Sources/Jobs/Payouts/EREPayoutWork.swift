package import Domain
package import Postgres
package import Values

/// Makes what runs of payouts pay, and tells customers what was approved.
package struct EREPayoutWork: Sendable {
    /// Writes the mail about a document to an address.
    package typealias Mail = @Sendable (EREPayoutSnapshot, MailAddress) -> MailDraft?

    private let database: Database
    private let payouts: EREPayouts
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
        if let fault { throw fault }
    }
}
