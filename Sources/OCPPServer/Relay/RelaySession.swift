internal import HTTPServer
internal import NIOCore
internal import OCPP
internal import Values

/// A charge point connected through to its back-office, on one event loop.
///
/// Messages pass unchanged and in order; we keep a copy and never speak ourselves. Only an answer to a transaction
/// message waits until it and what it answers are on the disk, and what comes behind it with it.
///
/// waiting for the charge point → open → (redialling → open) → over. What is lost in between is never answered, so the
/// charge point keeps it.
///
/// Source: OCPP-J 1.6 §4.1, OCPP 2.0.1 part 4 §6.
final class RelaySession {
    enum Upstream {
        case open(WebSocketConnection, RelayLeg)
        /// Lost without a Close: dialled again until the grace time is over.
        case redialling
        /// The same for a charge point that is answered here meanwhile.
        case away
        case over
    }

    let gateway: Gateway
    let relay: Relay
    let chargePoint: RegisteredChargePoint
    let route: RelayRoute
    let target: WebSocketTarget
    let connectionID: Int64
    let eventLoop: any EventLoop
    /// Fulfilled when nothing of the session is left at the back-office.
    let upstreamEnded: EventLoopPromise<Void>
    private let record: LiveBoard.Record
    private(set) var chargePointSocket: WebSocketConnection?
    var upstream = Upstream.over
    private(set) var hasEnded = false
    /// Answers the charge point while the back-office is away, where that is wanted.
    private(set) var desk: OutboxDesk?
    var chargePointCalls: RelayCalls
    private var upstreamCalls: RelayCalls
    private var findings: [MessageID: [RelayWatch.Watched]] = [:]
    private var held = HeldAnswers()
    private var waiting = CircularBuffer<ByteBuffer>(initialCapacity: 1)
    private var frames: RateLimit
    private(set) var bell: DurabilityBell?
    /// What the back-office must agree to again when it is dialled again.
    var agreed: String?
    /// Set when the charge point offered subprotocols and the back-office took none: both are let go.
    ///
    /// Source: OCPP-J 1.6 §3.2.
    var hasNoCommonProtocol = false
    /// How often the back-office was lost.
    var losses = 0
    /// Whether a newer connection took this one's place.
    var isReplaced = false
    /// Whether it was told that a message was too big; its end goes on to the other side.
    var toldTooBig = false
    /// How the back-office ended before the charge point was there.
    private var earlyEnd: (WebSocketCloseCode, String)?
    /// How the charge point's side ends as soon as nothing is held for it any more.
    private var lateEnd: (WebSocketCloseCode, String)?

    /// - Parameters:
    ///   - handshake: What the handshake brought.
    ///   - isAway: Whether the back-office cannot be reached now.
    init(_ handshake: Relay.Handshake, isAway: Bool = false) {
        if isAway { (upstream, losses) = (.away, 1) }
        gateway = handshake.gateway
        relay = handshake.relay
        chargePoint = handshake.chargePoint
        route = handshake.route
        target = handshake.target
        eventLoop = handshake.eventLoop
        upstreamEnded = handshake.upstreamEnded
        connectionID = gateway.registry.makeConnectionID(at: gateway.clock())
        record = gateway.live.record(of: chargePoint)
        chargePointCalls = RelayCalls(limit: relay.limits.pendingCalls)
        upstreamCalls = RelayCalls(limit: relay.limits.pendingCalls)
        frames = RateLimit(perSecond: gateway.limits.framesPerSecond, burst: gateway.limits.frameBurst)
    }

    deinit {
        upstreamEnded.succeed()
    }

    // MARK: The charge point's side

    func chargePointOpened(_ socket: WebSocketConnection) {
        chargePointSocket = socket
        bell = DurabilityBell(self, eventLoop: eventLoop)
        relay.metrics.sessions.add(1)
        gateway.metrics.connections.add(1)
        record.connected(
            connectionID,
            speaking: spoken,
            withNextKey: chargePoint.shownNextKey,
            at: gateway.clock()
        )
        let entry = ConnectionRegistry.Entry(
            connectionID: connectionID,
            admitted: chargePoint,
            socket: socket,
            session: NIOLoopBound(self, eventLoop: eventLoop)
        )
        gateway.registry.enter(entry, for: chargePoint.id)?.replace()
        if route.hasOutbox, !hasNoCommonProtocol, let language = OutboxLanguage(agreed: agreed) {
            desk = OutboxDesk(self, in: language)
        }
        switch upstream {
        case .open where hasNoCommonProtocol:
            end(.protocolError, "The back-office speaks none of the offered protocols.")
        case .open(let peer, _): peer.resumeReading()
        case .away: RelayRedial(self).start()
        case .redialling: break
        case .over: end(earlyEnd?.0 ?? .goingAway, earlyEnd?.1 ?? Self.lost)
        }
        desk?.opened()
        gateway.endUnlessAdmitted(entry)
    }

    func chargePointSent(_ message: WebSocketMessage) {
        let now = gateway.clock()
        gateway.metrics.framesIn.increment()
        relay.metrics.framesUp.increment()
        record.received(at: now)
        slowDown(at: now)
        let head = RelayFrames.head(of: message.payload)
        guard let sequence = note(chargePoint: message, head, at: now) else { return giveUp() }
        if let desk { return desk.take(message, head, sequence: sequence, at: now) }
        switch upstream {
        case .open(let peer, _): peer.forward(message.frames)
        case .redialling: wait(message.frames)
        case .away, .over: break
        }
    }

    func chargePointClosed(_ code: WebSocketCloseCode, _ reason: String) {
        if chargePointSocket != nil {
            relay.metrics.sessions.add(-1)
            gateway.metrics.connections.add(-1)
            gateway.registry.leave(connectionID, of: chargePoint.id)
            record.disconnected(connectionID)
        }
        chargePointSocket = nil
        // The bell holds the session.
        bell = nil
        if code == .messageTooBig { messageWasTooBig("charge point", reason) }
        hasEnded = true
        guard case .open(let peer, _) = upstream else { return upstreamIsGone() }
        let isPlainEnd = code == .noStatus || code == .abnormal
        whenQuiet { if isPlainEnd { peer.drop() } else { peer.close(code: code, reason: reason) } }
    }

    func chargePointWritable(_ isWritable: Bool) {
        guard case .open(let peer, _) = upstream else { return }
        if !isWritable { peer.pauseReading() } else if held.byteCount < relay.limits.heldBytes { peer.resumeReading() }
    }

    /// Stops reading for a moment when far too much comes at once; the network makes the charge point wait.
    private func slowDown(at now: Timestamp) {
        let pause = TimeAmount.microseconds(frames.takeOnCredit(at: now))
        guard pause > .zero, let socket = chargePointSocket else { return }
        gateway.metrics.pauses.increment()
        socket.pauseReading()
        socket.eventLoop.scheduleTask(in: pause) { socket.resumeReading() }
    }

    /// Leaves the back-office before the charge point was there, and for good.
    func letGo() {
        hasEnded = true
        gateway.live.forget(chargePoint.id)
        guard case .open(let peer, _) = upstream else { return upstreamIsGone() }
        peer.drop()
    }

    // MARK: The back-office's side

    func upstreamOpened(_ socket: WebSocketConnection, _ leg: RelayLeg) {
        guard !hasEnded, !isReplaced else { return socket.drop() }
        upstream = .open(socket, leg)
        guard chargePointSocket != nil else { return socket.pauseReading() }
        while let frames = waiting.popFirst() { socket.forward(frames) }
        desk?.upstreamIsThere()
        chargePointSocket?.resumeReading()
    }

    func upstreamSent(_ message: WebSocketMessage) {
        relay.metrics.framesDown.increment()
        guard let desk else { return pass(RelayedMessage(message)) }
        if let passed = desk.receive(RelayedMessage(message)) { pass(passed) }
    }

    /// Hands a message on to the charge point.
    func pass(_ message: RelayedMessage) {
        let now = gateway.clock()
        guard let isPromise = note(upstream: message, at: now) else { return giveUp() }
        deliver(message.frames, untilDurable: isPromise)
        if held.byteCount >= relay.limits.heldBytes, case .open(let peer, _) = upstream { peer.pauseReading() }
    }

    func deliver(_ frames: ByteBuffer, untilDurable: Bool) {
        guard !held.hold(frames, untilDurable: untilDurable) else { return }
        chargePointSocket?.forward(frames)
        gateway.metrics.framesOut.increment()
    }

    func upstreamClosed(_ leg: RelayLeg, _ code: WebSocketCloseCode, _ reason: String) {
        guard case .open(_, let current) = upstream, current === leg else { return }
        upstream = .over
        guard !hasEnded, chargePointSocket != nil else {
            earlyEnd = (code.isSendable ? code : .goingAway, reason)
            return upstreamIsGone()
        }
        if code == .messageTooBig { messageWasTooBig("back-office", reason) }
        if desk != nil, Relay.isAbsence(code) { return waitForUpstream() }
        guard code == .abnormal else {
            upstreamIsGone()
            return endBehindAnswers(code == .noStatus ? .goingAway : code, reason)
        }
        relay.metrics.losses.increment()
        // A call on its way has no answer any more; the charge point brings it again when it is sent away.
        guard chargePointCalls.isEmpty else {
            upstreamIsGone()
            return endBehindAnswers(.goingAway, Self.lost)
        }
        upstream = .redialling
        RelayRedial(self).start()
    }

    func upstreamWritable(_ isWritable: Bool) {
        if isWritable { chargePointSocket?.resumeReading() } else { chargePointSocket?.pauseReading() }
    }

    /// The grace time is over, or the back-office does not want the charge point any more.
    func redialFailed() {
        guard isRedialling else { return }
        upstream = .over
        upstreamIsGone()
        end(.goingAway, Self.lost)
    }

    /// Whether dialling again still makes sense.
    var isRedialling: Bool {
        switch upstream {
        case .redialling, .away: return !hasEnded && !isReplaced
        case .open, .over: return false
        }
    }

    /// What the two agreed on; a relay reads 1.6 and passes the rest.
    private var spoken: SpokenProtocol { agreed.flatMap { SpokenProtocol(rawValue: $0.lowercased()) } ?? .ocpp16 }

    private static let lost = "The back-office cannot be reached."

    private func wait(_ frames: ByteBuffer) {
        waiting.append(frames)
        if waiting.count >= relay.limits.heldMessages { chargePointSocket?.pauseReading() }
    }

    private func upstreamIsGone() {
        upstreamEnded.succeed()
    }

    // MARK: The copy

    /// Keeps a message of the charge point.
    ///
    /// - Returns: Its number, 0 when it has none; `nil` when it must not pass because it could not be kept.
    private func note(chargePoint message: WebSocketMessage, _ head: FrameHead?, at now: Timestamp) -> Int64? {
        let sequence = copy(message.payload, .chargePoint, at: now)
        switch head?.kind {
        case .call(let action):
            guard sequence != nil || !RelayFrames.promised.contains(action) else { return nil }
            if let head { chargePointCalls.opened(head.id, action, at: now) }
            gateway.metrics.called(action)
            if RelayFrames.observed.contains(action) { observe(message, at: now) }
        case .callResult, .callError: chargePointAnswered(head, message, at: now)
        case .other, nil: break
        }
        return sequence ?? 0
    }

    private func observe(_ message: WebSocketMessage, at now: Timestamp) {
        guard let observation = RelayFrames.observation(in: message.payload, at: now) else { return }
        record.note(observation)
    }

    private func chargePointAnswered(_ head: FrameHead?, _ message: WebSocketMessage, at now: Timestamp) {
        guard let head, upstreamCalls.answered(head.id) != nil, let all = findings.removeValue(forKey: head.id)
        else { return }
        for watched in all where RelayFrames.accepts(message.payload, variable: watched.variable) {
            relay.found(watched.finding, at: chargePoint, behind: route, now)
        }
    }

    /// Keeps a message of the back-office; whether it must wait for the disk, `nil` when it must not pass.
    private func note(upstream message: RelayedMessage, at now: Timestamp) -> Bool? {
        let head = RelayFrames.head(of: message.payload)
        switch head?.kind {
        case .callResult, .callError:
            let action = head.flatMap { chargePointCalls.answered($0.id) }
            guard let action, RelayFrames.promised.contains(action) else { break }
            return copyPromise(message, at: now) ? true : nil
        case .call(let action):
            if let head { upstreamCalled(head, action, message, at: now) }
            return false
        case .other, nil: break
        }
        _ = copy(message.payload, .centralSystem, at: now)
        return false
    }

    private func upstreamCalled(_ head: FrameHead, _ action: String, _ message: RelayedMessage, at now: Timestamp) {
        upstreamCalls.opened(head.id, action, at: now)
        var kept = message.payload
        if RelayWatch.actions.contains(action), let call = RelayFrames.call(in: message.payload) {
            let watched = RelayWatch.watched(in: call)
            if !watched.isEmpty, findings.count < relay.limits.pendingCalls { findings[head.id] = watched }
            if let copy = RelayWatch.copy(of: call) { kept = ByteBuffer(bytes: copy) }
        }
        _ = copy(kept, .centralSystem, at: now)
    }

    private func copyPromise(_ message: RelayedMessage, at now: Timestamp) -> Bool {
        let bell = bell
        let promise = message.promise
        return copy(message.payload, .centralSystem, promise: promise, at: now) { bell?.ring(isDurable: $0) } != nil
    }

    /// Keeps a message; its number, or `nil` when it could not be kept.
    func copy(
        _ payload: ByteBuffer,
        _ sender: Sender,
        _ route: FrameRoute = .relayed,
        promise: OutboxPromise? = nil,
        at now: Timestamp,
        onDurable: Spool.DurableCallback? = nil
    ) -> Int64? {
        let heading = FrameHeading(
            receivedAt: now,
            operatorID: chargePoint.operatorID,
            chargePointID: chargePoint.id,
            connectionID: connectionID,
            sender: sender,
            route: route,
            promise: promise
        )
        let appended = payload.withUnsafeReadableBytes {
            gateway.spool.append(heading, payload: $0, onDurable: onDurable)
        }
        guard case .success(let sequence) = appended else {
            relay.metrics.uncopied.increment()
            return nil
        }
        return sequence
    }

    /// Held answers are on the disk; the next in line go to the charge point.
    func becameDurable(_ count: Int, hasFailed: Bool) {
        guard !hasFailed else { return giveUp() }
        guard let socket = chargePointSocket else { return }
        for frames in held.release(count) {
            socket.forward(frames)
            gateway.metrics.framesOut.increment()
        }
        if held.isEmpty, let (code, reason) = lateEnd { return end(code, reason) }
        if held.byteCount < relay.limits.heldBytes, case .open(let peer, _) = upstream { peer.resumeReading() }
    }

    // MARK: The end

    /// Closes the charge point's side behind the answers that wait for the disk: what the back-office answered before it
    /// left must not come to it a second time.
    private func endBehindAnswers(_ code: WebSocketCloseCode, _ reason: String) {
        guard !held.isEmpty else { return end(code, reason) }
        lateEnd = (code, reason)
    }

    /// Hangs up without an answer: the charge point keeps its message and brings it again.
    func giveUp() {
        gateway.metrics.refused.increment()
        end(.tryAgainLater, "Messages cannot be kept at the moment.")
    }

    /// Closes the charge point's side; its end closes the other.
    func end(_ code: WebSocketCloseCode, _ reason: String) {
        chargePointSocket?.close(code: code, reason: reason)
    }
}
