/// Why a portfolio that is whole in itself does not fit what is there; nothing of it was written.
package enum PortfolioRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file has no operator, and none was named.
    case operatorMissing
    /// There is no operator of this name.
    case operatorUnknown(String)
    /// The file is for another operator than the one that was named.
    case operatorDiffers(file: String, named: String)
    /// The operator's currency or number prefix is another one; neither ever changes.
    case operatorFixed(String)
    /// Another operator's documents are numbered with the prefix.
    case numberPrefixTaken
    /// Identities of charge points that another operator uses.
    case identitiesTaken([String])
    /// E-mail addresses of users of another operator.
    case emailsTaken([String])
    /// Sites that belong to another host; credits hang on it.
    case sitesMoved([String])
    /// Contracts of another host or site.
    case contractsMoved([String])
    /// Keys of charge points at their back-offices cannot be sealed here.
    case sealMissing
    /// A host or site has a reimbursement contract under another reference already.
    case placeTaken

    /// The stable code.
    package var code: String {
        switch self {
        case .operatorMissing: "portfolio.operator_missing"
        case .operatorUnknown: "portfolio.operator_unknown"
        case .operatorDiffers: "portfolio.operator_differs"
        case .operatorFixed: "portfolio.operator_fixed"
        case .numberPrefixTaken: "portfolio.number_prefix_taken"
        case .identitiesTaken: "portfolio.identities_taken"
        case .emailsTaken: "portfolio.emails_taken"
        case .sitesMoved: "portfolio.sites_moved"
        case .contractsMoved: "portfolio.contracts_moved"
        case .sealMissing: "portfolio.seal_missing"
        case .placeTaken: "portfolio.place_taken"
        }
    }

    /// Code and what is wrong.
    package var description: String { "\(code): \(reason)" }

    private var reason: String {
        switch self {
        case .operatorMissing: "the file has no operator and none was named"
        case .operatorUnknown(let reference): "there is no operator \(reference)"
        case .operatorDiffers(let file, let named): "the file is for the operator \(file), not for \(named)"
        case .operatorFixed(let field): "the operator's \(field) is another one and cannot be changed"
        case .numberPrefixTaken: "another operator has this number_prefix"
        case .identitiesTaken(let list): "in use by another operator: \(list.joined(separator: ", "))"
        case .emailsTaken(let list): "in use by another operator: \(list.joined(separator: ", "))"
        case .sitesMoved(let list): "sites of another host: \(list.joined(separator: ", "))"
        case .contractsMoved(let list): "contracts of another host or site: \(list.joined(separator: ", "))"
        case .sealMissing: "the installation's secret is not at hand to seal keys with"
        case .placeTaken: "a host or site has a reimbursement contract under another reference"
        }
    }

    /// Which constraint of the database means which rejection.
    static let constraints: [String: PortfolioRejection] = [
        "operators_number_prefix_unique": .numberPrefixTaken,
        "reimbursement_contracts_place_unique": .placeTaken,
    ]
}
