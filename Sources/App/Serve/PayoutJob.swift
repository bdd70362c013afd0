import Domain
import Jobs
import Postgres
import Values
import Web

extension EREPayoutWork {
    /// The job of a server: it writes to customers in their operator's name, with links to its pages.
    init(_ database: Database, writingFrom publicURL: PublicURL) {
        self.init(
            database: database,
            mail: { operatorID in
                let mail = try await EREPayoutMail.of(operatorID, publicURL, on: database)
                return { mail.draft($0, to: $1) }
            }
        )
    }
}
