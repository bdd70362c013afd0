import Domain
import OCPP
import OCPPServer
import Postgres
import Values

/// Charge points that nobody registered.
extension GatewayPorts {
    /// Those that wait for somebody's word, but for identities that are registered by now.
    func unknown(_ snapshot: ChargePointDirectorySnapshot) -> [RegisteredChargePoint] {
        let known = Set(snapshot.chargePoints.map(\.identity))
        return snapshot.unknown.filter { !known.contains($0.identity) }.map { entry in
            RegisteredChargePoint(
                id: entry.id,
                operatorID: entry.operatorID,
                identity: entry.identity,
                keyHash: nil,
                relay: route(entry.upstream),
                isUnknown: true
            )
        }
    }

    /// The back-offices of identities that nobody registered.
    func defaults(_ snapshot: ChargePointDirectorySnapshot) -> OCPPServer.DefaultUpstreams {
        let rules = snapshot.defaults.compactMap { entry in
            route(entry.upstream).map {
                OCPPServer.DefaultUpstreams.Rule(
                    operatorID: entry.operatorID,
                    beginning: entry.beginning,
                    route: $0
                )
            }
        }
        return OCPPServer.DefaultUpstreams(rules: rules, closed: Set(snapshot.closedIdentities))
    }

    /// What an unknown charge point signs in with is the back-office's to judge.
    private func route(_ entry: ChargePointDirectorySnapshot.UpstreamEntry) -> RelayRoute? {
        guard let address = UpstreamAddress(entry.url) else { return nil }
        return RelayRoute(
            upstreamID: entry.id,
            address: address,
            authorization: .pass,
            forwardsQuery: entry.forwardsQuery,
            trustedAuthorities: entry.trustedAuthorities.isEmpty ? nil : entry.trustedAuthorities
        )
    }

    func reserveChargePoint() async throws -> ChargePointID {
        try await database.write(.system) { try await UnknownChargePoints.reserveID(.system, in: $0) }
    }

    func keep(_ unknown: RegisteredChargePoint, from remoteAddress: String) async throws -> Bool {
        guard let route = unknown.relay else { return false }
        let newcomer = Newcomer(
            operatorID: unknown.operatorID,
            id: unknown.id,
            identity: unknown.identity,
            upstreamID: route.upstreamID,
            remoteAddress: remoteAddress
        )
        return try await database.write(.system) {
            try await UnknownChargePoints.keep(.system, newcomer, at: SystemClock.now(), in: $0)
        }
    }
}
