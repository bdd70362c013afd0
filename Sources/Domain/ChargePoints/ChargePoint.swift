package import Values

/// A charge point as its operator registered it.
package struct ChargePoint: Hashable, Sendable {
    package let id: ChargePointID
    package let siteID: SiteID
    package let siteName: String
    package let hostID: HostID
    package let hostName: String
    /// IANA name of the site's zone.
    package let timeZone: String
    package let details: ChargePointDetails
    /// Whether a key was ever set; without one it cannot connect.
    package let hasKey: Bool
    /// Since when it may no longer connect.
    package let retiredAt: Timestamp?
    package let createdAt: Timestamp
    /// Who connected it step by step; `nil` when it came another way, or the reader may not know.
    package let connectedBy: Installer?

    /// A person who connected a charge point.
    package struct Installer: Hashable, Sendable {
        package let name: String
        /// The host of the person; `nil` for the operator's people.
        package let hostID: HostID?
    }
}

/// What may be set about a charge point.
package struct ChargePointDetails: Hashable, Sendable {
    /// The last segment of its OCPP URL; unique over the installation, case matters.
    package var identity: String
    /// For people; empty when the identity says it all.
    package var name: String
    package var connectors: Int32
    package var maxPowerW: Int32
    /// Whether it may connect without offering a WebSocket subprotocol.
    package var toleratesNoSubprotocol: Bool

    package init(
        identity: String,
        name: String = "",
        connectors: Int32 = 1,
        maxPowerW: Int32 = 22_000,
        toleratesNoSubprotocol: Bool = false
    ) {
        self.identity = identity
        self.name = name
        self.connectors = connectors
        self.maxPowerW = maxPowerW
        self.toleratesNoSubprotocol = toleratesNoSubprotocol
    }

    /// What pages call it.
    package var displayName: String { name.isEmpty ? identity : name }
}

/// A charge point as a list shows it.
package struct ChargePointSummary: Hashable, Sendable {
    package let id: ChargePointID
    package let identity: String
    package let name: String
    package let siteID: SiteID
    package let siteName: String
    package let isOnline: Bool
    package let lastMessageAt: Timestamp?
    package let vendor: String
    package let model: String
    /// Whether it may no longer connect.
    package let isRetired: Bool
    package var connectors: [ConnectorReport] = []
}

/// What a connector last said about itself, in the words of OCPP.
package struct ConnectorReport: Hashable, Sendable {
    /// From 1; 0 is the charge point as a whole.
    package let number: Int32
    package let status: String
    package let errorCode: String
    package let info: String
    package let at: Timestamp
}

/// The columns by which charge points are ordered.
package enum ChargePointSort: String, CaseIterable, Hashable, Sendable {
    case identity, site
    case lastMessage = "last_message"
}

/// Which charge points a list takes.
package struct ChargePointFilter: Hashable, Sendable {
    package var site: SiteID?
    /// What the site's name must contain; empty for all.
    package var siteName: String
    /// `nil` for both.
    package var isOnline: Bool?
    /// Those out of use, or those in use; `nil` for both.
    package var isRetired: Bool?

    package init(
        site: SiteID? = nil,
        siteName: String = "",
        isOnline: Bool? = nil,
        isRetired: Bool? = false
    ) {
        self.site = site
        self.siteName = siteName
        self.isOnline = isOnline
        self.isRetired = isRetired
    }
}

/// Why a charge point cannot be stored as asked.
package enum ChargePointRejection: String, ConstraintRejection, CaseIterable {
    /// The identity is in use in this installation, perhaps by another operator.
    case identityTaken = "charge_point.identity_taken"
    case identityLength = "charge_point.identity_length"
    /// Identities stand in a URL path and a user name: no control characters, no blank at either end.
    case identityForm = "charge_point.identity_form"
    case unknownSite = "charge_point.unknown_site"
    case connectorRange = "charge_point.connector_range"
    case powerRange = "charge_point.power_range"
    /// A given key has 16 to 128 bytes.
    case keyLength = "charge_point.key_length"
    /// A retired charge point is not changed any more.
    case retired = "charge_point.retired"
    /// Only a retired charge point can be put back into use.
    case inUse = "charge_point.in_use"

    package static let constraints: [String: ChargePointRejection] = [
        "charge_points_identity_unique": .identityTaken,
        "charge_points_identity_form": .identityLength,
        "charge_points_site": .unknownSite,
        "charge_points_connectors_range": .connectorRange,
        "charge_points_power_range": .powerRange,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the charge point was not stored" }
}
