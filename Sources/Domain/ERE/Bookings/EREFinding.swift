package import Values

/// Something that a person should know about what was measured, by name.
package enum EREFindingKind: String, CaseIterable, Hashable, Sendable {
    /// No charge point of the connection talks to us.
    case noSource = "no_source"
    /// There is no energy.
    case nothingMeasured = "nothing_measured"
    /// A register begins below where the last session left it: it was reset, or the meter was changed.
    case registerFell = "register_fell"
    /// A session begins before the last one of its connector stopped; not counted.
    case overlap
    /// The session counts for another connection or quarter already; not counted.
    case countedElsewhere = "counted_elsewhere"
    /// A source that comes first tells of the same time at the same charger; not counted.
    case sourceOverlap = "source_overlap"
    /// The same charger told of the same energy before, by another connector, name or charge point; not counted.
    case toldTwice = "told_twice"
    /// The register at its start or stop is unknown; not counted.
    case noRegister = "no_register"
    /// A session waits for a person's word; not counted.
    case held
    /// A person said that a session does not count.
    case excluded
    /// A session runs over the end of a year, whose factors differ; not counted.
    case crossesYear = "crosses_year"
    /// A session has not ended; it counts in the quarter in which it does.
    case open
    /// The register rose between two sessions; what went through meanwhile is not counted.
    case gap

    /// Whether a line with it is accepted one at a time only, with a reason.
    package var needsReason: Bool {
        switch self {
        case .registerFell, .overlap, .countedElsewhere, .sourceOverlap, .toldTwice, .noRegister: true
        case .noSource, .nothingMeasured, .held, .excluded, .crossesYear, .open, .gap: false
        }
    }
}

extension EREFinding {
    /// Whether the line is marked with it.
    ///
    /// Of two sources one may say that nothing was charged: then nothing is left out.
    var marksLine: Bool { kind != .sourceOverlap || energy != .zero }
}

/// Something that was left out, since the same energy was told of before.
package struct ERELeftOut: Hashable, Sendable {
    /// What it is called, and what told of its energy before.
    package let what: String
    package let twin: String
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp
    package let energy: Energy

    /// Of one line; what goes beyond is in the finding's numbers.
    package static let mostKept = 50
}

/// A kind of finding with how often and how much.
package struct EREFinding: Hashable, Sendable {
    package let kind: EREFindingKind
    /// Sessions, or places between them.
    package var count: Int
    /// What is not counted because of it; nothing where nobody knows.
    package var energy: Energy

    package init(_ kind: EREFindingKind, count: Int, energy: Energy) {
        self.kind = kind
        self.count = count
        self.energy = energy
    }
}
