package import Postgres
package import Values

/// What nodes say to each other when a charge point that goes through to a back-office comes to another of them: the
/// back-office must not see it twice, so the older connection is gone there before the newer one is dialled.
package enum RoomNotice: Hashable, Sendable {
    /// The channel on which nodes say it.
    package static let channel = "rooms"

    /// A node is asked to let go of a charge point that shows its back-office these credentials, by their SHA-256.
    case ask(ChargePointID, node: Int32, token: Int64, credentials: [UInt8])
    /// What was asked for is done, or there was nothing to do.
    case left(token: Int64)
    /// The charge point stays: the one that holds it shows other credentials.
    case kept(token: Int64)

    /// A node has let go of all its charge points.
    case over(node: Int32)

    /// Reads what was told.
    package init?(payload: String) {
        let parts = payload.split(separator: "/").map(String.init)
        switch (parts.first, parts.count) {
        case ("ask", 5):
            guard let id = ChargePointID(text: parts[1]), let node = Int32(parts[2]), let token = Int64(parts[3]),
                let digest = Hex.bytes(parts[4])
            else { return nil }
            self = .ask(id, node: node, token: token, credentials: digest)
        case ("left", 2), ("kept", 2):
            guard let token = Int64(parts[1]) else { return nil }
            self = parts[0] == "left" ? .left(token: token) : .kept(token: token)
        case ("over", 2):
            guard let node = Int32(parts[1]) else { return nil }
            self = .over(node: node)
        default: return nil
        }
    }

    package var payload: String {
        switch self {
        case .ask(let id, let node, let token, let digest): "ask/\(id)/\(node)/\(token)/\(Hex.text(digest))"
        case .left(let token): "left/\(token)"
        case .kept(let token): "kept/\(token)"
        case .over(let node): "over/\(node)"
        }
    }

    /// Tells the other nodes.
    package func tell(_ scope: Scope, in tx: Transaction) async throws {
        try scope.require()
        try await tx.notify(RoomNotice.channel, payload)
    }
}
