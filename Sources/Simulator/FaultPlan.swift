import Values

/// Which faults a simulated charge point has, and how often; the same seed gives the same faults.
package struct FaultPlan: Sendable {
    /// What goes wrong with a message.
    package enum Fault: String, CaseIterable, Sendable {
        /// The connection breaks before the answer; the message is sent again.
        case drop
        /// The message is sent later.
        case delay
        /// The message is sent twice in a row.
        case duplicate
        /// A meter value is sent after the message behind it.
        case reorder
        /// The connection is left open and silent, and another one made; the message is sent again.
        case halfOpen
        /// A broken message is sent before it.
        case badJSON
    }

    /// Faults among a thousand messages, by kind.
    private let perMille: [Fault: Int]
    /// How far the clock of the charge point is ahead, in seconds.
    package let clockSkewSeconds: Int64
    private var generator: SeededGenerator

    package init(seed: UInt64, perMille: [Fault: Int], clockSkewSeconds: Int64 = 0) {
        self.perMille = perMille
        self.clockSkewSeconds = clockSkewSeconds
        generator = SeededGenerator(seed: seed)
    }

    /// What goes wrong with the next message, if anything.
    mutating func next() -> Fault? {
        var roll = Int.random(in: 0..<1000, using: &generator)
        for fault in Fault.allCases {
            let share = perMille[fault] ?? 0
            if roll < share { return fault }
            roll -= share
        }
        return nil
    }

    /// A short pause for a delayed message, in milliseconds.
    mutating func pauseMilliseconds() -> Int64 { Int64.random(in: 1...50, using: &generator) }
}
