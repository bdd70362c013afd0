internal import NIOCore
internal import NIOWebSocket
internal import OCPP
internal import Values

/// One simulated charge point on its event loop: plays its script over as many connections as it takes.
///
/// One call is outstanding at a time; the next goes out as soon as the answer came. What is not answered when the
/// connection breaks is sent again, unchanged, over the next one.
final class ChargePointPlayer {
    /// What the charge point is.
    struct Role: Sendable {
        let identity: String
        let key: String
        let script: SessionScript
        let faults: FaultPlan?
    }

    private struct Outstanding {
        let step: SessionScript.Step
        let id: MessageID
        let bytes: [UInt8]
        var sentAt: NIODeadline
    }

    private let role: Role
    private let dialer: Dialer
    private let loop: any EventLoop
    private let limits: SimulatorLimits
    private let tally: ReplayTally
    private let done: EventLoopPromise<Void>
    private var script: SessionScript
    private var faults: FaultPlan?
    private var channel: (any Channel)? {
        didSet {
            let change = (channel == nil ? 0 : 1) - (oldValue == nil ? 0 : 1)
            if change != 0 { tally.note { $0.connected += change } }
        }
    }
    /// Channels left open and silent on purpose.
    private var abandoned: [any Channel] = []
    private var generation = 0
    private var isReconnecting = false
    private var failures = 0
    private var nextID = 1
    private var transactionID: Int64 = 0
    private var outstanding: Outstanding?
    /// A meter value that is sent after the message behind it.
    private var held: SessionScript.Step?
    private var watchdog: RepeatedTask?

    init(
        role: Role,
        dialer: Dialer,
        loop: any EventLoop,
        limits: SimulatorLimits,
        tally: ReplayTally,
        done: EventLoopPromise<Void>
    ) {
        self.role = role
        self.dialer = dialer
        self.loop = loop
        self.limits = limits
        self.tally = tally
        self.done = done
        script = role.script
        faults = role.faults
    }

    // MARK: Connection

    /// Connects, and plays from where it stopped.
    func connect() {
        generation += 1
        let current = generation
        let handler = SocketHandler(player: self, generation: current)
        let bound = NIOLoopBound(handler, eventLoop: loop)
        dialer.connect(role.identity, key: role.key, on: loop, handler: bound).hop(to: loop).assumeIsolated()
            .whenComplete { result in
                switch result {
                case .success(let channel): self.connected(channel, current)
                case .failure(let error): self.lost(error as? SimulatorFault ?? .unreachable, current)
                }
            }
    }

    private func connected(_ channel: any Channel, _ current: Int) {
        guard current == generation else { return channel.close(promise: nil) }
        self.channel = channel
        defer { isReconnecting = true }
        if isReconnecting { tally.note { $0.reconnects += 1 } }
        let player = NIOLoopBound(self, eventLoop: loop)
        let interval = TimeAmount.seconds(max(1, limits.answerTimeoutSeconds / 4))
        watchdog = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            player.value.checkAnswer()
        }
        if outstanding != nil { transmit() } else { advance() }
    }

    /// The connection of a generation is over; an older one than the present does not matter.
    func lost(_ fault: SimulatorFault, _ generation: Int) {
        guard generation == self.generation else { return }
        leaveConnection()
        tally.failed(fault)
        failures += 1
        guard fault.isTransient else { return finish(fault) }
        guard failures < limits.attempts else {
            tally.failed(.gaveUp)
            return finish(.gaveUp)
        }
        reconnectLater()
    }

    /// Closes the connection; its end is not told to anybody any more.
    private func leaveConnection() {
        generation += 1
        watchdog?.cancel()
        watchdog = nil
        channel?.close(promise: nil)
        channel = nil
    }

    private func reconnectLater() {
        let doubled = limits.firstPauseMilliseconds << Int64(min(failures - 1, 16))
        let pause = min(doubled, limits.longestPauseMilliseconds)
        let player = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: .milliseconds(pause)) { player.value.connect() }
    }

    private func checkAnswer() {
        guard let outstanding, NIODeadline.now() - outstanding.sentAt > .seconds(limits.answerTimeoutSeconds) else {
            return
        }
        lost(.noAnswer, generation)
    }

    private func finish(_ fault: SimulatorFault?) {
        leaveConnection()
        for channel in abandoned { channel.close(promise: nil) }
        abandoned = []
        if let fault { done.fail(fault) } else { done.succeed() }
    }

    // MARK: Calls

    /// Sends the next message of the script.
    private func advance() {
        guard let step = nextStep() else {
            tally.note { $0.chargePointsDone += 1 }
            return finish(nil)
        }
        let id = MessageID(String(nextID))
        nextID += 1
        let bytes = step.call(id, transactionID: transactionID).bytes
        outstanding = Outstanding(step: step, id: id, bytes: bytes, sentAt: .now())
        if let fault = faults?.next() { transmit(with: fault) } else { transmit() }
    }

    private func nextStep() -> SessionScript.Step? {
        if let step = held {
            held = nil
            return step
        }
        return script.next()
    }

    private func transmit() {
        guard let bytes = outstanding?.bytes else { return }
        outstanding?.sentAt = .now()
        send(bytes)
    }

    private func send(_ bytes: [UInt8]) {
        let frame = WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(bytes: bytes))
        channel?.writeAndFlush(frame, promise: nil)
    }

    private func transmit(with fault: FaultPlan.Fault) {
        switch fault {
        case .drop:
            transmit()
            lost(.disconnected, generation)
        case .delay:
            let player = NIOLoopBound(self, eventLoop: loop)
            let current = generation
            loop.scheduleTask(in: .milliseconds(faults?.pauseMilliseconds() ?? 1)) {
                if player.value.generation == current { player.value.transmit() }
            }
        case .duplicate:
            transmit()
            transmit()
        case .reorder: reorder()
        case .halfOpen:
            transmit()
            abandon()
        case .badJSON:
            send(Array("[2,\"broken\",\"MeterValues\",{\"connectorId\":".utf8))
            transmit()
        }
    }

    /// Leaves the connection as it is, unread, and makes another one.
    private func abandon() {
        guard let channel else { return }
        channel.setOption(.autoRead, value: false).whenComplete { _ in }
        abandoned.append(channel)
        watchdog?.cancel()
        self.channel = nil
        connect()
    }

    /// Puts a meter value behind the message that follows it.
    private func reorder() {
        guard held == nil, case .meterValue = outstanding?.step, let later = script.next() else { return transmit() }
        held = outstanding?.step
        let id = MessageID(String(nextID))
        nextID += 1
        let bytes = later.call(id, transactionID: transactionID).bytes
        outstanding = Outstanding(step: later, id: id, bytes: bytes, sentAt: .now())
        transmit()
    }

    // MARK: Answers

    /// Takes a message of the server.
    func received(_ message: ByteBuffer, _ generation: Int) {
        guard generation == self.generation else { return }
        let frame = message.withUnsafeReadableBytes { Frame(reading: $0.bindMemory(to: UInt8.self)) }
        switch frame {
        case .callResult(let result) where result.id == outstanding?.id: answered(result.payload)
        case .callError(let error) where error.id == outstanding?.id: refused(.callError(error.code.rawValue))
        case .call(let call): send(CommandAnswers.answer(to: call))
        default: break
        }
    }

    private func answered(_ payload: JSON) {
        guard let call = outstanding else { return }
        failures = 0
        let took = NIODeadline.now() - call.sentAt
        tally.answered(call.bytes, of: role.identity, after: took.nanoseconds / 1_000_000)
        switch call.step {
        case .start:
            guard let answer = try? OCPP16.StartTransaction.Confirmation.decode(payload).value else {
                return refused(.unreadableAnswer)
            }
            transactionID = answer.transactionId
            if answer.idTagInfo.status != .known(.accepted) { tally.note { $0.startsNotAccepted += 1 } }
        case .stop: tally.note { $0.sessionsCompleted += 1 }
        case .boot, .meterValue: break
        }
        outstanding = nil
        advanceAfterPause()
    }

    /// Goes on at once, or after the pause between calls; a connection that is lost meanwhile goes on by itself.
    private func advanceAfterPause() {
        guard limits.pauseBetweenCallsMilliseconds > 0 else { return advance() }
        let player = NIOLoopBound(self, eventLoop: loop)
        let current = generation
        loop.scheduleTask(in: .milliseconds(limits.pauseBetweenCallsMilliseconds)) {
            if player.value.generation == current, player.value.outstanding == nil { player.value.advance() }
        }
    }

    /// An error is final for its message; without a number the rest of the session has no meaning.
    private func refused(_ fault: SimulatorFault) {
        guard let step = outstanding?.step else { return }
        failures = 0
        tally.failed(fault)
        switch step {
        case .start:
            script.skipSession()
            tally.note { $0.sessionsFailed += 1 }
        case .stop: tally.note { $0.sessionsFailed += 1 }
        case .boot, .meterValue: break
        }
        outstanding = nil
        advance()
    }
}

/// How a simulated charge point answers commands: it does nothing it is told.
enum CommandAnswers {
    private static let rejecting: Set<String> = [
        OCPP16.ChangeAvailability.name, OCPP16.ChangeConfiguration.name, OCPP16.ClearCache.name,
        OCPP16.RemoteStartTransaction.name, OCPP16.RemoteStopTransaction.name, OCPP16.Reset.name,
        OCPP16.TriggerMessage.name, OCPP16.DataTransfer.name,
    ]

    static func answer(to call: Call) -> [UInt8] {
        if rejecting.contains(call.action) {
            return CallResult(id: call.id, payload: .dictionary(["status": .string("Rejected")])).bytes
        }
        if call.action == OCPP16.GetConfiguration.name { return CallResult(id: call.id, payload: .object([])).bytes }
        return CallError(id: call.id, code: .notImplemented, reason: "").bytes
    }
}
