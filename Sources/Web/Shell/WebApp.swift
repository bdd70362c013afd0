package import Domain
package import HTTPServer
package import Logging
package import Postgres
package import Templates
package import Values

/// What the pages are made from; handed in by the program that serves them.
package struct WebParts: Sendable {
    package var configuration: WebConfiguration
    package var database: Database
    package var passwords: PasswordHasher
    package var metrics: MetricsRegistry
    package var broadcaster: Broadcaster
    package var logger: Logger
    package var clock: WallClock = SystemClock.now
    package var sessionLimits = WebSessionLimits()
    package var signInLimits = SignInLimits()
    /// What must be true, beside the database, before the process takes requests.
    package var readiness: [ReadinessCheck] = []
    /// The figures beside the entries of the navigation.
    package var counts: @Sendable (Scope, Transaction) async throws -> NavigationCounts = { _, _ in
        NavigationCounts()
    }
    /// Documents of credits and bank files.
    package var credits = CreditServices.unavailable
    /// Documents of payouts and the bank files that pay them.
    package var payouts = EREPayoutServices.unavailable
    /// Quarterly filings and their documents.
    package var filings = FilingServices.unavailable
    /// Copies of what is kept of customers.
    package var privacy = PrivacyServices.unavailable
    /// Which charge points carry a MID meter.
    package var meters = MeterCatalogue.empty

    package init(
        configuration: WebConfiguration,
        database: Database,
        passwords: PasswordHasher,
        metrics: MetricsRegistry,
        broadcaster: Broadcaster,
        logger: Logger
    ) {
        self.configuration = configuration
        self.database = database
        self.passwords = passwords
        self.metrics = metrics
        self.broadcaster = broadcaster
        self.logger = logger
    }
}

/// The pages of one context.
package protocol PageFeature: Sendable {
    /// Registers the pages.
    static func register(in endpoints: inout Endpoints)
}

/// The pages of the product, ready to be put into a server.
package struct WebApp: Sendable {
    /// The pages by context; a new context adds itself here.
    package static var features: [any PageFeature.Type] {
        [
            LandingPages.self, ERECalculatorPages.self, MIDScanPages.self,
            EREFlowPages.self, EREMandateFlowPages.self, EREReviewPages.self, SignInPages.self, PasswordResetPages.self,
            EREBookingPages.self, MeterDataPages.self, EREFilingPages.self, ERECalendarPages.self, ERECreditPages.self,
            ERETradePages.self, EREVerificationPages.self, EREReconciliationPages.self, ERERenewalPages.self,
            EREVerifierPages.self, EREPayoutRulesPages.self, EREPayoutPages.self,
            CustomerPayoutPages.self,
            AccountPages.self, SecondFactorPages.self, UserPages.self, APIKeyPages.self, WebhookPages.self,
            APIReferencePages.self, EmbedPages.self, EmbedOriginPages.self,
            HostPages.self, SitePages.self, ChargePointPages.self, ChargePointCommandPages.self, TokenPages.self,
            UnknownCardPages.self, CertificatePages.self,
            SettingsPages.self, VATRatePages.self, MonthEndPages.self, BankFilePages.self, HandPaymentPages.self,
            CreditPages.self,
            LedgerPages.self,
            CustomerHomePages.self, CustomerPages.self, CustomerFilePages.self, EREImportPages.self, EREPaperPages.self,
            CustomerImportPages.self,
            CustomerPrivacyPages.self,
            EREWatchPages.self,
            PrivacyPages.self,
            PartnerPages.self, AgreementPages.self, PartnerHomePages.self, VerificationPages.self, BrandPages.self,
            PortalPages.self, PortalChargePointPages.self, DashboardPages.self, SessionPages.self,
            JournalPages.self, ExceptionPages.self, PricePages.self, ContractPages.self, PortalSessionPages.self,
            PlatformPages.self, ConnectPages.self, MeterKeyPages.self,
            UpstreamPages.self, RelayPages.self, OutboxPages.self, ObserverPages.self, UnknownChargePointPages.self,
            NoticePages.self,
        ]
    }

    package let router: Router
    private let shell: Shell

    /// Reads the files below the public folder and registers everything.
    ///
    /// - Throws: When the public folder cannot be read.
    package init(_ parts: WebParts, features: [any PageFeature.Type] = WebApp.features) throws {
        let files = try StaticFiles(folder: parts.configuration.publicFolder, prefix: "/assets")
        let shell = Shell(parts, files: files)
        var endpoints = Endpoints(shell)
        for feature in features { feature.register(in: &endpoints) }
        APITable.register(in: &endpoints)
        Health(parts).register(in: &endpoints)
        endpoints.add(files)
        let limits = parts.configuration.limits
        let limit = AddressRateLimit(
            inARow: limits.formsInARow,
            perMinute: limits.formsPerMinute,
            addresses: limits.countedAddresses
        )
        endpoints.append { request, next in
            do {
                let isForm = request.method.changesSomething && !(request.route?.tag is APITag)
                if isForm { try limit.count(request.remoteAddress, at: shell.clock()) }
            } catch {
                return ErrorPages.answer(error, request: request, visit: nil, shell: shell)
            }
            return try await next(request)
        }
        let routes = endpoints.router
        endpoints.append { request, next in
            guard request.route == nil else { return try await next(request) }
            if let page = WebApp.page(above: request, in: routes) { return Response.redirect(to: page) }
            var request = request
            request[LostVisit.self] = await LostVisit.find(request, shell)
            return try await next(request)
        }
        router = endpoints.router
        self.shell = shell
    }

    /// The page above an address that only takes forms; people come to it when they load a page anew by its address
    /// after a form was sent back to them.
    private static func page(above request: Request, in router: Router) -> String? {
        guard !request.method.changesSomething, !request.wantsJSON, !APITable.isBelow(request.path),
            router.answers(.post, request.path)
        else { return nil }
        var path = Substring(request.path)
        while let slash = path.lastIndex(of: "/") {
            path = path[..<slash]
            let above = path.isEmpty ? "/" : String(path)
            if router.answers(.get, above) { return above }
        }
        return nil
    }

    /// Sets what the server adds to every answer, and how it shows errors of its own.
    package func configure(_ server: inout ServerConfiguration) {
        let isSecure = shell.configuration.publicURL.isSecure || server.tls != nil
        server.defaultHeaders = SecurityHeaders.all(isSecure: isSecure)
        server.errorRenderer = ErrorPages.renderer(shell)
    }
}
