internal import HTTPServer
internal import Logging
internal import NIOCore
internal import OCPP
internal import Synchronization
internal import Values

/// One connection of a charge point, on its event loop.
///
/// Every frame is recorded before anything else happens. Answers, heartbeats' apart, leave when they and what they
/// answer are on the disk, in the order of the calls.
final class ChargePointSession: WebSocketHandler, ConnectedSession {
    private let gateway: Gateway
    private let chargePoint: RegisteredChargePoint
    private let spoken: SpokenProtocol
    private let connectionID: Int64
    private let record: LiveBoard.Record
    private let flow = Flow()
    private var socket: WebSocketConnection?
    private var frames: RateLimit
    private var commands: CommandQueue
    private var timeout: Scheduled<Void>?
    private var resumption: Scheduled<Void>?

    init(gateway: Gateway, chargePoint: RegisteredChargePoint, spoken: SpokenProtocol = .ocpp16) {
        self.gateway = gateway
        self.chargePoint = chargePoint
        self.spoken = spoken
        let limits = gateway.limits
        connectionID = gateway.registry.makeConnectionID(at: gateway.clock())
        record = gateway.live.record(of: chargePoint)
        frames = RateLimit(perSecond: limits.framesPerSecond, burst: limits.frameBurst)
        commands = CommandQueue(limit: limits.queuedCommands, timeoutSeconds: limits.commandTimeoutSeconds)
    }

    /// Heartbeats that may be missing in a row before a charge point that answers no pings counts as gone.
    private static let silentHeartbeats: Int64 = 3

    // MARK: Connection

    func opened(_ socket: WebSocketConnection) {
        self.socket = socket
        // Many charge points answer no pings: what they were told to say of themselves is all there is to hear.
        socket.tolerateSilence(of: .seconds(ChargePointSession.silentHeartbeats * max(1, chargePoint.heartbeatSeconds)))
        gateway.metrics.connections.add(1)
        let entry = ConnectionRegistry.Entry(
            connectionID: connectionID,
            admitted: chargePoint,
            socket: socket,
            session: NIOLoopBound(self, eventLoop: socket.eventLoop)
        )
        record.connected(
            connectionID,
            speaking: spoken,
            withNextKey: chargePoint.shownNextKey,
            at: gateway.clock()
        )
        gateway.registry.enter(entry, for: chargePoint.id)?.replace()
        gateway.endUnlessAdmitted(entry)
    }

    func replace() {
        socket?.close(code: .normal, reason: "Replaced by a newer connection.")
    }

    func closed(code: WebSocketCloseCode, reason: String) {
        timeout?.cancel()
        resumption?.cancel()
        flow.end()
        guard socket != nil else { return }
        socket = nil
        if code == .messageTooBig {
            gateway.logger.warning("A message was too big.", metadata: ["identity": "\(chargePoint.identity)"])
        }
        gateway.metrics.connections.add(-1)
        gateway.registry.leave(connectionID, of: chargePoint.id)
        record.disconnected(connectionID)
        for ended in commands.close() { report(ended) }
    }

    /// The server itself drops a peer that does not read; nothing is produced here without a call.
    func writabilityChanged(_ isWritable: Bool) {}

    // MARK: Frames

    func received(_ message: WebSocketMessage) {
        let now = gateway.clock()
        gateway.metrics.framesIn.increment()
        slowDown(at: now)
        record.received(at: now)
        let heading = heading(.chargePoint, now)
        let frame: Frame? = message.payload.withUnsafeReadableBytes { bytes in
            guard case .success = gateway.spool.append(heading, payload: bytes) else { return nil }
            return Frame(reading: bytes.bindMemory(to: UInt8.self))
        }
        guard let frame else { return giveUp() }
        handle(frame, at: now)
    }

    /// Stops reading for a moment when too much comes at once; the network makes the charge point wait.
    private func slowDown(at now: Timestamp) {
        var pause = TimeAmount.microseconds(frames.takeOnCredit(at: now))
        if flow.unanswered >= gateway.limits.unansweredCalls {
            pause = max(pause, TimeAmount(gateway.limits.unansweredPause))
        }
        guard pause > .zero, let socket else { return }
        gateway.metrics.pauses.increment()
        socket.pauseReading()
        resumption?.cancel()
        resumption = socket.eventLoop.scheduleTask(in: pause) { socket.resumeReading() }
    }

    private func handle(_ frame: Frame, at now: Timestamp) {
        switch frame {
        case .call(let call): take(call, at: now)
        case .callResult(let result): end(result.id, .answered(result.payload))
        case .callError(let error): end(error.id, .refused(error.code, error.reason))
        case .unreadable(let frame):
            gateway.metrics.unreadable.increment()
            guard let error = CallErrorMapping.error(for: frame) else { return }
            sendError(error, since: now)
        }
    }

    private func take(_ call: Call, at now: Timestamp) {
        switch gateway.desk.answer(call, from: chargePoint, in: spoken, at: now) {
        case .result(let result, let observation):
            if let observation { record.note(observation) }
            let isPromise = !ChargePointSession.promiseNothing.contains(call.action)
            send(result.bytes, waitsForDisk: isPromise, since: now)
        case .error(let error): sendError(error, since: now)
        case .unable: giveUp()
        }
    }

    /// Calls whose answers come from memory at once: whoever waits at a charge point with a card waits for no disk.
    private static let promiseNothing: Set<String> = [OCPP16.Heartbeat.name, OCPP16.Authorize.name]

    private func sendError(_ error: CallError, since now: Timestamp) {
        gateway.metrics.callErrors.increment()
        send(error.bytes, waitsForDisk: true, since: now)
    }

    /// Records an answer and sends it, when it promises something only once it is on the disk.
    private func send(_ bytes: [UInt8], waitsForDisk: Bool, since received: Timestamp) {
        guard let socket else { return }
        let (metrics, clock, flow) = (gateway.metrics, gateway.clock, flow)
        let message = ByteBuffer(bytes: bytes)
        let deliver: @Sendable () -> Void = {
            socket.sendText(message)
            metrics.framesOut.increment()
            metrics.answersTaken.record(.microseconds(max(0, clock().microseconds(since: received))))
        }
        flow.add(1)
        let appended = gateway.spool.append(heading(.centralSystem, received), payload: bytes) { isDurable in
            flow.add(-1)
            guard !flow.isOver else { return }
            if !isDurable { return socket.close(code: .tryAgainLater, reason: ChargePointSession.unwritable) }
            if waitsForDisk { deliver() }
        }
        guard case .success = appended else { return giveUp() }
        if !waitsForDisk { deliver() }
    }

    private func heading(_ sender: Sender, _ now: Timestamp) -> FrameHeading {
        FrameHeading(
            receivedAt: now,
            operatorID: chargePoint.operatorID,
            chargePointID: chargePoint.id,
            connectionID: connectionID,
            sender: sender,
            route: .direct
        )
    }

    private static let unwritable = "Messages cannot be kept at the moment."

    /// Hangs up without an answer: the charge point keeps its message and brings it again.
    private func giveUp() {
        gateway.metrics.refused.increment()
        socket?.close(code: .tryAgainLater, reason: ChargePointSession.unwritable)
    }

    // MARK: Commands

    /// Takes a command for the charge point.
    func take(_ command: Command) -> CommandAdmission {
        guard socket != nil else { return .notConnected }
        guard commands.enqueue(command) else { return .queueFull }
        sendNextCommand()
        return .queued
    }

    private func sendNextCommand() {
        let now = gateway.clock()
        guard let socket, let command = commands.next(at: now) else { return }
        let bytes = command.call.bytes
        let (metrics, flow) = (gateway.metrics, flow)
        // A new key is not kept.
        let kept = RelayWatch.copy(of: command.call) ?? bytes
        let appended = gateway.spool.append(heading(.centralSystem, now), payload: kept) { isDurable in
            guard !flow.isOver else { return }
            guard isDurable else { return socket.close(code: .tryAgainLater, reason: ChargePointSession.unwritable) }
            socket.sendText(ByteBuffer(bytes: bytes))
            metrics.framesOut.increment()
        }
        guard case .success = appended else { return end(command.messageID, .notSent) }
        scheduleTimeout(socket)
    }

    private func scheduleTimeout(_ socket: WebSocketConnection) {
        let session = NIOLoopBound(self, eventLoop: socket.eventLoop)
        timeout = socket.eventLoop.scheduleTask(in: .seconds(gateway.limits.commandTimeoutSeconds)) {
            session.value.timeOut()
        }
    }

    private func timeOut() {
        guard let ended = commands.expire(at: gateway.clock()) else { return }
        report(ended)
        sendNextCommand()
    }

    private func end(_ id: MessageID, _ outcome: CommandOutcome) {
        guard let ended = commands.answered(id, outcome) else { return }
        timeout?.cancel()
        report(ended)
        sendNextCommand()
    }

    private func report(_ ended: CommandQueue.Ended) {
        gateway.reports.add(
            CommandReport(
                commandID: ended.command.id,
                operatorID: chargePoint.operatorID,
                chargePointID: chargePoint.id,
                outcome: ended.outcome,
                at: gateway.clock()
            )
        )
    }
}

/// What the event loop and the spool's writer both know of a connection.
private final class Flow: Sendable {
    private let count = Atomic<Int>(0)
    private let over = Atomic<Bool>(false)

    /// Calls whose answer is not on the disk yet.
    var unanswered: Int { count.load(ordering: .relaxed) }
    /// Whether the connection is over; its event loop may be gone too then.
    var isOver: Bool { over.load(ordering: .relaxed) }

    func add(_ amount: Int) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    func end() {
        over.store(true, ordering: .relaxed)
    }
}
