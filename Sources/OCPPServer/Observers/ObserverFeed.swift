internal import HTTPServer
internal import Logging
internal import NIOCore
internal import OCPP
internal import Synchronization
internal import Values

/// Tells one observer what its charge point says, from the journal, one message at a time.
actor ObserverFeed {
    /// What all feeds of a node share.
    struct Surroundings: Sendable {
        let store: any ObserverStore
        let dialer: WebSocketDialer
        let pacer: DialPacer
        let eventLoop: any EventLoop
        let limits: ObserverLimits
        let metrics: ObserverMetrics
        let logger: Logger
        let clock: WallClock
    }

    /// The work shall end.
    struct Stopped: Error {}

    let assignment: ObserverAssignment
    let around: Surroundings
    let signal = ObserverSignal()
    private let presence: Mutex<Bool>
    private let current = Mutex<ObserverLine?>(nil)
    var book = ObserverBook(ObserverRecord())
    /// Frames that were read and not taken yet, and the mark that is done with behind them.
    private var waiting: ArraySlice<JournalFrame> = []
    private var lookback: Int64?
    /// A message of the journal that waits for a boot.
    private var held: ObserverMessage?
    /// The message that was on its way when the observer was told last: it goes first.
    private var unfinished: ObserverSending?
    private var isAllRead = false
    /// Whether a person wants to see something happen.
    var isHurried = false
    /// What is offered when the observer is dialled.
    var subprotocol: String
    /// What the observer agreed to for the connection.
    var agreed = ""
    var nextTry: ContinuousClock.Instant?
    var pause: Duration
    /// Connections that began with a boot.
    var connections = 0
    private var commandsNoted: ContinuousClock.Instant?
    private var absentSince: ContinuousClock.Instant?

    init(_ assignment: ObserverAssignment, _ around: Surroundings) {
        self.assignment = assignment
        self.around = around
        presence = Mutex(assignment.isPresent)
        pause = around.limits.firstPause
        subprotocol = assignment.target.subprotocol
    }

    /// Whether the charge point is connected.
    nonisolated var isPresent: Bool { presence.withLock { $0 } }

    nonisolated func setPresence(_ isPresent: Bool) {
        let isNew = presence.withLock { known in
            defer { known = isPresent }
            return known != isPresent
        }
        if isNew { signal.ring() }
    }

    /// Ends the work; the message on its way may be answered for a moment.
    nonisolated func stop() {
        signal.stop()
        current.withLock { $0 }?.leave(within: around.limits.farewell)
    }

    nonisolated func setLine(_ line: ObserverLine?) { current.withLock { $0 = line } }
    nonisolated var line: ObserverLine? { current.withLock { $0 } }

    // MARK: The work

    /// Tells until it is stopped, cancelled, or another node tells the observer.
    func run() async {
        await withTaskCancellationHandler {
            do {
                try await begin()
                while true { try await step() }
            } catch {
                line?.leave(within: around.limits.farewell)
                setLine(nil)
            }
        } onCancel: {
            stop()
        }
    }

    private func begin() async throws {
        let record = try await patiently("how far an observer was told") {
            try await self.around.store.load(self.assignment)
        }
        book = ObserverBook(record, limits: around.limits)
        unfinished = record.sending
        if !record.isIntroduced {
            for action in [OCPP16.BootNotification.name, OCPP16.StatusNotification.name] {
                let calls = try await patiently("what a charge point said") {
                    try await self.around.store.latest(self.assignment, of: action)
                }
                book.introduce(by: calls)
            }
            try await store()
        }
        try await lookForWanted()
    }

    private func step() async throws {
        try check()
        if signal.takeUrgency() { isHurried = true }
        if isHurried { try await lookForWanted() }
        guard let message = try await next() else { return try await rest() }
        try await tell(message)
    }

    func check() throws {
        if signal.isStopped || Task.isCancelled { throw Stopped() }
    }

    // MARK: What is next

    /// The next message: the one that was on its way first, then a boot, what people want told again, the journal, and
    /// the latest states.
    private func next() async throws -> ObserverMessage? {
        if let refusal = book.refusal, refusal.until > around.clock() { return nil }
        if let first = try await unfinishedMessage() { return first }
        if let boot = try await owed(bootsOnly: true) { return boot }
        if book.refusal != nil { return nil }
        if let again = try await again() { return again }
        guard let heard = try await journal() else { return try await owed(bootsOnly: false) }
        // A boot that was found on the way there comes before what was said after it.
        guard let boot = try await owed(bootsOnly: true) else { return heard }
        held = heard
        return boot
    }

    private func unfinishedMessage() async throws -> ObserverMessage? {
        guard let sending = unfinished else { return nil }
        unfinished = nil
        if let (subject, place) = book.owed.first(where: { $0.value.key == sending.key }) {
            return try await owed(subject, place)
        }
        return sending.round > 0 ? try await again() : try await journal()
    }

    private func owed(bootsOnly: Bool) async throws -> ObserverMessage? {
        guard let (subject, place) = book.nextOwed(bootsOnly: bootsOnly) else { return nil }
        return try await owed(subject, place)
    }

    private func owed(_ subject: String, _ place: JournalPlace) async throws -> ObserverMessage? {
        let payload = try await patiently("a frame") { try await self.around.store.payload(self.assignment, at: place) }
        guard let payload, let call = Frame(reading: payload).call else {
            book.drop(subject)
            return nil
        }
        return ObserverMessage(origin: .owed(subject), place: place, call: call, payload: payload)
    }

    private func again() async throws -> ObserverMessage? {
        while let (key, place) = book.nextAgain {
            let calls = try await patiently("frames") {
                try await self.around.store.calls(self.assignment, after: place)
            }
            for frame in calls {
                if let message = book.takeAgain(frame, for: key) { return message }
            }
            if calls.isEmpty { book.endAgain(key) }
            try await storeIfWorth()
        }
        return nil
    }

    private func journal() async throws -> ObserverMessage? {
        if let message = held {
            held = nil
            return message
        }
        while true {
            while let frame = waiting.popFirst() {
                if let message = book.take(frame, at: around.clock()) { return message }
            }
            if isAllRead {
                isAllRead = false
                try await storeIfWorth()
                return nil
            }
            let places = Array(book.places.values)
            let batch = try await patiently("frames") {
                try await self.around.store.frames(self.assignment, after: places)
            }
            (waiting, isAllRead) = (batch.frames[...], batch.isAll)
            if batch.isAll { lookback = batch.lookback }
        }
    }

    // MARK: Storing

    private func storeIfWorth() async throws {
        if book.isWorthStoring || lookback != nil { try await store() }
    }

    func store() async throws {
        var progress = book.takeProgress()
        progress.commands = line?.takeCommands() ?? 0
        // Marks of late frames are done with once those frames are.
        if waiting.isEmpty, held == nil { (progress.lookback, lookback) = (lookback, nil) }
        let done = progress
        try await patiently("how far an observer was told") {
            try await self.around.store.advance(self.assignment.claim, done)
        }
    }

    /// Looks whether people want something told again.
    private func lookForWanted() async throws {
        isHurried = false
        let wanted = try await patiently("what is told again") {
            try await self.around.store.wantedAgain(self.assignment.claim)
        }
        for transaction in wanted { book.want(transaction) }
    }

    /// Does something with the database until it succeeds.
    func patiently<Result: Sendable>(
        _ what: String,
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        var pause = around.limits.storePause
        while true {
            try check()
            do {
                return try await body()
            } catch let lost as ObserverClaimLost {
                throw lost
            } catch {
                around.metrics.failures.increment()
                around.logger.warning(
                    "An observer waits for the database.",
                    metadata: ["what": "\(what)", "error": "\(error)"]
                )
            }
            if await signal.wait(atMost: pause, isPatient: true) { isHurried = true }
            pause = min(pause * 2, around.limits.longestStorePause)
        }
    }

    // MARK: Rest

    /// There is nothing to tell: the connection is kept while the charge point is there.
    private func rest() async throws {
        if isPresent { absentSince = nil } else if absentSince == nil { absentSince = .now }
        let isAbsent = absentSince.map { .now - $0 >= around.limits.absence } ?? false
        if isAbsent { try await leave() } else if isPresent || line != nil { _ = try await connected() }
        if await signal.wait(atMost: restTime) { isHurried = true }
        try await noteCommands()
    }

    private var restTime: Duration {
        let now = around.clock()
        if let refusal = book.refusal {
            let left = Duration.microseconds(max(0, refusal.until.microseconds(since: now)))
            return min(left + .milliseconds(1), around.limits.longestRest)
        }
        return absentSince == nil ? around.limits.longestRest : min(around.limits.absence, around.limits.longestRest)
    }

    /// The charge point is away, and so is it for the observer.
    private func leave() async throws {
        guard let line else { return }
        line.leave(within: around.limits.farewell)
        setLine(nil)
        try await note(ObserverStand(.resting))
    }

    /// Keeps how many commands came: the first at once, a flood of them now and then.
    private func noteCommands() async throws {
        guard commandsNoted.map({ .now - $0 >= around.limits.commandInterval }) ?? true,
            let commands = line?.takeCommands(), commands > 0
        else { return }
        commandsNoted = .now
        var progress = book.takeProgress()
        progress.commands = commands
        let done = progress
        try await patiently("commands") { try await self.around.store.advance(self.assignment.claim, done) }
    }

    func note(_ stand: ObserverStand) async throws {
        try await patiently("an observer's state") { try await self.around.store.note(self.assignment.claim, stand) }
    }
}
