import Domain
import Postgres
import Templates
import Values

/// What the pages of charge points show, made from what the contexts know.
enum ChargePointModels {
    static func row(_ summary: ChargePointSummary) -> ChargePointIndex.Row {
        row(summary, page: .chargePoint(summary.id), site: .site(summary.siteID))
    }

    /// The same for readers who have other pages, or none.
    static func row(_ summary: ChargePointSummary, page: Route?, site: Route?) -> ChargePointIndex.Row {
        ChargePointIndex.Row(
            chargePoint: Mention(summary.name.isEmpty ? summary.identity : summary.name, page),
            identity: summary.identity,
            site: Mention(summary.siteName, site),
            isOnline: summary.isOnline,
            lastMessageAt: summary.lastMessageAt,
            connectors: summary.connectors.map(connector),
            model: [summary.vendor, summary.model].filter { !$0.isEmpty }.joined(separator: " "),
            isRetired: summary.isRetired
        )
    }

    static func show(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        newKey: ChargePointKey?,
        meterKey: Field? = nil,
        _ tx: Transaction
    ) async throws -> ChargePointShow.Model {
        let chargePoint = try await ChargePoints.find(visit.scope, id, in: tx)
        let state = try await ChargePointStates.find(visit.scope, id, in: tx)
        let live = try await live(visit, id, state, tx)
        let details = chargePoint.details
        var model = ChargePointShow.Model(
            id: id,
            name: details.displayName,
            identity: details.identity,
            site: Mention(chargePoint.siteName, .site(chargePoint.siteID)),
            host: Mention(chargePoint.hostName, .host(chargePoint.hostID)),
            zone: Zone.named(chargePoint.timeZone) ?? .utc,
            connectorCount: Int(details.connectors),
            maxPowerWatts: Int(details.maxPowerW),
            vendor: state.boot.vendor,
            model: state.boot.model,
            serialNumber: state.boot.serialNumber,
            firmware: state.boot.firmware,
            meterType: state.boot.meterType,
            meterSerial: state.boot.meterSerial,
            bootedAt: state.boot.bootedAt,
            ocppURL: visit.shell.configuration.publicURL.ocpp,
            live: live,
            mayCommand: visit.scope.role == .operatorAdmin && chargePoint.retiredAt == nil,
            newKey: newKey?.text,
            mayEdit: visit.scope.role == .operatorAdmin,
            retiredAt: chargePoint.retiredAt
        )
        model.connectedBy = chargePoint.connectedBy?.name
        model.relayedTo = try await Relays.find(visit.scope, id, in: tx)?.upstreamName
        model.metering = try await MeteringModels.card(visit, id, state.boot, key: meterKey, tx)
        return model
    }

    /// The part that is fetched again whenever the charge point has news.
    static func live(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        _ state: ChargePointState,
        _ tx: Transaction
    ) async throws -> ChargePointShow.Live {
        let sessions = try await ChargePointStates.openSessions(visit.scope, id, in: tx)
        let frames = try await ChargePointStates.latestFrames(visit.scope, id, in: tx)
        let commands = try await Commands.list(visit.scope, of: id, in: tx)
        return ChargePointShow.Live(
            isOnline: state.isOnline,
            connectedAt: state.isOnline ? state.connectedAt : nil,
            lastMessageAt: state.lastMessageAt,
            connectors: state.connectors.map(connector),
            sessions: sessions.map(session),
            messages: frames.map(message),
            commands: commands.map(command)
        )
    }

    private static func connector(_ report: ConnectorReport) -> Templates.ConnectorState {
        Templates.ConnectorState(
            number: Int(report.number),
            status: report.status,
            errorCode: report.errorCode,
            info: report.info,
            at: report.at
        )
    }

    static func session(_ report: OpenSessionReport) -> ChargePointShow.OpenSession {
        ChargePointShow.OpenSession(
            session: Mention(report.idTag.isEmpty ? "\(report.id)" : report.idTag, .session(report.id)),
            connector: Int(report.connector),
            startedAt: report.startedAt,
            energy: report.energy,
            transactionName: report.stationTransaction ?? "\(report.transactionID)"
        )
    }

    private static func message(_ frame: FrameReport) -> ChargePointShow.Message {
        ChargePointShow.Message(
            at: frame.at,
            isOutgoing: frame.isOutgoing,
            action: action(of: frame.payload),
            raw: String(decoding: frame.payload, as: UTF8.self)
        )
    }

    /// What kind of message a frame is.
    ///
    /// Source: OCPP-J 1.6 §4.2.
    private static func action(of payload: [UInt8]) -> String {
        // A frame that is no JSON is shown as it is; naming it would be a guess.
        guard let frame = try? JSON(parsing: payload) else { return "?" }
        switch frame[0] {
        case .number("2"): return frame[2]?.stringValue ?? "Call"
        case .number("3"): return "CallResult"
        case .number("4"): return "CallError " + (frame[2]?.stringValue ?? "")
        default: return "?"
        }
    }

    static func command(_ command: Command) -> ShownCommand {
        ShownCommand(
            id: command.id,
            requestedAt: command.requestedAt,
            action: command.request.action,
            requestedBy: command.requestedBy,
            state: state(command.state),
            expiresAt: command.expiresAt,
            answeredAt: command.answeredAt,
            outcome: outcome(command.answer),
            raw: command.answer?.description ?? ""
        )
    }

    /// What an answer says, by the fields it has; statuses of OCPP 2.0.1 stand within results.
    private static func outcome(_ answer: JSON?) -> CommandOutcome {
        guard let answer else { return .nothing }
        if let error = answer["error"]?.stringValue {
            return .error(error, reason: answer["reason"]?.stringValue ?? "")
        }
        if let status = answer["status"]?.stringValue { return .status(status) }
        if let told = answer["getVariableResult"]?.arrayValue {
            let known = told.count { $0["attributeStatus"] == .string("Accepted") }
            return .settings(told: known, unknown: told.count - known)
        }
        if let status = answer["setVariableResult"]?[0]?["attributeStatus"]?.stringValue { return .status(status) }
        if let version = answer["listVersion"]?.integerValue { return .listVersion(version) }
        if let name = answer["fileName"]?.stringValue { return .file(name) }
        let told = answer["configurationKey"]?.arrayValue?.count
        let unknown = answer["unknownKey"]?.arrayValue?.count
        if told != nil || unknown != nil { return .settings(told: told ?? 0, unknown: unknown ?? 0) }
        return .done
    }

    private static func state(_ state: Domain.CommandState) -> Templates.CommandState {
        switch state {
        case .queued: .queued
        case .sent: .sent
        case .answered: .answered
        case .failed: .failed
        case .expired: .expired
        }
    }
}
