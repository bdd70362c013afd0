import NIOCore

/// The one deadline that counts at present, with a timer that is only moved when it would fire too late.
struct ConnectionClock {
    enum Kind {
        case head
        case idle
        case body
        case write
        case linger
    }

    var deadline: (at: NIODeadline, kind: Kind)?
    /// Bytes received since the window began.
    var progress = 0
    /// Bytes that waited to be written at the last look.
    var waitingBytes = 0
    /// The end of all patience with a body.
    var bodyEnd = NIODeadline.distantFuture
    private var timer: (at: NIODeadline, task: Scheduled<Void>)?

    mutating func disarm() {
        deadline = nil
        timer?.task.cancel()
        timer = nil
    }

    /// Makes sure that the timer fires no later than the deadline.
    mutating func arm(_ at: NIODeadline, _ kind: Kind, on loop: any EventLoop, fire: @escaping @Sendable () -> Void) {
        deadline = (at, kind)
        if let timer, timer.at <= at { return }
        timer?.task.cancel()
        timer = (at, loop.scheduleTask(deadline: at, fire))
    }

    mutating func fired() {
        timer = nil
    }
}

extension HTTPConnectionHandler {
    /// Sets the deadline.
    func arm(_ kind: ConnectionClock.Kind, in duration: Duration) {
        arm(kind, at: .now() + TimeAmount(duration))
    }

    func armBody(isFirst: Bool) {
        if isFirst { clock.bodyEnd = .now() + TimeAmount(server.limits.bodyTimeout) }
        clock.progress = 0
        arm(.body, at: min(.now() + TimeAmount(server.limits.bodyProgressInterval), clock.bodyEnd))
    }

    func armWrite() {
        clock.waitingBytes = waitingBytes
        arm(.write, in: server.limits.writeTimeout)
    }

    private func arm(_ kind: ConnectionClock.Kind, at deadline: NIODeadline) {
        guard let context else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        clock.arm(deadline, kind, on: context.eventLoop) { bound.value.timerFired() }
    }

    private func timerFired() {
        clock.fired()
        guard let (at, kind) = clock.deadline else { return }
        if NIODeadline.now() < at { return arm(kind, at: at) }
        clock.deadline = nil
        expire(kind)
    }

    private func expire(_ kind: ConnectionClock.Kind) {
        switch kind {
        case .idle, .linger: context?.close(promise: nil)
        case .head where clock.progress == 0: context?.close(promise: nil)
        case .head: fail(HTTPError(.requestTimeout, "The request took too long."))
        case .body: expireBody()
        case .write: expireWrite()
        }
    }

    private func expireBody() {
        let isFastEnough = clock.progress >= server.limits.bodyProgressBytes && NIODeadline.now() < clock.bodyEnd
        if isFastEnough {
            armBody(isFirst: false)
        } else {
            fail(HTTPError(.requestTimeout, "The body came too slowly."))
        }
    }

    private func expireWrite() {
        if waitingBytes < clock.waitingBytes { armWrite() } else { context?.close(promise: nil) }
    }

    /// Bytes that the kernel has not taken yet.
    private var waitingBytes: Int {
        let option = try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)
        return option ?? 0
    }
}
