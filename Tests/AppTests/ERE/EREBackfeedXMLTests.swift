import Formats
import Foundation
import Testing
import Values

@testable import Domain
@testable import Jobs

/// What documents say of energy that chargers gave back.
struct EREBackfeedXMLTests {
    @Test(arguments: [
        ("[]", "not-asked"), ("[{\"feeds_back\": null}]", "not-asked"), ("[{}]", "not-asked"),
        ("[{\"feeds_back\": false}]", "declared-none"),
        ("[{\"feeds_back\": false}, {\"feeds_back\": null}]", "not-asked"),
        ("[{\"feeds_back\": false}, {\"feeds_back\": true}]", "not-measured"),
    ])
    func `documents say what is known, and those of older versions stay as they were`(
        _ chargers: String,
        _ known: String
    ) throws {
        let said = try JSON(parsing: Array("{\"chargers\": \(chargers)}".utf8))
        #expect(EREFilingXML.backfeed(said) == known)
        let now = try Self.booking(said, "1.2")
        #expect(now.contains(" backfeed=\"\(known)\"") && !now.contains("backfeedKWh"))
        for version in ["1.0", "1.1"] {
            let before = try Self.booking(said, version)
            #expect(before.contains(" backfeedKWh=\"0.000\" share=") && !before.contains("backfeed=\""), "\(version)")
        }
    }

    private static func booking(_ said: JSON, _ version: String) throws -> String {
        let filing = EREFiling(
            id: EREFilingID(1),
            quarter: try #require(EREQuarter("2026-Q3")),
            number: 1,
            reference: "VOL-ERE-2026-Q3-1",
            schemaVersion: version,
            generator: "test",
            providerName: "Voltaria",
            providerCompanyNumber: "",
            createdByName: "Test",
            createdAt: Timestamp(seconds: 0)
        )
        let line = EREFilingLine(position: 1, booking: EREBookingID(1), energy: .zero, units: 0, content: said)
        var xml = XMLText()
        EREFilingXML(filing: filing).booking(line, &xml)
        return String(decoding: xml.take(), as: UTF8.self)
    }
}
