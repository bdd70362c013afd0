internal import HTTPServer
package import OCPP
package import Values

/// Where an observer is dialled, and as whom.
package struct ObserverTarget: Hashable, Sendable {
    package var upstreamID: UpstreamID
    package var address: UpstreamAddress
    /// As the observer knows the charge point.
    package var identity: String
    /// The Authorization field; `nil` for none.
    package var authorization: String?
    /// Certificates of authorities in PEM that are trusted instead of the system's.
    package var trustedAuthorities: String?
    /// What the charge point speaks, or spoke last.
    package var subprotocol: String
    /// Whether every connection begins with the charge point's last boot: some take nothing before one.
    package var bootsAgain: Bool

    package init(
        upstreamID: UpstreamID,
        address: UpstreamAddress,
        identity: String,
        authorization: String? = nil,
        trustedAuthorities: String? = nil,
        subprotocol: String = OCPP16.subprotocol,
        bootsAgain: Bool = false
    ) {
        self.upstreamID = upstreamID
        self.address = address
        self.identity = identity
        self.authorization = authorization
        self.trustedAuthorities = trustedAuthorities
        self.subprotocol = subprotocol
        self.bootsAgain = bootsAgain
    }

    /// The dial, as a relay makes it for a charge point.
    func webSocket(offering subprotocol: String) -> WebSocketTarget {
        let route = RelayRoute(
            upstreamID: upstreamID,
            address: address,
            authorization: authorization.map { .replace($0) } ?? .none,
            trustedAuthorities: trustedAuthorities
        )
        return route.target(
            identity: PercentCoding.encode(identity),
            query: nil,
            offered: ["Sec-WebSocket-Protocol": subprotocol]
        )
    }
}
