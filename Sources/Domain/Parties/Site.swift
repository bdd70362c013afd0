package import Values

/// A place with one energy connection and one time zone, owned by a host.
package struct Site: Hashable, Sendable {
    package let id: SiteID
    package let hostID: HostID
    package let hostName: String
    package let details: SiteDetails
    package let createdAt: Timestamp
}

/// What may be changed about a site; its host never changes, since contracts and credits hang on it.
package struct SiteDetails: Hashable, Sendable {
    /// The operator's own name for it; unique within the operator, one to 64 characters.
    package var reference: String
    package var name: String
    package var address: Address
    /// IANA name; billing days are cut in it.
    package var timeZone: String
    /// The bidding zone whose prices hold here, such as `NL`.
    package var biddingZone: String

    package init(
        reference: String,
        name: String,
        address: Address,
        timeZone: String = "Europe/Amsterdam",
        biddingZone: String = "NL"
    ) {
        self.reference = reference
        self.name = name
        self.address = address
        self.timeZone = timeZone
        self.biddingZone = biddingZone
    }
}

/// A site as a list shows it.
package struct SiteSummary: Hashable, Sendable {
    package let id: SiteID
    package let reference: String
    package let name: String
    package let hostID: HostID
    package let hostName: String
    package let address: Address
    package let biddingZone: String
    package let chargePointCount: Int
    /// How many of them are connected now.
    package let onlineCount: Int
}

/// A site as a choice in a form.
package struct SiteName: Hashable, Sendable {
    package let id: SiteID
    package let name: String
    package let hostID: HostID
    package let hostName: String
}

/// The columns by which sites are ordered.
package enum SiteSort: String, CaseIterable, Hashable, Sendable {
    case name, host
    case chargePoints = "charge_points"
}

/// Why a site cannot be stored as asked.
package enum SiteRejection: String, ConstraintRejection, CaseIterable {
    case referenceTaken = "site.reference_taken"
    case referenceLength = "site.reference_length"
    case nameLength = "site.name_length"
    case unknownHost = "site.unknown_host"
    case unknownCountry = "site.unknown_country"
    case unknownTimeZone = "site.unknown_time_zone"
    /// Contracts and credits hang on a site's host, so it stays.
    case hostFixed = "site.host_fixed"

    package static let constraints: [String: SiteRejection] = [
        "sites_reference_unique": .referenceTaken,
        "sites_reference_form": .referenceLength,
        "sites_name_form": .nameLength,
        "sites_host": .unknownHost,
        "sites_country_form": .unknownCountry,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the site was not stored" }
}
