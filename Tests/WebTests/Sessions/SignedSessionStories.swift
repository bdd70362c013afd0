import Domain
import TestWorld
import Testing
import Values

/// Signed values on the page of a session, checked with a key that the charge point told by its settings.
struct SignedSessionStories {
    /// A record on P-256 made by `sign_ocmf.py`, and the key that belongs to it in the form of OCPP.
    private static let record =
        #"OCMF|{"FV": "1.0", "GI": "Test gateway", "GS": "GW-7", "GV": "1.2", "PG": "T42", "MV": "Proef", "#
        + #""MM": "P1", "MS": "22090471", "MF": "3", "IS": true, "IL": "VERIFIED", "IF": ["RFID_PLAIN"], "IT"#
        + #"": "ISO14443", "ID": "04A1B2C3", "RD": [{"TM": "2025-06-12T08:46:00,000+0200 S", "TX": "B", "RV""#
        + #": "     1520.430", "RI": "01-00:B2.08.00*FF", "RU": "kWh", "RT": "AC", "EF": "", "ST": "G"}, {"T"#
        + #"M": "2025-06-12T11:52:00,000+0200 S", "TX": "E", "RV": 1528.51}]}|{"SA": "ECDSA-secp256r1-SHA256"#
        + #"", "SE": "hex", "SD": "3046022100895D99CDDEC6FC76C3C56817D4A9DC7EC20A582FE42DFA538CCC95C472AAFAC"#
        + #"E0221009D119B0E828002A7797188650C641DB808AB3420B262D18EC340A75E08A9E11F"}"#
    private static let key =
        #"b2NhOmJhc2UxNjphc24xOjMwNTkzMDEzMDYwNzJhODY0OGNlM2QwMjAxMDYwODJhODY0OGNlM2QwMzAxMDcwMzQyMDAwNDVm"#
        + #"ODk2MGM0MWMyNjAwMTE4ODViYmM5YjI5YmE1NjRmZGY1MjUzYTA3Nzg1Y2E0NjU0ZDhkZWUyMjRkYTZhYmJmMDYwNjdmZGY3"#
        + #"NTAwNDc3NDIwYWY5MTYyZDQ5MjJiN2JmZjc1NDQzZjA5MTAxMzA3ZGIyMzA5ZWMyNTQ5ZWEz"#
    /// Another meter's.
    private static let otherKey =
        #"3059301306072a8648ce3d020106082a8648ce3d03010703420004c22fb5286b880b1a7953cb2997bb3c86d70b891014"#
        + #"3bbdb7866585c1ff89aede621fc77a25797ed74a2aeed322d51fdc722b751a0ef024aaeb60016b7bc816d4"#

    private func send(_ text: String, _ story: ChargingStory, _ run: ChargingRun, _ moment: Timestamp) async throws {
        try await story.feed.send(Array(text.utf8), of: run, at: moment)
        try await FrameFeed.settle(story.world.database)
    }

    private func configuration(_ keys: [String: String]) -> String {
        let told = keys.map { JSON.dictionary(["key": .string($0), "readonly": .bool(true), "value": .string($1)]) }
        return JSON.array([.integer(3), .string("c"), .dictionary(["configurationKey": .array(told)])]).description
    }

    private func values(_ transaction: Int64) -> String {
        let value = JSON.dictionary(["value": .string(Self.record), "format": .string("SignedData")])
        let sample = JSON.dictionary(["timestamp": .string("2025-06-10T10:30:00Z"), "sampledValue": .array([value])])
        let payload = JSON.dictionary(["transactionId": .integer(transaction), "meterValue": .array([sample])])
        return JSON.array([.integer(2), .string("s"), .string("MeterValues"), payload]).description
    }

    @Test func `a value is checked with the key that the charge point's settings told for its connector`() async throws
    {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            let run = ChargingRun(
                operatorID: world.voltaria.id,
                chargePoint: world.voltaria.chargePoint,
                from: moment("2025-06-10T10:00:00Z"),
                until: moment("2025-06-10T11:00:00Z"),
                wh: 0
            )
            let transaction = try await story.feed.start(run, register: 1_000)
            try await send(values(transaction), story, run, moment("2025-06-10T10:30:00Z"))
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let list = try await browser.visit("/sessions")
            let path = String(try #require(list.body.firstMatch(of: #/\/sessions\/\d+/#)).output)
            let unknown = try await browser.visit(path).words
            #expect(unknown.contains("the settings tell none"))

            let other = configuration(["MeterPublicKey2": Self.otherKey])
            try await send(other, story, run, moment("2025-06-10T10:31:00Z"))
            let foreign = try await browser.visit(path).words
            #expect(foreign.contains("the settings tell none"), "another connector's meter signed nothing of this")

            let told = configuration(["MeterPublicKey1": Self.key, "MeterSerialNumber1": "22090471"])
            try await send(told, story, run, moment("2025-06-10T10:32:00Z"))
            let valid = try await browser.visit(path).words
            #expect(valid.contains("Signature valid") && valid.contains("in its setting MeterPublicKey1"))

            // The meter is replaced; what it signed before is still checked by its own key.
            let replaced = configuration(["MeterPublicKey1": Self.otherKey])
            try await send(replaced, story, run, moment("2025-06-11T10:00:00Z"))
            let later = try await browser.visit(path).words
            #expect(later.contains("Signature valid"))

            let page = try await browser.visit("/charge-points/\(world.voltaria.chargePoint)")
            #expect(page.body.contains(Self.otherKey) && page.words.contains("Serial number, connector 1"))
            #expect(page.words.contains("in its setting MeterSerialNumber1"))
        }
    }
}
