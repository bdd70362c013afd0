/// What a customer is before the law.
package enum CustomerKind: String, CaseIterable, Sendable {
    case privatePerson = "private"
    case company
    case ownersAssociation = "owners_association"

    package static let heading = Text(en: "Kind", nl: "Soort")

    package var title: Text {
        switch self {
        case .privatePerson: Text(en: "Private person", nl: "Particulier")
        case .company: Text(en: "Company", nl: "Bedrijf")
        case .ownersAssociation: Text(en: "Owners' association", nl: "Vereniging van eigenaars (VvE)")
        }
    }
}
