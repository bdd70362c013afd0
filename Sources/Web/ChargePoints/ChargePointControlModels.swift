import Domain
import Postgres
import Templates
import Values

/// What the pages of commands show, made from what the contexts know.
enum ChargePointControlModels {
    static func heading(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        typed: TypedCommand,
        _ tx: Transaction
    ) async throws -> ChargePointHeading {
        let chargePoint = try await ChargePoints.find(visit.scope, id, in: tx)
        let state = try await ChargePointStates.find(visit.scope, id, in: tx)
        var heading = ChargePointHeading(
            id: id,
            name: chargePoint.details.displayName,
            identity: chargePoint.details.identity,
            zone: Zone.named(chargePoint.timeZone) ?? .utc,
            isOnline: state.isOnline,
            connectorCount: Int(chargePoint.details.connectors),
            mayCommand: visit.scope.role == .operatorAdmin && chargePoint.retiredAt == nil,
            typed: typed
        )
        heading.relayedTo = try await Relays.find(visit.scope, id, in: tx)?.upstreamName
        return heading
    }

    /// The view of a page, everything it shows at hand.
    static func view(
        _ visit: MemberVisit,
        _ heading: ChargePointHeading,
        _ tab: ChargePointTab,
        _ tx: Transaction
    ) async throws -> @Sendable (PageFrame) -> HTML {
        switch tab {
        case .settings:
            let model = try await settings(visit, heading, tx)
            return { ChargePointSettingsPage.view(model, frame: $0) }
        case .power:
            let model = try await power(visit, heading, tx)
            return { ChargePointPowerPage.view(model, frame: $0) }
        case .localList:
            let model = try await localList(visit, heading, tx)
            return { ChargePointLocalListPage.view(model, frame: $0) }
        case .upkeep:
            let model = try await upkeep(visit, heading, tx)
            return { ChargePointUpkeepPage.view(model, frame: $0) }
        case .certificates:
            let model = try await certificates(visit, heading, tx)
            return { ChargePointCertificatesPage.view(model, frame: $0) }
        // The way to a back-office has pages of its own.
        case .overview, .commands, .relay:
            let model = try await commands(visit, heading, tx)
            return { ChargePointCommandsPage.view(model, frame: $0) }
        }
    }

    // MARK: Pages

    private static func commands(
        _ visit: MemberVisit,
        _ heading: ChargePointHeading,
        _ tx: Transaction
    ) async throws -> ChargePointCommandsPage.Model {
        let sessions = try await ChargePointStates.openSessions(visit.scope, heading.id, in: tx)
        let reserved = try await Reservations.list(visit.scope, of: heading.id, at: visit.now, in: tx)
        let history = try await Commands.list(visit.scope, of: heading.id, limit: Commands.historyLimit, in: tx)
        return ChargePointCommandsPage.Model(
            heading: heading,
            sessions: sessions.map(ChargePointModels.session),
            reservations: reserved.map {
                .init(number: $0.number, connector: $0.connector, idTag: $0.idTag, until: $0.expiresAt)
            },
            history: history.map(ChargePointModels.command)
        )
    }

    private static func settings(
        _ visit: MemberVisit,
        _ heading: ChargePointHeading,
        _ tx: Transaction
    ) async throws -> ChargePointSettingsPage.Model {
        let known = try await ChargePointSettings.list(visit.scope, of: heading.id, in: tx)
        let byName = Dictionary(known.map { ($0.name.lowercased(), $0) }) { _, last in last }
        var model = ChargePointSettingsPage.Model(
            heading: heading,
            billing: BillingSetting.all.map { billing($0, byName[$0.name.lowercased()]) },
            settings: known.map {
                .init(
                    name: $0.name,
                    value: $0.value ?? "",
                    isReadonly: $0.isReadonly,
                    needsRestart: $0.needsRestart,
                    at: $0.at
                )
            },
            history: try await history(
                visit,
                heading.id,
                ["GetConfiguration", "ChangeConfiguration", "GetVariables", "SetVariables"],
                tx
            )
        )
        switch try await KeyRenewals.find(visit.scope, heading.id, in: tx) {
        case .underWay: model.renewal = .underWay
        case .taken: model.renewal = .taken
        case .uncertain: model.renewal = .uncertain
        case nil: break
        }
        return model
    }

    private static func billing(
        _ setting: BillingSetting,
        _ known: ChargePointSetting?
    )
        -> ChargePointSettingsPage.Billing
    {
        ChargePointSettingsPage.Billing(
            name: setting.name,
            value: known.map { $0.value ?? "" },
            wanted: setting.wanted(instead: known?.value),
            isMet: known.map { setting.isMet(by: $0.value ?? "") } ?? false,
            isReadonly: known?.isReadonly ?? false,
            needsRestart: known?.needsRestart ?? false,
            reason: reason(setting.reason)
        )
    }

    private static func reason(_ reason: BillingSetting.Reason) -> ChargePointSettingsPage.Reason {
        switch reason {
        case .readingsWhileCharging: .readingsWhileCharging
        case .readingsOnTheQuarter: .readingsOnTheQuarter
        case .readingsAtTheEnd: .readingsAtTheEnd
        case .messagesAreKept: .messagesAreKept
        case .cardsWithoutConnection: .cardsWithoutConnection
        case .connectionIsWatched: .connectionIsWatched
        case .worthKnowing: .worthKnowing
        }
    }

    private static func power(
        _ visit: MemberVisit,
        _ heading: ChargePointHeading,
        _ tx: Transaction
    ) async throws -> ChargePointPowerPage.Model {
        let asked = ["GetCompositeSchedule"]
        let told = try await Commands.answered(visit.scope, of: heading.id, actions: asked, limit: 1, in: tx)
        let say = visit.say.at(heading.zone)
        let sessions = try await ChargePointStates.openSessions(visit.scope, heading.id, in: tx)
        return ChargePointPowerPage.Model(
            heading: heading,
            composite: told.first.flatMap(CompositeLimits.init).map { composite($0, say) },
            history: try await history(
                visit,
                heading.id,
                ["SetChargingProfile", "ClearChargingProfile", "GetCompositeSchedule"],
                tx
            ),
            sessions: sessions.filter { $0.stationTransaction == nil }.map(ChargePointModels.session)
        )
    }

    private static func composite(_ limits: CompositeLimits, _ say: Reader) -> ChargePointPowerPage.Composite {
        ChargePointPowerPage.Composite(
            connector: "\(limits.connector)",
            at: limits.start,
            stretches: limits.periods.map { period in
                ChargePointPowerPage.Stretch(
                    from: say.dateTime(limits.start.adding(seconds: period.startSeconds)),
                    limit: say.decimal(period.limit, minimumDecimals: 0) + "\u{00A0}" + limits.unit
                )
            }
        )
    }

    private static func localList(
        _ visit: MemberVisit,
        _ heading: ChargePointHeading,
        _ tx: Transaction
    ) async throws -> ChargePointLocalListPage.Model {
        let state = try await LocalLists.find(visit.scope, of: heading.id, in: tx)
        return ChargePointLocalListPage.Model(
            heading: heading,
            isKept: state.isKept,
            version: state.list.version,
            confirmedAt: state.confirmedAt,
            lastFailure: state.lastFailure,
            entries: state.list.entries.map {
                .init(idTag: $0.idTag, status: $0.status, group: $0.parentIDTag ?? "", expiresAt: $0.expiresAt)
            },
            history: try await history(visit, heading.id, ["SendLocalList", "GetLocalListVersion"], tx)
        )
    }

    private static func upkeep(
        _ visit: MemberVisit,
        _ heading: ChargePointHeading,
        _ tx: Transaction
    ) async throws -> ChargePointUpkeepPage.Model {
        let state = try await ChargePointStates.find(visit.scope, heading.id, in: tx)
        let reports = try await ChargePointReports.list(visit.scope, of: heading.id, in: tx)
        return ChargePointUpkeepPage.Model(
            heading: heading,
            firmware: state.boot.firmware,
            reports: reports.map { received in
                .init(
                    at: received.report.occurredAt,
                    kind: kind(received.report.kind),
                    status: received.report.status,
                    number: received.report.requestID,
                    info: received.report.info
                )
            },
            history: try await history(
                visit,
                heading.id,
                ["UpdateFirmware", "SignedUpdateFirmware", "GetDiagnostics", "GetLog"],
                tx
            )
        )
    }

    private static func certificates(
        _ visit: MemberVisit,
        _ heading: ChargePointHeading,
        _ tx: Transaction
    ) async throws -> ChargePointCertificatesPage.Model {
        let asked = ["GetInstalledCertificateIds"]
        let told = try await Commands.answered(visit.scope, of: heading.id, actions: asked, limit: 1, in: tx)
        return ChargePointCertificatesPage.Model(
            heading: heading,
            needsCertificate: try await CertificateRequests.isRequired(visit.scope, of: heading.id, in: tx),
            installed: (told.first?.answer?["certificateHashData"]?.arrayValue ?? []).map(installed),
            history: try await history(
                visit,
                heading.id,
                [
                    "ExtendedTriggerMessage", "CertificateSigned", "GetInstalledCertificateIds", "InstallCertificate",
                    "DeleteCertificate",
                ],
                tx
            )
        )
    }

    private static func installed(_ data: JSON) -> ChargePointCertificatesPage.Installed {
        func text(_ name: String) -> String { data[name]?.stringValue ?? "" }
        return ChargePointCertificatesPage.Installed(
            algorithm: text("hashAlgorithm"),
            issuerNameHash: text("issuerNameHash"),
            issuerKeyHash: text("issuerKeyHash"),
            serialNumber: text("serialNumber")
        )
    }

    private static func kind(_ kind: ChargePointReport.Kind) -> ChargePointUpkeepPage.Kind {
        switch kind {
        case .firmware: .firmware
        case .diagnostics: .diagnostics
        case .log: .log
        case .security: .security
        }
    }

    /// The latest commands of some actions, whatever came of them.
    private static func history(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        _ actions: Set<String>,
        _ tx: Transaction
    ) async throws -> [ShownCommand] {
        let latest = try await Commands.list(visit.scope, of: id, limit: Commands.historyLimit, in: tx)
        return latest.filter { actions.contains($0.request.action) }.prefix(Commands.listLimit)
            .map(ChargePointModels.command)
    }
}
