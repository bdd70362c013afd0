/// Why a portfolio that is whole in itself is not imported, where no line of it is wrong; nothing of it was written.
package enum PortfolioRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file has no operator, and none was named.
    case operatorMissing
    /// There is no operator of this name.
    case operatorUnknown(String)
    /// The file is for another operator than the one that was named.
    case operatorDiffers(file: String, named: String)
    /// Another operator's documents are numbered with the prefix since a moment ago.
    case numberPrefixTaken
    /// Keys of charge points at their back-offices cannot be sealed here.
    case sealMissing
    /// A host or site has a reimbursement contract under another reference since a moment ago.
    case placeTaken

    /// The stable code.
    package var code: String {
        switch self {
        case .operatorMissing: "portfolio.operator_missing"
        case .operatorUnknown: "portfolio.operator_unknown"
        case .operatorDiffers: "portfolio.operator_differs"
        case .numberPrefixTaken: "portfolio.number_prefix_taken"
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
        case .numberPrefixTaken: "another operator has this number_prefix"
        case .sealMissing: "the installation's secret is not at hand to seal keys with"
        case .placeTaken: "a host or site has a reimbursement contract under another reference"
        }
    }

    /// Which constraint of the database means which rejection: what came between the look at the database and the
    /// writing.
    static let constraints: [String: PortfolioRejection] = [
        "operators_number_prefix_unique": .numberPrefixTaken,
        "reimbursement_contracts_place_unique": .placeTaken,
    ]
}
