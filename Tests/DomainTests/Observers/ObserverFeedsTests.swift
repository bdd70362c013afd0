import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

/// Who tells an observer, what there is to tell, and what is kept of it, in the database.
struct ObserverFeedsTests {
    // MARK: Who tells

    @Test func `one node tells an observer until it gives it back or is silent for too long`() async throws {
        try await ObservedWay.lend { way in
            let first = try #require(try await way.assign(1).first)
            #expect(first.claim.id == way.id && first.chargePointIdentity == "VOL" && !first.isPresent)
            #expect(try await way.assign(2).isEmpty)
            #expect(try await way.assign(1).first?.claim == first.claim)
            try await way.database.write(.system) {
                try await ObserverFeeds.release(.system, first.claim, in: $0)
            }
            let second = try #require(try await way.assign(2).first)
            #expect(second.claim.epoch > first.claim.epoch)
            #expect(try await way.assign(1).isEmpty)
            try await way.silence(2)
            let third = try #require(try await way.assign(1).first)
            #expect(third.claim.epoch > second.claim.epoch)
            #expect(try await way.send(second, 1) == nil, "who was taken for dead tells nothing more")
            #expect(try await way.advance(second, FeedProgress(places: [], owed: [:], at: way.since)) == false)
            #expect(try await way.send(third, 1) == 1)
        }
    }

    @Test func `the node that holds the charge point tells its observers`() async throws {
        try await ObservedWay.lend { way in
            _ = try await way.assign(2)
            try await way.connect(to: 2)
            let task = try await way.assign(2)
            #expect(task.first?.isPresent == true && task.first?.isElsewhere == false)
            #expect(task.first?.spoken == "ocpp2.0.1")
            try await way.connect(to: 1)
            #expect(try await way.assign(1).isEmpty, "the other has not given it back")
            let elsewhere = try #require(try await way.assign(2).first)
            #expect(elsewhere.isElsewhere)
            try await way.database.write(.system) {
                try await ObserverFeeds.release(.system, elsewhere.claim, in: $0)
            }
            #expect(try await way.assign(2).isEmpty)
            #expect(try await way.assign(1).first?.isPresent == true)
            // A node that is gone holds nobody.
            try await way.silence(1)
            #expect(try await way.assign(2).first?.isPresent == false)
        }
    }

    @Test func `nobody tells an observer that is switched off or over`() async throws {
        try await ObservedWay.lend { way in
            try await way.world.write(way.scope) { tx in
                let off = ObserverDetails(isEnabled: false)
                try await Observers.change(
                    way.scope,
                    way.id,
                    to: off,
                    key: nil,
                    box: ObservedWay.box,
                    in: tx
                )
            }
            #expect(try await way.assign(1).isEmpty)
            try await way.world.write(way.scope) { tx in
                try await Observers.change(
                    way.scope,
                    way.id,
                    to: ObserverDetails(),
                    key: nil,
                    box: ObservedWay.box,
                    in: tx
                )
            }
            #expect(try await way.assign(1).count == 1)
            try await way.world.write(way.scope) {
                try await Observers.end(way.scope, way.id, at: way.since, in: $0)
            }
            #expect(try await way.assign(1).isEmpty)
        }
    }

    // MARK: What there is to tell

    @Test func `frames come in order, from when the observer was added on, without what we told others`() async throws {
        try await ObservedWay.lend { way in
            try await way.store(1, at: -5)
            try await way.store(2, at: 1)
            try await way.store(3, at: 2, isOutgoing: true)
            try await way.store(4, at: 3, .upstream)
            try await way.store(5, at: 4, .direct)
            let task = try #require(try await way.assign(1).first)
            #expect(try await way.next(task) == [2, 3, 5])
            #expect(try await way.next(task, after: [way.place(3, at: 2)]) == [5])
            #expect(try await way.next(task, after: [way.place(5, at: 4)]) == [])
            let heard = try await way.database.read(.system) { tx in
                try await ObserverFeeds.load(.system, task, at: way.since, in: tx).heard
            }
            #expect(heard.isEmpty, "nothing is dealt with yet")
        }
    }

    @Test func `a clock that was put back hides no frame, and each node counts for itself`() async throws {
        try await ObservedWay.lend { way in
            try await way.store(1, at: 10)
            try await way.store(2, at: 50)
            try await way.store(3, at: 20)
            try await way.store(1, at: 30, node: 2)
            let task = try #require(try await way.assign(1).first)
            #expect(try await way.next(task) == [1, 1, 2, 3], "by number within a node")
            let places = [way.place(2, at: 50), way.place(1, at: 30, node: 2)]
            #expect(try await way.next(task, after: places) == [3])
        }
    }

    @Test func `frames that are stored long after their receipt are found all the same`() async throws {
        try await ObservedWay.lend { way in
            let early = way.since.adding(seconds: -40_000)
            _ = try await way.test.owner.run(.system, AgeObserver(id: way.id, since: early))
            try await way.store(9, at: 50)
            let task = try #require(try await way.assign(1).first)
            let places = [way.place(9, at: 50)]
            #expect(try await way.next(task, after: places) == [])
            try await way.store(1, at: -20_000, node: 2)
            let late = try await way.database.read(.system) {
                try await ObserverFeeds.frames(.system, task, after: places, in: $0)
            }
            #expect(late.frames.map(\.reference.sequence) == [1] && late.isAll)
            let both = places + [way.place(1, at: -20_000, node: 2)]
            let progress = FeedProgress(places: both, owed: [:], lookback: late.lookback, at: way.since)
            #expect(try await way.advance(task, progress))
            let after = try await way.database.read(.system) {
                try await ObserverFeeds.frames(.system, task, after: both, in: $0)
            }
            #expect(after.frames.isEmpty && after.lookback == nil)
            try await way.store(10, at: 55)
            #expect(try await way.marks() == 0, "what comes in time leaves no mark")
        }
    }

    @Test func `an observer that was told nothing yet has everything before it, however long that takes`() async throws
    {
        try await ObservedWay.lend { way in
            _ = try await way.test.owner.run(
                .system,
                AgeObserver(id: way.id, since: way.since.adding(seconds: -7200))
            )
            try await way.store(1, at: -3600)
            try await way.store(2, at: 1)
            _ = try await way.test.owner.run(.system, DropLookbacks())
            let task = try #require(try await way.assign(1).first)
            #expect(try await way.next(task) == [1, 2])
            let behind = try await way.database.read(way.scope) {
                try await Observers.behind(way.scope, way.id, in: $0)
            }
            #expect(behind == 2)
        }
    }

    @Test func `people see how many messages are not told`() async throws {
        try await ObservedWay.lend { way in
            try await way.store(1, at: 1)
            try await way.store(2, at: 2, isOutgoing: true, .relayed, #"[3,"1",{}]"#)
            try await way.store(3, at: 3)
            try await way.store(4, at: 4, .relayed, #"[3,"x",{}]"#)
            let task = try #require(try await way.assign(1).first)
            func behind() async throws -> Int {
                try await way.database.read(way.scope) {
                    try await Observers.behind(way.scope, way.id, in: $0)
                }
            }
            #expect(try await behind() == 2)
            let progress = FeedProgress(places: [way.place(1, at: 1)], owed: [:], told: 1, at: way.since)
            #expect(try await way.advance(task, progress))
            #expect(try await behind() == 1)
        }
    }

    @Test func `whoever is introduced hears the latest of what holds`() async throws {
        try await ObservedWay.lend { way in
            for (sequence, action) in [(1, "BootNotification"), (2, "StatusNotification"), (3, "BootNotification")] {
                let text = "[2, \"x\", \"\(action)\", {\"n\":\(sequence)}]"
                try await way.store(Int64(sequence), at: Int64(sequence - 100), .direct, text)
            }
            try await way.store(4, at: 1, .direct, #"[2,"x","BootNotification",{}]"#)
            let task = try #require(try await way.assign(1).first)
            func latest(_ action: String) async throws -> [Int64] {
                try await way.database.read(.system) {
                    try await ObserverFeeds.latest(.system, task, of: action, in: $0).map(\.reference.sequence)
                }
            }
            #expect(try await latest("BootNotification") == [3])
            #expect(try await latest("StatusNotification") == [2])
            // Whoever hears the last boot again hears the newest, whenever that was.
            let last = try await way.database.read(.system) {
                try await ObserverFeeds.lastBoot(.system, task, at: way.since.adding(seconds: 2), in: $0)
            }
            #expect(last?.reference.sequence == 4)
        }
    }

    // MARK: What was told

    @Test func `nothing more goes to an observer that has ended or is switched off`() async throws {
        try await ObservedWay.lend { way in
            let task = try #require(try await way.assign(1).first)
            #expect(try await way.send(task, 1) == 1)
            try await way.enable(false)
            #expect(try await way.send(task, 1) == nil)
            try await way.enable(true)
            #expect(try await way.send(task, 1) == 2)
            try await way.world.write(way.scope) { try await Observers.end(way.scope, way.id, at: way.since, in: $0) }
            #expect(try await way.send(task, 1) == nil)
        }
    }

    @Test func `sendings are counted until the message is done with`() async throws {
        try await ObservedWay.lend { way in
            let task = try #require(try await way.assign(1).first)
            #expect(try await way.send(task, 1) == 1)
            #expect(try await way.send(task, 1) == 2)
            #expect(try await way.send(task, 2) == 1)
            let stored = try await way.load(task)
            #expect(stored.sending == FeedSending(node: 1, sequence: 2, round: 0) && !stored.isIntroduced)
            let place = way.place(2, at: 2)
            let progress = FeedProgress(
                places: [place],
                owed: ["BootNotification": place],
                told: 1,
                outdated: 2,
                refused: 1,
                refusal: "MeterValues: refused",
                commands: 3,
                at: way.since
            )
            #expect(try await way.advance(task, progress))
            let after = try await way.load(task)
            #expect(after.sending == nil && after.isIntroduced)
            #expect(after.places == [place] && after.owed == ["BootNotification": place])
            #expect(try await way.send(task, 2) == 1)
            let observers = try await way.database.read(way.scope) {
                try await Observers.list(way.scope, way.point, in: $0)
            }
            let feed = try #require(observers.first?.feed)
            #expect(feed.told == 1 && feed.outdated == 2 && feed.refused == 1 && feed.commands == 3)
            #expect(feed.lastRefusal == "MeterValues: refused" && feed.lastToldAt == way.since)
        }
    }

    @Test func `the state of a connection bears since when it is so`() async throws {
        try await ObservedWay.lend { way in
            let task = try #require(try await way.assign(1).first)
            let steps: [(String, String, Int64)] = [("away", "a", 1), ("away", "b", 2), ("connected", "", 3)]
            for (state, reason, second) in steps {
                try await way.database.write(.system) { tx in
                    try await ObserverFeeds.note(
                        .system,
                        task.claim,
                        state: state,
                        reason: reason,
                        nextTryAt: nil,
                        at: way.since.adding(seconds: second),
                        in: tx
                    )
                }
                let observers = try await way.database.read(way.scope) {
                    try await Observers.list(way.scope, way.point, in: $0)
                }
                let feed = try #require(observers.first?.feed)
                #expect(feed.state == state && feed.reason == reason)
                #expect(feed.since == way.since.adding(seconds: second == 2 ? 1 : second))
            }
        }
    }

    @Test func `people have a refused session told again, once at a time`() async throws {
        try await ObservedWay.lend { way in
            let task = try #require(try await way.assign(1).first)
            let start = way.place(3, at: 3)
            let refused = FeedTransaction.refused(start, number: 42)
            let unknown = FeedTransaction.refused(way.place(5, at: 5), number: 43, digest: [])
            let stopped = FeedTransaction.refused(way.place(7, at: 7), number: 44, stop: way.place(9, at: 9))
            try await way.keep(task, [refused, unknown, stopped])
            let lines = try await way.lines()
            #expect(lines.map(\.transactionID) == [44, 42, 43] && lines.map(\.mayRetry) == [true, true, false])
            await #expect(throws: NotFound.self) { try await way.retry(5) }
            await #expect(throws: NotFound.self) { try await way.retry(99) }
            try await way.retry(3)
            await #expect(throws: NotFound.self) { try await way.retry(3) }
            try await way.retry(7)
            let wanted = try await way.database.read(.system) {
                try await ObserverFeeds.wantedAgain(.system, task.claim, in: $0)
            }.sorted { $0.transactionID < $1.transactionID }
            #expect(wanted.map(\.round) == [1, 1])
            #expect(wanted.map(\.again?.sequence) == [2, 8])
            // Who tells knows nothing of it yet and counts another message that was skipped.
            try await way.keep(task, [refused])
            let line = try #require(try await way.lines().first { $0.transactionID == 42 })
            #expect(line.isUnderWay && !line.mayRetry)
            try await way.keep(task, [FeedTransaction.refused(start, number: 42, state: "stopped", round: 1)])
            let told = try #require(try await way.lines().first { $0.transactionID == 42 })
            #expect(!told.isUnderWay && told.state == "stopped")
        }
    }
}
