internal import HTTPServer
internal import NIOCore
internal import OCPP
internal import Synchronization
package import Values

/// Stands unseen between charge points and the back-offices that they belong to.
///
/// The back-office is dialled first and the charge point answered second, so status, subprotocol and path are the
/// back-office's own, and no first message can be lost.
final class Relay: Sendable {
    /// What one handshake brings to its session.
    struct Handshake: Sendable {
        let gateway: Gateway
        let relay: Relay
        let chargePoint: RegisteredChargePoint
        let route: RelayRoute
        let target: WebSocketTarget
        /// What the charge point asked for; turned away, it is told to its installer.
        let request: Request
        let eventLoop: any EventLoop
        let upstreamEnded: EventLoopPromise<Void>
    }

    let limits: RelayLimits
    let metrics: RelayMetrics
    let dialer: WebSocketDialer
    private let pacer: DialPacer
    private let events: RelayEvents

    init(limits: RelayLimits, metrics: RelayMetrics, dialer: WebSocketDialer, events: RelayEvents) {
        self.limits = limits
        self.metrics = metrics
        self.dialer = dialer
        self.events = events
        pacer = DialPacer(perSecond: limits.dialsPerSecond, burst: limits.dialBurst)
    }

    /// Dials the back-office and answers the charge point with what it says.
    ///
    /// `admits` has the last word, once the back-office took the charge point.
    func open(
        _ request: Request,
        _ chargePoint: RegisteredChargePoint,
        _ route: RelayRoute,
        through gateway: Gateway,
        admits: @Sendable () async -> Bool = { true }
    ) async -> WebSocketDecision {
        let target = route.target(
            identity: request.rawParameters["identity"] ?? "",
            query: request.rawQuery,
            offered: request.headers
        )
        guard await pacer.turn(for: route.upstreamID, within: limits.dialPatience, now: gateway.clock) else {
            metrics.dialled(.putOff)
            return later("Too many charge points connect at once.")
        }
        await makeRoom(for: chargePoint, showing: target.headers["Authorization"], through: gateway)
        let handshake = Handshake(
            gateway: gateway,
            relay: self,
            chargePoint: chargePoint,
            route: route,
            target: target,
            request: request,
            eventLoop: request.eventLoop,
            upstreamEnded: request.eventLoop.makePromise()
        )
        return await dial(handshake, offered: request.headers.tokens("Sec-WebSocket-Protocol"), admits)
    }

    private func dial(
        _ handshake: Handshake,
        offered: [String],
        _ admits: @Sendable () async -> Bool
    ) async -> WebSocketDecision {
        let session = NIOLoopBoundBox<RelaySession?>.makeEmptyBox(eventLoop: handshake.eventLoop)
        let dialling = dialer.dial(
            handshake.target,
            on: handshake.eventLoop,
            limits: limits.sockets,
            timeout: limits.dialTimeout
        ) {
            let made = RelaySession(handshake)
            session.value = made
            return RelayLeg(.upstream, of: made)
        }
        do {
            switch try await dialling.get() {
            case .accepted(let headers):
                guard await admits() else { return letGo(session, handshake) }
                return accept(headers["Sec-WebSocket-Protocol"], offered, session, handshake)
            case .refused(let status, let headers):
                if Relay.isAway(status), let decision = stepIn(handshake, offered) { return decision }
                return refuse(status, headers, handshake)
            }
        } catch {
            return stepIn(handshake, offered) ?? unreachable(error, handshake)
        }
    }

    private func accept(
        _ chosen: String?,
        _ offered: [String],
        _ box: NIOLoopBoundBox<RelaySession?>,
        _ handshake: Handshake
    ) -> WebSocketDecision {
        metrics.dialled(.accepted)
        if chosen == nil, !offered.isEmpty {
            handshake.note(.upstreamNoProtocol, offered.joined(separator: ", "))
        }
        return .accept(subprotocol: chosen, limits: limits.sockets) {
            // The dial made the session before it was accepted.
            guard let session = box.value else { return ClosingHandler() }
            session.agreed = chosen
            // Who offered something and got nothing has no language in common with the back-office.
            if chosen == nil, !offered.isEmpty { session.hasNoCommonProtocol = true }
            return RelayLeg(.chargePoint, of: session)
        }
    }

    /// Leaves a back-office that took a charge point which must not come in.
    private func letGo(_ box: NIOLoopBoundBox<RelaySession?>, _ handshake: Handshake) -> WebSocketDecision {
        handshake.eventLoop.execute { box.value?.letGo() }
        handshake.note(.unknownIdentity, "")
        return later("This charge point cannot be taken at the moment.")
    }

    private func refuse(_ status: Int, _ headers: Headers, _ handshake: Handshake) -> WebSocketDecision {
        metrics.dialled(.refused)
        handshake.upstreamEnded.succeed()
        handshake.note(.upstreamRefused, String(status))
        events.add(.refused(status), at: handshake.chargePoint, behind: handshake.route, handshake.gateway.clock())
        guard (300..<600).contains(status) else { return later("The back-office answered with status \(status).") }
        var answer = Response.text("The back-office answered with status \(status).", status: Status(status))
        for name in ["WWW-Authenticate", "Retry-After", "Location"] {
            if let value = headers[name] { answer.headers[name] = value }
        }
        return .reject(answer)
    }

    private func unreachable(_ error: any Error, _ handshake: Handshake) -> WebSocketDecision {
        metrics.dialled(.unreachable)
        handshake.upstreamEnded.succeed()
        let failure = error as? WebSocketDialFailure ?? .unreachable("\(error)")
        handshake.note(.upstreamUnreachable, failure.code)
        events.add(
            .unreachable(failure.code),
            at: handshake.chargePoint,
            behind: handshake.route,
            handshake.gateway.clock()
        )
        return later("The back-office cannot be reached.")
    }

    /// The newest connection wins, and the back-office must not see two.
    ///
    /// Who shows other credentials than the connected charge point cannot push it aside before the back-office has
    /// accepted them: the newer connection then replaces the older one when it opens.
    private func makeRoom(
        for chargePoint: RegisteredChargePoint,
        showing credentials: String?,
        through gateway: Gateway
    ) async {
        guard let entry = gateway.registry.entry(of: chargePoint.id) else { return }
        let gone = entry.socket.eventLoop.makePromise(of: Void.self)
        entry.onLoop { session in
            let relayed = session as? RelaySession
            guard let relayed, relayed.target.headers["Authorization"] == credentials else { return gone.succeed() }
            relayed.replace()
            relayed.upstreamEnded.futureResult.cascade(to: gone)
        }
        entry.socket.eventLoop.scheduleTask(in: TimeAmount(limits.evictionTimeout)) { gone.succeed() }
        // The promise is only ever fulfilled.
        try? await gone.futureResult.get()
    }

    /// Lets a charge point in while its back-office is away, when that let it in lately with what it shows.
    private func stepIn(_ handshake: Handshake, _ offered: [String]) -> WebSocketDecision? {
        let (chargePoint, route, gateway) = (handshake.chargePoint, handshake.route, handshake.gateway)
        let place = OutboxPlace(chargePointID: chargePoint.id, upstreamID: route.upstreamID)
        // The back-office will agree to the same again.
        let spoken = gateway.outbox.memory.subprotocol(place)
        let chosen = offered.first { $0.lowercased() == spoken }
        guard route.hasOutbox, chosen != nil,
            gateway.outbox.memory.trusts(
                place,
                showing: handshake.target.headers["Authorization"],
                asksCredentials: route.authorization == .pass && !chargePoint.needsCertificate,
                at: gateway.clock()
            )
        else { return nil }
        metrics.dialled(.unreachable)
        let eventLoop = handshake.eventLoop
        return .accept(subprotocol: chosen, limits: limits.sockets) {
            eventLoop.preconditionInEventLoop()
            let session = RelaySession(handshake, isAway: true)
            session.agreed = chosen
            return RelayLeg(.chargePoint, of: session)
        }
    }

    /// Notes something about an outbox that people must know.
    func tell(
        _ code: String,
        _ detail: String,
        at chargePoint: RegisteredChargePoint,
        behind route: RelayRoute,
        _ now: Timestamp
    ) {
        events.add(.outbox(code: code, detail: detail), at: chargePoint, behind: route, now)
    }

    /// Notes that a connection ended over a message that one side found too big.
    func tooBig(_ why: String, at chargePoint: RegisteredChargePoint, behind route: RelayRoute, _ now: Timestamp) {
        events.add(.messageTooBig(why), at: chargePoint, behind: route, now)
    }

    /// Notes what a back-office changed.
    func found(
        _ finding: RelayWatch.Finding,
        at chargePoint: RegisteredChargePoint,
        behind route: RelayRoute,
        _ now: Timestamp
    ) {
        events.add(.changed(finding), at: chargePoint, behind: route, now)
    }

    private func later(_ text: String) -> WebSocketDecision {
        var answer = Response.text(text, status: .serviceUnavailable)
        answer.headers["Retry-After"] = String(Int.random(in: limits.retryAfterSeconds...2 * limits.retryAfterSeconds))
        return .reject(answer)
    }
}

extension Relay.Handshake {
    /// Keeps why the back-office turned the charge point away, for those who are connecting it.
    func note(_ reason: RefusalReason, _ detail: String) {
        gateway.note(reason, request, chargePoint.isUnknown ? nil : chargePoint, detail: detail, at: gateway.clock())
    }
}

extension WebSocketDialFailure {
    /// The stable name of the kind.
    var code: String {
        switch self {
        case .unreachable: "unreachable"
        case .tls: "tls"
        case .timedOut: "timed_out"
        case .malformed: "malformed"
        }
    }
}

/// Spreads the dials to each back-office over time.
final class DialPacer: Sendable {
    private let rates = Mutex<[UpstreamID: RateLimit]>([:])
    private let perSecond: Int
    private let burst: Int

    init(perSecond: Int, burst: Int) {
        self.perSecond = perSecond
        self.burst = burst
    }

    /// Waits for the turn of a dial; `false` when it would take too long.
    func turn(for id: UpstreamID, within patience: Duration, now: WallClock) async -> Bool {
        let wait = rates.withLock { rates in
            rates[id, default: RateLimit(perSecond: perSecond, burst: burst)].takeInTurn(at: now(), within: patience)
        }
        guard let wait else { return false }
        guard wait > 0 else { return true }
        return (try? await Task.sleep(for: .microseconds(wait))) != nil
    }
}
