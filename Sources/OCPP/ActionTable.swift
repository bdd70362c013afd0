public import Values

/// An action as data: who may call it, and how its payloads are read.
public struct ActionEntry: Sendable {
    /// The name on the wire.
    public let name: String
    /// Who may call it.
    public let callers: Set<Sender>
    /// The type of its request.
    public let request: any Payload.Type
    /// The type of its answer.
    public let confirmation: any Payload.Type

    /// Describes an action.
    public init<Described: Action>(_: Described.Type, by callers: Sender...) {
        name = Described.name
        self.callers = Set(callers)
        request = Described.Request.self
        confirmation = Described.Confirmation.self
    }
}

extension Payload {
    /// Reads a payload and gives what is written for it, with what was unusual about it.
    public static func rewritten(_ json: JSON) throws(FieldFault) -> (json: JSON, remarks: [Remark]) {
        let decoded = try decode(json)
        return (decoded.value.json, decoded.remarks)
    }
}

extension OCPP16 {
    /// Every action of OCPP 1.6 and of its security extension, by name.
    public static let actions: [ActionEntry] = [
        ActionEntry(Authorize.self, by: .chargePoint),
        ActionEntry(BootNotification.self, by: .chargePoint),
        ActionEntry(CancelReservation.self, by: .centralSystem),
        ActionEntry(CertificateSigned.self, by: .centralSystem),
        ActionEntry(ChangeAvailability.self, by: .centralSystem),
        ActionEntry(ChangeConfiguration.self, by: .centralSystem),
        ActionEntry(ClearCache.self, by: .centralSystem),
        ActionEntry(ClearChargingProfile.self, by: .centralSystem),
        ActionEntry(DataTransfer.self, by: .chargePoint, .centralSystem),
        ActionEntry(DeleteCertificate.self, by: .centralSystem),
        ActionEntry(DiagnosticsStatusNotification.self, by: .chargePoint),
        ActionEntry(ExtendedTriggerMessage.self, by: .centralSystem),
        ActionEntry(FirmwareStatusNotification.self, by: .chargePoint),
        ActionEntry(GetCompositeSchedule.self, by: .centralSystem),
        ActionEntry(GetConfiguration.self, by: .centralSystem),
        ActionEntry(GetDiagnostics.self, by: .centralSystem),
        ActionEntry(GetInstalledCertificateIds.self, by: .centralSystem),
        ActionEntry(GetLocalListVersion.self, by: .centralSystem),
        ActionEntry(GetLog.self, by: .centralSystem),
        ActionEntry(Heartbeat.self, by: .chargePoint),
        ActionEntry(InstallCertificate.self, by: .centralSystem),
        ActionEntry(LogStatusNotification.self, by: .chargePoint),
        ActionEntry(MeterValues.self, by: .chargePoint),
        ActionEntry(RemoteStartTransaction.self, by: .centralSystem),
        ActionEntry(RemoteStopTransaction.self, by: .centralSystem),
        ActionEntry(ReserveNow.self, by: .centralSystem),
        ActionEntry(Reset.self, by: .centralSystem),
        ActionEntry(SecurityEventNotification.self, by: .chargePoint),
        ActionEntry(SendLocalList.self, by: .centralSystem),
        ActionEntry(SetChargingProfile.self, by: .centralSystem),
        ActionEntry(SignCertificate.self, by: .chargePoint),
        ActionEntry(SignedFirmwareStatusNotification.self, by: .chargePoint),
        ActionEntry(SignedUpdateFirmware.self, by: .centralSystem),
        ActionEntry(StartTransaction.self, by: .chargePoint),
        ActionEntry(StatusNotification.self, by: .chargePoint),
        ActionEntry(StopTransaction.self, by: .chargePoint),
        ActionEntry(TriggerMessage.self, by: .centralSystem),
        ActionEntry(UnlockConnector.self, by: .centralSystem),
        ActionEntry(UpdateFirmware.self, by: .centralSystem),
    ]
}

extension OCPP201 {
    /// The actions of OCPP 2.0.1 whose fields the gateway knows, by name.
    public static let actions: [ActionEntry] = [
        ActionEntry(Authorize.self, by: .chargePoint),
        ActionEntry(BootNotification.self, by: .chargePoint),
        ActionEntry(GetVariables.self, by: .centralSystem),
        ActionEntry(Heartbeat.self, by: .chargePoint),
        ActionEntry(MeterValues.self, by: .chargePoint),
        ActionEntry(RequestStartTransaction.self, by: .centralSystem),
        ActionEntry(RequestStopTransaction.self, by: .centralSystem),
        ActionEntry(Reset.self, by: .centralSystem),
        ActionEntry(SetVariables.self, by: .centralSystem),
        ActionEntry(StatusNotification.self, by: .chargePoint),
        ActionEntry(TransactionEvent.self, by: .chargePoint),
        ActionEntry(TriggerMessage.self, by: .centralSystem),
    ]
}
