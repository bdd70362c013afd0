import Foundation
import Testing
import Values

@testable import Domain

struct MeterCatalogueTests {
    private static let folder = String(#filePath.dropLast("/Tests/DomainTests/Metering/MeteringTests.swift".count))

    private func catalogue() throws -> MeterCatalogue {
        let path = MeterCatalogueTests.folder + "/docs/reference/charger-models.json"
        return try MeterCatalogue(parsing: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    }

    private func boot(_ vendor: String, _ model: String, meter: String = "", serial: String = "") -> BootReport {
        var boot = BootReport()
        (boot.vendor, boot.model, boot.meterType, boot.meterSerial) = (vendor, model, meter, serial)
        return boot
    }

    @Test(arguments: [
        ("NG920*", "NG920-52506", true), ("ng920*", " NG920-52506 ", true), ("*Eve*", "ICU Eve Mini", true),
        ("Eve", "ICU Eve", false), ("KC-P30-*-M*", "KC-P30-EC24-M0R", true), ("KC-P30-*-M*", "KC-P30-EC24-E00", false),
        ("*", "", true), ("Wall*Box*", "Wall Box Chargers", true), ("a*b*a", "aba", true), ("ab*ba", "aba", false),
    ])
    func `a pattern takes any characters for a star`(pattern: String, text: String, fits: Bool) {
        #expect(TextPattern(pattern).matches(text) == fits)
    }

    @Test func `the supplied catalogue has dozens of models with sources`() throws {
        let models = try catalogue().models
        #expect(models.count >= 48 && models.count { $0.mid != .none } >= 36)
        #expect(models.allSatisfy { !$0.source.isEmpty })
        #expect(models.contains { $0.confidence == .confirmed } && models.contains { $0.confidence == .toConfirm })
    }

    @Test func `charge points are recognised by what they say of themselves`() throws {
        let catalogue = try catalogue()
        func verdict(_ boot: BootReport) -> MeteringStatus.Verdict {
            MeteringStatus(boot, signed: nil, catalogue: catalogue).verdict
        }
        #expect(verdict(boot("Alfen BV", "NG910-60023")) == .likely)
        #expect(verdict(boot("NewMotion", "HOMEADVANCED", meter: "3f_Inepro")) == .likely)
        #expect(verdict(boot("ABB", "MD_TERRA_AC")) == .possible)
        #expect(verdict(boot("Wall Box Chargers", "PLP1-0-2-4")) == .unlikely)
        #expect(verdict(boot("Nobody", "X")) == .unknown)
        #expect(verdict(boot("Nobody", "X", meter: "Eastron SDM72")) == .possible)
        #expect(verdict(BootReport()) == .unknown)
    }

    @Test func `what a charge point says of its own meter outweighs the catalogue`() throws {
        let catalogue = try catalogue()
        let denied = boot("Alfen BV", "NG910-60023", meter: "Internal NON compliant")
        #expect(MeteringStatus(denied, signed: nil, catalogue: catalogue).verdict == .unlikely)
        let declared = MeteringStatus(boot("X", "Y", meter: "MID 3ph"), signed: nil, catalogue: catalogue)
        #expect(declared.verdict == .likely && declared.confidence == .confirmed)
    }

    @Test func `signed values and a changed meter are among the reasons`() throws {
        let signed = SignedEvidence(format: "OCMF", meterVendor: "Proef", meterSerial: "2")
        let status = MeteringStatus(
            boot("Alfen BV", "NG910-60023", serial: "1"),
            signed: signed,
            catalogue: try catalogue()
        )
        #expect(status.signs)
        #expect(status.reasons.contains(.serialsDiffer(told: "1", signed: "2")))
        #expect(status.reasons.contains(.meterSerial("1")) && status.reasons.contains(.signs(signed)))
    }

    @Test func `settings tell what BootNotification does not, and name several meters`() throws {
        let catalogue = try catalogue()
        func status(_ boot: BootReport, _ configured: [MeterFact], signedBy serial: String = "2") -> MeteringStatus {
            let signed = SignedEvidence(format: "OCMF", meterSerial: serial)
            return MeteringStatus(boot, signed: signed, configured: configured, catalogue: catalogue)
        }
        let serials = ["1", "2"].map { MeterFact(.serial, name: "MeterSerialNumber\($0)", value: $0) }
        let told = status(boot("X", "Y"), serials + [MeterFact(.type, name: "MeterType", value: "MID 3ph")])
        #expect(told.verdict == .likely && told.reasons.contains(.meterSerial("1, 2")))
        #expect(!told.reasons.contains(.noMeterSerial))
        #expect(!told.reasons.contains { if case .serialsDiffer = $0 { true } else { false } })
        #expect(
            status(boot("X", "Y"), serials, signedBy: "3").reasons.contains(.serialsDiffer(told: "1, 2", signed: "3"))
        )
        let stale = status(boot("X", "Y", serial: "0"), serials)
        #expect(
            stale.reasons.contains(.serialsDiffer(told: "0", signed: "2")),
            "BootNotification speaks of another meter"
        )
        let maker = [
            MeterFact(.maker, name: "MeterVendor", value: "Eastron"),
            MeterFact(.type, name: "MeterType", value: "SDM72"),
        ]
        #expect(status(boot("Nobody", "X"), maker).verdict == .possible)
    }
}

struct SignedValueTests {
    private let reference = FrameReference(nodeID: 1, sequence: 1, receivedAt: Timestamp(seconds: 100))

    private func values(_ frame: String) -> [SignedValue] {
        SignedValue.all(in: Array(frame.utf8), reference: reference)
    }

    @Test func `signed values are found in every message that carries them`() throws {
        let meter = values(
            #"[2,"1","MeterValues",{"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2025-06-12T08:46:00Z","sampledValue":[{"value":"100"},{"value":"OCMF|{}|{}","format":"SignedData","context":"Transaction.Begin"}]}]}]"#
        )
        #expect(meter.map { String(decoding: $0.bytes, as: UTF8.self) } == ["OCMF|{}|{}"])
        #expect(meter[0].transaction == "7" && meter[0].connector == 1 && meter[0].context == "Transaction.Begin")
        #expect(meter[0].sampledAt == Timestamp("2025-06-12T08:46:00Z"))
        let stop = values(
            #"[2,"1","StopTransaction",{"transactionId":7,"meterStop":1,"timestamp":"2025-06-12T09:00:00Z","transactionData":[{"timestamp":"2025-06-12T09:00:00Z","sampledValue":[{"value":"4F434D46","format":"SignedData"}]}]}]"#
        )
        #expect(stop.count == 1 && stop[0].connector == nil)
        let newer = values(
            #"[2,"1","TransactionEvent",{"eventType":"Ended","transactionInfo":{"transactionId":"abc"},"evse":{"id":2},"meterValue":[{"timestamp":"2025-06-12T09:00:00Z","sampledValue":[{"value":1.5,"signedMeterValue":{"signedMeterData":"QQ==","encodingMethod":"OCMF","signingMethod":"","publicKey":""}}]}]}]"#
        )
        #expect(newer.count == 1 && newer[0].transaction == "abc" && newer[0].connector == 2)
        let vendor = values(#"[2,"1","DataTransfer",{"vendorId":"x","data":"OCMF|{}|{}"}]"#)
        #expect(vendor.count == 1)
    }

    @Test func `other frames have none`() {
        #expect(values(#"[2,"1","Heartbeat",{}]"#).isEmpty)
        #expect(values(#"[2,"1","DataTransfer",{"vendorId":"x","data":"hello"}]"#).isEmpty)
        #expect(values(#"[3,"1",{}]"#).isEmpty)
        #expect(values("no JSON").isEmpty)
    }

    @Test func `a value belongs to the session of its transaction, else of its connector and time`() {
        let session = MeteredSession(
            chargePoint: ChargePointID(1),
            connector: 1,
            transactionID: 7,
            from: Timestamp(seconds: 0),
            until: Timestamp(seconds: 200)
        )
        func value(_ transaction: String, _ connector: Int64?, at seconds: Int64 = 100) -> SignedValue {
            SignedValue(
                reference: FrameReference(nodeID: 1, sequence: 1, receivedAt: Timestamp(seconds: seconds)),
                sampledAt: nil,
                context: "",
                bytes: [],
                transaction: transaction,
                connector: connector
            )
        }
        #expect(session.owns(value("7", nil, at: 5_000)) && !session.owns(value("8", 1)))
        #expect(session.owns(value("", 1)) && !session.owns(value("", 2)) && session.owns(value("", nil)))
        #expect(!session.owns(value("", 1, at: 201)) && session.owns(value("-1", 1)))
    }
}
