/// Where a booking line stands.
package enum EREBookingState: String, CaseIterable, Comparable, Hashable, Sendable {
    /// Something was measured, or nothing; nobody has said yes.
    case measured
    /// A person said that it may be booked.
    case accepted
    /// It is part of a filing.
    case booked
    /// The register credited units for it.
    case credited
    /// The verifier's result covers it.
    case verified
    /// Its units are sold.
    case sold
    /// Its part of the revenue is paid.
    case paid

    package static func < (left: EREBookingState, right: EREBookingState) -> Bool { left.place < right.place }

    private var place: Int { EREBookingState.allCases.firstIndex(of: self) ?? 0 }

    /// Whether a fact with the later state may follow; the database has the same table.
    package func mayBecome(_ later: EREBookingState) -> Bool {
        switch (self, later) {
        case (.measured, .measured), (.measured, .accepted), (.accepted, .measured), (.accepted, .booked),
            (.booked, .credited), (.credited, .credited), (.credited, .verified), (.verified, .credited),
            (.verified, .verified), (.credited, .sold), (.verified, .sold), (.sold, .credited), (.sold, .verified),
            (.sold, .sold), (.sold, .paid), (.paid, .paid), (.paid, .sold):
            true
        default: false
        }
    }

    /// Whether it is measured anew as another line, since this one went out already.
    package var needsCorrectionLine: Bool { self >= .booked }
}
