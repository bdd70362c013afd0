package import Values

/// What is odd about the records of one session, taken together.
package enum OCMFChainFault: String, Hashable, Sendable, CaseIterable {
    case noBegin = "no_begin"
    case noEnd = "no_end"
    case serialChanges = "serial_changes"
    case paginationGap = "pagination_gap"
    case backwards
    case unusableReading = "unusable_reading"
    case timeNotSynchronised = "time_not_synchronised"
}

/// The records of a session in their order: from the reading that begins it to the one that ends it.
///
/// Source: OCMF 1.4.1, sections on pagination and on transactions.
package struct OCMFChain: Hashable, Sendable {
    package let faults: [OCMFChainFault]
    /// End minus begin in watt-hours; `nil` when one of them is missing or cannot be used.
    package let energyWh: Exact?

    package init(_ records: [OCMFRecord]) {
        let readings = records.flatMap(\.readings)
        let begin = readings.first { $0.transaction == "B" }
        let end = readings.last { OCMFChain.endings.contains($0.transaction) }
        var found: Set<OCMFChainFault> = []
        if begin == nil { found.insert(.noBegin) }
        if end == nil { found.insert(.noEnd) }
        if Set(records.map(\.serial)).count > 1 { found.insert(.serialChanges) }
        if OCMFChain.hasGap(records.map(\.pagination)) { found.insert(.paginationGap) }
        if readings.contains(where: { !$0.isUsable }) { found.insert(.unusableReading) }
        if readings.contains(where: { ["U", "I"].contains($0.timeQuality) }) { found.insert(.timeNotSynchronised) }
        if OCMFChain.runsBackwards(readings) { found.insert(.backwards) }
        faults = OCMFChainFault.allCases.filter(found.contains)
        energyWh = OCMFChain.energy(from: begin, to: end)
    }

    /// End, and the reasons for which a session ends by itself.
    private static let endings: Set<String> = ["E", "L", "R", "A", "P"]

    private static func energy(from begin: OCMFReading?, to end: OCMFReading?) -> Exact? {
        guard let begin, let end, begin.isUsable, end.isUsable, begin.register == end.register,
            let first = begin.energyWh, let last = end.energyWh
        else { return nil }
        return try? last - first
    }

    /// The numbers of one counter (`T` or `F`) go up by one; the same record twice is no gap.
    private static func hasGap(_ pages: [String]) -> Bool {
        let numbers = pages.map { (String($0.prefix(1)), Int64($0.dropFirst())) }
        return zip(numbers, numbers.dropFirst()).contains { before, after in
            guard before.0 == after.0, let first = before.1, let second = after.1 else { return false }
            return second != first && second != first + 1
        }
    }

    private static func runsBackwards(_ readings: [OCMFReading]) -> Bool {
        let byRegister = Dictionary(grouping: readings, by: \.register).values
        return byRegister.contains { series in
            let values = series.compactMap(\.energyWh)
            return zip(values, values.dropFirst()).contains { $0 > $1 }
        }
    }
}
