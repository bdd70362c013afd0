import Values

extension Route {
    /// Reads a path as a browser sends it; `nil` when the product has no such page.
    package init?(path: String) {
        let given = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let found = Route.kinds.lazy.compactMap { $0.match(given) }
        guard let route = found.first else { return nil }
        self = route
    }

    /// One of each kind, fixed paths before those with arguments; what the server registers.
    package static let all: [Route] = kinds.map(\.example)

    private static let kinds = plain + framed

    private static let plain = fixed.map { route in Kind(route) { _ in route } } + withArguments

    /// The pages of the toggle once more, in frames of other sites.
    private static let framed = plain.filter(\.example.isEmbeddable).map { kind in
        Kind(.embed(.page(frame: "x", kind.example))) { texts in
            kind.read(Array(texts.dropFirst())).map { .embed(.page(frame: texts[0], $0)) }
        }
    }

    private static let fixed: [Route] = [
        .home, .signIn, .signInCode, .secondFactor, .signOut, .passwordReset, .language, .ereCalculator, .midScan,
        .midScanResult, .dashboard,
        .hosts, .newHost, .sites,
        .newSite,
        .chargePoints, .newChargePoint, .connect, .connectDetails, .connectLabels, .platforms, .tokens, .newToken,
        .unknownCards, .certificates,
        .sessions, .contracts,
        .newSupplyContract, .newReimbursementContract,
        .contractPreview, .prices, .journal, .journalLatest, .journalEvents,
        .dashboardEvents, .exceptions, .monthEnds, .credits,
        .ledger, .account, .accountPassword, .accountSessions, .accountLanguage, .accountMails, .users, .newUser,
        .settings, .vatRates,
        .portal,
        .portalCredits, .portalSessions, .portalDownloads, .portalChargePoints, .portalConnect, .portalConnectDetails,
        .upstreams, .newUpstream, .notices, .defaultUpstreams,
        .unknownChargePoints, .customerHome, .customerERE, .customers, .newCustomer, .customerImport,
        .customerImportConfirmation, .ereEnrolments, .verification, .partners, .newPartner, .agreementTemplates,
        .partnerHome,
        .ownBrand, .ownBrandLogo,
        .ereBookings, .ereMeasuring, .ereAcceptance, .ereFilings, .ereCalendar, .ereCredits, .ereTrades, .ereBrokers,
        .ereVerification(.list), .erePayoutRule(.rules), .erePayoutRule(.account), .erePayouts, .customerPayouts,
        .apiReference, .apiKeys, .webhooks, .meterData, .privacy, .privacyRuns, .ownData, .ereWatch, .embed(.script),
        .embed(.origins), .customerFile(.enrolmentImport), .customerFile(.enrolmentImportConfirmation),
        .audit(.reconciliations), .audit(.partnerReconciliation), .audit(.partnerReconciliationTable),
    ]

    private static let withArguments: [Kind] = [
        .text(Route.newPassword), .id(Route.host), .id(Route.editHost), .id(Route.site), .id(Route.editSite),
        .id(Route.chargePoint), .id(Route.editChargePoint), .id(Route.chargePointState), .id(Route.chargePointEvents),
        .id(Route.chargePointCommands), .id(Route.chargePointSettings), .id(Route.chargePointPower),
        .id(Route.chargePointLocalList), .id(Route.chargePointUpkeep), .id(Route.chargePointCertificates),
        .id(Route.chargePointKey), .id(Route.chargePointRetirement), .id(Route.chargePointReturn),
        .id(Route.chargePointMeterKey), .id(Route.connecting), .id(Route.connectingState), .text(Route.platform),
        .text(Route.platformReset), .id(Route.token), .id(Route.tokenBlocking), .id(Route.session),
        .id(Route.sessionFrames), .id(Route.sessionDecisions), .id(Route.sessionEnding), .id(Route.supplyContract),
        .id(Route.newSupplyVersion), .id(Route.supplyVersions), .id(Route.reimbursementContract),
        .id(Route.newReimbursementVersion), .id(Route.reimbursementVersions),
        Kind(.pricesMonth(zone: "x", month: anyDay.yearMonth)) { texts in
            YearMonth(texts[1]).map { .pricesMonth(zone: texts[0], month: $0) }
        },
        Kind(.pricesDay(zone: "x", day: anyDay)) { texts in
            LocalDate(texts[1]).map { .pricesDay(zone: texts[0], day: $0) }
        },
        Kind(.priceVersions(zone: "x", start: Timestamp(seconds: 0))) { texts in
            Timestamp(texts[1]).map { .priceVersions(zone: texts[0], start: $0) }
        },
        .id(Route.line), .month(Route.monthEnd), .month(Route.monthEndClosing), .month(Route.monthEndApproval),
        .month(Route.monthEndBankFile), .month(Route.monthEndPayments), .text(Route.bankFile), .id(Route.credit),
        .id(Route.creditDocument), .id(Route.creditSessions), .id(Route.ledgerAccount), .id(Route.user),
        .id(Route.userSecondFactor),
        .id(Route.portalCredit), .id(Route.portalCreditDocument), .id(Route.portalCreditSessions),
        .id(Route.portalSession), .id(Route.portalConnecting), .id(Route.portalConnectingState),
        .id(Route.portalChargePointKey), .id(Route.portalChargePointEvents), .id(Route.chargePointRelay),
        .id(Route.chargePointRelayEnd), .id(Route.chargePointOutbox), .id(Route.chargePointObservers),
        .id(Route.observer), .id(Route.observerEnd), .id(Route.observerRetry), .id(Route.editUpstream),
        .id(Route.upstreamRetirement), .id(Route.defaultUpstreamEnd), .id(Route.unknownChargePoint),
        .id(Route.unknownChargePointRefusal),
        .id(Route.customerEREShow),
        .id(Route.customerEREWho),
        .id(Route.customerEREConnection),
        .id(Route.customerEREChargers),
        .id(Route.customerEREPayout),
        .id(Route.customerEREMandate),
        .id(Route.customerERESignature),
        .id(Route.customerEREDocument),
        .id(Route.customerEREProof),
        .id(Route.customerEREEvidence),
        .id(Route.customerEREOff), .id(Route.customerERERenewal),
        .id(Route.customer),
        .id(Route.editCustomer),
        .id(Route.customerInvitation),
        .id(Route.customerEnd),
        .id(Route.customerPrivacy), .id(Route.customerData), .id(Route.customerErasure),
        .id(Route.customerErasureDecision), .id(Route.customerHold),
        .id(Route.ereEnrolment),
        .id(Route.ereEnrolmentVerdict),
        .id(Route.ereEnrolmentChargePoints),
        .id(Route.ereEnrolmentDocument),
        .id(Route.ereEvidenceFile),
        .id(Route.ereBooking),
        .id(Route.ereBookingStep),
        .id(Route.ereFiling),
        .id(Route.ereFilingPack),
        .id(Route.pushFile), .id(Route.pushFileContent), .id(Route.pushFileRecording), .id(Route.pushedReading),
        .id(Route.ereCreditFile),
        .id(Route.ereCreditFileContent),
        .id(Route.ereCreditFileRecording),
        .id(Route.ereTrade),
        .id(Route.ereTradeShares),
        .id(Route.ereTradeCancellation),
        .id(Route.ereTradeDocuments),
        .ids(Route.ereTradeDocument),
        .id(Route.customerERETerms), .id { .ereVerification(.one($0)) }, .id { .ereVerification(.decision($0)) },
        .id { .ereVerification(.document($0)) },
        .id(Route.erePayout), .id(Route.erePayoutApproval), .id(Route.erePayoutBankFile),
        .id(Route.erePayoutReturns), .id(Route.erePayoutStatement), .ids(Route.erePayoutOfCustomer),
        .ids(Route.erePayoutDocument), .id(Route.customerPayout), .id(Route.customerPayoutDocument),
        Kind(.ereFilingDocument(EREFilingID(0), "x")) { texts in
            EREFilingID(text: texts[0]).map { .ereFilingDocument($0, texts[1]) }
        },
        .ids(Route.customerEREChargerRemoval),
        .ids(Route.ereEvidenceVerdict),
        .id(Route.partner), .id(Route.partnerTerms), .id(Route.partnerOffers),
        .id(Route.partnerInvitations), .id(Route.partnerEnd), .ids(Route.partnerDocument),
        .ids(Route.partnerDocumentFile), .id(Route.ownDocument), .id(Route.ownDocumentFile),
        .id(Route.partnerBrand), .id(Route.partnerBrandLogo), .text(Route.brandDoor), .text(Route.brandStyle),
        .text(Route.brandLogo), .id(Route.apiKeyRotation), .id(Route.apiKeyRevocation),
        .id(Route.webhook), .id(Route.webhookRotation), .id(Route.webhookTest), .id(Route.webhookReplays),
        .id(Route.webhookDelivery), .id(Route.webhookReplay),
        .id { .customerFile(.timeline($0)) }, .id { .customerFile(.papers($0)) },
        .id { .customerFile(.paperMandate($0)) },
        .id { .customerFile(.sessions($0)) }, .id { .customerFile(.payouts($0)) },
        .text { .embed(.opening($0)) }, .id { .embed(.originRemoval($0)) }, .id { .payout(.breakdownSheet($0)) },
        .id { .payout(.breakdownTable($0)) }, .id { .payout(.earned($0)) },
        .text { .audit(.population(.own, $0)) }, .text { .audit(.populationTable(.own, $0)) },
        .text { .audit(.populationPack(.own, $0)) }, .text { .audit(.sampleRequest(.own, $0)) },
        .id { .audit(.sample(.own, $0)) }, .id { .audit(.sampleAnswer(.own, $0)) },
        .ofPartner { .audit(.population(.partner($0), $1)) }, .ofPartner { .audit(.populationTable(.partner($0), $1)) },
        .ofPartner { .audit(.populationPack(.partner($0), $1)) },
        .ofPartner { .audit(.sampleRequest(.partner($0), $1)) },
        .ids { .audit(.sample(.partner($0), $1)) }, .ids { .audit(.sampleAnswer(.partner($0), $1)) },
        .text { .audit(.reconciliation($0)) }, .text { .audit(.reconciliationPDF($0)) },
        .text { .audit(.reconciliationLines($0)) }, .text { .audit(.reconciliationCorrections($0)) },
    ]

    private static let anyDay = LocalDate(daysSinceEpoch: 0)

    /// A kind of route, and how it is read again.
    private struct Kind: Sendable {
        /// A route of the kind with any arguments.
        let example: Route
        /// The route with other arguments, as many as the example has; `nil` when one cannot be read.
        let read: @Sendable ([String]) -> Route?

        init(_ example: Route, _ read: @escaping @Sendable ([String]) -> Route?) {
            self.example = example
            self.read = read
        }

        static func id<Entity>(_ make: @escaping @Sendable (ID<Entity>) -> Route) -> Kind {
            Kind(make(ID(0))) { ID(text: $0[0]).map(make) }
        }

        static func ids<First, Second>(
            _ make: @escaping @Sendable (ID<First>, ID<Second>) -> Route
        ) -> Kind {
            Kind(make(ID(0), ID(0))) { texts in
                guard let first = ID<First>(text: texts[0]), let second = ID<Second>(text: texts[1]) else { return nil }
                return make(first, second)
            }
        }

        static func ofPartner(_ make: @escaping @Sendable (OperatorID, String) -> Route) -> Kind {
            Kind(make(OperatorID(0), "x")) { texts in OperatorID(text: texts[0]).map { make($0, texts[1]) } }
        }

        static func text(_ make: @escaping @Sendable (String) -> Route) -> Kind {
            Kind(make("x")) { make($0[0]) }
        }

        static func month(_ make: @escaping @Sendable (YearMonth) -> Route) -> Kind {
            Kind(make(anyDay.yearMonth)) { YearMonth($0[0]).map(make) }
        }

        /// The route with the path's segments as its arguments; fixed segments come first in the list, so they win.
        func match(_ given: ArraySlice<Substring>) -> Route? {
            let wanted = example.pattern.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
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
            return texts.count == example.arguments.count ? read(texts) : nil
        }
    }
}
