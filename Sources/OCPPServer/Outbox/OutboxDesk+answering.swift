internal import HTTPServer
internal import NIOCore
internal import OCPP
internal import Values

extension OutboxDesk {
    /// Answers a call in the back-office's place, or keeps it waiting; it is gone from the calls once it is answered.
    func answerHere(_ index: Int) {
        let waiting = calls[index]
        guard let call = RelayFrames.call(in: waiting.message.payload) else { return }
        if RelayFrames.promised.contains(call.action),
            let item = room.with(place, { $0.known(action: call.action, payload: call.payload) })
        {
            calls.remove(at: index)
            answer(call, OutboxAnswer.again(item, call, knowledge, at: now))
            return
        }
        switch OutboxAnswer.to(call, knowledge, at: now) {
        case .only(let payload):
            calls.remove(at: index)
            answer(call, payload)
        case .promise(let payload, let subject, let number):
            guard waiting.sequence > 0, room.with(place, { $0.waiting }) < limits.outboxMessages else {
                return session.giveUp()
            }
            calls.remove(at: index)
            let promise = promise(waiting, subject, number)
            guard answer(call, payload, promise), let node = Int32(exactly: gateway.spool.nodeID) else { return }
            let item = OutboxItem(promise, onNode: node, payload: Array(buffer: waiting.message.payload))
            room.with(place) { $0.take(item) }
        case .hold: calls[index].forwardedAt = nil
        case .silence: calls.remove(at: index)
        case .hangUp: session.giveUp()
        }
    }

    private func promise(_ call: WaitingCall, _ subject: String, _ number: Int64?) -> OutboxPromise {
        OutboxPromise(
            callSequence: call.sequence,
            callReceivedAt: call.receivedAt,
            upstreamID: place.upstreamID,
            action: call.action,
            subject: subject,
            transactionID: number,
            wasSent: call.forwardedAt != nil
        )
    }

    private var knowledge: OutboxAnswer.Knowledge {
        let (room, place, now) = (room, place, now)
        let acceptsUnknown = session.route.acceptsUnknownTokens
        return OutboxAnswer.Knowledge(
            language: language,
            bootInterval: room.memory.bootInterval(place),
            verdict: {
                room.memory.verdict(on: $0, of: place.upstreamID, at: now, acceptsUnknown: acceptsUnknown)
            },
            newNumber: { room.takeNumber() }
        )
    }

    /// Sends an answer of ours; one that promises something once it is on the disk.
    @discardableResult
    private func answer(_ call: Call, _ payload: JSON, _ promise: OutboxPromise? = nil) -> Bool {
        let answer = RelayedMessage(text: CallResult(id: call.id, payload: payload).bytes, promise: promise)
        let isPromise = promise != nil || RelayFrames.promised.contains(call.action)
        guard session.say(answer, untilDurable: isPromise) else {
            session.giveUp()
            return false
        }
        session.answeredHere(call.id)
        session.relay.metrics.answeredHere.increment()
        return true
    }
}
