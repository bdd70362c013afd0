import OCPP
import Testing
import Values

struct DecodingTests {
    private func json(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

    private func fault<Value: Payload>(_: Value.Type, _ text: String) throws -> FieldFault? {
        let payload = try json(text)
        do throws(FieldFault) {
            _ = try Value.decode(payload)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a proper start has no remarks`() throws {
        let read = try OCPP16.StartTransaction.Request.decode(
            json(#"{"connectorId":1,"idTag":"B4A63CDF","meterStart":1500,"timestamp":"2025-06-30T22:15:00Z"}"#)
        )
        #expect(read.remarks == [])
        #expect(read.value.meterStart == Energy(wh: 1500))
        #expect(read.value.timestamp == Timestamp("2025-06-30T22:15:00Z"))
        #expect(read.value.reservationId == nil)
    }

    @Test func `null counts as absent and is noted`() throws {
        let read = try OCPP16.BootNotification.Request.decode(
            json(#"{"chargePointVendor":"","chargePointModel":"M","iccid":null}"#)
        )
        #expect(read.value.chargePointVendor == "")
        #expect(read.value.iccid == nil)
        #expect(read.remarks == [Remark(field: "iccid", kind: .nullValue)])
    }

    @Test func `texts that are too long are kept and noted`() throws {
        let tag = String(repeating: "A", count: 21)
        let read = try OCPP16.Authorize.Request.decode(.dictionary(["idTag": .string(tag)]))
        #expect(read.value.idTag == tag)
        #expect(read.remarks == [Remark(field: "idTag", kind: .tooLong)])
    }

    @Test func `twenty characters beyond ASCII are not too long`() throws {
        let tag = String(repeating: "é", count: 20)
        #expect(try OCPP16.Authorize.Request.decode(.dictionary(["idTag": .string(tag)])).remarks == [])
    }

    @Test func `numbers and strings are taken for each other`() throws {
        let read = try OCPP16.StartTransaction.Request.decode(
            json(#"{"connectorId":"2","idTag":1234,"meterStart":"17","timestamp":"2025-06-30T22:15:00Z"}"#)
        )
        #expect(read.value.connectorId == 2)
        #expect(read.value.idTag == "1234")
        #expect(read.value.meterStart == Energy(wh: 17))
        #expect(read.remarks.map(\.kind) == [.stringAsNumber, .numberAsString, .stringAsNumber])
    }

    @Test func `a register with a fraction is kept exactly`() throws {
        let read = try OCPP16.StopTransaction.Request.decode(
            json(#"{"transactionId":7,"meterStop":1234.125,"timestamp":"2025-06-30T22:15:00Z"}"#)
        )
        #expect(read.value.meterStop == Energy(thousandthsWh: 1_234_125))
        #expect(read.remarks == [Remark(field: "meterStop", kind: .fractionalMeterValue)])
    }

    @Test func `a whole register written with a point is no fraction`() throws {
        let read = try OCPP16.StopTransaction.Request.decode(
            json(#"{"transactionId":7,"meterStop":1234.0,"timestamp":"2025-06-30T22:15:00Z"}"#)
        )
        #expect(read.remarks == [])
    }

    @Test(arguments: [
        (#""timestamp":"2025-06-30T22:15:00""#, Timestamp("2025-06-30T22:15:00Z"), Remark.Kind.timestampWithoutZone),
        (#""timestamp":"yesterday""#, nil, .unreadableTimestamp),
        (#""x":1"#, nil, .missingTimestamp),
    ])
    func `odd timestamps are noted and never fatal`(field: String, expected: Timestamp?, kind: Remark.Kind) throws {
        let read = try OCPP16.StopTransaction.Request.decode(json(#"{"transactionId":7,"meterStop":5,\#(field)}"#))
        #expect(read.value.timestamp == expected)
        #expect(read.remarks == [Remark(field: "timestamp", kind: kind)])
    }

    @Test func `a stop without a register is kept`() throws {
        let read = try OCPP16.StopTransaction.Request.decode(
            json(#"{"transactionId":-1,"timestamp":"2025-06-30T22:15:00+02:00"}"#)
        )
        #expect(read.value.transactionId == -1)
        #expect(read.value.meterStop == nil)
        #expect(read.remarks == [Remark(field: "meterStop", kind: .missingMeterValue)])
    }

    @Test func `values that a list does not have are kept`() throws {
        let read = try OCPP16.StatusNotification.Request.decode(
            json(#"{"connectorId":1,"errorCode":"NoError","status":"Occupied"}"#)
        )
        #expect(read.value.status == .unknown("Occupied"))
        #expect(read.value.status.known == nil)
        #expect(read.remarks == [Remark(field: "status", kind: .unknownValue)])
    }

    @Test func `an element that cannot be read is left out`() throws {
        let read = try OCPP16.MeterValues.Request.decode(
            json(
                #"{"connectorId":1,"meterValue":[5,{"timestamp":"2025-06-30T22:15:00Z","sampledValue":[{},{"value":7}]}]}"#
            )
        )
        #expect(read.value.meterValue.count == 1)
        #expect(read.value.meterValue.first?.sampledValue.map(\.value) == ["7"])
        #expect(
            read.remarks.map(\.description) == [
                "meterValue[0]: unreadableElement", "meterValue[1].sampledValue[0]: unreadableElement",
                "meterValue[1].sampledValue[1].value: numberAsString",
            ]
        )
    }

    @Test func `a single object is a list of one`() throws {
        let read = try OCPP16.MeterValues.Request.decode(
            json(#"{"connectorId":1,"meterValue":{"timestamp":"2025-06-30T22:15:00Z","sampledValue":{"value":"7"}}}"#)
        )
        #expect(read.value.meterValue.first?.energyRegister == Energy(wh: 7))
        #expect(read.remarks.map(\.kind) == [.objectAsList, .objectAsList])
    }

    @Test func `faults name the field and know their code`() throws {
        typealias Start = OCPP16.StartTransaction.Request
        #expect(try fault(Start.self, "[]")?.code == .formationViolation)
        #expect(try fault(Start.self, #"{"idTag":"a"}"#) == FieldFault(field: "connectorId", reason: .missing))
        #expect(try fault(Start.self, #"{"idTag":"a"}"#)?.code == .protocolError)
        #expect(try fault(Start.self, #"{"connectorId":null,"idTag":"a"}"#)?.code == .protocolError)
        #expect(try fault(Start.self, #"{"connectorId":"one","idTag":"a"}"#)?.code == .typeConstraintViolation)
        #expect(try fault(Start.self, #"{"connectorId":1.5,"idTag":"a"}"#)?.code == .typeConstraintViolation)
        #expect(try fault(Start.self, #"{"connectorId":1,"idTag":[]}"#)?.code == .typeConstraintViolation)
        #expect(FieldFault(field: "a", reason: .tooFew).code == .occurenceConstraintViolation)
        #expect(FieldFault(field: "a", reason: .outOfRange).code == .propertyConstraintViolation)
    }

    @Test func `the specification's misspelt codes are kept`() {
        #expect(CallErrorCode.formationViolation.rawValue == "FormationViolation")
        #expect(CallErrorCode.occurenceConstraintViolation.rawValue == "OccurenceConstraintViolation")
    }

    @Test func `a fault does not tell the value`() throws {
        let fault = try fault(OCPP16.Authorize.Request.self, #"{"idTag":{"secret":"S3CRET"}}"#)
        #expect(fault?.description == "idTag has the wrong type")
    }

    @Test func `there are thirty-nine actions`() {
        #expect(OCPP16.ActionName.allCases.count == 39)
        #expect(
            OCPP16.ActionName.allCases.filter(\.isTransactionRelated).map(\.rawValue)
                == ["MeterValues", "StartTransaction", "StopTransaction"]
        )
    }
}
