/// The messages of OCPP 2.0.1 that the gateway understands, spelled as in the specification.
///
/// What is a charge point elsewhere is a charging station here, and the central system the CSMS. Vendors' `customData`
/// is not read; the recorded frame keeps it.
public enum OCPP201 {
    /// The WebSocket subprotocol.
    ///
    /// Source: OCPP 2.0.1 part 4 §3.1.2.
    public static let subprotocol = "ocpp2.0.1"

    /// Reports that are acknowledged without being read; the recorded frames keep them.
    public static let acknowledgedReports: Set<String> = [
        "ClearedChargingLimit", "FirmwareStatusNotification", "LogStatusNotification", "NotifyChargingLimit",
        "NotifyCustomerInformation", "NotifyDisplayMessages", "NotifyEvent", "NotifyMonitoringReport", "NotifyReport",
        "PublishFirmwareStatusNotification", "ReportChargingProfiles", "ReservationStatusUpdate",
        "SecurityEventNotification",
    ]
}
