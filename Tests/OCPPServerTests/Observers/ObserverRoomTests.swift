import HTTPServer
import Logging
import NIOCore
import NIOPosix
import OCPP
import OCPPServer
import Synchronization
import TestSupport
import Testing
import Values

/// Telling an observer over real sockets.
@Suite struct ObserverRoomTests {
    static func limits(_ change: (inout ObserverLimits) -> Void = { _ in }) -> ObserverLimits {
        var limits = ObserverLimits()
        limits.firstPause = .milliseconds(20)
        limits.longestPause = .milliseconds(100)
        limits.roundInterval = .milliseconds(50)
        limits.roundPause = .zero
        limits.longestRest = .milliseconds(50)
        limits.storePause = .milliseconds(10)
        // A busy machine may take its time.
        (limits.dialTimeout, limits.answerTimeout) = (.seconds(600), .seconds(600))
        limits.bootSeconds = 1...1
        change(&limits)
        return limits
    }

    static func store(_ port: Int, isPresent: Bool = true) throws -> MemoryObserverStore {
        let address = try #require(UpstreamAddress("ws://127.0.0.1:\(port)/base/"))
        return MemoryObserverStore(
            ObserverAssignment(
                claim: ObserverClaim(operatorID: OperatorID(1), observerID: ObserverID(1), epoch: 1),
                chargePointID: ChargePointID(1),
                target: ObserverTarget(
                    upstreamID: UpstreamID(1),
                    address: address,
                    identity: "CP 1",
                    authorization: "Basic abc"
                ),
                since: WrittenJournal.start,
                isPresent: isPresent
            )
        )
    }

    /// Tells while the body runs.
    static func run(
        _ store: MemoryObserverStore,
        _ limits: ObserverLimits = limits(),
        at clock: @escaping WallClock = { WrittenJournal.start.adding(seconds: 10) },
        _ body: (ObserverRoom) async throws -> Void
    ) async throws {
        let room = ObserverRoom(
            store: store,
            eventLoop: MultiThreadedEventLoopGroup.singleton.next(),
            limits: limits,
            registry: MetricsRegistry(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            clock: clock
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await room.run() }
            defer { group.cancelAll() }
            try await body(room)
        }
    }

    static func eventually(_ what: String, _ condition: () -> Bool) async throws {
        for _ in 0..<6000 {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw TestStation.NeverHappened(what: what)
    }

    @Test func `a session is told over the wire, one message at a time, and commands are refused`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { state in
            state.journal.call("b", "BootNotification")
            state.journal.begin(42)
            state.journal.measure(42)
        }
        let office = ObservingOffice()
        try await BackOffice.run(port, office.decide) {
            try await Self.run(store) { room in
                try await Self.eventually("told") { office.actions.count == 3 }
                office.command(#"[2,"r","RemoteStopTransaction",{"transactionId":501}]"#)
                try await Self.eventually("the refusal") { !office.answers.isEmpty }
                store.change { $0.journal.stop(42) }
                room.spoke([ChargePointID(1)])
                try await Self.eventually("the stop") { office.actions.count == 4 }
                try await Self.eventually("kept") { store.now.told == 4 && store.now.commands == 1 }
            }
        }
        #expect(office.actions == ["BootNotification", "StartTransaction", "MeterValues", "StopTransaction"])
        #expect(office.calls.map { $0.payload["transactionId"]?.integerValue } == [nil, nil, 501, 501])
        #expect(office.mostUnanswered == 1)
        #expect(office.answers.first?.hasPrefix(#"[4,"r","NotSupported","#) == true)
        #expect(office.handshakes.first == "/base/CP%201 Basic abc ocpp1.6")
        #expect(store.now.stands.map(\.state).first == .connected)
        #expect(store.now.record.transactions.first?.state == .stopped)
    }

    @Test(arguments: [true, false])
    func `every connection begins with the last boot where the observer is to hear it`(_ bootsAgain: Bool) async throws
    {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { state in
            state.assignment.target.bootsAgain = bootsAgain
            state.journal.call("b", "BootNotification", #"{"chargePointModel":"M"}"#)
            state.journal.begin(42)
        }
        let office = ObservingOffice()
        try await BackOffice.run(port, office.decide) {
            try await Self.run(store) { room in
                try await Self.eventually("told") { store.now.told == 2 }
                // A connection that begins with a boot of its own needs no other.
                #expect(office.actions == ["BootNotification", "StartTransaction"])
                office.drop()
                try await Self.eventually("dialled again") { office.handshakes.count == 2 && office.connections == 1 }
                store.change { $0.journal.measure(42) }
                room.spoke([ChargePointID(1)])
                try await Self.eventually("the reading") { store.now.told == 3 }
            }
        }
        let again = bootsAgain ? ["BootNotification"] : []
        #expect(office.actions == ["BootNotification", "StartTransaction"] + again + ["MeterValues"])
        let boots = office.calls.filter { $0.action == "BootNotification" }
        #expect(boots.allSatisfy { $0.payload == boots[0].payload } && Set(boots.map(\.id)).count == boots.count)
    }

    @Test func `an observer that does not accept the boot of a connection is told nothing on it`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { state in
            state.assignment.target.bootsAgain = true
            state.record.places = [state.journal.call("b", "BootNotification")]
            state.journal.begin(42)
        }
        let office = ObservingOffice()
        office.change { state in
            state.rule = { call, count in
                count < 3 ? .text(#"{"status":"Pending","interval":1,"currentTime":"2025-01-01T00:00:00Z"}"#) : .answer
            }
        }
        try await BackOffice.run(port, office.decide) {
            try await Self.run(store) { _ in
                try await Self.eventually("told") { store.now.told == 1 }
            }
        }
        #expect(office.actions == ["BootNotification", "BootNotification", "BootNotification", "StartTransaction"])
        #expect(office.handshakes.count == 3)
        #expect(store.now.stands.contains { $0.state == .notAccepted && $0.reason == "Pending" })
    }

    @Test func `an observer that is away is told later, without what is old by then`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { state in
            state.journal.call("h", "Heartbeat")
            state.journal.call("b", "BootNotification")
            for status in ["Preparing", "Charging", "Available"] {
                state.journal.call(status, "StatusNotification", #"{"connectorId":1,"status":"\#(status)"}"#)
            }
            state.journal.begin(42)
            state.journal.stop(42)
        }
        let office = ObservingOffice()
        try await Self.run(store, at: { WrittenJournal.start.adding(seconds: 3600) }) { _ in
            try await Self.eventually("it is away") { store.now.stands.count { $0.state == .away } >= 3 }
            #expect(store.now.stands.last?.reason.hasPrefix("unreachable") == true)
            #expect(store.now.attempts == 0)
            try await BackOffice.run(port, office.decide) {
                try await Self.eventually("told") { office.actions.count == 4 && store.now.told == 4 }
            }
        }
        #expect(
            office.actions == ["BootNotification", "StartTransaction", "StopTransaction", "StatusNotification"]
        )
        #expect(office.calls.last?.payload["status"]?.stringValue == "Available")
        #expect(store.now.outdated == 1)
    }

    @Test func `what gets no answer goes out once more, the same, and never again`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { state in
            state.journal.begin(42)
            state.journal.measure(42)
            state.journal.begin(43, meter: 9)
        }
        let limits = Self.limits { $0.answerTimeout = .seconds(20) }
        let office = ObservingOffice()
        // The first start is never answered; the connection of its second sending breaks.
        office.change { $0.rule = { _, count in count == 1 ? .silent : count == 2 ? .breakOff : .answer } }
        try await BackOffice.run(port, office.decide) {
            try await Self.run(store, limits) { _ in
                try await Self.eventually("the other start") { store.now.record.transactions.count == 2 }
            }
        }
        #expect(office.actions == ["StartTransaction", "StartTransaction", "StartTransaction"])
        #expect(office.texts[0] == office.texts[1] && office.texts[1] != office.texts[2])
        #expect(office.handshakes.count == 3)
        let known = store.now.record.transactions.sorted { $0.transactionID < $1.transactionID }
        #expect(known.map(\.state) == [.untold, .open])
        #expect(known[0].reason == "no_answer" && known[0].skipped == 1)
    }

    @Test func `a message that was on its way when the process died goes out once more and not twice`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { $0.journal.begin(42) }
        let office = ObservingOffice()
        for death in 1...3 {
            // The answer comes, and the process dies before it is kept.
            office.change { state in
                state.rule = { _, count in
                    store.change { $0.isDead = death < 3 }
                    return .answer
                }
            }
            try await BackOffice.run(port, office.decide) {
                try await Self.run(store) { _ in
                    if death < 3 {
                        try await Self.eventually("death \(death)") { office.actions.count == death }
                    } else {
                        try await Self.eventually("given up") { !store.now.record.transactions.isEmpty }
                    }
                }
            }
            store.change { $0.isDead = false }
        }
        #expect(office.actions.count == 2 && Set(office.texts).count == 1)
        #expect(store.now.record.transactions.first?.reason == "no_answer")
    }

    @Test func `whoever lost the observer to another node tells it nothing more`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { $0.journal.begin(42) }
        let office = ObservingOffice()
        try await BackOffice.run(port, office.decide) {
            try await Self.run(store) { room in
                try await Self.eventually("told") { store.now.told == 1 }
                // The next round would end the feed; until then only the fence keeps it from telling.
                store.change { state in
                    state.assignment.claim.epoch = 2
                    state.assignment.isElsewhere = true
                    state.journal.measure(42)
                }
                room.spoke([ChargePointID(1)])
                try await Self.eventually("given back") { store.now.released > 0 }
            }
        }
        #expect(office.actions == ["StartTransaction"])
    }

    @Test func `an observer that does not accept the charge point yet hears its boot again`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { state in
            state.journal.call("b", "BootNotification")
            state.journal.begin(42)
        }
        let office = ObservingOffice()
        office.change { $0.rule = { _, count in count == 1 ? .text(#"{"status":"Pending","interval":1}"#) : .answer } }
        let start = ContinuousClock.now
        let clock: WallClock = {
            let passed = (ContinuousClock.now - start).components
            return WrittenJournal.start.adding(seconds: 10 + passed.seconds)
        }
        try await BackOffice.run(port, office.decide) {
            try await Self.run(store, at: clock) { _ in
                // It waits for a second, after which it may be accepted before anybody looks.
                try await Self.eventually("it waits") {
                    store.now.stands.contains { $0.state == .notAccepted && $0.reason == "Pending" }
                }
                try await Self.eventually("accepted") { office.actions.count == 3 }
                try await Self.eventually("noted") { store.now.stands.last?.state == .connected }
            }
        }
        #expect(office.actions == ["BootNotification", "BootNotification", "StartTransaction"])
    }

    @Test func `an observer that is added later is introduced by what holds, not told what is over`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { state in
            state.record.isIntroduced = false
            state.journal.call("b1", "BootNotification", #"{"n":1}"#)
            state.journal.call("s", "StatusNotification", #"{"connectorId":1,"status":"Faulted"}"#)
            state.journal.call("b2", "BootNotification", #"{"n":2}"#)
            state.journal.call("s", "StatusNotification", #"{"connectorId":1,"status":"Available"}"#)
            state.journal.call("s", "StatusNotification", #"{"connectorId":0,"status":"Available"}"#)
            state.assignment.since = state.journal.now
            state.record.places = state.journal.frames.suffix(1).map(\.place)
            state.journal.begin(42)
        }
        let office = ObservingOffice()
        try await BackOffice.run(port, office.decide) {
            try await Self.run(store) { _ in try await Self.eventually("told") { store.now.told == 4 } }
        }
        #expect(
            office.actions == ["BootNotification", "StartTransaction", "StatusNotification", "StatusNotification"]
        )
        #expect(office.calls[0].payload["n"]?.integerValue == 2)
        #expect(office.calls[2...].allSatisfy { $0.payload["status"]?.stringValue == "Available" })
    }

    @Test func `the observer is left while the charge point is away, once everything is told`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port, isPresent: false)
        store.change { $0.journal.begin(42) }
        let limits = Self.limits { $0.absence = .milliseconds(100) }
        let office = ObservingOffice()
        try await BackOffice.run(port, office.decide) {
            try await Self.run(store, limits) { room in
                try await Self.eventually("it rests") { store.now.stands.last?.state == .resting }
                #expect(store.now.told == 1)
                try await Self.eventually("it is gone there") { office.connections == 0 }
                store.change { $0.assignment.isPresent = true }
                try await Self.eventually("it is back") { office.connections == 1 }
                store.change { $0.journal.stop(42) }
                room.spoke([ChargePointID(1)])
                try await Self.eventually("told") { store.now.told == 2 }
            }
        }
    }

    @Test func `an observer that turns the charge point away is told when it lets it in`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { $0.journal.begin(42) }
        let office = ObservingOffice()
        try await Self.run(store) { _ in
            try await BackOffice.answering(port, .unauthorized) {
                try await Self.eventually("refused") { store.now.stands.last?.reason == "refused: 401" }
            }
            try await BackOffice.run(port, office.decide) {
                try await Self.eventually("told") { store.now.told == 1 }
            }
        }
    }

    @Test func `a charge point that learned another language is told in the language of each message`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        store.change { state in
            state.journal.begin(42)
            state.journal.call("h", "Heartbeat")
            state.journal.call("b", "BootNotification", #"{"reason":"PowerUp","chargingStation":{"model":"M"}}"#)
            state.journal.call("h", "Heartbeat")
            state.journal.call("t", "TransactionEvent", #"{"eventType":"Started"}"#)
        }
        let office = ObservingOffice()
        try await BackOffice.run(port, office.decide) {
            try await Self.run(store) { _ in try await Self.eventually("told") { store.now.told == 5 } }
        }
        #expect(
            office.handshakes.map { $0.split(separator: " ", maxSplits: 3).last ?? "" } == [
                "ocpp1.6", "ocpp2.0.1, ocpp2.1",
            ]
        )
        #expect(office.unanswered == 0)
    }

    @Test func `a database that comes and goes costs nothing and doubles nothing`() async throws {
        let port = try FreePort.find()
        let store = try Self.store(port)
        let office = ObservingOffice()
        try await BackOffice.run(port, office.decide) {
            try await Self.run(store) { room in
                store.change { $0.journal.begin(42) }
                for value in 0..<20 {
                    store.change { state in
                        state.isAway.toggle()
                        state.journal.measure(42, value)
                    }
                    room.spoke([ChargePointID(1)])
                    try await Task.sleep(for: .milliseconds(5))
                }
                store.change { $0.isAway = false }
                try await Self.eventually("told") { store.now.told == 21 }
            }
        }
        #expect(office.actions.count == 21 && Set(office.texts).count == 21)
    }
}
