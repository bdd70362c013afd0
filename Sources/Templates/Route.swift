package import Values

/// Every address of the product, printed in links and registered by the web server from this one list.
package enum Route: Hashable, Sendable {
    /// The public front page.
    case home
    /// The sign-in form, and where it is sent.
    case signIn
    /// Ends the session (POST).
    case signOut
    /// Asks for a reset link.
    case passwordReset
    /// Sets a new password with the token from the mail.
    case newPassword(String)
    /// Sets the language of a visitor (POST).
    case language
    /// The operator's first page.
    case dashboard
    case hosts
    case newHost
    case host(HostID)
    case editHost(HostID)
    case sites
    case newSite
    case site(SiteID)
    case editSite(SiteID)
    case chargePoints
    case newChargePoint
    case chargePoint(ChargePointID)
    case editChargePoint(ChargePointID)
    /// The live part of a charge point as a fragment.
    case chargePointState(ChargePointID)
    /// The event stream of a charge point.
    case chargePointEvents(ChargePointID)
    /// The commands of a charge point; sends one (POST).
    case chargePointCommands(ChargePointID)
    case chargePointSettings(ChargePointID)
    case chargePointPower(ChargePointID)
    case chargePointLocalList(ChargePointID)
    case chargePointUpkeep(ChargePointID)
    case chargePointCertificates(ChargePointID)
    /// Client certificates: requests and authorities.
    case certificates
    /// Replaces the key of a charge point (POST).
    case chargePointKey(ChargePointID)
    /// Enters the public key of a charge point's meter (POST).
    case chargePointMeterKey(ChargePointID)
    /// The first step of connecting a charge point.
    case connect
    /// The second step, and where it is sent (POST).
    case connectDetails
    /// Labels with the addresses of all charge points as QR codes, to print.
    case connectLabels
    /// Waits for a charge point to call in.
    case connecting(ChargePointID)
    /// The live part of the waiting page as a fragment.
    case connectingState(ChargePointID)
    case platforms
    /// A platform by its slug, and where edits are sent (POST).
    case platform(String)
    /// Goes back to the supplied text of a platform (POST).
    case platformReset(String)
    /// Takes a charge point out of use (POST).
    case chargePointRetirement(ChargePointID)
    /// Puts a charge point back into use (POST).
    case chargePointReturn(ChargePointID)
    case tokens
    case newToken
    case token(TokenID)
    /// Blocks or unblocks a token (POST).
    case tokenBlocking(TokenID)
    /// Charge cards that nobody registered.
    case unknownCards
    /// The charge point's way to its back-office, and where it is changed.
    case chargePointRelay(ChargePointID)
    /// Makes the charge point ours (POST).
    case chargePointRelayEnd(ChargePointID)
    /// What the charge point's back-office has not been told yet, and what a person decides about it (POST).
    case chargePointOutbox(ChargePointID)
    /// Who observes the charge point; adds one (POST).
    case chargePointObservers(ChargePointID)
    /// An observer, and where it is changed (POST).
    case observer(ObserverID)
    /// Tells an observer nothing more (POST).
    case observerEnd(ObserverID)
    /// Has an observer told a transaction again, or dialled now (POST).
    case observerRetry(ObserverID)
    case upstreams
    /// Adds a back-office for identities that nobody registered (POST).
    case defaultUpstreams
    /// Lets no further unknown charge point through (POST).
    case defaultUpstreamEnd(DefaultUpstreamID)
    /// Charge points that nobody registered and that go through meanwhile.
    case unknownChargePoints
    /// One of them; approves it (POST).
    case unknownChargePoint(ChargePointID)
    /// Turns it away from now on (POST).
    case unknownChargePointRefusal(ChargePointID)
    case newUpstream
    case editUpstream(UpstreamID)
    /// Takes a back-office out of use (POST).
    case upstreamRetirement(UpstreamID)
    case sessions
    case session(SessionID)
    /// The raw OCPP frames behind a session.
    case sessionFrames(SessionID)
    /// Accepts or excludes a held session (POST).
    case sessionDecisions(SessionID)
    /// Ends a session whose stop never came (POST).
    case sessionEnding(SessionID)
    case contracts
    case newSupplyContract
    case supplyContract(SupplyContractID)
    case newSupplyVersion(SupplyContractID)
    /// Adds a dated version (POST).
    case supplyVersions(SupplyContractID)
    case newReimbursementContract
    case reimbursementContract(ReimbursementContractID)
    case newReimbursementVersion(ReimbursementContractID)
    /// Adds a dated version (POST).
    case reimbursementVersions(ReimbursementContractID)
    /// What a contract form gives on an example session, as a fragment.
    case contractPreview
    case prices
    case pricesMonth(zone: String, month: YearMonth)
    case pricesDay(zone: String, day: LocalDate)
    /// All versions of the price of one quarter hour.
    case priceVersions(zone: String, start: Timestamp)
    case journal
    /// The latest lines as a fragment.
    case journalLatest
    /// The event stream of new lines.
    case journalEvents
    /// The event stream of whatever changes the figures of the dashboard.
    case dashboardEvents
    /// A journal line with its formula and inputs.
    case line(LineID)
    case exceptions
    case monthEnds
    case monthEnd(YearMonth)
    /// Closes a month (POST).
    case monthEndClosing(YearMonth)
    /// Approves the credits of a month (POST).
    case monthEndApproval(YearMonth)
    /// Makes the bank file of an approved month (POST).
    case monthEndBankFile(YearMonth)
    /// Marks payments that no bank file takes as made (POST).
    case monthEndPayments(YearMonth)
    /// A bank file that was made, by its own number.
    case bankFile(String)
    case credits
    case credit(CreditID)
    /// The credit as a PDF.
    case creditDocument(CreditID)
    /// The credit's sessions as a spreadsheet.
    case creditSessions(CreditID)
    case ledger
    case ledgerAccount(AccountID)
    case account
    /// Changes the own password (POST).
    case accountPassword
    /// Signs out everywhere (POST).
    case accountSessions
    /// Sets the own language (POST).
    case accountLanguage
    case users
    case newUser
    case user(UserID)
    /// What the operator says of itself: name, address, bank account, rules.
    case settings
    /// The dated VAT rates; adds one (POST).
    case vatRates
    /// The host's first page.
    case portal
    case portalCredits
    case portalCredit(CreditID)
    case portalCreditDocument(CreditID)
    case portalCreditSessions(CreditID)
    case portalSessions
    case portalSession(SessionID)
    case portalDownloads

    /// The path with its arguments filled in and percent-encoded.
    package var path: String {
        let pattern = pattern
        guard pattern.utf8.contains(UInt8(ascii: "{")) else { return pattern }
        var path = ""
        var rest = arguments[...]
        for segment in pattern.utf8.split(separator: UInt8(ascii: "/")) {
            path += "/"
            path += segment.first == UInt8(ascii: "{") ? Link.encode(rest.popFirst() ?? "") : String(Substring(segment))
        }
        return path
    }
}

extension Route {
    /// The path as registered, with names in braces where arguments stand: `/sessions/{session}`.
    package var pattern: String {
        switch self {
        case .home: "/"
        case .signIn: "/sign-in"
        case .signOut: "/sign-out"
        case .passwordReset: "/password-reset"
        case .newPassword: "/password-reset/{token}"
        case .language: "/language"
        case .dashboard: "/dashboard"
        case .hosts: "/hosts"
        case .newHost: "/hosts/new"
        case .host: "/hosts/{host}"
        case .editHost: "/hosts/{host}/edit"
        case .sites: "/sites"
        case .newSite: "/sites/new"
        case .site: "/sites/{site}"
        case .editSite: "/sites/{site}/edit"
        case .chargePoints: "/charge-points"
        case .newChargePoint: "/charge-points/new"
        case .chargePoint: "/charge-points/{chargePoint}"
        case .editChargePoint: "/charge-points/{chargePoint}/edit"
        case .chargePointState: "/charge-points/{chargePoint}/state"
        case .chargePointEvents: "/events/charge-points/{chargePoint}"
        case .chargePointCommands: "/charge-points/{chargePoint}/commands"
        case .chargePointSettings: "/charge-points/{chargePoint}/configuration"
        case .chargePointPower: "/charge-points/{chargePoint}/power"
        case .chargePointLocalList: "/charge-points/{chargePoint}/local-list"
        case .chargePointUpkeep: "/charge-points/{chargePoint}/upkeep"
        case .chargePointCertificates: "/charge-points/{chargePoint}/certificates"
        case .certificates: "/certificates"
        case .chargePointKey: "/charge-points/{chargePoint}/key"
        case .chargePointMeterKey: "/charge-points/{chargePoint}/meter-key"
        case .connect: "/connect"
        case .connectDetails: "/connect/details"
        case .connectLabels: "/connect/labels.pdf"
        case .connecting: "/charge-points/{chargePoint}/connecting"
        case .connectingState: "/charge-points/{chargePoint}/connecting/state"
        case .platforms: "/platforms"
        case .platform: "/platforms/{platform}"
        case .platformReset: "/platforms/{platform}/reset"
        case .chargePointRetirement: "/charge-points/{chargePoint}/retirement"
        case .chargePointReturn: "/charge-points/{chargePoint}/return"
        case .tokens: "/tokens"
        case .newToken: "/tokens/new"
        case .token: "/tokens/{token}"
        case .tokenBlocking: "/tokens/{token}/blocking"
        case .unknownCards: "/unknown-cards"
        case .chargePointRelay: "/charge-points/{chargePoint}/relay"
        case .chargePointRelayEnd: "/charge-points/{chargePoint}/relay/end"
        case .chargePointOutbox: "/charge-points/{chargePoint}/relay/outbox"
        case .chargePointObservers: "/charge-points/{chargePoint}/observers"
        case .observer: "/observers/{observer}"
        case .observerEnd: "/observers/{observer}/end"
        case .observerRetry: "/observers/{observer}/retry"
        case .upstreams: "/upstreams"
        case .defaultUpstreams: "/default-upstreams"
        case .defaultUpstreamEnd: "/default-upstreams/{defaultUpstream}/end"
        case .unknownChargePoints: "/unknown-charge-points"
        case .unknownChargePoint: "/unknown-charge-points/{unknownChargePoint}"
        case .unknownChargePointRefusal: "/unknown-charge-points/{unknownChargePoint}/refusal"
        case .newUpstream: "/upstreams/new"
        case .editUpstream: "/upstreams/{upstream}/edit"
        case .upstreamRetirement: "/upstreams/{upstream}/retirement"
        case .sessions: "/sessions"
        case .session: "/sessions/{session}"
        case .sessionFrames: "/sessions/{session}/frames"
        case .sessionDecisions: "/sessions/{session}/decisions"
        case .sessionEnding: "/sessions/{session}/ending"
        case .contracts: "/contracts"
        case .newSupplyContract: "/contracts/supply/new"
        case .supplyContract: "/contracts/supply/{supplyContract}"
        case .newSupplyVersion: "/contracts/supply/{supplyContract}/versions/new"
        case .supplyVersions: "/contracts/supply/{supplyContract}/versions"
        case .newReimbursementContract: "/contracts/reimbursement/new"
        case .reimbursementContract: "/contracts/reimbursement/{reimbursementContract}"
        case .newReimbursementVersion: "/contracts/reimbursement/{reimbursementContract}/versions/new"
        case .reimbursementVersions: "/contracts/reimbursement/{reimbursementContract}/versions"
        case .contractPreview: "/contracts/preview"
        case .prices: "/prices"
        case .pricesMonth: "/prices/{zone}/months/{month}"
        case .pricesDay: "/prices/{zone}/days/{day}"
        case .priceVersions: "/prices/{zone}/quarter-hours/{start}"
        case .journal: "/journal"
        case .journalLatest: "/journal/latest"
        case .journalEvents: "/events/journal"
        case .dashboardEvents: "/events/dashboard"
        case .line: "/journal/{line}"
        case .exceptions: "/exceptions"
        case .monthEnds: "/month-ends"
        case .monthEnd: "/month-ends/{month}"
        case .monthEndClosing: "/month-ends/{month}/closing"
        case .monthEndApproval: "/month-ends/{month}/approval"
        case .monthEndBankFile: "/month-ends/{month}/bank-file"
        case .monthEndPayments: "/month-ends/{month}/payments"
        case .bankFile: "/bank-files/{bankFile}"
        case .credits: "/credits"
        case .credit: "/credits/{credit}"
        case .creditDocument: "/credits/{credit}/document.pdf"
        case .creditSessions: "/credits/{credit}/sessions.xlsx"
        case .ledger: "/ledger"
        case .ledgerAccount: "/ledger/accounts/{account}"
        case .account: "/account"
        case .accountPassword: "/account/password"
        case .accountSessions: "/account/sessions"
        case .accountLanguage: "/account/language"
        case .users: "/users"
        case .newUser: "/users/new"
        case .user: "/users/{user}"
        case .settings: "/settings"
        case .vatRates: "/settings/vat-rates"
        case .portal: "/host"
        case .portalCredits: "/host/credits"
        case .portalCredit: "/host/credits/{credit}"
        case .portalCreditDocument: "/host/credits/{credit}/document.pdf"
        case .portalCreditSessions: "/host/credits/{credit}/sessions.xlsx"
        case .portalSessions: "/host/sessions"
        case .portalSession: "/host/sessions/{session}"
        case .portalDownloads: "/host/downloads"
        }
    }

    /// The arguments as text, in the order of the pattern, not yet encoded.
    var arguments: [String] {
        switch self {
        case .newPassword(let token): [token]
        case .host(let id): ["\(id)"]
        case .editHost(let id): ["\(id)"]
        case .site(let id): ["\(id)"]
        case .editSite(let id): ["\(id)"]
        case .chargePoint(let id): ["\(id)"]
        case .editChargePoint(let id): ["\(id)"]
        case .chargePointState(let id): ["\(id)"]
        case .chargePointEvents(let id): ["\(id)"]
        case .chargePointCommands(let id): ["\(id)"]
        case .chargePointSettings(let id): ["\(id)"]
        case .chargePointPower(let id): ["\(id)"]
        case .chargePointLocalList(let id): ["\(id)"]
        case .chargePointUpkeep(let id): ["\(id)"]
        case .chargePointCertificates(let id): ["\(id)"]
        case .chargePointKey(let id): ["\(id)"]
        case .chargePointMeterKey(let id): ["\(id)"]
        case .connecting(let id): ["\(id)"]
        case .connectingState(let id): ["\(id)"]
        case .platform(let slug): [slug]
        case .platformReset(let slug): [slug]
        case .chargePointRetirement(let id): ["\(id)"]
        case .chargePointReturn(let id): ["\(id)"]
        case .token(let id): ["\(id)"]
        case .tokenBlocking(let id): ["\(id)"]
        case .chargePointRelay(let id): ["\(id)"]
        case .chargePointRelayEnd(let id): ["\(id)"]
        case .chargePointOutbox(let id): ["\(id)"]
        case .chargePointObservers(let id): ["\(id)"]
        case .observer(let id): ["\(id)"]
        case .observerEnd(let id): ["\(id)"]
        case .observerRetry(let id): ["\(id)"]
        case .defaultUpstreamEnd(let id): ["\(id)"]
        case .unknownChargePoint(let id): ["\(id)"]
        case .unknownChargePointRefusal(let id): ["\(id)"]
        case .editUpstream(let id): ["\(id)"]
        case .upstreamRetirement(let id): ["\(id)"]
        case .session(let id): ["\(id)"]
        case .sessionFrames(let id): ["\(id)"]
        case .sessionDecisions(let id): ["\(id)"]
        case .sessionEnding(let id): ["\(id)"]
        case .supplyContract(let id): ["\(id)"]
        case .newSupplyVersion(let id): ["\(id)"]
        case .supplyVersions(let id): ["\(id)"]
        case .reimbursementContract(let id): ["\(id)"]
        case .newReimbursementVersion(let id): ["\(id)"]
        case .reimbursementVersions(let id): ["\(id)"]
        case .pricesMonth(let zone, let month): [zone, "\(month)"]
        case .pricesDay(let zone, let day): [zone, "\(day)"]
        case .priceVersions(let zone, let start): [zone, "\(start)"]
        case .line(let id): ["\(id)"]
        case .monthEnd(let month): ["\(month)"]
        case .monthEndClosing(let month): ["\(month)"]
        case .monthEndApproval(let month): ["\(month)"]
        case .monthEndBankFile(let month): ["\(month)"]
        case .monthEndPayments(let month): ["\(month)"]
        case .bankFile(let number): [number]
        case .credit(let id): ["\(id)"]
        case .creditDocument(let id): ["\(id)"]
        case .creditSessions(let id): ["\(id)"]
        case .ledgerAccount(let id): ["\(id)"]
        case .user(let id): ["\(id)"]
        case .portalCredit(let id): ["\(id)"]
        case .portalCreditDocument(let id): ["\(id)"]
        case .portalCreditSessions(let id): ["\(id)"]
        case .portalSession(let id): ["\(id)"]
        default: []
        }
    }
}
