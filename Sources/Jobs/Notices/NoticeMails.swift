package import Domain
package import Postgres
import Templates
package import Values

/// Tells administrators by mail what back-offices did with charge points: each notice once, a mail an hour at most.
package struct NoticeMails: Sendable {
    private let database: Database
    private let publicURL: String
    private let clock: WallClock

    /// - Parameters:
    ///   - database: Where notices and mails are.
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
        let now = clock()
        let operators = try await database.read(.system) { tx in
            try await Notices.operatorsToTell(.system, at: now, in: tx)
        }
        var written = 0
        for id in operators { written += try await tell(id, at: now) }
        return written
    }

    /// Notices and mails are written together, so that none is told twice or never.
    private func tell(_ operatorID: OperatorID, at now: Timestamp) async throws -> Int {
        let scope = Scope.system(for: operatorID)
        return try await database.write(scope) { tx in
            let notices = try await Notices.takeForMail(scope, at: now, in: tx)
            guard !notices.isEmpty else { return 0 }
            let zone = Zone.named(try await Operators.own(scope, in: tx).details.timeZone) ?? .utc
            var written = 0
            for person in try await Notices.recipients(scope, in: tx) {
                guard let recipient = MailAddress(person.email) else { continue }
                let language = Language(rawValue: person.language) ?? .english
                let mail = NoticeMail(notices, say: Reader(language: language, zone: zone), publicURL: publicURL)
                let draft = MailDraft(to: recipient, subject: mail.subject, body: mail.body)
                try await Outbox.add(draft, of: operatorID, at: now, in: tx)
                written += 1
            }
            return written
        }
    }
}
