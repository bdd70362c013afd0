package import Values

/// The steps from a toggle to a signed mandate, in their order.
package enum EREStep: String, CaseIterable, Comparable, Sendable {
    case who, connection, charger, payout, mandate

    package static func < (left: EREStep, right: EREStep) -> Bool { left.place < right.place }

    private var place: Int {
        switch self {
        case .who: 0
        case .connection: 1
        case .charger: 2
        case .payout: 3
        case .mandate: 4
        }
    }
}

/// To whom the revenue is paid.
package enum EREPayoutModel: String, CaseIterable, Hashable, Sendable {
    /// To each customer.
    case customers = "A"
    /// In one sum to the partner.
    case partner = "B"
}

/// What has been said on the way to a mandate; every step is kept as soon as it is said.
package struct EREDraft: Hashable, Sendable {
    package var holder: EREHolder?
    package var connection: EREConnection?
    package var chargers: [ERECharger]
    package var account: EREAccount?
    package var payoutModel: EREPayoutModel

    package init(
        holder: EREHolder? = nil,
        connection: EREConnection? = nil,
        chargers: [ERECharger] = [],
        account: EREAccount? = nil,
        payoutModel: EREPayoutModel = .customers
    ) {
        self.holder = holder
        self.connection = connection
        self.chargers = chargers
        self.account = account
        self.payoutModel = payoutModel
    }

    /// The steps of this customer: nobody is asked for a bank account that is never paid to.
    package var steps: [EREStep] { EREStep.allCases.filter { $0 != .payout || payoutModel == .customers } }

    /// What stands in the way of leaving a step.
    package func problems(at step: EREStep) -> [EREProblem] {
        switch step {
        case .who: holder.map(EREChecks.problems) ?? [.notSaid(.who)]
        case .connection: connection.map(EREChecks.problems) ?? [.notSaid(.connection)]
        case .charger: EREChecks.problems(chargers, behind: connection?.construct ?? .meteredDeliveryPoint)
        case .payout: payoutModel == .customers && account == nil ? [.notSaid(.payout)] : []
        case .mandate: []
        }
    }

    /// The first step that is not done.
    package var next: EREStep { steps.first { $0 == .mandate || !problems(at: $0).isEmpty } ?? .mandate }

    /// Whether a step may be looked at: everything before it is done, so going back is always possible.
    package func mayOpen(_ step: EREStep) -> Bool { steps.contains(step) && step <= next }

    /// Whether the evidence that decides is still to be handed in, for at least one charger.
    package var lacksEvidence: Bool {
        guard connection?.construct != .exclusive else { return false }
        return chargers.contains { $0.evidence == 0 }
    }
}

/// Where an enrolment stands.
package enum EREEnrolmentState: String, CaseIterable, Hashable, Sendable {
    /// Not signed yet.
    case draft
    /// Signed; somebody has to look at the evidence, or it is not there yet.
    case waiting
    /// Sessions count.
    case active
    /// Somebody looked and said no; new evidence makes it wait again.
    case refused
    /// The mandate is over.
    case ended
    /// Given up before it was signed.
    case discarded

    /// The state after something happened; `nil` when that cannot happen here.
    package func after(_ event: EREEnrolmentEvent) -> EREEnrolmentState? {
        switch (self, event) {
        case (.draft, .signed): .waiting
        case (.draft, .turnedOff): .discarded
        case (.waiting, .accepted), (.refused, .accepted): .active
        case (.waiting, .refused): .refused
        case (.refused, .evidenceAdded): .waiting
        case (.waiting, .evidenceAdded), (.active, .evidenceAdded): self
        case (.waiting, .turnedOff), (.refused, .turnedOff): .ended
        // A mandate holds for whole calendar years, so it is over when the year is.
        case (.active, .turnedOff): .active
        case (.active, .expired): .ended
        default: nil
        }
    }
}

/// What happens to an enrolment.
package enum EREEnrolmentEvent: String, CaseIterable, Hashable, Sendable {
    case signed
    case evidenceAdded = "evidence_added"
    case accepted, refused
    case turnedOff = "turned_off"
    /// Its last calendar year is over.
    case expired
}

/// What turning the toggle off means.
package struct ERETurningOff: Hashable, Sendable {
    package let stateAfter: EREEnrolmentState
    /// The last calendar year that still counts; `nil` when none does.
    package let lastYear: Int?

    /// - Returns: `nil` where there is nothing to turn off, or it was turned off already.
    package init?(_ state: EREEnrolmentState, mandate: ClosedRange<Int>?, endsAfter: Int?, on today: LocalDate) {
        guard endsAfter == nil, let after = state.after(.turnedOff) else { return nil }
        guard state == .active, let mandate else {
            stateAfter = after
            lastYear = nil
            return
        }
        let year = today.yearMonth.year
        // A mandate that has not begun has counted for nothing.
        stateAfter = mandate.lowerBound > year ? .ended : after
        lastYear = mandate.lowerBound > year ? nil : min(year, mandate.upperBound)
    }
}
