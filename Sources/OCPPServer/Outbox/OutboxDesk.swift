internal import HTTPServer
internal import NIOCore
internal import OCPP
internal import Values

/// What a relayed session does for a charge point that is answered while its back-office is away, on its event loop.
///
/// Calls are kept until they are answered. While the back-office is away they are answered here; when it is back, it is
/// told in order, one call at a time, and what comes meanwhile waits behind, or goes in between when nothing of a
/// transaction depends on it.
final class OutboxDesk {
    /// A call of the charge point that has no answer yet.
    struct WaitingCall {
        let id: MessageID
        let action: String
        let message: WebSocketMessage
        /// Its number in the spool; 0 when it could not be kept.
        let sequence: Int64
        let receivedAt: Timestamp
        /// When it went to the back-office.
        var forwardedAt: Timestamp?
    }

    /// A message of the outbox that was sent, or is about to be, and not answered.
    struct Outstanding {
        let key: OutboxKey
        /// Tells this sending from a later one of the same message.
        let serial: Int
        var timeout: Scheduled<Void>?
    }

    /// Callbacks hold the session, which holds the desk.
    unowned let session: RelaySession
    let place: OutboxPlace
    /// What the charge point and its back-office speak.
    let language: OutboxLanguage
    var calls: [WaitingCall] = []
    var outstanding: Outstanding?
    var serial = 0
    /// The charge point's last boot, said again to a back-office that wants to hear it first, and not answered.
    var bootAgain: MessageID?
    /// Commands of the back-office that may be about a start which it is being told.
    var commands: [RelayedMessage] = []
    private var release: Scheduled<Void>?
    private var nextPump: Scheduled<Void>?
    /// Whether the database was asked what the outbox holds; nothing goes to the back-office before.
    private(set) var isReady = false
    /// What is done once the last message that was sent is answered, or takes too long.
    private var lastAct: (() -> Void)?

    init(_ session: RelaySession, in language: OutboxLanguage) {
        self.session = session
        self.language = language
        place = OutboxPlace(chargePointID: session.chargePoint.id, upstreamID: session.route.upstreamID)
    }

    var gateway: Gateway { session.gateway }
    var room: OutboxRoom { session.gateway.outbox }
    var limits: RelayLimits { session.relay.limits }
    var now: Timestamp { session.gateway.clock() }
    /// Whether the back-office is being told what it missed.
    var isTelling: Bool { outstanding != nil || room.with(place) { $0.next != nil } }

    /// The connection to the back-office, when there is one.
    var peer: WebSocketConnection? {
        guard case .open(let peer, _) = session.upstream, isReady else { return nil }
        return peer
    }

    // MARK: The charge point

    /// The charge point is there: what the outbox holds is asked for, for a moment.
    func opened() {
        room.refresh(place.chargePointID)
        let bound = NIOLoopBound(session, eventLoop: session.eventLoop)
        session.eventLoop.scheduleTask(in: TimeAmount(limits.outboxPatience)) { bound.value.desk?.refreshed() }
    }

    /// The database has said what the outbox holds, or takes too long.
    func refreshed() {
        guard !session.hasEnded else { return }
        if isReady { return pump() }
        isReady = true
        if case .away = session.upstream { answerAll() } else { upstreamIsThere() }
    }

    /// Takes a message of the charge point.
    func take(_ message: WebSocketMessage, _ head: FrameHead?, sequence: Int64, at now: Timestamp) {
        guard case .call(let action) = head?.kind, let id = head?.id else {
            // Answers are for the connection that asked.
            peer?.forward(message.frames)
            return
        }
        // Whoever asks something else does not wait any more for what was not answered.
        if case .away = session.upstream, isReady { calls = [] }
        if calls.count >= limits.pendingCalls { calls.removeFirst() }
        calls.append(
            WaitingCall(id: id, action: action, message: message, sequence: sequence, receivedAt: now)
        )
        proceed(with: calls.count - 1)
    }

    private func proceed(with index: Int) {
        switch session.upstream {
        case .away where isReady: answerHere(index)
        case .open where isReady: passOrQueue(index)
        case .open, .away, .redialling:
            if calls.count >= limits.heldMessages { session.pauseChargePoint() }
        case .over: break
        }
    }

    private func passOrQueue(_ index: Int) {
        let call = calls[index]
        if isQueued(call.action), isTelling || mustWait(call) || isKnown(call) { answerHere(index) }
        pump()
    }

    private func isQueued(_ action: String) -> Bool { OutboxAnswer.queues(action, in: language) }

    /// Whether the message belongs to a transaction whose start the back-office does not know.
    private func mustWait(_ call: WaitingCall) -> Bool {
        guard TransactionToken.inCalls[call.action] != nil, !room.with(place, { $0.isEmpty }) else { return false }
        let text = FrameText(Array(buffer: call.message.payload))
        return room.with(place) { $0.mustWait(text, action: call.action) }
    }

    /// Whether the message was taken before: the charge point has not heard our answer.
    private func isKnown(_ call: WaitingCall) -> Bool {
        guard RelayFrames.promised.contains(call.action), !room.with(place, { $0.isEmpty }),
            let read = RelayFrames.call(in: call.message.payload)
        else { return false }
        return room.with(place) { $0.known(action: read.action, payload: read.payload) } != nil
    }

    // MARK: The back-office comes and goes

    /// The back-office is there: what it was being asked when it went is taken over, and it is told what it missed.
    func upstreamIsThere() {
        guard peer != nil else { return }
        room.memory.accepted(
            place,
            of: session.chargePoint.operatorID,
            showing: session.shownCredentials,
            speaking: session.agreed?.lowercased() ?? OCPP16.subprotocol,
            at: now
        )
        sayBootAgain()
        var index = 0
        while index < calls.count {
            let call = calls[index]
            let mustQueue = call.forwardedAt != nil || isTelling
            if mustQueue, isQueued(call.action) {
                let before = calls.count
                answerHere(index)
                if calls.count < before { continue }
            } else {
                calls[index].forwardedAt = nil
            }
            index += 1
        }
        session.resumeChargePoint()
        pump()
    }

    /// The back-office is gone: what it was asked last has no answer any more.
    func upstreamIsLost() {
        commands = []
        bootAgain = nil
        release?.cancel()
        giveUpOutstanding()
    }

    /// The back-office stays away: everything that waits is answered here.
    func answerAll() {
        guard isReady else { return }
        var index = 0
        while index < calls.count {
            let before = calls.count
            answerHere(index)
            if calls.count == before { index += 1 }
        }
        session.resumeChargePoint()
    }

    func giveUpOutstanding() {
        guard let last = outstanding else { return }
        last.timeout?.cancel()
        outstanding = nil
        room.with(place) { $0.gaveNoAnswer(last.key) }
        tellIfParked(last.key)
        finishLastAct()
    }

    // MARK: The end

    /// Does something once no message is on its way any more, or soon.
    func whenQuiet(_ act: @escaping () -> Void) {
        nextPump?.cancel()
        guard outstanding != nil, peer != nil else { return act() }
        lastAct = act
        let bound = NIOLoopBound(session, eventLoop: session.eventLoop)
        session.eventLoop.scheduleTask(in: TimeAmount(limits.outboxFarewell)) { bound.value.desk?.giveUpOutstanding() }
    }

    func finishLastAct() {
        lastAct?()
        lastAct = nil
    }

    // MARK: Turns

    /// Sends what may go next: a call that waited, else the next message of the outbox, one at a time.
    func pump() {
        guard let peer, outstanding == nil, bootAgain == nil, lastAct == nil, !session.hasEnded, !session.isReplaced
        else { return }
        while !calls.allSatisfy({ $0.forwardedAt != nil }) {
            if isTelling, isWaitingForAnswer { return pumpLater() }
            guard let index = calls.firstIndex(where: { $0.forwardedAt == nil }) else { break }
            forward(index, to: peer)
        }
        guard let item = room.with(place, { $0.next }) else { return }
        if isWaitingForAnswer { return pumpLater() }
        send(item, to: peer)
    }

    /// Whether the back-office still has to answer a call that was handed on.
    private var isWaitingForAnswer: Bool {
        let now = now
        return calls.contains { call in
            call.forwardedAt.map { now.seconds(since: $0) < limits.answerSeconds } ?? false
        }
    }

    /// A back-office that never answers a call must not keep the rest waiting for ever.
    private func pumpLater() {
        guard nextPump == nil else { return }
        let bound = NIOLoopBound(session, eventLoop: session.eventLoop)
        nextPump = session.eventLoop.scheduleTask(in: .seconds(limits.answerSeconds)) {
            bound.value.desk?.nextPump = nil
            bound.value.desk?.pump()
        }
    }

    // MARK: Commands

    /// Holds a command of the back-office until the start that it may be about is known, for a while.
    func hold(_ command: RelayedMessage) {
        commands.append(command)
        guard release == nil else { return }
        let bound = NIOLoopBound(session, eventLoop: session.eventLoop)
        release = session.eventLoop.scheduleTask(in: .seconds(limits.answerSeconds)) {
            bound.value.desk?.releaseCommands()
        }
    }

    func releaseCommands() {
        release?.cancel()
        release = nil
        let held = commands
        commands = []
        for command in held { session.pass(translated(command)) }
    }
}
