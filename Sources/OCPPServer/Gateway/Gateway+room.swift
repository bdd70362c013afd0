internal import HTTPServer
internal import NIOCore
package import Values

/// Charge points that come to another node while this one holds their connection to a back-office.
extension Gateway {
    /// Returns once no other node holds a charge point that is to be dialled for.
    ///
    /// Only for a charge point that is known: one that nobody registered has no connection anywhere yet.
    func makeRoomElsewhere(_ chargePoint: RegisteredChargePoint, _ route: RelayRoute, _ request: Request) async {
        let shown = route.target(identity: "", query: nil, offered: request.headers).headers["Authorization"]
        await ports.directory.makeRoomElsewhere(chargePoint, showing: UpstreamMemory.digest(shown))
    }

    /// Lets go of a charge point that has come to another node; returns when its back-office does not see it any more.
    ///
    /// Who shows the back-office other credentials there cannot push it aside here: once these are accepted, it hears of
    /// the newer connection by ``evict(_:)``.
    ///
    /// - Returns: `false` when it stays.
    package func makeRoom(for id: ChargePointID, showing credentials: [UInt8]) async -> Bool {
        guard let entry = registry.entry(of: id) else { return true }
        let isGone = entry.socket.eventLoop.makePromise(of: Bool.self)
        entry.onLoop { session in
            guard let relayed = session as? RelaySession,
                UpstreamMemory.digest(relayed.shownCredentials) == credentials
            else { return isGone.succeed(false) }
            relayed.replace()
            relayed.upstreamEnded.futureResult.map { true }.cascade(to: isGone)
        }
        entry.socket.eventLoop.scheduleTask(in: TimeAmount(relay.limits.evictionTimeout)) { isGone.succeed(true) }
        // The promise is only ever fulfilled.
        return (try? await isGone.futureResult.get()) ?? true
    }
}
