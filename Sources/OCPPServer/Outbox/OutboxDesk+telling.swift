internal import HTTPServer
internal import NIOCore
internal import OCPP
internal import Values

extension OutboxDesk {
    // MARK: Up

    /// Hands a call of the charge point on, with the back-office's number where it has another one.
    func forward(_ index: Int, to peer: WebSocketConnection) {
        calls[index].forwardedAt = now
        let call = calls[index]
        guard TransactionToken.inCalls[call.action] != nil, !room.with(place, { $0.isEmpty }) else {
            return peer.forward(call.message.frames)
        }
        let text = FrameText(Array(buffer: call.message.payload))
        let upward = room.with(place) { $0.upward(text, action: call.action) }
        guard upward != text else { return peer.forward(call.message.frames) }
        guard session.keep(ByteBuffer(bytes: upward.bytes), .chargePoint, .upstream) else { return session.giveUp() }
        peer.sendText(ByteBuffer(bytes: upward.bytes))
    }

    /// Tells the back-office a message, once it is on the disk that it is being told.
    func send(_ item: OutboxItem, to peer: WebSocketConnection) {
        guard let bytes = room.with(place, { $0.send(item.key) }) else { return }
        serial += 1
        outstanding = Outstanding(key: item.key, serial: serial)
        let (serial, eventLoop) = (serial, session.eventLoop)
        let bound = NIOLoopBound(session, eventLoop: eventLoop)
        let isKept = session.keep(ByteBuffer(bytes: bytes), .chargePoint, .upstream) { isDurable in
            eventLoop.execute { bound.value.desk?.isOnDisk(bytes, serial, isDurable) }
        }
        if !isKept { session.giveUp() }
    }

    private func isOnDisk(_ bytes: [UInt8], _ serial: Int, _ isDurable: Bool) {
        guard outstanding?.serial == serial, let peer else { return }
        guard isDurable else { return session.giveUp() }
        peer.sendText(ByteBuffer(bytes: bytes))
        let bound = NIOLoopBound(session, eventLoop: session.eventLoop)
        outstanding?.timeout = session.eventLoop.scheduleTask(in: .seconds(limits.answerSeconds)) {
            bound.value.desk?.timedOut(serial)
        }
    }

    /// No answer came: the same is sent once more over another connection, or parked.
    private func timedOut(_ serial: Int) {
        guard let last = outstanding, last.serial == serial else { return }
        giveUpOutstanding()
        if room.with(place, { $0[last.key]?.state }) == .sent { peer?.drop() } else { pump() }
    }

    // MARK: Down

    /// Takes a message of the back-office; returns what the charge point gets of it.
    func receive(_ message: RelayedMessage) -> RelayedMessage? {
        guard let head = RelayFrames.head(of: message.payload) else { return message }
        switch head.kind {
        case .callResult, .callError:
            if head.id == bootAgain {
                bootWasHeard(message)
                return nil
            }
            if let id = OutboxMessageID(head.id) {
                told(id, message)
                return nil
            }
            return answered(head.id, message)
        case .call(let action) where TransactionToken.inCalls[action] != nil:
            let text = FrameText(Array(buffer: message.payload))
            if outstanding != nil, room.with(place, { $0.mayBecomeKnown(text, action: action) }) {
                hold(message)
                return nil
            }
            return translated(message)
        case .call, .other: return message
        }
    }

    /// A command with the charge point's number where it has another one.
    func translated(_ message: RelayedMessage) -> RelayedMessage {
        guard case .call(let action) = RelayFrames.head(of: message.payload)?.kind else { return message }
        let text = FrameText(Array(buffer: message.payload))
        let downward = room.with(place) { $0.downward(text, action: action) }
        guard downward != text, session.keep(message.payload, .centralSystem, .upstream) else { return message }
        return RelayedMessage(text: downward.bytes)
    }

    private func answered(_ id: MessageID, _ message: RelayedMessage) -> RelayedMessage {
        guard let index = calls.firstIndex(where: { $0.id == id && $0.forwardedAt != nil }) else { return message }
        let call = calls.remove(at: index)
        defer { pump() }
        guard OutboxDesk.telling.contains(call.action),
            case .callResult(let result) = RelayFrames.frame(in: message.payload)
        else { return message }
        learn(call.action, RelayFrames.call(in: call.message.payload)?.payload, result.payload)
        guard call.action == OCPP16.StartTransaction.name else { return message }
        return renumbered(message, call, result)
    }

    /// Calls whose answers tell something that is worth keeping for when the back-office is away.
    private static let telling: Set<String> = [
        OCPP16.Authorize.name, OCPP16.StartTransaction.name, OCPP16.StopTransaction.name, OCPP16.BootNotification.name,
        OutboxAnswer.transactionEvent,
    ]

    private func learn(_ action: String, _ request: JSON?, _ answer: JSON) {
        if action == OCPP16.BootNotification.name { return room.memory.booted(place, answer, to: request) }
        guard let request else { return }
        room.memory.learn(
            OutboxAnswer.card(in: request),
            OutboxAnswer.idTagInfo(in: answer),
            of: place.upstreamID,
            for: session.chargePoint.operatorID,
            at: now
        )
    }

    /// A number of the back-office's that the charge point has for another transaction becomes a new one.
    private func renumbered(_ message: RelayedMessage, _ call: WaitingCall, _ result: CallResult) -> RelayedMessage {
        guard let given = result.payload["transactionId"]?.integerValue, call.sequence > 0,
            room.with(place, { $0.isTaken(given) }), let number = room.takeNumber(),
            let node = Int32(exactly: gateway.spool.nodeID),
            let text = FrameText(Array(buffer: message.payload))
                .replacing(TransactionToken.inStartAnswer, with: number),
            session.keep(message.payload, .centralSystem, .upstream)
        else { return message }
        let promise = OutboxPromise(
            callSequence: call.sequence,
            callReceivedAt: call.receivedAt,
            upstreamID: place.upstreamID,
            action: call.action,
            transactionID: number,
            upstreamTransactionID: given
        )
        let item = OutboxItem(promise, onNode: node, payload: Array(buffer: call.message.payload))
        room.with(place) { $0.take(item) }
        return RelayedMessage(text: text.bytes, promise: promise)
    }

    // MARK: What was told

    /// The back-office has answered a message of the outbox.
    private func told(_ id: OutboxMessageID, _ message: RelayedMessage) {
        guard session.keep(message.payload, .centralSystem, .upstream) else { return session.giveUp() }
        let (key, frame) = (OutboxKey(nodeID: id.nodeID, sequence: id.sequence), RelayFrames.frame(in: message.payload))
        let item = room.with(place) { box -> OutboxItem? in
            box.answered(id, by: frame)
            return box[key]
        }
        if outstanding?.key == key {
            outstanding?.timeout?.cancel()
            outstanding = nil
        }
        if let item { note(item, frame) }
        releaseCommands()
        finishLastAct()
        pump()
    }

    private func note(_ item: OutboxItem, _ frame: Frame) {
        guard case .callResult(let result) = frame, item.state == .acked else { return tellIfParked(item.key) }
        session.relay.metrics.told.increment()
        learn(item.action, Frame(reading: item.payload).call?.payload, result.payload)
        if item.attempts > 1 { tell("told_twice", item) }
        let status = (result.payload["idTagInfo"] ?? result.payload["idTokenInfo"])?["status"]?.stringValue
        if item.isStart || item.action == OutboxAnswer.transactionEvent, let status, status != "Accepted" {
            tell("start_not_accepted", item, ": \(status)")
        }
        if item.action == OCPP16.BootNotification.name { endUnlessWelcome(result.payload) }
    }

    private func endUnlessWelcome(_ answer: JSON) {
        guard answer["status"]?.stringValue != OCPP16.BootNotification.Status.accepted.rawValue else { return }
        session.end(.goingAway, "The back-office does not accept the charge point yet.")
    }

    // MARK: Boot again

    /// Says the charge point's last boot to a back-office that was away and wants to hear it first.
    ///
    /// Nothing else goes there before it has answered. A boot that waits in the outbox goes first anyway, and the charge point's own.
    func sayBootAgain() {
        let isBoot = { (action: String) in action == OCPP16.BootNotification.name }
        guard session.route.bootsAgain, session.wasAway, let peer, !calls.contains(where: { isBoot($0.action) }),
            !room.with(place, { $0.all.contains { isBoot($0.action) && [.pending, .sent].contains($0.state) } }),
            let boot = room.memory.boot(place)
        else { return }
        let id = MessageID("boot-\(session.connectionID)-\(session.losses)")
        let bytes = Call(id: id, action: OCPP16.BootNotification.name, payload: boot).bytes
        guard session.keep(ByteBuffer(bytes: bytes), .chargePoint, .upstream) else { return session.giveUp() }
        bootAgain = id
        peer.sendText(ByteBuffer(bytes: bytes))
        let bound = NIOLoopBound(session, eventLoop: session.eventLoop)
        session.eventLoop.scheduleTask(in: .seconds(limits.answerSeconds)) {
            guard bound.value.desk?.bootAgain == id else { return }
            bound.value.desk?.bootAgain = nil
            bound.value.desk?.pump()
        }
    }

    private func bootWasHeard(_ message: RelayedMessage) {
        guard session.keep(message.payload, .centralSystem, .upstream) else { return session.giveUp() }
        bootAgain = nil
        if case .callResult(let result) = RelayFrames.frame(in: message.payload) {
            room.memory.booted(place, result.payload, to: nil)
            endUnlessWelcome(result.payload)
        }
        pump()
    }

    func tellIfParked(_ key: OutboxKey) {
        guard let item = room.with(place, { $0[key] }), item.state == .parked else { return }
        session.relay.metrics.parked.increment()
        tell("outbox_parked", item, ": \(item.reason)")
    }

    private func tell(_ code: String, _ item: OutboxItem, _ words: String = "") {
        let number = item.transactionID.map { " \($0)" } ?? ""
        session.relay.tell(
            code,
            item.action + number + words,
            at: session.chargePoint,
            behind: session.route,
            now
        )
    }
}
