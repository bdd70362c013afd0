package import HTTPServer
internal import Values

extension Gateway {
    /// Keeps why a charge point is turned away, for those who are connecting it.
    func note(
        _ reason: RefusalReason,
        _ request: Request,
        _ chargePoint: RegisteredChargePoint?,
        detail: String = "",
        at now: Timestamp
    ) {
        refusals.note(
            HandshakeRefusal(
                identity: request.parameter("identity"),
                remoteAddress: request.remoteAddress,
                reason: reason,
                chargePoint: chargePoint,
                detail: detail,
                count: 1,
                firstAt: now,
                lastAt: now
            )
        )
    }

    /// Keeps that somebody did not get through TLS.
    package func noteTLSFailure(_ failure: TLSFailure) {
        let now = clock()
        refusals.note(
            HandshakeRefusal(
                identity: "",
                remoteAddress: failure.remoteAddress,
                reason: .tlsFailed,
                chargePoint: nil,
                detail: failure.kind.rawValue,
                count: 1,
                firstAt: now,
                lastAt: now
            )
        )
    }

    /// Tells a missing password from a wrong one; neither is kept.
    func noteCredentials(_ request: Request, _ chargePoint: RegisteredChargePoint, at now: Timestamp) {
        let came = Credential(request.headers["Authorization"]) != nil
        note(came ? .wrongKey : .noCredentials, request, chargePoint, at: now)
    }

    /// Tells no subprotocol from others than are spoken here.
    func noteProtocols(
        _ offered: [String],
        _ request: Request,
        _ chargePoint: RegisteredChargePoint,
        at now: Timestamp
    ) {
        let detail = offered.joined(separator: ", ")
        note(offered.isEmpty ? .noSubprotocol : .otherSubprotocol, request, chargePoint, detail: detail, at: now)
    }

    /// Hands over what was refused since the last time; refusals are a help, so what fails is not tried again.
    func reportRefusals() async {
        let all = refusals.take()
        guard !all.isEmpty else { return }
        do { try await ports.refusals.record(all) } catch { metrics.loadFailures.increment() }
    }
}
