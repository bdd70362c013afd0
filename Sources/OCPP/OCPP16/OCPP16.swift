/// The messages of OCPP 1.6, spelled as in its specification.
///
/// Reading is lenient where real charge points are; writing is exact. A type per action holds the payloads
/// `Request` and `Confirmation`.
public enum OCPP16 {
    /// The WebSocket subprotocol.
    ///
    /// Source: OCPP-J 1.6 §3.1.2.
    public static let subprotocol = "ocpp1.6"

    /// The actions of OCPP 1.6 and of its security extension.
    public enum ActionName: String, CaseIterable, Sendable {
        case authorize = "Authorize"
        case bootNotification = "BootNotification"
        case cancelReservation = "CancelReservation"
        case certificateSigned = "CertificateSigned"
        case changeAvailability = "ChangeAvailability"
        case changeConfiguration = "ChangeConfiguration"
        case clearCache = "ClearCache"
        case clearChargingProfile = "ClearChargingProfile"
        case dataTransfer = "DataTransfer"
        case deleteCertificate = "DeleteCertificate"
        case diagnosticsStatusNotification = "DiagnosticsStatusNotification"
        case extendedTriggerMessage = "ExtendedTriggerMessage"
        case firmwareStatusNotification = "FirmwareStatusNotification"
        case getCompositeSchedule = "GetCompositeSchedule"
        case getConfiguration = "GetConfiguration"
        case getDiagnostics = "GetDiagnostics"
        case getInstalledCertificateIds = "GetInstalledCertificateIds"
        case getLocalListVersion = "GetLocalListVersion"
        case getLog = "GetLog"
        case heartbeat = "Heartbeat"
        case installCertificate = "InstallCertificate"
        case logStatusNotification = "LogStatusNotification"
        case meterValues = "MeterValues"
        case remoteStartTransaction = "RemoteStartTransaction"
        case remoteStopTransaction = "RemoteStopTransaction"
        case reserveNow = "ReserveNow"
        case reset = "Reset"
        case securityEventNotification = "SecurityEventNotification"
        case sendLocalList = "SendLocalList"
        case setChargingProfile = "SetChargingProfile"
        case signCertificate = "SignCertificate"
        case signedFirmwareStatusNotification = "SignedFirmwareStatusNotification"
        case signedUpdateFirmware = "SignedUpdateFirmware"
        case startTransaction = "StartTransaction"
        case statusNotification = "StatusNotification"
        case stopTransaction = "StopTransaction"
        case triggerMessage = "TriggerMessage"
        case unlockConnector = "UnlockConnector"
        case updateFirmware = "UpdateFirmware"

        /// Whether a charge point keeps the message and sends it again until it is answered.
        ///
        /// Source: OCPP 1.6 §3.7.
        public var isTransactionRelated: Bool {
            self == .startTransaction || self == .stopTransaction || self == .meterValues
        }
    }
}
