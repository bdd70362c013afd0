import Foundation
import OCPP
import OCPPServer
import Testing
import Values

/// What waits for a back-office, without sockets.
struct UpstreamOutboxTests {
    /// A message of the charge point's, the number of which is its place and its time.
    static func item(_ place: Int64, _ action: String, _ payload: String = "{}", tx: Int64? = nil) -> OutboxItem {
        OutboxItem(
            key: OutboxKey(nodeID: 1, sequence: place),
            receivedAt: Timestamp(seconds: place),
            action: action,
            subject: action == "StatusNotification" || action == "BootNotification" ? action : "",
            transactionID: tx,
            payload: Array("[2,\"\(place)\",\"\(action)\",\(payload)]".utf8)
        )
    }

    private static func start(_ place: Int64, _ tx: Int64) -> OutboxItem {
        item(place, "StartTransaction", #"{"connectorId":1,"n":\#(place)}"#, tx: tx)
    }

    private static func stop(_ place: Int64, _ tx: Int64) -> OutboxItem {
        item(place, "StopTransaction", #"{"transactionId": \#(tx), "meterStop":5}"#, tx: tx)
    }

    private func conf(_ item: OutboxItem, _ payload: String = "{}") -> Frame {
        Frame(reading: Array("[3,\"\(item.messageID.messageID)\",\(payload)]".utf8))
    }

    private func outbox(_ items: OutboxItem...) -> UpstreamOutbox {
        var outbox = UpstreamOutbox()
        for item in items { outbox.take(item) }
        return outbox
    }

    @Test func `messages go in the order of the charge point, a boot before all`() {
        let box = outbox(Self.stop(3, 9), Self.item(1, "MeterValues"), Self.item(5, "BootNotification"))
        #expect(box.next?.action == "BootNotification")
        #expect(box.all.map(\.key.sequence) == [1, 3, 5])
        #expect(box.waiting == 3)
    }

    @Test func `a start's number stands in what follows, byte for byte otherwise`() throws {
        var box = outbox(Self.start(1, 1_900_000_001), Self.stop(2, 1_900_000_001))
        let start = try #require(box.next)
        _ = box.send(start.key)
        box.answered(start.messageID, by: conf(start, #"{"transactionId":77,"idTagInfo":{"status":"Accepted"}}"#))
        let stop = try #require(box.next)
        let bytes = box.send(stop.key)
        let sent = String(decoding: try #require(bytes), as: UTF8.self)
        #expect(
            sent == "[2,\"\(stop.messageID.messageID)\",\"StopTransaction\",{\"transactionId\": 77, \"meterStop\":5}]"
        )
        let command = FrameText(Array(#"[2,"x","RemoteStopTransaction",{"transactionId":77}]"#.utf8))
        #expect(
            box.downward(command, action: "RemoteStopTransaction").integer(at: [.element(3), .member("transactionId")])
                == 1_900_000_001
        )
        box.answered(stop.messageID, by: conf(stop))
        #expect(box.next == nil && box.waiting == 0)
    }

    @Test func `nothing of a transaction goes before its start is known, and other things do not wait for it`() {
        var box = outbox(Self.start(1, 9), Self.stop(2, 9), Self.item(3, "MeterValues"))
        _ = box.send(OutboxKey(nodeID: 1, sequence: 1))
        let refusal = Frame.callError(Self.start(1, 9).messageID.messageID, .internalError, "no")
        box.answered(Self.start(1, 9).messageID, by: refusal)
        #expect(box[OutboxKey(nodeID: 1, sequence: 1)]?.reason == "refused: InternalError")
        #expect(box.next?.key.sequence == 3)
    }

    @Test func `what gets no answer is the same frame once more, then parked`() throws {
        var box = outbox(Self.item(1, "MeterValues"), Self.item(2, "MeterValues", #"{"n":2}"#))
        let key = OutboxKey(nodeID: 1, sequence: 1)
        let first = box.send(key)
        box.gaveNoAnswer(key)
        #expect(box.next?.key == key)
        #expect(box.send(key) == first)
        box.gaveNoAnswer(key)
        #expect(box[key]?.state == .parked && box[key]?.reason == "no_answer")
        #expect(box.send(key) == nil)
        #expect(box.next?.key.sequence == 2)
        box.answered(try #require(box[key]).messageID, by: conf(Self.item(1, "MeterValues")))
        #expect(box[key]?.state == .acked, "an answer that comes late is one")
    }

    @Test func `a start that is answered without a number is parked`() throws {
        var box = outbox(Self.start(1, 9), Self.stop(2, 9))
        let start = try #require(box.next)
        _ = box.send(start.key)
        box.answered(start.messageID, by: conf(start, #"{"idTagInfo":{"status":"Invalid"}}"#))
        #expect(box[start.key]?.state == .parked && box[start.key]?.reason == "no_number")
        #expect(box.next == nil && box.waiting == 1)
    }

    @Test func `readings of a start that is not known yet wait too`() throws {
        let box = outbox(Self.start(1, 9))
        for (number, mustWait) in [(9, true), (8, false)] {
            let text = FrameText(Array("[2,\"1\",\"MeterValues\",{\"transactionId\":\(number)}]".utf8))
            #expect(box.mustWait(text, action: "MeterValues") == mustWait)
        }
    }

    @Test func `people have it tried again under another id, and what was said to the old one does not count`() throws {
        var box = outbox(Self.item(1, "MeterValues"))
        let key = OutboxKey(nodeID: 1, sequence: 1)
        for _ in 0..<2 {
            _ = box.send(key)
            box.gaveNoAnswer(key)
        }
        var decided = try #require(box[key])
        let old = decided.messageID
        (decided.round, decided.attempts, decided.state) = (1, 0, .pending)
        box.merge(decided)
        #expect(box.next?.key == key)
        box.answered(old, by: conf(Self.item(1, "MeterValues")))
        #expect(box[key]?.state == .pending)
    }

    @Test func `what the database says counts only when it is further`() throws {
        var box = outbox(Self.item(1, "MeterValues"))
        let key = OutboxKey(nodeID: 1, sequence: 1)
        let older = try #require(box[key])
        _ = box.send(key)
        box.merge(older)
        #expect(box[key]?.attempts == 1)
        var given = older
        given.state = .givenUp
        box.merge(given)
        #expect(box[key]?.state == .givenUp && box.next == nil)
    }

    @Test func `only the latest status goes`() {
        let box = outbox(
            Self.item(1, "StatusNotification", #"{"n":1}"#),
            Self.item(2, "StatusNotification", #"{"n":2}"#)
        )
        #expect(box.next?.key.sequence == 2 && box.waiting == 1)
    }

    @Test func `the same message again is known, whatever its id`() {
        let box = outbox(Self.start(1, 9))
        let again = Frame(reading: Array(#"[2,"other","StartTransaction",{ "connectorId":1,"n":1}]"#.utf8)).call
        #expect(again.flatMap { box.known(action: $0.action, payload: $0.payload) }?.transactionID == 9)
        #expect(box.known(action: "StartTransaction", payload: .object([])) == nil)
    }

    @Test func `what is taken after a crash goes on where it was`() {
        var box = outbox()
        var once = Self.item(1, "MeterValues")
        (once.state, once.attempts) = (.sent, 1)
        var twice = Self.item(2, "MeterValues", #"{"n":2}"#)
        (twice.state, twice.attempts) = (.sent, 2)
        box.take(once)
        box.take(twice)
        #expect(box.next?.key.sequence == 1)
        #expect(box[OutboxKey(nodeID: 1, sequence: 2)]?.state == .parked)
    }

    /// However the back-office behaves: nothing goes three times, nothing out of order, nothing is forgotten.
    @Test func `any course of an outage ends with everything told or parked`() {
        let stated = ProcessInfo.processInfo.environment["SEED"].flatMap(UInt64.init)
        let seed = stated ?? UInt64.random(in: 1...1_000_000)
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<200 { course(&chance, seed) }
    }

    private func course(_ chance: inout SeededGenerator, _ seed: UInt64) {
        var box = UpstreamOutbox()
        var place: Int64 = 0
        for session in 0..<Int64.random(in: 1...4, using: &chance) {
            let tx = 1_900_000_000 + session
            for item in [Self.start(place + 1, tx), Self.stop(place + 2, tx)] { box.take(item) }
            place += 2
        }
        var sendings: [Int64: Int] = [:]
        var answered: [Int64] = []
        while let item = box.next {
            guard let bytes = box.send(item.key) else {
                Issue.record("SEED=\(seed): \(item) could not be sent")
                return
            }
            sendings[item.key.sequence, default: 0] += 1
            if !item.isStart {
                #expect(FrameText(bytes).integer(at: [.element(3), .member("transactionId")]) == item.key.sequence - 1)
            }
            switch Int.random(in: 0...3, using: &chance) {
            case 0: box.gaveNoAnswer(item.key)
            case 1: box.answered(item.messageID, by: .callError(item.messageID.messageID, .genericError, ""))
            default:
                box.answered(item.messageID, by: conf(item, #"{"transactionId":\#(item.key.sequence)}"#))
                answered.append(item.key.sequence)
            }
        }
        #expect(sendings.values.allSatisfy { $0 <= 2 }, "SEED=\(seed)")
        #expect(answered == answered.sorted(), "SEED=\(seed)")
        let parkedStarts = Set(box.all.filter { $0.isStart && $0.state == .parked }.compactMap(\.transactionID))
        for item in box.all {
            let waitsForStart = item.state == .pending && item.transactionID.map(parkedStarts.contains) == true
            #expect(item.state == .acked || item.state == .parked || waitsForStart, "SEED=\(seed): \(item)")
        }
    }
}
