package import Values

/// Who holds the connection and gives the mandate.
package struct EREHolder: Hashable, Sendable {
    package var kind: EREHolderKind
    /// A person's full name, or the name by which a company or association is registered.
    package var name: String
    /// Where a company or association is established; a person's is that of the connection.
    package var address: Address
    package var companyNumber: String
    /// As typed and checked; empty when there is none.
    package var vatID: String
    /// Whether the company is one person, whose older VAT number tells the citizen's number.
    package var isSoleTrader: Bool
    /// Who signs for a company or association.
    package var representative: String
    package var authority: EREAuthority

    package init(
        kind: EREHolderKind,
        name: String,
        address: Address = Address(country: "NL"),
        companyNumber: String = "",
        vatID: String = "",
        isSoleTrader: Bool = false,
        representative: String = "",
        authority: EREAuthority = .registered
    ) {
        self.kind = kind
        self.name = name
        self.address = address
        self.companyNumber = companyNumber
        self.vatID = vatID
        self.isSoleTrader = isSoleTrader
        self.representative = representative
        self.authority = authority
    }

    /// Who has to sign: the person, or who represents the company or association.
    package var signatory: String { kind == .person ? name : representative }

    /// The longest name kept.
    package static let nameLength = 140
}

/// What the holder of a connection is before the law.
package enum EREHolderKind: String, CaseIterable, Hashable, Sendable {
    case person = "private"
    case company
    /// An owners' association (VvE).
    case association = "owners_association"
}

/// By what somebody may sign for a company or association.
package enum EREAuthority: String, CaseIterable, Hashable, Sendable {
    /// The trade register says so.
    case registered
    /// A power of attorney or a decision of the owners, which has to be handed in.
    case document
}

/// The connection to the grid for which units are claimed.
package struct EREConnection: Hashable, Sendable {
    package var ean: EAN18
    package var address: Address
    package var construct: EREConstruct
    /// Whether the person says that the connection is in the holder's name; the energy contract alone is no proof.
    package var isHeld: Bool

    package init(ean: EAN18, address: Address, construct: EREConstruct, isHeld: Bool) {
        self.ean = ean
        self.address = address
        self.construct = construct
        self.isHeld = isHeld
    }
}

/// How the energy for vehicles is told apart from other energy of the connection.
///
/// Source: Besluit energie vervoer art. 10(1); secondary allocation points, public transport and direct lines are not
/// offered yet.
package enum EREConstruct: String, CaseIterable, Hashable, Sendable {
    /// The connection serves other things too, as every house does: a MID meter inside the charger counts.
    case meteredDeliveryPoint = "mid_delivery_point"
    /// Nothing but charging is behind the connection, so its own meter counts and no MID meter is needed.
    case exclusive
}

/// Where payouts go.
package struct EREAccount: Hashable, Sendable {
    package var iban: IBAN
    /// Empty when the account is in the holder's name.
    package var accountHolder: String

    package init(iban: IBAN, accountHolder: String = "") {
        self.iban = iban
        self.accountHolder = accountHolder
    }
}

/// A charger behind the connection.
package struct ERECharger: Hashable, Sendable {
    package var brand: String
    package var model: String
    /// The serial number of the charger, from its type plate.
    package var serial: String
    package var meterPlace: EREMeterPlace
    package var verdict: EREMeterVerdict
    /// How many photos or certificates of it have been handed in.
    package var evidence: Int
    /// Whether it can give energy back; `nil` where nobody was asked.
    package var feedsBack: Bool?

    package init(
        brand: String,
        model: String,
        serial: String,
        meterPlace: EREMeterPlace,
        verdict: EREMeterVerdict,
        evidence: Int = 0,
        feedsBack: Bool? = nil
    ) {
        self.brand = brand
        self.model = model
        self.serial = serial
        self.meterPlace = meterPlace
        self.verdict = verdict
        self.evidence = evidence
        self.feedsBack = feedsBack
    }

    package static let textLength = 64
}

/// Where the MID meter is.
package enum EREMeterPlace: String, CaseIterable, Hashable, Sendable {
    case inCharger = "in_charger"
    /// In the fuse box, or the grid operator's own: neither counts for a private charger.
    case elsewhere
    case unknown
}

/// What is known of a charger's MID meter before anybody looked at evidence.
package enum EREMeterVerdict: String, CaseIterable, Hashable, Sendable {
    /// The model, or the charger itself, is known to have one; this very charger is proven by its evidence.
    case likely
    /// The model comes with and without, or is not known.
    case possible
    /// The model is known to have none.
    case unlikely

    /// By the catalogue, from the names a person gave.
    package init(brand: String, model: String, _ catalogue: MeterCatalogue) {
        switch catalogue.model(brand: brand, name: model)?.mid {
        case .builtIn: self = .likely
        case .variant, nil: self = .possible
        case .some(.none): self = .unlikely
        }
    }

    /// By what a connected charger said of itself.
    package init(_ status: MeteringStatus) {
        switch status.verdict {
        case .likely: self = .likely
        case .possible, .unknown: self = .possible
        case .unlikely: self = .unlikely
        }
    }
}
