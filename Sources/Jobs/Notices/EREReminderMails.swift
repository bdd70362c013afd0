package import Domain
package import Postgres
import Templates
package import Values

/// Reminds people of days of the calendar, of mandates that end and of chargers that fell silent, each once.
package struct EREReminderMails: Sendable {
    private let database: Database
    private let publicURL: String
    private let clock: WallClock

    /// - Parameters:
    ///   - database: Where reminders and mails are.
    ///   - publicURL: Where the pages are, without a slash at its end.
    ///   - clock: The time.
    package init(database: Database, publicURL: String, clock: @escaping WallClock = SystemClock.now) {
        self.database = database
        self.publicURL = publicURL
        self.clock = clock
    }

    /// Writes the mails that are due; safe to be done twice.
    ///
    /// - Returns: How many were written.
    @discardableResult
    package func run() async throws -> Int {
        let operators = try await database.read(.system) { try await EREReminders.operators(.system, in: $0) }
        var written = 0
        for id in operators { written += try await tell(id) }
        return written
    }

    /// What was told and the mails are written together, so that nothing is told twice or never.
    private func tell(_ operatorID: OperatorID) async throws -> Int {
        let (scope, now) = (Scope.system(for: operatorID), clock())
        let today = EREQuarter.zone.date(of: now)
        return try await database.write(scope) { tx in
            let told = try await EREReminders.take(scope, on: today, at: now, in: tx)
            guard !told.isEmpty else { return 0 }
            let own = try await Operators.own(scope, in: tx).details
            let brand = try await Brands.own(scope, in: tx)?.details
            var written = 0
            for person in told {
                guard let address = MailAddress(person.email) else { continue }
                let language = Language(rawValue: person.language) ?? .english
                let mail = EREReminderMail(
                    brand: brand?.name ?? own.name,
                    base: base(brand),
                    told: person,
                    say: Reader(language: language, zone: EREQuarter.zone)
                )
                var draft = MailDraft(to: address, subject: mail.subject, body: mail.body)
                if let brand { (draft.senderName, draft.senderAddress) = (brand.sender, brand.senderAddress) }
                try await Outbox.add(draft, of: operatorID, at: now, in: tx)
                written += 1
            }
            return written
        }
    }

    private func base(_ brand: BrandDetails?) -> String {
        guard let brand, !brand.hostName.isEmpty else { return publicURL }
        return (publicURL.hasPrefix("https:") ? "https://" : "http://") + brand.hostName
    }
}
