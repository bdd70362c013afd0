internal import HTTPServer
internal import NIOCore
internal import OCPP
internal import Values

extension ObserverFeed {
    // MARK: Telling

    /// Tells a message, and keeps what the observer said.
    ///
    /// That it goes out is stored before it does, so it goes out twice at most, whatever dies in between.
    func tell(_ message: ObserverMessage) async throws {
        guard let bytes = book.bytes(of: message) else {
            book.told(message, .error(.formationViolation), at: around.clock())
            return try await store()
        }
        guard !message.isSend else { return try await say(message, bytes) }
        let answer = try await answer(to: message, bytes)
        let wasRefused = book.refusal != nil
        book.told(message, answer, at: around.clock())
        count(answer)
        try await store()
        if let refusal = book.refusal {
            try await note(ObserverStand(.notAccepted, reason: refusal.status, nextTryAt: refusal.until))
        } else if wasRefused {
            try await note(ObserverStand(.connected))
        }
    }

    /// Says what has no answer, where the connection's language knows such messages.
    private func say(_ message: ObserverMessage, _ bytes: [UInt8]) async throws {
        let line = try await connected(toTell: message)
        if agreed == ObserverTable.sending {
            line.say(bytes)
            book.told(message, .result(.object([])), at: around.clock())
            around.metrics.told.increment()
        } else {
            book.leaveOut(message)
        }
        try await store()
    }

    private func answer(to message: ObserverMessage, _ bytes: [UInt8]) async throws -> ObserverAnswer {
        speak(ObserverTable.language(of: message.call))
        while true {
            let line = try await connected(toTell: message)
            let attempt = try await patiently("that an observer is told") {
                try await self.around.store.sending(self.assignment.claim, message.sending)
            }
            guard attempt <= around.limits.maxAttempts else { return .nothing }
            switch await line.ask(bytes, message.id, within: around.limits.answerTimeout) {
            case .callResult(let result):
                (pause, nextTry) = (around.limits.firstPause, nil)
                return .result(result.payload)
            case .callError(let error):
                (pause, nextTry) = (around.limits.firstPause, nil)
                return .error(error.code)
            default:
                try check()
                if attempt >= around.limits.maxAttempts { return .nothing }
            }
        }
    }

    private func count(_ answer: ObserverAnswer) {
        switch answer {
        case .result: around.metrics.told.increment()
        case .error: around.metrics.refused.increment()
        case .nothing: around.metrics.unanswered.increment()
        }
    }

    // MARK: The connection

    /// Has the observer dialled in another language when the connection is of the wrong one.
    private func speak(_ language: ObserverTable.Language?) {
        guard let language, language != ObserverTable.Language(offered: subprotocol) else { return }
        let isUsual = language == ObserverTable.Language(offered: assignment.target.subprotocol)
        subprotocol = isUsual ? assignment.target.subprotocol : language.rawValue
        line?.leave(within: around.limits.farewell)
        setLine(nil)
    }

    /// The connection, dialled again as often as it takes.
    func connected(toTell message: ObserverMessage? = nil) async throws -> ObserverLine {
        if let line, line.isOpen { return line }
        if let lost = line { try await gone(lost) }
        while true {
            try check()
            if let moment = nextTry, moment > .now {
                isHurried = await signal.wait(atMost: moment - .now, isPatient: true) || isHurried
                if isHurried { nextTry = nil }
                continue
            }
            let line: ObserverLine
            do { line = try await dial() } catch {
                try await failed(error.reason)
                continue
            }
            setLine(line)
            guard try await bootsAgain(line, before: message) else { continue }
            try await note(ObserverStand(.connected))
            return line
        }
    }

    /// Begins a connection with the charge point's last boot where the observer is to hear it again, unless a boot is
    /// what it is told anyway; `false` when the observer does not accept the charge point, and is left for a while.
    private func bootsAgain(_ line: ObserverLine, before message: ObserverMessage?) async throws -> Bool {
        guard assignment.target.bootsAgain, message?.isBoot != true, let (id, bytes) = try await bootAgain() else {
            return true
        }
        switch await line.ask(bytes, id, within: around.limits.answerTimeout) {
        case .callResult(let result):
            let status = result.payload["status"]?.stringValue ?? OCPP16.BootNotification.Status.accepted.rawValue
            guard status != OCPP16.BootNotification.Status.accepted.rawValue else { return true }
            line.leave(within: around.limits.farewell)
            setLine(nil)
            try await failed(status, .notAccepted)
            return false
        case .callError: return true
        default:
            setLine(nil)
            try await failed("closed: \(line.end)")
            return false
        }
    }

    /// The last boot as it goes out again; `nil` when none is known, or in another language than the connection's.
    private func bootAgain() async throws -> (MessageID, [UInt8])? {
        let frame = try await patiently("the last boot") { try await self.around.store.lastBoot(self.assignment) }
        guard let frame, let call = Frame(reading: frame.payload).call,
            ObserverTable.language(of: call) == ObserverTable.Language(offered: subprotocol)
        else { return nil }
        // Another id with each connection, since it is said anew.
        connections += 1
        let (node, sequence) = (frame.place.key.nodeID, frame.place.key.sequence)
        let id = OutboxMessageID(nodeID: node, sequence: sequence, round: connections & 0x3FF).messageID
        return FrameText(frame.payload).replacing(id: id).map { (id, $0.bytes) }
    }

    struct DialFailure: Error {
        let reason: String
    }

    private func dial() async throws(DialFailure) -> ObserverLine {
        let (target, eventLoop, limits) = (assignment.target, around.eventLoop, around.limits)
        guard await around.pacer.turn(for: target.upstreamID, within: limits.longestPause, now: around.clock) else {
            throw DialFailure(reason: "put_off")
        }
        let box = NIOLoopBoundBox<ObserverSocket?>.makeEmptyBox(eventLoop: eventLoop)
        let (signal, metrics) = (signal, around.metrics)
        let dialling = around.dialer.dial(
            target.webSocket(offering: subprotocol),
            on: eventLoop,
            limits: limits.sockets,
            timeout: limits.dialTimeout
        ) {
            let socket = ObserverSocket(signal, metrics, eventLoop: eventLoop)
            box.value = socket
            return socket
        }
        let dialled: WebSocketDialing
        do { dialled = try await dialling.get() } catch {
            let failure = error as? WebSocketDialFailure
            throw DialFailure(reason: failure?.words ?? "unreachable: \(error)")
        }
        switch dialled {
        case .refused(let status, _): throw DialFailure(reason: "refused: \(status)")
        case .accepted(let headers): agreed = (headers["Sec-WebSocket-Protocol"] ?? "").lowercased()
        }
        let line = try? await eventLoop.submit { box.value?.line }.get()
        guard let line = line ?? nil else { throw DialFailure(reason: "closed") }
        return line
    }

    /// The connection is lost; one that ends at once again and again is dialled as seldom as one that cannot be made.
    private func gone(_ lost: ObserverLine) async throws {
        setLine(nil)
        if .now - lost.openedAt >= around.limits.settledAfter { pause = around.limits.firstPause }
        try await failed("closed: \(lost.end)")
    }

    private func failed(_ reason: String, _ state: ObserverStand.State = .away) async throws {
        // Many charge points have the same observer: they must not dial in one moment.
        let spread = pause * Double.random(in: 0.5...1.5)
        nextTry = .now + spread
        pause = min(pause * 2, around.limits.longestPause)
        let moment = around.clock().adding(seconds: spread.components.seconds)
        let words = String(reason.prefix(around.limits.reasonCharacters))
        try await note(ObserverStand(state, reason: words, nextTryAt: moment))
    }
}

extension WebSocketDialFailure {
    /// The kind with the system's words behind it.
    var words: String {
        switch self {
        case .unreachable(let words), .tls(let words), .malformed(let words): "\(code): \(words)"
        case .timedOut: code
        }
    }
}
