import OCPP
package import Values

/// A back-office behind which we stand unseen: charge points dial us, we dial it.
package struct Upstream: Hashable, Sendable {
    package let id: UpstreamID
    package let details: UpstreamDetails
    /// How many charge points go through to it now.
    package let chargePoints: Int
    /// How many charge points it observes now.
    package let observed: Int
    /// Since when no charge point may be sent there any more.
    package let retiredAt: Timestamp?
}

/// What may be set about a back-office.
package struct UpstreamDetails: Hashable, Sendable {
    /// What people call it; unique within the operator.
    package var name: String
    /// `ws://…/` or `wss://…/`: what stands before the charge point's identity.
    package var url: String
    /// The code of its entry in the directory of platforms; empty when it has none.
    package var platform: String
    /// Whether the query of the charge point's address goes on too.
    package var forwardsQuery: Bool
    /// Certificates in PEM that are trusted instead of the system's; empty for the system's.
    package var trustedAuthorities: String

    package init(
        name: String,
        url: String,
        platform: String = "",
        forwardsQuery: Bool = true,
        trustedAuthorities: String = ""
    ) {
        self.name = name
        self.url = url
        self.platform = platform
        self.forwardsQuery = forwardsQuery
        self.trustedAuthorities = trustedAuthorities
    }
}

/// Why a back-office cannot be stored as asked.
package enum UpstreamRejection: String, ConstraintRejection, CaseIterable {
    case nameTaken = "upstream.name_taken"
    case nameLength = "upstream.name_length"
    case url = "upstream.url"
    case authorities = "upstream.authorities"
    case retired = "upstream.retired"
    case inUse = "upstream.in_use"
    case addressedTwice = "upstream.addressed_twice"

    package static let constraints: [String: UpstreamRejection] = [
        "upstreams_name_unique": .nameTaken,
        "upstreams_name_form": .nameLength,
        "upstreams_url_form": .url,
    ]

    /// Whether the details can be stored; what the address means is ``UpstreamAddress``'s business.
    static func check(_ details: UpstreamDetails) throws(UpstreamRejection) {
        guard UpstreamAddress(details.url) != nil else { throw .url }
        guard isPEM(details.trustedAuthorities) else { throw .authorities }
    }

    /// Whether a text is empty or looks like certificates in PEM form.
    static func isPEM(_ text: String) -> Bool {
        text.isEmpty || text.contains("-----BEGIN CERTIFICATE-----") && text.contains("-----END CERTIFICATE-----")
    }

    package var code: String { rawValue }
    package var description: String { "\(code): the back-office was not stored" }
}

/// What a back-office gets to see as a charge point's credentials.
package enum RelayAuthorizationMode: String, CaseIterable, Hashable, Sendable {
    /// The charge point's own, byte for byte.
    case pass
    /// Others, which we keep sealed.
    case replace
    /// None.
    case none
}

/// What happens to a charge point while its back-office is away.
package struct RelayAbsence: Hashable, Sendable {
    package enum Mode: String, CaseIterable, Hashable, Sendable {
        /// It is let go and keeps its messages, as the protocol has it.
        case pass
        /// It is answered here, and the back-office is told when it is back.
        case outbox
    }

    package var mode: Mode
    /// Whether tokens of which the back-office never spoke may charge meanwhile.
    package var acceptsUnknownTokens: Bool
    /// Whether the back-office hears the charge point's last boot first when it is back.
    package var bootsAgain: Bool

    package init(mode: Mode = .pass, acceptsUnknownTokens: Bool = false, bootsAgain: Bool = false) {
        self.mode = mode
        self.acceptsUnknownTokens = acceptsUnknownTokens
        self.bootsAgain = bootsAgain
    }
}

/// A charge point's way to its back-office.
package struct ChargePointRelay: Hashable, Sendable {
    package let upstreamID: UpstreamID
    package let upstreamName: String
    package let upstreamURL: String
    package let authorizationMode: RelayAuthorizationMode
    package let since: Timestamp
    package let absence: RelayAbsence
}

/// What passed between a charge point and its back-office, as the raw copies tell.
package struct RelayProof: Hashable, Sendable {
    /// Messages of the charge point that were passed on.
    package let up: Int
    /// Messages of the back-office that were passed on.
    package let down: Int
    /// Calls that we made ourselves since the charge point goes through: always 0.
    package let ownCalls: Int
    /// When the last message passed.
    package let lastAt: Timestamp?
}

/// Something about a back-office that people must know, though nothing was blocked.
package struct RelayNotice: Hashable, Sendable {
    package let chargePointID: ChargePointID
    package let upstreamID: UpstreamID
    /// `refused`, `unreachable`, `key_rotation`, `moved`, `security_profile`, `firmware`, `hard_reset`,
    /// `message_too_big`.
    package let code: String
    /// A status or an address; never a key.
    package let detail: String
    package let at: Timestamp

    package init(
        chargePointID: ChargePointID,
        upstreamID: UpstreamID,
        code: String,
        detail: String,
        at: Timestamp
    ) {
        self.chargePointID = chargePointID
        self.upstreamID = upstreamID
        self.code = code
        self.detail = detail
        self.at = at
    }
}
