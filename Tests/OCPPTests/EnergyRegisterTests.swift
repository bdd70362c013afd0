import OCPP
import Testing
import Values

struct EnergyRegisterTests {
    /// Reads `sampledValue` from the text of its elements.
    private func meterValue(_ elements: String) throws -> OCPP16.MeterValue {
        let text =
            #"{"connectorId":1,"meterValue":[{"timestamp":"2025-06-30T22:15:00Z","sampledValue":[\#(elements)]}]}"#
        let request = try OCPP16.MeterValues.Request.decode(JSON(parsing: Array(text.utf8)))
        return try #require(request.value.meterValue.first)
    }

    @Test func `everything left out means the register in watt-hours at the outlet`() throws {
        let register = OCPP16.EnergyRegister(of: try meterValue(#"{"value":"1234"}"#))
        #expect(register?.energy == Energy(wh: 1234))
        #expect(register?.basis == .total)
        #expect(register?.location == .known(.outlet))
    }

    @Test(arguments: [
        (#"{"value":"12.345","unit":"kWh"}"#, Int64(12_345_000)),
        (#"{"value":"0.0001","unit":"kWh"}"#, 100),
        (#"{"value":"1e3"}"#, 1_000_000),
        (#"{"value":" 17 "}"#, 17_000),
        (#"{"value":"12.34567899999","unit":"kWh"}"#, 12_345_679),
        (#"{"value":-5}"#, -5_000),
    ])
    func `numbers are exact`(element: String, thousandths: Int64) throws {
        #expect(try meterValue(element).energyRegister == Energy(thousandthsWh: thousandths))
    }

    @Test(arguments: [
        #"{"value":"7","measurand":"Power.Active.Import","unit":"W"}"#, #"{"value":"7","unit":"W"}"#,
        #"{"value":"7","measurand":"Energy.Active.Import.Interval"}"#, #"{"value":"seven"}"#,
        #"{"value":"7","measurand":"Energy.Active.Export.Register"}"#,
    ])
    func `what is no energy register is not taken for one`(element: String) throws {
        #expect(try meterValue(element).energyRegister == nil)
    }

    @Test func `phases are added only when there is no value for all`() throws {
        let phases = #"{"value":"1","phase":"L1"},{"value":"2","phase":"L2"},{"value":"4","phase":"L3"}"#
        let sum = OCPP16.EnergyRegister(of: try meterValue(phases))
        #expect(sum?.energy == Energy(wh: 7))
        #expect(sum?.basis == .sumOfPhases)
        let total = OCPP16.EnergyRegister(of: try meterValue(phases + #",{"value":"9"}"#))
        #expect(total?.energy == Energy(wh: 9))
        #expect(total?.basis == .total)
    }

    @Test func `phases to neutral count too, lines between phases do not`() throws {
        #expect(try meterValue(#"{"value":"3","phase":"L1-N"}"#).energyRegister == Energy(wh: 3))
        #expect(try meterValue(#"{"value":"3","phase":"L1-L2"}"#).energyRegister == nil)
    }

    @Test func `the outlet goes before the inlet`() throws {
        let elements = #"{"value":"9","location":"Inlet"},{"value":"5","location":"Outlet"}"#
        #expect(try meterValue(elements).energyRegister == Energy(wh: 5))
        let inlet = OCPP16.EnergyRegister(of: try meterValue(#"{"value":"9","location":"Inlet"}"#))
        #expect(inlet?.location == .known(.inlet))
    }

    @Test func `readings can be picked by their context`() throws {
        let elements = #"{"value":"1","context":"Transaction.Begin"},{"value":"8","context":"Transaction.End"}"#
        let value = try meterValue(elements)
        #expect(OCPP16.EnergyRegister(of: value, context: .transactionBegin)?.energy == Energy(wh: 1))
        #expect(OCPP16.EnergyRegister(of: value, context: .transactionEnd)?.energy == Energy(wh: 8))
        #expect(OCPP16.EnergyRegister(of: value, context: .samplePeriodic) == nil)
    }

    @Test func `signed data is kept as it came and read as no number`() throws {
        let value = try meterValue(#"{"value":"OCMF|{\"x\":1}|{}","format":"SignedData"},{"value":"6"}"#)
        #expect(value.signedData.map(\.value) == [#"OCMF|{"x":1}|{}"#])
        #expect(value.energyRegister == Energy(wh: 6))
    }

    @Test func `a register beyond 64 bits is none`() throws {
        #expect(try meterValue(#"{"value":"99999999999999999999999"}"#).energyRegister == nil)
    }
}
