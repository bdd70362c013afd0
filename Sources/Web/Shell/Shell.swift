package import Domain
import HTTPServer
package import Logging
package import Postgres
package import Templates
package import Values

/// The address list of the pages; the server's own route type is never meant here.
package typealias Route = Templates.Route

/// What every page needs from the rest of the program.
package struct Shell: Sendable {
    package let configuration: WebConfiguration
    package let database: Database
    package let clock: WallClock
    package let sessions: WebSessions
    package let signIns: SignIns
    package let factors: SecondFactors
    package let resets: PasswordResets
    package let broadcaster: Broadcaster
    package let logger: Logger
    /// What stands beside the entries of the navigation.
    package let counts: @Sendable (Scope, Transaction) async throws -> NavigationCounts
    /// Documents of credits and bank files.
    package let credits: CreditServices
    /// Documents of payouts and the bank files that pay them.
    package let payouts: EREPayoutServices
    /// Quarterly filings and their documents.
    package let filings: FilingServices
    /// Copies of what is kept of customers.
    package let privacy: PrivacyServices
    /// Which charge points carry a MID meter, as far as is known.
    package let meters: MeterCatalogue
    let assets: Assets
    let files: StaticFiles
    /// Counts what strangers have worked out for them.
    let estimates: AddressRateLimit
    /// Counts the lists of strangers.
    let scans: AddressRateLimit
    /// Counts what programs ask for, by key.
    let calls: AddressRateLimit
    /// Counts requests without a key that holds, by address.
    let strangers: AddressRateLimit
    /// Counts the frames that are opened, by address.
    let openings: AddressRateLimit
    let signer: Signer
    /// Under which names the operators appear.
    package let brands = BrandBook()
    /// Seals secrets that we must show to others.
    let secretBox: SecretBox

    init(_ parts: WebParts, files: StaticFiles) {
        configuration = parts.configuration
        database = parts.database
        clock = parts.clock
        sessions = WebSessions(limits: parts.sessionLimits)
        secretBox = SecretBox(secret: parts.configuration.secret)
        factors = SecondFactors(database: parts.database, box: secretBox)
        signIns = SignIns(
            database: parts.database,
            passwords: parts.passwords,
            sessions: sessions,
            factors: factors,
            limits: parts.signInLimits
        )
        resets = PasswordResets(database: parts.database, passwords: parts.passwords, limits: parts.signInLimits)
        broadcaster = parts.broadcaster
        logger = parts.logger
        counts = parts.counts
        payouts = parts.payouts
        credits = parts.credits
        filings = parts.filings
        privacy = parts.privacy
        meters = parts.meters
        self.files = files
        assets = Assets { files.path($0) }
        let limits = parts.configuration.limits
        estimates = AddressRateLimit(
            inARow: limits.estimatesInARow,
            perMinute: limits.estimatesPerMinute,
            addresses: limits.countedAddresses
        )
        scans = AddressRateLimit(
            inARow: limits.scansInARow,
            perMinute: limits.scansPerMinute,
            addresses: limits.countedAddresses
        )
        calls = AddressRateLimit(
            inARow: limits.callsInARow,
            perMinute: limits.callsPerMinute,
            addresses: limits.countedAddresses
        )
        strangers = AddressRateLimit(
            inARow: limits.strangersInARow,
            perMinute: limits.strangersPerMinute,
            addresses: limits.countedAddresses
        )
        openings = AddressRateLimit(
            inARow: limits.framesInARow,
            perMinute: limits.framesPerMinute,
            addresses: limits.countedAddresses
        )
        signer = Signer(secret: parts.configuration.secret)
    }
}
