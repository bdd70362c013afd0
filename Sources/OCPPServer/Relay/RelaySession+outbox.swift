internal import HTTPServer
internal import NIOCore
internal import OCPP

extension RelaySession {
    /// The Authorization field by which the back-office knows the charge point.
    var shownCredentials: String? { target.headers["Authorization"] }

    /// Whether the back-office was away since the charge point connected, or already then.
    var wasAway: Bool { losses > 0 }

    /// The back-office went: it is dialled again, and after the grace time the charge point is answered here.
    func waitForUpstream() {
        relay.metrics.losses.increment()
        desk?.upstreamIsLost()
        upstream = .redialling
        RelayRedial(self).start()
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        losses += 1
        let loss = losses
        eventLoop.scheduleTask(in: TimeAmount(relay.limits.grace)) { bound.value.graceIsOver(loss) }
    }

    private func graceIsOver(_ loss: Int) {
        guard case .redialling = upstream, loss == losses, !hasEnded else { return }
        upstream = .away
        desk?.answerAll()
    }

    /// Does something to the back-office's connection once nothing of the outbox is on its way any more.
    func whenQuiet(_ act: @escaping () -> Void) {
        guard let desk else { return act() }
        desk.whenQuiet(act)
    }

    /// Tells people that a connection ended over the length of a message: the charge point may come again and again.
    func messageWasTooBig(_ side: String, _ reason: String) {
        guard !toldTooBig else { return }
        toldTooBig = true
        relay.tooBig(reason.isEmpty ? side : "\(side): \(reason)", at: chargePoint, behind: route, gateway.clock())
    }

    /// Stops reading the charge point until what it said is dealt with.
    func pauseChargePoint() {
        chargePointSocket?.pauseReading()
    }

    /// Reads the charge point again.
    func resumeChargePoint() {
        chargePointSocket?.resumeReading()
    }
}

extension Relay {
    /// Whether an end of the back-office's connection means that it is away, and not that it sends the charge point
    /// away.
    static func isAbsence(_ code: WebSocketCloseCode) -> Bool {
        [.abnormal, .noStatus, .goingAway, .internalError, .serviceRestart, .tryAgainLater].contains(code)
            || code.rawValue == 1014
    }

    /// Whether a status of a handshake means that the back-office is away; whoever stands before it says so.
    static func isAway(_ status: Int) -> Bool { (500..<600).contains(status) }
}

extension RelaySession: ConnectedSession {
    /// Never: commands of a relayed charge point come from its back-office.
    func take(_ command: Command) -> CommandAdmission { .relayed }

    /// Makes room for a newer connection.
    func replace() {
        isReplaced = true
        end(.normal, "Replaced by a newer connection.")
        guard case .open(let peer, _) = upstream else { return }
        whenQuiet { peer.close(code: .normal, reason: "Replaced by a newer connection.") }
    }

    /// Says something of ours to the charge point; `false` when it could not be kept.
    func say(_ answer: RelayedMessage, untilDurable: Bool) -> Bool {
        let bell = untilDurable ? bell : nil
        let now = gateway.clock()
        let sequence = copy(answer.payload, .centralSystem, .answeredHere, promise: answer.promise, at: now) {
            bell?.ring(isDurable: $0)
        }
        guard sequence != nil else { return false }
        deliver(answer.frames, untilDurable: untilDurable)
        return true
    }

    /// Keeps a message that only passes between us and the back-office; `false` when it could not be kept.
    func keep(
        _ payload: ByteBuffer,
        _ sender: Sender,
        _ route: FrameRoute,
        onDurable: Spool.DurableCallback? = nil
    ) -> Bool {
        copy(payload, sender, route, at: gateway.clock(), onDurable: onDurable) != nil
    }

    /// Forgets a call that was answered here.
    func answeredHere(_ id: MessageID) {
        _ = chargePointCalls.answered(id)
    }
}
