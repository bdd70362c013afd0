import Values

extension Route {
    /// The path as registered, with names in braces where arguments stand: `/sessions/{session}`.
    package var pattern: String {
        switch self {
        case .home: "/"
        case .signIn: "/sign-in"
        case .signInCode: "/sign-in/code"
        case .secondFactor: "/account/second-factor"
        case .signOut: "/sign-out"
        case .passwordReset: "/password-reset"
        case .newPassword: "/password-reset/{token}"
        case .language: "/language"
        case .ereCalculator: "/ere"
        case .midScan: "/ere/mid-scan"
        case .midScanResult: "/ere/mid-scan/result"
        case .customerERE: "/customer/ere"
        case .customerEREShow: "/customer/ere/{enrolment}"
        case .customerEREWho: "/customer/ere/{enrolment}/who"
        case .customerEREConnection: "/customer/ere/{enrolment}/connection"
        case .customerEREChargers: "/customer/ere/{enrolment}/chargers"
        case .customerEREChargerRemoval: "/customer/ere/{enrolment}/chargers/{charger}/removal"
        case .customerEREPayout: "/customer/ere/{enrolment}/payout"
        case .customerEREMandate: "/customer/ere/{enrolment}/mandate"
        case .customerERESignature: "/customer/ere/{enrolment}/signature"
        case .customerEREDocument: "/customer/ere/{enrolment}/mandate.pdf"
        case .customerEREProof: "/customer/ere/{enrolment}/proof"
        case .customerEREEvidence: "/customer/evidence/{evidence}"
        case .customerEREOff: "/customer/ere/{enrolment}/off"
        case .customerERERenewal: "/customer/ere/{enrolment}/renewal"
        case .customers: "/customers"
        case .newCustomer: "/customers/new"
        case .customerImport: "/customers/import"
        case .customerImportConfirmation: "/customers/import/confirmation"
        case .customer: "/customers/{customer}"
        case .editCustomer: "/customers/{customer}/edit"
        case .customerInvitation: "/customers/{customer}/invitation"
        case .customerEnd: "/customers/{customer}/end"
        case .customerPrivacy: "/customers/{customer}/privacy"
        case .customerData: "/customers/{customer}/data.zip"
        case .customerErasure: "/customers/{customer}/erasure"
        case .customerErasureDecision: "/customers/{customer}/erasure/decision"
        case .customerHold: "/customers/{customer}/hold"
        case .privacy: "/privacy"
        case .privacyRuns: "/privacy/runs"
        case .ownData: "/customer/data.zip"
        case .ereEnrolments: "/enrolments"
        case .ereEnrolment: "/enrolments/{enrolment}"
        case .ereEnrolmentVerdict: "/enrolments/{enrolment}/verdict"
        case .ereEnrolmentChargePoints: "/enrolments/{enrolment}/charge-points"
        case .ereEnrolmentDocument: "/enrolments/{enrolment}/mandate.pdf"
        case .ereEvidenceVerdict: "/enrolments/{enrolment}/evidence/{evidence}/verdict"
        case .ereEvidenceFile: "/evidence/{evidence}"
        case .ereBookings: "/bookings"
        case .ereMeasuring: "/bookings/measuring"
        case .ereAcceptance: "/bookings/acceptance"
        case .ereBooking: "/bookings/{booking}"
        case .ereBookingStep: "/bookings/{booking}/step"
        case .meterData: "/meter-data"
        case .pushFile: "/meter-data/{pushFile}"
        case .pushFileContent: "/meter-data/{pushFile}/content"
        case .pushFileRecording: "/meter-data/{pushFile}/recording"
        case .pushedReading: "/meter-readings/{reading}"
        case .ereFilings: "/filings"
        case .ereCalendar: "/ere-calendar"
        case .ereWatch: "/ere-watch"
        case .ereFiling: "/filings/{filing}"
        case .ereFilingPack: "/filings/{filing}/evidence.zip"
        case .ereFilingDocument: "/filings/{filing}/documents/{file}"
        case .ereCredits: "/register-credits"
        case .ereCreditFile: "/register-credits/{creditFile}"
        case .ereCreditFileContent: "/register-credits/{creditFile}/content"
        case .ereCreditFileRecording: "/register-credits/{creditFile}/recording"
        case .ereTrades: "/ere-sales"
        case .ereBrokers: "/ere-sales/brokers"
        case .ereTrade: "/ere-sales/{trade}"
        case .ereTradeShares: "/ere-sales/{trade}/shares"
        case .ereTradeCancellation: "/ere-sales/{trade}/cancellation"
        case .ereTradeDocuments: "/ere-sales/{trade}/papers"
        case .ereTradeDocument: "/ere-sales/{trade}/papers/{paper}"
        case .ereVerification(let route): route.pattern
        case .erePayoutRule(let route): route.pattern
        case .customerERETerms: "/customers/{customer}/ere-terms"
        case .erePayouts: "/ere-payouts"
        case .erePayout: "/ere-payouts/{run}"
        case .erePayoutApproval: "/ere-payouts/{run}/approval"
        case .erePayoutBankFile: "/ere-payouts/{run}/bank-file"
        case .erePayoutReturns: "/ere-payouts/{run}/returns"
        case .erePayoutStatement: "/ere-payouts/{run}/statement.pdf"
        case .erePayoutOfCustomer: "/ere-payouts/{run}/customers/{customer}"
        case .erePayoutDocument: "/ere-payouts/{run}/customers/{customer}/document.pdf"
        case .customerPayouts: "/customer/payouts"
        case .customerPayout: "/customer/payouts/{payout}"
        case .customerPayoutDocument: "/customer/payouts/{payout}/document.pdf"
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
        case .notices: "/notices"
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
        case .accountMails: "/account/mails"
        case .users: "/users"
        case .newUser: "/users/new"
        case .user: "/users/{user}"
        case .userSecondFactor: "/users/{user}/second-factor"
        case .apiReference: "/api"
        case .apiKeys: "/api-keys"
        case .webhooks: "/webhooks"
        case .webhook: "/webhooks/{webhook}"
        case .webhookRotation: "/webhooks/{webhook}/rotation"
        case .webhookTest: "/webhooks/{webhook}/test"
        case .webhookReplays: "/webhooks/{webhook}/replays"
        case .webhookDelivery: "/webhook-deliveries/{delivery}"
        case .webhookReplay: "/webhook-deliveries/{delivery}/replay"
        case .apiKeyRotation: "/api-keys/{apiKey}/rotation"
        case .apiKeyRevocation: "/api-keys/{apiKey}/revocation"
        case .settings: "/settings"
        case .vatRates: "/settings/vat-rates"
        case .customerHome: "/customer"
        case .verification: "/admin/verification"
        case .partners: "/admin/partners"
        case .newPartner: "/admin/partners/new"
        case .partner: "/admin/partners/{partner}"
        case .partnerTerms: "/admin/partners/{partner}/terms"
        case .partnerOffers: "/admin/partners/{partner}/documents"
        case .partnerInvitations: "/admin/partners/{partner}/users"
        case .partnerEnd: "/admin/partners/{partner}/end"
        case .partnerDocument: "/admin/partners/{partner}/documents/{document}"
        case .partnerDocumentFile: "/admin/partners/{partner}/documents/{document}/document.pdf"
        case .agreementTemplates: "/admin/agreements"
        case .partnerHome: "/partner"
        case .partnerBrand: "/admin/partners/{partner}/brand"
        case .partnerBrandLogo: "/admin/partners/{partner}/brand/logo"
        case .ownBrand: "/partner/brand"
        case .ownBrandLogo: "/partner/brand/logo"
        case .brandDoor: "/p/{brand}"
        case .brandStyle: "/brand-styles/{style}"
        case .brandLogo: "/brand-logos/{logo}"
        case .ownDocument: "/partner/documents/{document}"
        case .ownDocumentFile: "/partner/documents/{document}/document.pdf"
        case .portal: "/host"
        case .portalCredits: "/host/credits"
        case .portalCredit: "/host/credits/{credit}"
        case .portalCreditDocument: "/host/credits/{credit}/document.pdf"
        case .portalCreditSessions: "/host/credits/{credit}/sessions.xlsx"
        case .portalSessions: "/host/sessions"
        case .portalSession: "/host/sessions/{session}"
        case .portalDownloads: "/host/downloads"
        case .portalChargePoints: "/host/charge-points"
        case .portalConnect: "/host/connect"
        case .portalConnectDetails: "/host/connect/details"
        case .portalConnecting: "/host/charge-points/{chargePoint}/connecting"
        case .portalConnectingState: "/host/charge-points/{chargePoint}/connecting/state"
        case .portalChargePointKey: "/host/charge-points/{chargePoint}/key"
        case .portalChargePointEvents: "/events/host/charge-points/{chargePoint}"
        case .embed(let route): route.pattern
        case .customerFile(let route): route.pattern
        case .payout(let route): route.pattern
        case .audit(let route): route.pattern
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
        case .customerEREShow(let id): ["\(id)"]
        case .customerEREWho(let id): ["\(id)"]
        case .customerEREConnection(let id): ["\(id)"]
        case .customerEREChargers(let id): ["\(id)"]
        case .customerEREChargerRemoval(let id, let part): ["\(id)", "\(part)"]
        case .customerEREPayout(let id): ["\(id)"]
        case .customerEREMandate(let id): ["\(id)"]
        case .customerERESignature(let id): ["\(id)"]
        case .customerEREDocument(let id): ["\(id)"]
        case .customerEREProof(let id): ["\(id)"]
        case .customerEREEvidence(let id): ["\(id)"]
        case .customerEREOff(let id): ["\(id)"]
        case .customerERERenewal(let id): ["\(id)"]
        case .customer(let id), .editCustomer(let id), .customerInvitation(let id), .customerEnd(let id): ["\(id)"]
        case .customerPrivacy(let id), .customerData(let id), .customerErasure(let id): ["\(id)"]
        case .customerErasureDecision(let id), .customerHold(let id): ["\(id)"]
        case .ereEnrolment(let id): ["\(id)"]
        case .ereEnrolmentVerdict(let id): ["\(id)"]
        case .ereEnrolmentChargePoints(let id): ["\(id)"]
        case .ereEnrolmentDocument(let id): ["\(id)"]
        case .ereEvidenceVerdict(let id, let part): ["\(id)", "\(part)"]
        case .ereEvidenceFile(let id): ["\(id)"]
        case .ereBooking(let id): ["\(id)"]
        case .ereBookingStep(let id): ["\(id)"]
        case .ereFiling(let id): ["\(id)"]
        case .ereFilingPack(let id): ["\(id)"]
        case .ereFilingDocument(let id, let name): ["\(id)", name]
        case .pushFile(let id), .pushFileContent(let id), .pushFileRecording(let id): ["\(id)"]
        case .pushedReading(let id): ["\(id)"]
        case .ereCreditFile(let id), .ereCreditFileContent(let id), .ereCreditFileRecording(let id): ["\(id)"]
        case .ereTrade(let id), .ereTradeShares(let id), .ereTradeCancellation(let id): ["\(id)"]
        case .ereTradeDocuments(let id): ["\(id)"]
        case .ereTradeDocument(let id, let paper): ["\(id)", "\(paper)"]
        case .customerERETerms(let id): ["\(id)"]
        case .ereVerification(let route): route.arguments
        case .erePayout(let id), .erePayoutApproval(let id), .erePayoutBankFile(let id): ["\(id)"]
        case .erePayoutReturns(let id), .erePayoutStatement(let id): ["\(id)"]
        case .erePayoutOfCustomer(let id, let customer), .erePayoutDocument(let id, let customer):
            ["\(id)", "\(customer)"]
        case .customerPayout(let id), .customerPayoutDocument(let id): ["\(id)"]
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
        case .user(let id), .userSecondFactor(let id): ["\(id)"]
        case .partnerBrand(let id), .partnerBrandLogo(let id): ["\(id)"]
        case .webhook(let id), .webhookRotation(let id), .webhookTest(let id), .webhookReplays(let id): ["\(id)"]
        case .webhookDelivery(let id), .webhookReplay(let id): ["\(id)"]
        case .apiKeyRotation(let id), .apiKeyRevocation(let id): ["\(id)"]
        case .embed(let route): route.arguments
        case .customerFile(let route): route.arguments
        case .payout(let route): route.arguments
        case .audit(let route): route.arguments
        case .brandDoor(let text), .brandStyle(let text), .brandLogo(let text): [text]
        case .partner(let id), .partnerTerms(let id), .partnerOffers(let id): ["\(id)"]
        case .partnerInvitations(let id), .partnerEnd(let id): ["\(id)"]
        case .partnerDocument(let partner, let id): ["\(partner)", "\(id)"]
        case .partnerDocumentFile(let partner, let id): ["\(partner)", "\(id)"]
        case .ownDocument(let id), .ownDocumentFile(let id): ["\(id)"]
        case .portalCredit(let id): ["\(id)"]
        case .portalCreditDocument(let id): ["\(id)"]
        case .portalCreditSessions(let id): ["\(id)"]
        case .portalSession(let id): ["\(id)"]
        case .portalConnecting(let id): ["\(id)"]
        case .portalConnectingState(let id): ["\(id)"]
        case .portalChargePointKey(let id): ["\(id)"]
        case .portalChargePointEvents(let id): ["\(id)"]
        default: []
        }
    }
}
