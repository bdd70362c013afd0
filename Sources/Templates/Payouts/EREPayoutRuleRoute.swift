/// The addresses of what payouts go by.
package enum EREPayoutRuleRoute: Hashable, Sendable {
    /// The rules, and where they are set (POST).
    case rules
    /// Sets the account that pays (POST).
    case account

    var pattern: String {
        switch self {
        case .rules: "/ere-payout-rules"
        case .account: "/ere-payout-rules/account"
        }
    }
}
