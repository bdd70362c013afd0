import Foundation
import OCPP
import Testing
import Values

struct FrameTextTests {
    private static let inCall: [FrameText.Step] = [.element(3), .member("transactionId")]
    private static let deep: [FrameText.Step] = [.element(3), .member("csChargingProfiles"), .member("transactionId")]

    /// Text, path, the number found, and the text with 7 in its place.
    private static let table: [(String, [FrameText.Step], Int64?, String?)] = [
        (#"[2,"1","M",{"transactionId":12}]"#, inCall, 12, #"[2,"1","M",{"transactionId":7}]"#),
        (
            #"[ 2 , "1", "M", { "transactionId" : 12 , "x":1.50}]"#, inCall, 12,
            #"[ 2 , "1", "M", { "transactionId" : 7 , "x":1.50}]"#
        ),
        (#"[2,"1","M",{"transactionId":"12"}]"#, inCall, 12, #"[2,"1","M",{"transactionId":"7"}]"#),
        (
            #"[2,"1","M",{"a":{"transactionId":1},"transactionId":12}]"#, inCall, 12,
            #"[2,"1","M",{"a":{"transactionId":1},"transactionId":7}]"#
        ),
        (
            #"[2,"1","M",{"transactionId":1,"transactionId":12}]"#, inCall, 12,
            #"[2,"1","M",{"transactionId":1,"transactionId":7}]"#
        ),
        (#"[2,"1","M",{"transaction\u0049d":12}]"#, inCall, 12, #"[2,"1","M",{"transaction\u0049d":7}]"#),
        (
            #"[2,"1","M",{"s":"}],\"transactionId\":3","transactionId":12}]"#, inCall, 12,
            #"[2,"1","M",{"s":"}],\"transactionId\":3","transactionId":7}]"#
        ),
        (
            #"[2,"1","S",{"csChargingProfiles":{"chargingSchedule":{"p":[{"l":[1,2]}]},"transactionId":-12}}]"#, deep,
            -12,
            #"[2,"1","S",{"csChargingProfiles":{"chargingSchedule":{"p":[{"l":[1,2]}]},"transactionId":7}}]"#
        ),
        (#"[2,"1","M",{"transactionId":1.2e1}]"#, inCall, 12, #"[2,"1","M",{"transactionId":7}]"#),
        (#"[2,"1","M",{"other":12}]"#, inCall, nil, nil),
        (#"[2,"1","M",{}]"#, inCall, nil, nil),
        (#"[2,"1","M"]"#, inCall, nil, nil),
        (#"[2,"1","M",{"transactionId":"#, inCall, nil, nil),
        (#"{"transactionId":1}"#, inCall, nil, nil),
        ("", inCall, nil, nil),
    ]

    @Test(arguments: table.indices)
    func `a number is found and exchanged and nothing else changes`(_ row: Int) {
        let (text, path, found, changed) = Self.table[row]
        let frame = FrameText(Array(text.utf8))
        #expect(frame.integer(at: path) == found)
        #expect(frame.replacing(path, with: 7)?.bytes == changed.map { Array($0.utf8) })
    }

    @Test func `the id is exchanged, a number by a string`() {
        let new = MessageID("a-b")
        #expect(text(#"[2, "x\"y" ,"A",{}]"#, new) == #"[2, "a-b" ,"A",{}]"#)
        #expect(text(#"[2,17,"A",{}]"#, new) == #"[2,"a-b","A",{}]"#)
        #expect(text("[2]", new) == nil)
    }

    private func text(_ frame: String, _ id: MessageID) -> String? {
        FrameText(Array(frame.utf8)).replacing(id: id).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Whatever stands around it, the number that a JSON reader sees changes, and all the rest is what it was.
    @Test func `any message keeps everything but its number`() throws {
        let stated = ProcessInfo.processInfo.environment["SEED"].flatMap(UInt64.init)
        let seed = stated ?? UInt64.random(in: 1...1_000_000)
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let (before, after) = (value(&chance, 3), value(&chance, 3))
            let number = Int64.random(in: -5...3_000_000_000, using: &chance)
            let payload = JSON.object([
                JSONMember(name: name(&chance), value: before),
                JSONMember(name: "transactionId", value: .integer(number)),
                JSONMember(name: name(&chance), value: after),
            ])
            let call = Call(id: MessageID("1"), action: "M", payload: payload)
            let bytes =
                Bool.random(using: &chance)
                ? call.bytes
                : Array(
                    JSON.array([
                        .integer(2), .string("1"), .string("M"), payload,
                    ]).prettyText.utf8
                )
            let changed = try #require(FrameText(bytes).replacing(Self.inCall, with: 42), "SEED=\(seed)")
            #expect(FrameText(bytes).integer(at: Self.inCall) == number, "SEED=\(seed)")
            #expect(changed.replacing(Self.inCall, with: number)?.bytes == bytes, "SEED=\(seed)")
            let read = try #require(try JSON(parsing: changed.bytes)[3], "SEED=\(seed)")
            #expect(read["transactionId"] == .integer(42), "SEED=\(seed)")
            #expect(read.objectValue?.first?.value == before && read.objectValue?.last?.value == after, "SEED=\(seed)")
        }
    }

    private func name(_ chance: inout SeededGenerator) -> String {
        ["a", "transaction", "é\"\\", "transactionIds", "]}"].randomElement(using: &chance) ?? ""
    }

    private func value(_ chance: inout SeededGenerator, _ depth: Int) -> JSON {
        switch Int.random(in: 0...(depth > 0 ? 5 : 3), using: &chance) {
        case 0: .null
        case 1: .number("1.50")
        case 2: .string(["", "]", "\\\"", "{\"transactionId\":9", "\n"].randomElement(using: &chance) ?? "")
        case 3: .bool(true)
        case 4: .array((0..<2).map { _ in value(&chance, depth - 1) })
        default: .object([JSONMember(name: "transactionId", value: value(&chance, depth - 1))])
        }
    }
}

struct OutboxMessageIDTests {
    @Test(arguments: [(Int32(1), Int64(1), 0), (.max, .max, 1023), (7, 123_456_789_012, 65), (-3, 0, 1)])
    func `an id is a UUID of version 8 that names its frame`(_ node: Int32, _ sequence: Int64, _ round: Int) throws {
        let id = OutboxMessageID(nodeID: node, sequence: sequence, round: round)
        #expect(OutboxMessageID(id.messageID) == id)
        let text = Array(id.messageID.text)
        #expect(UUID(uuidString: id.messageID.text) != nil && text[14] == "8" && "89ab".contains(text[19]))
    }

    @Test func `other ids are none of ours`() {
        for text in ["", "1", UUID().uuidString, "00000001-0000-8000-8000-000000014c43"] {
            #expect(OutboxMessageID(MessageID(text)) == nil)
        }
    }
}
