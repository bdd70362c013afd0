import Values

extension Route {
    /// Reads a path as a browser sends it; `nil` when the product has no such page.
    package init?(path: String) {
        let given = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let found = Route.all.lazy.compactMap { $0.match(given) }
        guard let route = found.first else { return nil }
        self = route
    }

    /// The route with the path's segments as its arguments; fixed segments come first in the list, so they win.
    private func match(_ given: ArraySlice<Substring>) -> Route? {
        let wanted = pattern.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard wanted.count == given.count else { return nil }
        var texts: [String] = []
        for (expected, actual) in zip(wanted, given) {
            if expected.hasPrefix("{") {
                guard let text = Link.decode(actual), !text.isEmpty else { return nil }
                texts.append(text)
            } else if expected != actual {
                return nil
            }
        }
        return with(texts)
    }

    /// The same kind of route with other arguments, read from texts; `nil` when one cannot be read.
    private func with(_ texts: [String]) -> Route? {
        guard texts.count == arguments.count else { return nil }
        return switch self {
        case .newPassword: .newPassword(texts[0])
        case .host: HostID(text: texts[0]).map(Route.host)
        case .editHost: HostID(text: texts[0]).map(Route.editHost)
        case .site: SiteID(text: texts[0]).map(Route.site)
        case .editSite: SiteID(text: texts[0]).map(Route.editSite)
        case .chargePoint: ChargePointID(text: texts[0]).map(Route.chargePoint)
        case .editChargePoint: ChargePointID(text: texts[0]).map(Route.editChargePoint)
        case .chargePointState: ChargePointID(text: texts[0]).map(Route.chargePointState)
        case .chargePointEvents: ChargePointID(text: texts[0]).map(Route.chargePointEvents)
        case .chargePointCommands: ChargePointID(text: texts[0]).map(Route.chargePointCommands)
        case .chargePointSettings: ChargePointID(text: texts[0]).map(Route.chargePointSettings)
        case .chargePointPower: ChargePointID(text: texts[0]).map(Route.chargePointPower)
        case .chargePointLocalList: ChargePointID(text: texts[0]).map(Route.chargePointLocalList)
        case .chargePointUpkeep: ChargePointID(text: texts[0]).map(Route.chargePointUpkeep)
        case .chargePointCertificates: ChargePointID(text: texts[0]).map(Route.chargePointCertificates)
        case .chargePointKey: ChargePointID(text: texts[0]).map(Route.chargePointKey)
        case .chargePointMeterKey: ChargePointID(text: texts[0]).map(Route.chargePointMeterKey)
        case .connecting: ChargePointID(text: texts[0]).map(Route.connecting)
        case .connectingState: ChargePointID(text: texts[0]).map(Route.connectingState)
        case .platform: .platform(texts[0])
        case .platformReset: .platformReset(texts[0])
        case .chargePointRetirement: ChargePointID(text: texts[0]).map(Route.chargePointRetirement)
        case .chargePointReturn: ChargePointID(text: texts[0]).map(Route.chargePointReturn)
        case .token: TokenID(text: texts[0]).map(Route.token)
        case .tokenBlocking: TokenID(text: texts[0]).map(Route.tokenBlocking)
        case .chargePointRelay: ChargePointID(text: texts[0]).map(Route.chargePointRelay)
        case .chargePointRelayEnd: ChargePointID(text: texts[0]).map(Route.chargePointRelayEnd)
        case .chargePointOutbox: ChargePointID(text: texts[0]).map(Route.chargePointOutbox)
        case .chargePointObservers: ChargePointID(text: texts[0]).map(Route.chargePointObservers)
        case .observer: ObserverID(text: texts[0]).map(Route.observer)
        case .observerEnd: ObserverID(text: texts[0]).map(Route.observerEnd)
        case .observerRetry: ObserverID(text: texts[0]).map(Route.observerRetry)
        case .defaultUpstreamEnd: DefaultUpstreamID(text: texts[0]).map(Route.defaultUpstreamEnd)
        case .unknownChargePoint: ChargePointID(text: texts[0]).map(Route.unknownChargePoint)
        case .unknownChargePointRefusal: ChargePointID(text: texts[0]).map(Route.unknownChargePointRefusal)
        case .editUpstream: UpstreamID(text: texts[0]).map(Route.editUpstream)
        case .upstreamRetirement: UpstreamID(text: texts[0]).map(Route.upstreamRetirement)
        case .session: SessionID(text: texts[0]).map(Route.session)
        case .sessionFrames: SessionID(text: texts[0]).map(Route.sessionFrames)
        case .sessionDecisions: SessionID(text: texts[0]).map(Route.sessionDecisions)
        case .sessionEnding: SessionID(text: texts[0]).map(Route.sessionEnding)
        case .supplyContract: SupplyContractID(text: texts[0]).map(Route.supplyContract)
        case .newSupplyVersion: SupplyContractID(text: texts[0]).map(Route.newSupplyVersion)
        case .supplyVersions: SupplyContractID(text: texts[0]).map(Route.supplyVersions)
        case .reimbursementContract: ReimbursementContractID(text: texts[0]).map(Route.reimbursementContract)
        case .newReimbursementVersion: ReimbursementContractID(text: texts[0]).map(Route.newReimbursementVersion)
        case .reimbursementVersions: ReimbursementContractID(text: texts[0]).map(Route.reimbursementVersions)
        case .pricesMonth: YearMonth(texts[1]).map { .pricesMonth(zone: texts[0], month: $0) }
        case .pricesDay: LocalDate(texts[1]).map { .pricesDay(zone: texts[0], day: $0) }
        case .priceVersions: Timestamp(texts[1]).map { .priceVersions(zone: texts[0], start: $0) }
        case .line: LineID(text: texts[0]).map(Route.line)
        case .monthEnd: YearMonth(texts[0]).map(Route.monthEnd)
        case .monthEndClosing: YearMonth(texts[0]).map(Route.monthEndClosing)
        case .monthEndApproval: YearMonth(texts[0]).map(Route.monthEndApproval)
        case .monthEndBankFile: YearMonth(texts[0]).map(Route.monthEndBankFile)
        case .monthEndPayments: YearMonth(texts[0]).map(Route.monthEndPayments)
        case .bankFile: .bankFile(texts[0])
        case .credit: CreditID(text: texts[0]).map(Route.credit)
        case .creditDocument: CreditID(text: texts[0]).map(Route.creditDocument)
        case .creditSessions: CreditID(text: texts[0]).map(Route.creditSessions)
        case .ledgerAccount: AccountID(text: texts[0]).map(Route.ledgerAccount)
        case .user: UserID(text: texts[0]).map(Route.user)
        case .portalCredit: CreditID(text: texts[0]).map(Route.portalCredit)
        case .portalCreditDocument: CreditID(text: texts[0]).map(Route.portalCreditDocument)
        case .portalCreditSessions: CreditID(text: texts[0]).map(Route.portalCreditSessions)
        case .portalSession: SessionID(text: texts[0]).map(Route.portalSession)
        default: self
        }
    }

    /// One of each kind, fixed paths before those with arguments; what the server registers.
    package static let all: [Route] = fixed + withArguments

    private static let fixed: [Route] = [
        .home, .signIn, .signOut, .passwordReset, .language, .dashboard, .hosts, .newHost, .sites, .newSite,
        .chargePoints, .newChargePoint, .connect, .connectDetails, .connectLabels, .platforms, .tokens, .newToken,
        .unknownCards, .certificates,
        .sessions, .contracts,
        .newSupplyContract, .newReimbursementContract,
        .contractPreview, .prices, .journal, .journalLatest, .journalEvents,
        .dashboardEvents, .exceptions, .monthEnds, .credits,
        .ledger, .account, .accountPassword, .accountSessions, .accountLanguage, .users, .newUser, .settings, .vatRates,
        .portal,
        .portalCredits, .portalSessions, .portalDownloads, .upstreams, .newUpstream, .defaultUpstreams,
        .unknownChargePoints,
    ]

    private static let withArguments: [Route] = [
        .newPassword("x"), .host(HostID(0)), .editHost(HostID(0)), .site(SiteID(0)), .editSite(SiteID(0)),
        .chargePoint(ChargePointID(0)), .editChargePoint(ChargePointID(0)), .chargePointState(ChargePointID(0)),
        .chargePointEvents(ChargePointID(0)), .chargePointCommands(ChargePointID(0)),
        .chargePointSettings(ChargePointID(0)), .chargePointPower(ChargePointID(0)),
        .chargePointLocalList(ChargePointID(0)), .chargePointUpkeep(ChargePointID(0)),
        .chargePointCertificates(ChargePointID(0)),
        .chargePointKey(ChargePointID(0)), .chargePointRetirement(ChargePointID(0)),
        .chargePointReturn(ChargePointID(0)), .chargePointMeterKey(ChargePointID(0)), .connecting(ChargePointID(0)),
        .connectingState(ChargePointID(0)), .platform("x"), .platformReset("x"), .token(TokenID(0)),
        .tokenBlocking(TokenID(0)), .session(SessionID(0)),
        .sessionFrames(SessionID(0)), .sessionDecisions(SessionID(0)), .sessionEnding(SessionID(0)),
        .supplyContract(SupplyContractID(0)),
        .newSupplyVersion(SupplyContractID(0)), .supplyVersions(SupplyContractID(0)),
        .reimbursementContract(ReimbursementContractID(0)), .newReimbursementVersion(ReimbursementContractID(0)),
        .reimbursementVersions(ReimbursementContractID(0)), .pricesMonth(zone: "x", month: anyDay.yearMonth),
        .pricesDay(zone: "x", day: anyDay), .priceVersions(zone: "x", start: Timestamp(seconds: 0)),
        .line(LineID(0)), .monthEnd(anyDay.yearMonth), .monthEndClosing(anyDay.yearMonth),
        .monthEndApproval(anyDay.yearMonth), .monthEndBankFile(anyDay.yearMonth),
        .monthEndPayments(anyDay.yearMonth), .bankFile("x"), .credit(CreditID(0)),
        .creditDocument(CreditID(0)), .creditSessions(CreditID(0)), .ledgerAccount(AccountID(0)), .user(UserID(0)),
        .portalCredit(CreditID(0)), .portalCreditDocument(CreditID(0)), .portalCreditSessions(CreditID(0)),
        .portalSession(SessionID(0)), .chargePointRelay(ChargePointID(0)), .chargePointRelayEnd(ChargePointID(0)),
        .chargePointOutbox(ChargePointID(0)), .chargePointObservers(ChargePointID(0)), .observer(ObserverID(0)),
        .observerEnd(ObserverID(0)), .observerRetry(ObserverID(0)),
        .editUpstream(UpstreamID(0)), .upstreamRetirement(UpstreamID(0)),
        .defaultUpstreamEnd(DefaultUpstreamID(0)), .unknownChargePoint(ChargePointID(0)),
        .unknownChargePointRefusal(ChargePointID(0)),
    ]

    private static let anyDay = LocalDate(daysSinceEpoch: 0)
}
