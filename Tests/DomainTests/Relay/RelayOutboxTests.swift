import OCPP
import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

/// What frames say of outboxes, in the database, and what people decide about it.
struct RelayOutboxTests {
    fileprivate static let now = Timestamp(seconds: 1_750_000_000)

    /// A charge point behind a back-office, and frames of it that are stored.
    fileprivate struct Way {
        let world: PartiesWorld
        let point: ChargePointID
        let upstream: UpstreamID
        let frames: Frames
        var scope: Scope { world.voltaria.scope }

        static func lend(_ body: (Way) async throws -> Void) async throws {
            try await PartiesWorld.lend { world in
                let scope = world.voltaria.scope
                let (point, upstream) = try await world.write(scope) { tx in
                    let point = try await ChargePoints.create(
                        scope,
                        ChargePointDetails(identity: "VOL"),
                        at: world.voltaria.site,
                        key: .random(),
                        in: tx
                    )
                    let details = UpstreamDetails(name: "E-Flux", url: "wss://ocpp.example/ocpp/")
                    return (point, try await Upstreams.create(scope, details, in: tx))
                }
                let frames = Frames(database: world.database)
                _ = try await frames.node(named: "one")
                try await body(Way(world: world, point: point, upstream: upstream, frames: frames))
            }
        }

        private func frame(
            _ sequence: Int64,
            _ passage: StoredFrame.Passage,
            isOutgoing: Bool,
            _ text: String,
            _ promise: StoredPromise? = nil
        ) -> StoredFrame {
            StoredFrame(
                operatorID: world.voltaria.id,
                chargePointID: point,
                reference: reference(sequence),
                connectionID: 1,
                isOutgoing: isOutgoing,
                passage: passage,
                payload: Array(text.utf8),
                promise: promise
            )
        }

        private func reference(_ sequence: Int64) -> FrameReference {
            let received = RelayOutboxTests.now.adding(seconds: sequence)
            return FrameReference(nodeID: 1, sequence: sequence, receivedAt: received)
        }

        /// A call of the charge point and our answer to it.
        func promised(
            _ sequence: Int64,
            _ action: String,
            subject: String = "",
            number: Int64? = nil,
            wasSent: Bool = false
        ) async throws {
            let promise = StoredPromise(
                call: reference(sequence),
                upstreamID: upstream,
                action: action,
                subject: subject,
                transactionID: number,
                upstreamTransactionID: nil,
                wasSent: wasSent
            )
            try await frames.store([
                frame(sequence, .relayed, isOutgoing: false, #"[2,"\#(sequence)","\#(action)",{}]"#),
                frame(sequence + 1, .answeredHere, isOutgoing: true, #"[3,"\#(sequence)",{}]"#, promise),
            ])
        }

        /// Frames that passed between the charge point, us and the back-office.
        func passed(_ all: [(StoredFrame.Passage, isOutgoing: Bool, String)], from first: Int64 = 0) async throws {
            try await frames.store(
                all.enumerated().map { frame(first + Int64($0), $1.0, isOutgoing: $1.isOutgoing, $1.2) }
            )
        }

        /// What passed between us and the back-office about a message, or its answer to it.
        func told(_ place: Int64, _ sequence: Int64, round: Int = 0, _ answer: String? = nil) async throws {
            let id = OutboxMessageID(nodeID: 1, sequence: sequence, round: round).messageID
            let text = answer.map { $0.replacing("ID", with: id.text) } ?? #"[2,"\#(id)","X",{}]"#
            try await frames.store([frame(place, .upstream, isOutgoing: answer != nil, text)])
        }

        func lines(at moment: Timestamp = RelayOutboxTests.now) async throws -> [OutboxLine] {
            try await world.database.read(scope) {
                try await RelayOutbox.list(scope, point, at: moment, limit: 100, in: $0)
            }
        }

        func states() async throws -> [Int64: String] {
            Dictionary(uniqueKeysWithValues: try await lines().map { ($0.name.sequence, $0.state) })
        }

        func decide(_ decision: RelayOutbox.Decision, _ sequence: Int64, as scope: Scope? = nil) async throws {
            let scope = scope ?? self.scope
            try await world.write(scope) { tx in
                try await RelayOutbox.decide(
                    scope,
                    decision,
                    point,
                    message: OutboxName(nodeID: 1, sequence: sequence),
                    at: RelayOutboxTests.now,
                    in: tx
                )
            }
        }
    }

    @Test func `a call of ours to a charge point would be counted, whatever way it took, and nothing else is`()
        async throws
    {
        try await Way.lend { way in
            let box = SecretBox(secret: Array(repeating: 7, count: 32))
            try await way.world.write(way.scope) {
                let (point, upstream) = (way.point, way.upstream)
                try await Relays.begin(
                    way.scope,
                    point,
                    to: upstream,
                    authorization: .pass,
                    box: box,
                    at: Self.now,
                    in: $0
                )
            }
            try await way.passed([
                (.relayed, isOutgoing: false, #"[2,"1","Heartbeat",{}]"#), (.relayed, isOutgoing: true, #"[3,"1",{}]"#),
                (.relayed, isOutgoing: true, #"[2,"2","Reset",{"type":"Soft"}]"#),
                (.answeredHere, isOutgoing: true, #"[3,"3",{}]"#), (.upstream, isOutgoing: false, #"[2,"4","X",{}]"#),
                (.upstream, isOutgoing: true, #"[2,"5","Reset",{"type":"Soft"}]"#),
            ])
            let proof = {
                try await way.world.database.read(way.scope) { try await Relays.proof(way.scope, way.point, in: $0) }
            }
            let before = try #require(try await proof())
            #expect(before.ownCalls == 0 && before.up == 1 && before.down == 2)
            try await way.passed(
                [
                    (.direct, isOutgoing: true, #"[2,"6","Reset",{"type":"Soft"}]"#),
                    (.answeredHere, isOutgoing: true, #"[2,"7","Reset",{"type":"Soft"}]"#),
                ],
                from: 100
            )
            #expect(try await proof()?.ownCalls == 2)
        }
    }

    @Test func `a message is told from the frames alone, each of them once`() async throws {
        try await Way.lend { way in
            for _ in 0..<2 { try await way.promised(1, "StartTransaction", number: 1_900_000_001) }
            #expect(try await way.states() == [1: "pending"])
            for _ in 0..<2 { try await way.told(3, 1) }
            #expect(try await way.lines().map(\.attempts) == [1])
            try await way.told(4, 1, #"[3,"ID",{"transactionId":77,"idTagInfo":{"status":"Accepted"}}]"#)
            let line = try #require(try await way.lines().first)
            #expect(line.state == "acked" && line.upstreamTransactionID == 77 && line.transactionID == 1_900_000_001)
            let loaded = try await way.world.database.read(.system) {
                try await RelayOutbox.load(.system, of: [way.point], at: Self.now, in: $0)
            }
            #expect(loaded.map(\.payload) == [Array(#"[2,"1","StartTransaction",{}]"#.utf8)])
        }
    }

    @Test func `a later status replaces the one that waits, and no other`() async throws {
        try await Way.lend { way in
            try await way.promised(1, "StatusNotification", subject: "StatusNotification/1")
            try await way.promised(3, "StatusNotification", subject: "StatusNotification/2")
            try await way.promised(5, "StatusNotification", subject: "StatusNotification/1")
            #expect(try await way.states() == [1: "superseded", 3: "pending", 5: "pending"])
        }
    }

    @Test func `what is refused, or sent twice without an answer, waits for a person`() async throws {
        try await Way.lend { way in
            try await way.promised(1, "MeterValues")
            try await way.promised(3, "MeterValues", wasSent: true)
            try await way.told(5, 1)
            try await way.told(6, 1, #"[4,"ID","InternalError","",{}]"#)
            try await way.told(7, 3)
            #expect(try await way.states() == [1: "parked", 3: "sent"])
            let later = try await way.lines(at: Self.now.adding(seconds: 7 + RelayOutbox.patienceSeconds + 1))
            #expect(later.map(\.state) == ["parked", "parked"])
            #expect(Set(later.map(\.reason)) == ["no_answer", "refused: InternalError"])
        }
    }

    @Test func `charge points with messages that wait for a person are listed and counted`() async throws {
        try await Way.lend { way in
            func parked(_ seconds: Int64) async throws -> [Int] {
                let moment = Self.now.adding(seconds: seconds)
                return try await way.world.database.read(way.scope) { tx in
                    let list = try await Notices.parked(way.scope, at: moment, in: tx)
                    let figures = try await Notices.figures(way.scope, at: moment, in: tx)
                    #expect(figures.parked == list.count)
                    #expect(list.allSatisfy { $0.chargePointName == "VOL" && $0.since == Self.now.adding(seconds: 1) })
                    return list.map(\.count)
                }
            }
            try await way.promised(1, "MeterValues")
            try await way.promised(3, "MeterValues", wasSent: true)
            #expect(try await parked(0) == [])
            try await way.told(5, 1)
            try await way.told(6, 1, #"[4,"ID","InternalError","",{}]"#)
            try await way.told(7, 3)
            #expect(try await parked(8) == [1])
            #expect(try await parked(7 + RelayOutbox.patienceSeconds + 1) == [2])
            try await way.decide(.giveUp, 1)
            #expect(try await parked(8) == [])
            let foreign = way.world.ampère.scope
            let others = try await way.world.database.read(foreign) {
                try await Notices.parked(foreign, at: Self.now, in: $0)
            }
            #expect(others.isEmpty)
        }
    }

    @Test func `trying again has another id, and giving up a start gives up what waits for it`() async throws {
        try await Way.lend { way in
            try await way.promised(1, "StartTransaction", number: 1_900_000_001)
            try await way.promised(3, "StopTransaction", number: 1_900_000_001)
            try await way.promised(5, "MeterValues", number: 5)
            try await way.told(7, 1)
            try await way.told(8, 1, #"[4,"ID","InternalError","",{}]"#)
            try await way.decide(.retry, 1)
            #expect(try await way.states() == [1: "pending", 3: "pending", 5: "pending"])
            await #expect(throws: NotFound.self) { try await way.decide(.retry, 1) }
            try await way.told(9, 1, #"[3,"ID",{"transactionId":1}]"#)
            #expect(try await way.states()[1] == "pending", "an answer to the old id is none to the new one")
            try await way.told(10, 1, round: 1)
            try await way.told(11, 1, round: 1, #"[4,"ID","InternalError","",{}]"#)
            try await way.decide(.giveUp, 1)
            #expect(try await way.states() == [1: "given_up", 3: "given_up", 5: "pending"])
            let summary = try await way.world.database.read(way.scope) {
                try await RelayOutbox.summary(way.scope, way.point, at: Self.now, in: $0)
            }
            #expect(summary.waiting == 1 && summary.parked == 0 && summary.acked == 0)
        }
    }

    @Test func `another operator neither sees nor decides`() async throws {
        try await Way.lend { way in
            try await way.promised(1, "MeterValues")
            try await way.told(3, 1)
            try await way.told(4, 1, #"[4,"ID","InternalError","",{}]"#)
            let foreign = way.world.ampère.scope
            await #expect(throws: NotFound.self) {
                try await way.world.database.read(foreign) {
                    try await RelayOutbox.list(foreign, way.point, at: Self.now, limit: 1, in: $0)
                }
            }
            await #expect(throws: NotFound.self) { try await way.decide(.retry, 1, as: foreign) }
            #expect(try await way.states() == [1: "parked"])
        }
    }

    @Test func `numbers begin at 1,900,000,000 and no block comes twice`() async throws {
        try await TestDatabase.lease { database in
            var blocks: [ClosedRange<Int64>] = []
            for _ in 0..<3 {
                let block = try await database.write(.system) { try await RelayOutbox.reserveNumbers(.system, in: $0) }
                blocks.append(block)
            }
            #expect(blocks.map(\.lowerBound) == [1_900_000_000, 1_900_005_000, 1_900_010_000])
            #expect(blocks.allSatisfy { $0.count == 5_000 })
            let last = RelayOutbox.firstNumber + 49_496 * RelayOutbox.numbersPerBlock - 1
            #expect(last <= Int64(Int32.max))
        }
    }

    @Test func `what back-offices say is kept, the newest of it`() async throws {
        try await Way.lend { way in
            let steps = [
                (way.verdict("Accepted", 5), way.acceptance(300, 5)),
                (way.verdict("Blocked", 1), way.acceptance(nil, 6)),
            ]
            for (verdict, acceptance) in steps {
                try await way.world.database.write(.system) {
                    try await UpstreamKnowledge.learn(.system, [verdict], [acceptance], in: $0)
                }
            }
            let verdicts = try await way.world.database.read(.system) {
                try await UpstreamKnowledge.verdicts(.system, in: $0)
            }
            let acceptances = try await way.world.database.read(.system) {
                try await UpstreamKnowledge.acceptances(.system, in: $0)
            }
            #expect(verdicts == [way.verdict("Accepted", 5)])
            #expect(acceptances == [way.acceptance(300, 6)])
        }
    }
}

extension RelayOutboxTests.Way {
    fileprivate func verdict(_ status: String, _ seconds: Int64) -> UpstreamKnowledge.Verdict {
        UpstreamKnowledge.Verdict(
            operatorID: world.voltaria.id,
            upstreamID: upstream,
            idTag: "friend",
            status: status,
            expiresAt: nil,
            parentIDTag: nil,
            learnedAt: RelayOutboxTests.now.adding(seconds: seconds)
        )
    }

    fileprivate func acceptance(_ interval: Int64?, _ seconds: Int64) -> UpstreamKnowledge.Acceptance {
        UpstreamKnowledge.Acceptance(
            operatorID: world.voltaria.id,
            upstreamID: upstream,
            chargePointID: point,
            acceptedAt: RelayOutboxTests.now.adding(seconds: seconds),
            credentials: [1],
            bootInterval: interval,
            boot: interval.map { .dictionary(["chargePointModel": .string("M\($0)")]) },
            subprotocol: "ocpp2.0.1"
        )
    }
}
