import OCPP
import Values

/// The protocols that charge points speak with us.
package enum ChargePointProtocol: String, CaseIterable, Hashable, Sendable {
    case ocpp16 = "ocpp1.6"
    case ocpp201 = "ocpp2.0.1"
}

extension CommandRequest {
    /// The request in the words of the protocol that a charge point speaks; `nil` where that has no such command.
    ///
    /// The number is one that no other request has.
    func worded(for spoken: ChargePointProtocol, number: Int64) -> CommandRequest? {
        spoken == .ocpp16 ? self : wordedFor201(number: number)
    }

    private func wordedFor201(number: Int64) -> CommandRequest? {
        switch action {
        case OCPP16.RemoteStartTransaction.name: requestStart(number)
        case OCPP16.RemoteStopTransaction.name:
            payload["transactionId"]?.integerValue.map { CommandRequest.requestStop(transaction: "\($0)") }
        case OCPP16.Reset.name: reset201
        case OCPP16.TriggerMessage.name: trigger201
        case OCPP16.GetConfiguration.name: getVariables
        case OCPP16.ChangeConfiguration.name: setVariables
        case OCPP201.RequestStopTransaction.name: self
        default: nil
        }
    }

    /// Stops a transaction whose id the charging station gave.
    ///
    /// Source: OCPP 2.0.1 F03.
    package static func requestStop(transaction: String) -> CommandRequest {
        CommandRequest(OCPP201.RequestStopTransaction.self, .init(transactionId: transaction))
    }

    private func requestStart(_ number: Int64) -> CommandRequest? {
        guard let request = try? OCPP16.RemoteStartTransaction.Request.decode(payload).value else { return nil }
        return CommandRequest(
            OCPP201.RequestStartTransaction.self,
            .init(
                evseId: request.connectorId,
                idToken: OCPP201.IdToken(idToken: request.idTag, type: .central),
                remoteStartId: number
            )
        )
    }

    private var reset201: CommandRequest? {
        guard let request = try? OCPP16.Reset.Request.decode(payload).value else { return nil }
        return CommandRequest(
            OCPP201.Reset.self,
            .init(type: request.type == .known(.hard) ? .immediate : .onIdle)
        )
    }

    private var trigger201: CommandRequest? {
        guard let request = try? OCPP16.TriggerMessage.Request.decode(payload).value,
            let message = OCPP201.TriggerMessage.MessageTrigger(rawValue: request.requestedMessage.rawValue)
        else { return nil }
        return CommandRequest(
            OCPP201.TriggerMessage.self,
            .init(evse: request.connectorId.map { OCPP201.EVSE(id: $0) }, requestedMessage: message)
        )
    }

    private var getVariables: CommandRequest? {
        guard let request = try? OCPP16.GetConfiguration.Request.decode(payload).value else { return nil }
        let names = request.key.isEmpty ? VariableName.billing : request.key.compactMap(VariableName.init(setting:))
        guard !names.isEmpty else { return nil }
        return CommandRequest(
            OCPP201.GetVariables.self,
            .init(getVariableData: names.map { .init(component: $0.component, variable: $0.variable) })
        )
    }

    private var setVariables: CommandRequest? {
        guard let request = try? OCPP16.ChangeConfiguration.Request.decode(payload).value,
            let name = VariableName(setting: request.key)
        else { return nil }
        let setting = OCPP201.SetVariables.Setting(
            attributeValue: request.value,
            component: name.component,
            variable: name.variable
        )
        return CommandRequest(OCPP201.SetVariables.self, .init(setVariableData: [setting]))
    }
}

/// A variable of OCPP 2.0.1 under one name: `Component.Variable`, with an instance `Component.Variable(Instance)`.
struct VariableName: Hashable {
    let component: OCPP201.Component
    let variable: OCPP201.Variable

    /// The variables that stand for 1.6 settings.
    ///
    /// Source: OCPP 2.0.1 part 2, appendix "Referenced components and variables".
    static let successors: [String: String] = [
        "MeterValueSampleInterval": "SampledDataCtrlr.TxUpdatedInterval",
        "MeterValuesSampledData": "SampledDataCtrlr.TxUpdatedMeasurands",
        "StopTxnSampledData": "SampledDataCtrlr.TxEndedMeasurands",
        "ClockAlignedDataInterval": "AlignedDataCtrlr.Interval",
        "MeterValuesAlignedData": "AlignedDataCtrlr.Measurands",
        "StopTxnAlignedData": "AlignedDataCtrlr.TxEndedMeasurands",
        "TransactionMessageAttempts": "OCPPCommCtrlr.MessageAttempts(TransactionEvent)",
        "TransactionMessageRetryInterval": "OCPPCommCtrlr.MessageAttemptInterval(TransactionEvent)",
        "HeartbeatInterval": "OCPPCommCtrlr.HeartbeatInterval",
        "WebSocketPingInterval": "OCPPCommCtrlr.WebSocketPingInterval",
        "LocalAuthorizeOffline": "AuthCtrlr.LocalAuthorizeOffline",
        "AllowOfflineTxForUnknownId": "AuthCtrlr.OfflineTxForUnknownIdEnabled",
        "AuthorizationCacheEnabled": "AuthCacheCtrlr.Enabled",
        "SecurityProfile": "SecurityCtrlr.SecurityProfile",
    ]

    /// What a question for all settings asks of a charging station, which has hundreds.
    static let billing: [VariableName] = successors.keys.sorted().compactMap(VariableName.init(setting:))

    /// Reads a setting's name: one of 1.6 stands for its successor, others are `Component.Variable`.
    init?(setting: String) {
        let name = VariableName.successors[setting] ?? setting
        let parts = name.split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        component = OCPP201.Component(name: String(parts[0]))
        let words = parts[1].split(separator: "(", maxSplits: 1)
        guard let variable = words.first, words.count == 1 || words[1].hasSuffix(")") else { return nil }
        let instance = words.count == 2 ? String(words[1].dropLast()) : nil
        self.variable = OCPP201.Variable(name: String(variable), instance: instance)
    }

    /// The name a variable is stored under: that of its 1.6 setting where it has one.
    static func setting(_ component: OCPP201.Component, _ variable: OCPP201.Variable) -> String {
        let instance = variable.instance.map { "(\($0))" } ?? ""
        let name = "\(component.name).\(variable.name)\(instance)"
        return successors.first { $0.value == name }?.key ?? name
    }
}
