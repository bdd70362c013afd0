import Domain
import Testing

struct BillingSettingTests {
    private func setting(_ name: String) throws -> BillingSetting {
        try #require(BillingSetting.all.first { $0.name == name })
    }

    @Test func `what a setting must be is judged, whatever the case of its letters`() throws {
        #expect(try setting("ClockAlignedDataInterval").isMet(by: "900"))
        #expect(try !setting("ClockAlignedDataInterval").isMet(by: "0"))
        #expect(try setting("MeterValueSampleInterval").isMet(by: "300"))
        #expect(try !setting("MeterValueSampleInterval").isMet(by: "0"))
        #expect(try setting("LocalAuthorizeOffline").isMet(by: "TRUE"))
        #expect(try setting("SecurityProfile").isMet(by: "2"))
    }

    @Test func `a list keeps what it has`() throws {
        let sampled = try setting("MeterValuesSampledData")
        #expect(sampled.isMet(by: "Voltage, energy.active.import.register"))
        #expect(sampled.wanted(instead: "Voltage") == "Voltage,Energy.Active.Import.Register")
        #expect(sampled.wanted(instead: nil) == "Energy.Active.Import.Register")
    }
}
