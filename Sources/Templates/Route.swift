package import Values

/// Every address of the product, printed in links and registered by the web server from this one list.
package enum Route: Hashable, Sendable {
    /// The public front page.
    case home
    /// The sign-in form, and where it is sent.
    case signIn
    /// The second step of signing in, and where it is sent.
    case signInCode
    /// The own second factor, and where it is changed (POST).
    case secondFactor
    /// Ends the session (POST).
    case signOut
    /// Asks for a reset link.
    case passwordReset
    /// Sets a new password with the token from the mail.
    case newPassword(String)
    /// Sets the language of a visitor (POST).
    case language
    /// What chargers may earn in emission reduction units; open to anybody.
    case ereCalculator
    /// Holds a list of chargers against the catalogue of models; open to anybody, and where the list is sent (POST).
    case midScan
    /// What was found (POST).
    case midScanResult
    /// What is there to be verified, over all partners.
    case verification
    /// The partners of the platform.
    case partners, newPartner
    case partner(OperatorID)
    /// Adds terms of a partner (POST).
    case partnerTerms(OperatorID)
    /// Lays the newest text before a partner (POST).
    case partnerOffers(OperatorID)
    /// Invites somebody of a partner (POST).
    case partnerInvitations(OperatorID)
    /// Ends a partnership or takes it up again (POST).
    case partnerEnd(OperatorID)
    /// A document of a partner, for people of the platform.
    case partnerDocument(OperatorID, PartnerDocumentID)
    case partnerDocumentFile(OperatorID, PartnerDocumentID)
    /// The model texts of agreements; publishes one (POST).
    case agreementTemplates
    /// The brand of a partner, for people of the platform, and where it is sent.
    case partnerBrand(OperatorID)
    /// Puts a logo on it or takes it off (POST).
    case partnerBrandLogo(OperatorID)
    /// The own brand, and where it is sent.
    case ownBrand, ownBrandLogo
    /// Where people of a brand sign in.
    case brandDoor(String)
    /// The style sheet of a colour, such as `0c6148.css`.
    case brandStyle(String)
    /// A logo by its checksum.
    case brandLogo(String)
    /// A partner's own first page.
    case partnerHome
    /// A document that was laid before the own operator; accepts it (POST).
    case ownDocument(PartnerDocumentID)
    case ownDocumentFile(PartnerDocumentID)
    /// A customer's first page.
    case customerHome
    /// What earns emission reduction units, and the toggle to begin (POST).
    case customerERE
    /// An enrolment: what became of it, or the step that is next.
    case customerEREShow(EREEnrolmentID)
    /// The first step: who holds the connection.
    case customerEREWho(EREEnrolmentID)
    case customerEREConnection(EREEnrolmentID)
    case customerEREChargers(EREEnrolmentID)
    /// Takes a charger out of an enrolment (POST).
    case customerEREChargerRemoval(EREEnrolmentID, EREChargerID)
    case customerEREPayout(EREEnrolmentID)
    /// The mandate to read; sends a code (POST).
    case customerEREMandate(EREEnrolmentID)
    case customerERESignature(EREEnrolmentID)
    /// The signed mandate.
    case customerEREDocument(EREEnrolmentID)
    /// Hands in a photo or paper (POST).
    case customerEREProof(EREEnrolmentID)
    /// A photo or paper that was handed in.
    case customerEREEvidence(EREEvidenceID)
    case customerEREOff(EREEnrolmentID)
    /// Goes on where a mandate ends: what is taken over, and a draft with it (POST).
    case customerERERenewal(EREEnrolmentID)
    /// The customers of an operator, for those who look after them.
    case customers, newCustomer
    /// Many customers by a list: hands it in, and reads it (POST).
    case customerImport
    /// Adds the customers of a list (POST).
    case customerImportConfirmation
    case customer(CustomerID)
    case editCustomer(CustomerID)
    /// Writes to a customer that has not signed in yet (POST).
    case customerInvitation(CustomerID)
    /// Ends a customer or takes it back (POST).
    case customerEnd(CustomerID)
    /// What is kept of a customer, and its wish to be forgotten.
    case customerPrivacy(CustomerID)
    /// All that is kept of a customer, as an archive.
    case customerData(CustomerID)
    /// Writes down that a customer wants to be forgotten (POST).
    case customerErasure(CustomerID)
    /// Carries that out, or does not (POST).
    case customerErasureDecision(CustomerID)
    /// Holds what is kept of a customer, or lets go (POST).
    case customerHold(CustomerID)
    /// How long what is kept; adds a rule (POST).
    case privacy
    /// Counts what would go (POST).
    case privacyRuns
    /// All that is kept of the customer who asks.
    case ownData
    /// The enrolments of an operator's customers.
    case ereEnrolments
    case ereEnrolment(EREEnrolmentID)
    /// Lets an enrolment count, or refuses it (POST).
    case ereEnrolmentVerdict(EREEnrolmentID)
    /// Says that a charge point is this customer's charger (POST).
    case ereEnrolmentChargePoints(EREEnrolmentID)
    case ereEnrolmentDocument(EREEnrolmentID)
    /// Accepts a photo or paper, or does not (POST).
    case ereEvidenceVerdict(EREEnrolmentID, EREEvidenceID)
    case ereEvidenceFile(EREEvidenceID)
    /// What connections delivered per quarter.
    case ereBookings
    /// Measures a quarter (POST).
    case ereMeasuring
    /// Accepts lines (POST).
    case ereAcceptance
    case ereBooking(EREBookingID)
    /// Takes a line one step on, or back (POST).
    case ereBookingStep(EREBookingID)
    /// Meter readings and sessions that were sent or handed in, and where a file of them is handed in (POST).
    case meterData
    case pushFile(PushFileID)
    /// The bytes as they came.
    case pushFileContent(PushFileID)
    /// Records a file that was looked at (POST).
    case pushFileRecording(PushFileID)
    /// A reading that was sent, and where it is taken back (POST).
    case pushedReading(PushedReadingID)
    /// What was filed per quarter, and where a filing is made (POST).
    case ereFilings
    /// What has to be done for a year of deliveries, and by when.
    case ereCalendar
    /// Mandates that end and chargers that fell silent; sets when people are reminded (POST).
    case ereWatch
    case ereFiling(EREFilingID)
    /// The evidence behind a filing.
    case ereFilingPack(EREFilingID)
    case ereFilingDocument(EREFilingID, String)
    /// What the register credited, and where a file of it is handed in (POST).
    case ereCredits
    case ereCreditFile(ERECreditFileID)
    /// The bytes as they came.
    case ereCreditFileContent(ERECreditFileID)
    /// Records a file that was looked at (POST).
    case ereCreditFileRecording(ERECreditFileID)
    /// Units to sell and sold, and where a sale is written down (POST).
    case ereTrades
    /// Adds a broker (POST).
    case ereBrokers
    case ereTrade(ERETradeID)
    /// Whose the revenue of a sale is, as CSV.
    case ereTradeShares(ERETradeID)
    case ereTradeCancellation(ERETradeID)
    /// Keeps a paper of a sale (POST).
    case ereTradeDocuments(ERETradeID)
    case ereTradeDocument(ERETradeID, ERETradeDocumentID)
    /// Verifiers' statements.
    case ereVerification(EREVerificationRoute)
    /// What payouts go by.
    case erePayoutRule(EREPayoutRuleRoute)
    /// What is agreed with a customer, and where it is set (POST).
    case customerERETerms(CustomerID)
    /// Runs of payouts, what the next would do, and where one is made (POST).
    case erePayouts
    case erePayout(EREPayoutRunID)
    /// Approves all payouts of a run (POST).
    case erePayoutApproval(EREPayoutRunID)
    /// Makes the bank file of what is approved (POST).
    case erePayoutBankFile(EREPayoutRunID)
    /// Writes down that a payment came back (POST).
    case erePayoutReturns(EREPayoutRunID)
    /// The partner's document, where it is paid.
    case erePayoutStatement(EREPayoutRunID)
    case erePayoutOfCustomer(EREPayoutRunID, CustomerID)
    case erePayoutDocument(EREPayoutRunID, CustomerID)
    /// What a customer was paid.
    case customerPayouts
    case customerPayout(CreditID)
    case customerPayoutDocument(CreditID)
    /// The operator's first page.
    case dashboard
    case hosts, newHost
    case host(HostID)
    case editHost(HostID)
    case sites, newSite
    case site(SiteID)
    case editSite(SiteID)
    case chargePoints, newChargePoint
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
    case tokens, newToken
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
    /// What back-offices did with charge points.
    case notices
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
    case contracts, newSupplyContract
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
    /// Sets which mails the reader gets (POST).
    case accountMails
    case users, newUser
    case user(UserID)
    /// Takes away the second factor of somebody who lost it (POST).
    case userSecondFactor(UserID)
    /// What the API offers; open to anybody.
    case apiReference
    /// The keys of programs; makes one (POST).
    case apiKeys
    /// Addresses to which events are sent; adds one (POST).
    case webhooks
    /// One of them with what was sent; changes it (POST).
    case webhook(WebhookEndpointID)
    /// Gives it a new secret (POST).
    case webhookRotation(WebhookEndpointID)
    /// Sends it an event that says nothing (POST).
    case webhookTest(WebhookEndpointID)
    /// Sends again what was given up (POST).
    case webhookReplays(WebhookEndpointID)
    case webhookDelivery(WebhookDeliveryID)
    /// Sends one again (POST).
    case webhookReplay(WebhookDeliveryID)
    /// The toggle on other sites.
    case embed(EmbedRoute)
    /// A customer's file, and lists of connections.
    case customerFile(CustomerFileRoute)
    /// Of what payouts are made, and what customers earned.
    case payout(PayoutRoute)
    /// What is held against bookings.
    case audit(EREAuditRoute)
    /// Gives a key a new secret (POST).
    case apiKeyRotation(APIKeyID)
    /// Takes a key back (POST).
    case apiKeyRevocation(APIKeyID)
    /// What the operator says of itself: name, address, bank account, rules.
    case settings
    /// The dated VAT rates; adds one (POST).
    case vatRates
    /// The host's first page.
    case portal, portalCredits, portalSessions, portalDownloads
    case portalCredit(CreditID)
    case portalCreditDocument(CreditID)
    case portalCreditSessions(CreditID)
    case portalSession(SessionID)
    /// The host's own charge points.
    case portalChargePoints
    /// The first step of connecting a charge point, for a host.
    case portalConnect
    /// The second step, and where it is sent (POST).
    case portalConnectDetails
    /// Waits for a host's charge point to call in.
    case portalConnecting(ChargePointID)
    /// The live part of the waiting page as a fragment.
    case portalConnectingState(ChargePointID)
    /// Replaces the key of a charge point that the host connected (POST).
    case portalChargePointKey(ChargePointID)
    /// The event stream of a host's charge point.
    case portalChargePointEvents(ChargePointID)
}
