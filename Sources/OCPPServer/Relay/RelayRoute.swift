internal import HTTPServer
package import OCPP
package import Values

/// Where a charge point's messages go on to: the back-office that its owner uses.
package struct RelayRoute: Hashable, Sendable {
    /// What the back-office gets to see as the charge point's credentials.
    package enum Authorization: Hashable, Sendable {
        /// The charge point's own Authorization field, byte for byte; the back-office judges it.
        case pass
        /// Another field; the charge point shows us the key we know.
        case replace(String)
        /// None; the charge point shows us the key we know.
        case none
    }

    /// What happens while the back-office is away.
    package enum Absence: Hashable, Sendable {
        /// The charge point is let go and keeps its messages.
        case pass
        /// It is answered here, and the back-office is told later; whether tokens that it never spoke of may charge, and
        /// whether it hears the charge point's last boot first when it is back.
        case outbox(acceptsUnknownTokens: Bool, bootsAgain: Bool = false)
    }

    /// The back-office.
    package var upstreamID: UpstreamID
    /// Its address.
    package var address: UpstreamAddress
    /// What it gets to see as credentials.
    package var authorization: Authorization
    /// Whether the query of the charge point's address goes on too.
    package var forwardsQuery: Bool
    /// Certificates of authorities in PEM that are trusted instead of the system's.
    package var trustedAuthorities: String?
    /// What happens while it is away.
    package var absence: Absence

    package init(
        upstreamID: UpstreamID,
        address: UpstreamAddress,
        authorization: Authorization = .pass,
        forwardsQuery: Bool = true,
        trustedAuthorities: String? = nil,
        absence: Absence = .pass
    ) {
        self.upstreamID = upstreamID
        self.address = address
        self.authorization = authorization
        self.forwardsQuery = forwardsQuery
        self.trustedAuthorities = trustedAuthorities
        self.absence = absence
    }

    /// Whether the charge point is answered here while the back-office is away.
    package var hasOutbox: Bool { absence != .pass }

    /// Whether tokens of which the back-office never spoke may charge meanwhile.
    var acceptsUnknownTokens: Bool {
        if case .outbox(let accepts, _) = absence { accepts } else { false }
    }

    /// Whether the back-office hears the charge point's last boot first when it is back.
    var bootsAgain: Bool {
        if case .outbox(_, let bootsAgain) = absence { bootsAgain } else { false }
    }

    /// The dial for one handshake of a charge point.
    func target(identity: String, query: String?, offered: Headers) -> WebSocketTarget {
        var headers: Headers = [:]
        if let field = authorizationField(offered) { headers.add("Authorization", field) }
        for name in ["Sec-WebSocket-Protocol", "User-Agent"] {
            for value in offered.all(name) { headers.add(name, value) }
        }
        return WebSocketTarget(
            host: address.host,
            port: address.port,
            isSecure: address.isSecure,
            requestTarget: address.requestTarget(identity: identity, query: forwardsQuery ? query : nil),
            headers: headers,
            trustedAuthorities: trustedAuthorities
        )
    }

    private func authorizationField(_ offered: Headers) -> String? {
        switch authorization {
        case .pass: offered["Authorization"]
        case .replace(let field): field
        case .none: nil
        }
    }
}
