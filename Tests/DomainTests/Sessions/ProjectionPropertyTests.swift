import TestSupport
import Testing
import Values

@testable import Domain

/// What holds for whatever charge points send; `SEED=…` tries one world again.
struct ProjectionPropertyTests {
    private static func replay(_ frames: [StoredFrame]) -> SessionProjection {
        var projection = SessionProjection()
        for frame in frames { projection.apply(frame) }
        return projection
    }

    @Test(arguments: Seeds.some(200))
    func `live and replay give the same, however the frames were batched`(_ seed: UInt64) throws {
        let frames = FrameGenerator.frames(seed: seed)
        let replayed = Self.replay(frames)
        for most in [1, 3, frames.count] {
            let live = try LiveProjection.run(frames, batches: 1...most, seed: seed)
            #expect(live.sessions == replayed.sessions, "seed \(seed), batches up to \(most)")
            #expect(live.readings == replayed.readings, "seed \(seed), batches up to \(most)")
            #expect(live.frames == replayed.frames, "seed \(seed), batches up to \(most)")
            #expect(live.faults == replayed.faults.map(\.fault), "seed \(seed), batches up to \(most)")
        }
    }

    @Test(arguments: Seeds.some(200))
    func `frames that come again change nothing but the flags that say so`(_ seed: UInt64) throws {
        let frames = FrameGenerator.frames(seed: seed)
        let once = Self.replay(frames)
        let distance = ProjectionState.maxTaken
        let again = Self.replay(FrameGenerator.repeating(frames, seed: seed, within: distance))
        #expect(again.sessions.mapValues(\.withoutRepeats) == once.sessions.mapValues(\.withoutRepeats), "seed \(seed)")
        #expect(again.readings == once.readings, "seed \(seed)")
        #expect(again.frames == once.frames, "seed \(seed)")
    }

    @Test(arguments: Seeds.some(200))
    func `live and replay give the same in every order`(_ seed: UInt64) throws {
        let frames = FrameGenerator.shuffled(FrameGenerator.frames(seed: seed), seed: seed, within: 12)
        let replayed = Self.replay(frames)
        for most in [1, 5] {
            let live = try LiveProjection.run(frames, batches: 1...most, seed: seed)
            #expect(live.sessions == replayed.sessions, "seed \(seed), batches up to \(most)")
            #expect(live.readings == replayed.readings, "seed \(seed), batches up to \(most)")
        }
    }

    @Test(arguments: Seeds.some(200))
    func `only a stop that may be true makes a later session overlap`(_ seed: UInt64) {
        let ordered = FrameGenerator.frames(seed: seed)
        for frames in [ordered, FrameGenerator.shuffled(ordered, seed: seed, within: 12)] {
            let sessions = Self.replay(frames).sessions.values
            for session in sessions where session.flags.contains(.overlap) {
                let before = sessions.filter {
                    $0.connectorID == session.connectorID && $0.naturalKey != session.naturalKey
                        && !$0.flags.contains(.stopInFuture)
                }
                let stops = before.compactMap(\.stoppedAt)
                #expect(stops.contains { $0 > session.startedAt }, "seed \(seed), \(session.naturalKey)")
            }
        }
    }

    @Test(arguments: Seeds.some(200))
    func `a session that stopped does not lack its stop`(_ seed: UInt64) {
        for session in Self.replay(FrameGenerator.frames(seed: seed)).sessions.values {
            #expect(session.state == .open || !session.flags.contains(.missingStop), "seed \(seed)")
            #expect(session.state == .completed || !session.flags.contains(.lateStop), "seed \(seed)")
        }
    }

    @Test func `the worlds are not dull`() {
        let worlds = Seeds.some(200).map { Self.replay(FrameGenerator.frames(seed: $0)) }
        let flags = Set(worlds.flatMap { $0.sessions.values.flatMap(\.flags) })
        let others: Set<SessionFlag> = [
            .badConnector, .implausiblePower, .negativeRegister, .startInFuture, .stopInFuture, .repeatedStart,
            .repeatedReading, .unreadableReading, .missingStart, .missingEvents, .endedByHand, .noLongerGiven,
        ]
        #expect(Set(SessionFlag.allCases).subtracting(others).subtracting(flags) == [])
    }

    @Test func `the state comes back from storage as it was`() throws {
        for seed in Seeds.some(50) {
            let state = Self.replay(FrameGenerator.frames(seed: seed)).state
            let stored = try JSON(parsing: state.stored.compactBytes)
            #expect(ProjectionState(stored: stored) == state, "seed \(seed)")
        }
    }
}

extension SessionRecord {
    /// The session without the words that it was told again.
    fileprivate var withoutRepeats: SessionRecord {
        var record = self
        record.flags.subtract([.repeatedStart, .repeatedStop, .repeatedReading])
        record.revision = 1
        return record
    }
}

/// The projection as it runs: batch by batch, with nothing kept in memory but what is stored between them.
private struct LiveProjection {
    var sessions: [String: SessionRecord] = [:]
    var readings: [ProjectedReading] = []
    var frames: [ProjectedFrame] = []
    var faults: [FrameFault] = []
    private var state: [UInt8] = Array("{}".utf8)

    static func run(_ frames: [StoredFrame], batches: ClosedRange<Int>, seed: UInt64) throws -> LiveProjection {
        var live = LiveProjection()
        var random = SeededGenerator(seed: seed)
        var rest = frames[...]
        while !rest.isEmpty {
            let size = Int.random(in: batches, using: &random)
            try live.take(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return live
    }

    private mutating func take(_ frames: [StoredFrame]) throws {
        guard let chargePoint = frames.first?.chargePointID else { return }
        var batch = ProjectionBatch(frames: frames)
        batch.take(ProjectionState(stored: try JSON(parsing: state)), of: chargePoint)
        for name in batch.wantedKeys {
            if let record = sessions[name.key] { batch.take(record, of: chargePoint) }
        }
        batch.apply()
        let changed = batch.changedSessions.map(\.record)
        for record in changed { sessions[record.naturalKey] = record }
        var ids: [SessionName: SessionID] = [:]
        for (number, record) in changed.enumerated() {
            ids[SessionName(chargePoint: chargePoint, key: record.naturalKey)] = SessionID(Int64(number))
        }
        let effects = batch.effects(ids: ids)
        readings += effects.readings.map(\.reading)
        self.frames += effects.frames.map(\.frame)
        faults += effects.faults.map(\.fault)
        for entry in effects.states { state = entry.state.stored.compactBytes }
    }
}
