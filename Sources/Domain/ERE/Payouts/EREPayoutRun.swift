package import Values

/// A run of payouts as it stands.
package struct EREPayoutRunRecord: Hashable, Sendable {
    package let id: EREPayoutRunID
    /// Deliveries of it and of those before are paid.
    package let quarter: EREQuarter
    package let model: EREPayoutModel
    package let madeOn: LocalDate
    package let rules: EREPayoutRules
    /// Whether the fee is the platform's.
    package let isPartner: Bool
    /// The last of the sales, customers' own fees, agreements and verifications that it knows of; 0 for none.
    package let marks: EREPayoutMarks
    /// Of the VAT in the fee, in hundredths of a percent.
    package let feeVATRate: Int
    package let createdBy: UserID?
    package let createdAt: Timestamp
    package let done: Int
    package let total: Int
    package let finishedAt: Timestamp?
    /// What stopped it; empty while it goes on.
    package let message: String
    /// When somebody asked the job for the bank file; `nil` when nobody did, or it is made.
    package let bankFileAskedAt: Timestamp?
    /// Why the job made no bank file; empty unless it failed.
    package let bankFileMessage: String
}

/// Up to where a run looks.
package struct EREPayoutMarks: Hashable, Sendable {
    package let trades: Int64
    package let fees: Int64
    package let agreements: Int64
    /// Of decisions about verifications.
    package let verifications: Int64
}

/// What payouts come to, in cents.
package struct EREPayoutSums: Hashable, Sendable {
    package var payouts = 0
    package var units: Int64 = 0
    package var gross: Int64 = 0
    package var fee: Int64 = 0
    package var margin: Int64 = 0
    /// What customers get: gross less fee and margin.
    package var net: Int64 = 0
    package var vat: Int64 = 0
    package var adjustment: Int64 = 0
    /// What is paid to them: net, corrections of earlier payouts and VAT.
    package var payable: Int64 = 0

    package init() {}

    mutating func add(_ draft: EREPayoutDraft) {
        payouts += 1
        units += draft.figures.units
        gross += draft.figures.gross
        fee += draft.figures.fee
        margin += draft.figures.margin
        net += draft.figures.net
        vat += draft.vat
        adjustment += draft.adjustment
        payable += draft.payable
    }
}

/// Why a customer with revenue gets nothing by a run; where several reasons apply, the first listed is given.
package enum EREPayoutOmission: String, CaseIterable, Hashable, Sendable {
    /// Its enrolment is refused.
    case refused
    /// Nobody knows a bank account, or it is wrong, or outside SEPA.
    case noAccount = "no_account"
    /// Banks want a town and a country.
    case noAddress = "no_address"
    /// Its VAT data contradict each other, or no rate is known.
    case vat
    /// It waits for the next run.
    case belowMinimum = "below_minimum"
}

/// A customer that a run leaves out.
package struct EREPayoutLeftOut: Hashable, Sendable {
    package let customer: CustomerID
    package let name: String
    package let reason: EREPayoutOmission
    /// What it would have got, in cents.
    package let net: Int64
}

/// What a run would do.
package struct EREPayoutPreview: Hashable, Sendable {
    package let model: EREPayoutModel
    package let rules: EREPayoutRules
    package internal(set) var sums = EREPayoutSums()
    package internal(set) var leftOut: [EREPayoutLeftOut] = []
}

/// What a run did.
package struct EREPayoutResult: Hashable, Sendable {
    package let run: EREPayoutRunRecord
    /// Payouts that this call made; none when somebody else did, or there was nothing new.
    package let made: Int
    /// Of the whole run.
    package let sums: EREPayoutSums
    package let leftOut: [EREPayoutLeftOut]
}

/// Why nothing is paid out; where several reasons apply, the first listed is given.
package enum EREPayoutRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// The quarter is not over.
    case quarterNotOver
    /// A run of another quarter is not at its end.
    case otherRunning(EREQuarter)
    /// Nobody gets anything; so many customers are left out.
    case nothingToPay(leftOut: Int)
    case rules
    case account
    case fee
    case reason
    /// Somebody else brought the customer already, or it brought whom it is to be brought by.
    case referralKnown
    case oneself

    package var code: String {
        switch self {
        case .quarterNotOver: "ere_payout.quarter_not_over"
        case .otherRunning: "ere_payout.other_running"
        case .nothingToPay: "ere_payout.nothing_to_pay"
        case .rules: "ere_payout.rules"
        case .account: "ere_payout.account"
        case .fee: "ere_payout.fee"
        case .reason: "ere_payout.reason"
        case .referralKnown: "ere_payout.referral_known"
        case .oneself: "ere_payout.oneself"
        }
    }

    package var description: String {
        switch self {
        case .otherRunning(let quarter): "\(code): finish the run of \(quarter) first"
        case .nothingToPay(let count): "\(code): \(count) customers are left out, nobody gets anything"
        default: "\(code): nothing was changed"
        }
    }
}

/// A payout worked out, before it has a number.
struct EREPayoutDraft: Sendable {
    let payee: EREPayee
    let figures: EREPayoutFigures
    let rule: EREVATRule
    /// In hundredths of a percent.
    let vatRate: Int
    /// In cents: VAT on top of what is paid for, VAT in the fee.
    let vat: Int64
    let feeVAT: Int64
    /// What is held back or let go, and what the customer gives back.
    let adjustments: [EREPayoutAdjustment]
    /// By booking line.
    let chargers: [EREBookingID: [EREPayoutSnapshot.Charger]]

    var adjustment: Int64 { adjustments.reduce(0) { $0 + $1.minor } }
    /// What is paid for, in cents.
    var net: Int64 { figures.net + adjustment }
    var payable: Int64 { net + vat }
}
