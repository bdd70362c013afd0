package import Values

/// A text in the languages of the product.
package struct LocalText: Hashable, Sendable {
    package var english: String
    package var dutch: String

    package init(english: String, dutch: String) {
        self.english = english
        self.dutch = dutch
    }
}

/// Lines in the languages of the product, such as the steps of an instruction.
package struct LocalLines: Hashable, Sendable {
    package var english: [String]
    package var dutch: [String]

    package init(english: [String], dutch: [String]) {
        self.english = english
        self.dutch = dutch
    }
}

/// How sure an entry of a catalogue is.
package enum Confidence: String, CaseIterable, Sendable {
    /// A document or a partner's page says so.
    case confirmed
    /// To be confirmed by the owner, who can look at the charge point.
    case toConfirm = "to_confirm"
}

/// A back-office that charge points connect to, or this central system.
package struct Platform: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case backOffice = "back_office"
        case ownCentralSystem = "own_central_system"
    }

    /// What a charge point signs in with.
    package enum Credentials: String, CaseIterable, Sendable { case none, basic, optional, unknown }

    package var slug: String
    package var name: String
    package var kind: Kind
    /// The shape of its address, ending in `{identity}`; empty when it is not known.
    package var upstreamURL: String
    package var confidence: Confidence
    /// Where the address was found.
    package var source: String
    package var versions: [String]
    package var credentials: Credentials
    package var credentialsNote: LocalText
    /// How the owner changes the address.
    package var steps: LocalLines
    package var quirks: LocalLines
    package var remoteControl: LocalText

    /// The slug of this central system in the supplied directory.
    package static let own = "own"
    /// The slug of back-offices that have no entry of their own.
    package static let other = "other"
    /// What stands for the identity in an address.
    package static let identityMark = "{identity}"
}

/// How the address is changed in the charge points of one brand.
package struct ChargerBrand: Hashable, Sendable {
    package var slug: String
    package var name: String
    package var confidence: Confidence
    package var source: String
    package var steps: LocalLines
    package var quirks: LocalLines
}

/// An entry of the directory as an operator sees it.
package struct PlatformEntry: Hashable, Sendable {
    package let platform: Platform
    /// When somebody of the operator edited it; `nil` for the supplied text.
    package let editedAt: Timestamp?
}

/// Why an edit of the directory is refused.
package enum PlatformRejection: String, Error, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case nameLength = "platform.name_length"
    /// An address begins with `ws://` or `wss://`, has no blanks and ends in `{identity}`.
    case addressForm = "platform.address_form"
    case textLength = "platform.text_length"

    package var description: String { "\(rawValue): the platform was not stored" }
}
