import OCPP
import Testing
import Values

/// What is written is read back the same, without remarks.
struct RoundTripTests {
    private func check<Value: Payload>(_ value: Value, _ text: String) throws {
        #expect(value.json.description == text)
        let read = try Value.decode(value.json)
        #expect(read.value == value)
        #expect(read.remarks == [])
    }

    private let moment = Timestamp(seconds: 1_751_321_700)

    @Test func `messages of the charge point`() throws {
        try check(OCPP16.Heartbeat.Request(), "{}")
        try check(OCPP16.Authorize.Request(idTag: "A"), #"{"idTag":"A"}"#)
        try check(
            OCPP16.StartTransaction.Request(connectorId: 1, idTag: "A", meterStart: Energy(wh: 5), timestamp: moment),
            #"{"connectorId":1,"idTag":"A","meterStart":5,"timestamp":"2025-06-30T22:15:00Z"}"#
        )
        try check(
            OCPP16.StopTransaction.Request(
                transactionId: 3,
                idTag: nil,
                meterStop: Energy(wh: 5),
                timestamp: moment,
                reason: .evDisconnected
            ),
            #"{"transactionId":3,"meterStop":5,"timestamp":"2025-06-30T22:15:00Z","reason":"EVDisconnected"}"#
        )
        try check(
            OCPP16.StatusNotification.Request(connectorId: 0, errorCode: .noError, status: .available),
            #"{"connectorId":0,"errorCode":"NoError","status":"Available"}"#
        )
        try check(
            OCPP16.DataTransfer.Request(vendorId: "V", messageId: nil, data: .string("x")),
            #"{"vendorId":"V","data":"x"}"#
        )
        try check(OCPP16.FirmwareStatusNotification.Request(status: .idle), #"{"status":"Idle"}"#)
        try check(OCPP16.DiagnosticsStatusNotification.Request(status: .uploaded), #"{"status":"Uploaded"}"#)
    }

    @Test func `meter values`() throws {
        let reading = OCPP16.SampledValue(register: Energy(wh: 7), context: .sampleClock)
        try check(
            OCPP16.MeterValues.Request(
                connectorId: 1,
                transactionId: 9,
                meterValue: [OCPP16.MeterValue(timestamp: moment, sampledValue: [reading])]
            ),
            #"{"connectorId":1,"transactionId":9,"meterValue":[{"timestamp":"2025-06-30T22:15:00Z","sampledValue":"#
                + #"[{"value":"7","context":"Sample.Clock","measurand":"Energy.Active.Import.Register","unit":"Wh"}]}]}"#
        )
    }

    @Test func `messages of the central system`() throws {
        try check(OCPP16.Reset.Request(type: .soft), #"{"type":"Soft"}"#)
        try check(OCPP16.RemoteStartTransaction.Request(connectorId: nil, idTag: "A"), #"{"idTag":"A"}"#)
        try check(OCPP16.RemoteStopTransaction.Request(transactionId: 3), #"{"transactionId":3}"#)
        try check(OCPP16.UnlockConnector.Request(connectorId: 2), #"{"connectorId":2}"#)
        try check(OCPP16.ClearCache.Request(), "{}")
        try check(OCPP16.GetConfiguration.Request(), "{}")
        try check(OCPP16.GetConfiguration.Request(key: ["A", "B"]), #"{"key":["A","B"]}"#)
        try check(OCPP16.ChangeConfiguration.Request(key: "K", value: "V"), #"{"key":"K","value":"V"}"#)
        try check(
            OCPP16.ChangeAvailability.Request(connectorId: 0, type: .operative),
            #"{"connectorId":0,"type":"Operative"}"#
        )
        try check(
            OCPP16.TriggerMessage.Request(requestedMessage: .meterValues, connectorId: 1),
            #"{"requestedMessage":"MeterValues","connectorId":1}"#
        )
    }

    @Test func `answers`() throws {
        try check(
            OCPP16.BootNotification.Confirmation(status: .accepted, currentTime: moment, interval: 300),
            #"{"status":"Accepted","currentTime":"2025-06-30T22:15:00Z","interval":300}"#
        )
        try check(
            OCPP16.StartTransaction.Confirmation(idTagInfo: .init(status: .accepted), transactionId: 1),
            #"{"idTagInfo":{"status":"Accepted"},"transactionId":1}"#
        )
        try check(OCPP16.StopTransaction.Confirmation(), "{}")
        try check(OCPP16.Reset.Confirmation(status: .rejected), #"{"status":"Rejected"}"#)
        try check(OCPP16.UnlockConnector.Confirmation(status: .notSupported), #"{"status":"NotSupported"}"#)
        let setting = OCPP16.GetConfiguration.KeyValue(key: "K", readonly: true, value: nil)
        try check(
            OCPP16.GetConfiguration.Confirmation(configurationKey: [setting], unknownKey: ["U"]),
            #"{"configurationKey":[{"key":"K","readonly":true}],"unknownKey":["U"]}"#
        )
    }
}
