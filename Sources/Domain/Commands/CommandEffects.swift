import OCPP
import Postgres
import Values

/// What follows from the answer to a command: settings are known, a local list is in force.
struct CommandEffects {
    let command: AnswerCommand.Row
    let answer: CommandAnswer

    private var operatorID: OperatorID { answer.operatorID }
    private var chargePointID: ChargePointID { command.chargePointID }

    /// Whether the charge point said that it did what was asked.
    private var isAccepted: Bool { answer.answer["status"] == .string("Accepted") }

    func apply(in tx: Transaction) async throws {
        switch command.request.action {
        case OCPP16.GetConfiguration.name: try await keep(readSettings, in: tx)
        case OCPP16.ChangeConfiguration.name: try await keep(changedSettings, in: tx)
        case OCPP201.GetVariables.name: try await keep(readVariables, in: tx)
        case OCPP201.SetVariables.name: try await keep(changedVariables, in: tx)
        case OCPP16.CertificateSigned.name:
            try await tx.run(
                CertificateDelivered(operatorID: operatorID, command: answer.id, isTaken: isAccepted)
            )
        case OCPP16.SendLocalList.name: try await sentList(in: tx)
        case OCPP16.GetLocalListVersion.name: try await toldListVersion(in: tx)
        default: break
        }
    }

    // MARK: Settings

    private func keep(_ settings: [ChargePointSetting], in tx: Transaction) async throws {
        let statements = settings.map {
            UpsertSetting(operatorID: operatorID, chargePointID: chargePointID, setting: $0)
        }
        try await tx.runAll(statements)
    }

    private var readSettings: [ChargePointSetting] {
        guard let told = try? OCPP16.GetConfiguration.Confirmation.decode(answer.answer).value else { return [] }
        return told.configurationKey.filter { !ChargePointSetting.isSecret($0.key) }.map {
            ChargePointSetting(name: $0.key, value: $0.value, isReadonly: $0.readonly, at: answer.at)
        }
    }

    /// A setting that takes effect after a restart is kept with that remark.
    private var changedSettings: [ChargePointSetting] {
        guard let asked = try? OCPP16.ChangeConfiguration.Request.decode(command.request.payload).value,
            let told = try? OCPP16.ChangeConfiguration.Confirmation.decode(answer.answer).value,
            told.status == .known(.accepted) || told.status == .known(.rebootRequired),
            !ChargePointSetting.isSecret(asked.key)
        else { return [] }
        let needsRestart = told.status == .known(.rebootRequired)
        return [ChargePointSetting(name: asked.key, value: asked.value, needsRestart: needsRestart, at: answer.at)]
    }

    private var readVariables: [ChargePointSetting] {
        guard let told = try? OCPP201.GetVariables.Confirmation.decode(answer.answer).value else { return [] }
        return told.getVariableResult.filter { $0.attributeStatus == .known(.accepted) }.map {
            ChargePointSetting(
                name: VariableName.setting($0.component, $0.variable),
                value: $0.attributeValue,
                at: answer.at
            )
        }
    }

    private var changedVariables: [ChargePointSetting] {
        guard let asked = try? OCPP201.SetVariables.Request.decode(command.request.payload).value,
            let told = try? OCPP201.SetVariables.Confirmation.decode(answer.answer).value
        else { return [] }
        return zip(asked.setVariableData, told.setVariableResult).compactMap { asked, told in
            let needsRestart = told.attributeStatus == .known(.rebootRequired)
            guard needsRestart || told.attributeStatus == .known(.accepted) else { return nil }
            let name = VariableName.setting(asked.component, asked.variable)
            guard !ChargePointSetting.isSecret(name) else { return nil }
            return ChargePointSetting(
                name: name,
                value: asked.attributeValue,
                needsRestart: needsRestart,
                at: answer.at
            )
        }
    }

    // MARK: Local list

    private func sentList(in tx: Transaction) async throws {
        guard let sent = try? OCPP16.SendLocalList.Request.decode(command.request.payload).value else { return }
        guard isAccepted else {
            let said = answer.answer["status"]?.stringValue ?? ""
            let failure = FailLocalList(operatorID: operatorID, chargePointID: chargePointID, failure: said)
            try await tx.run(failure)
            return
        }
        let known = try await tx.first(FindLocalList(operatorID: operatorID, chargePointID: chargePointID))
        let list = (known?.list ?? LocalList()).after(sent)
        let store = StoreLocalList(operatorID: operatorID, chargePointID: chargePointID, list: list, at: answer.at)
        try await tx.run(store)
        try await tx.notify(LocalLists.channel)
    }

    /// A list with another version than ours is not ours: the next one goes out whole.
    private func toldListVersion(in tx: Transaction) async throws {
        guard let told = try? OCPP16.GetLocalListVersion.Confirmation.decode(answer.answer).value else { return }
        let check = CheckLocalListVersion(
            operatorID: operatorID,
            chargePointID: chargePointID,
            version: told.listVersion,
            at: answer.at
        )
        try await tx.run(check)
        try await tx.notify(LocalLists.channel)
    }
}
