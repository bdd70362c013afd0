package import Values

/// What a charger's meter showed at a moment, as a program says.
package struct PushedReading: Hashable, Sendable {
    package let charger: EREChargerID
    package let at: Timestamp
    package let register: Energy

    package init(charger: EREChargerID, at: Timestamp, register: Energy) {
        self.charger = charger
        self.at = at
        self.register = register
    }
}

/// Readings of a batch held against what is kept of their chargers: a pure function.
package struct PushedReadingCheck: Sendable {
    /// What is kept of a charger, and what of a batch.
    private struct Reading {
        let at: Timestamp
        let register: Energy
        /// Its place in the batch; `nil` for what is kept.
        let place: Int?
    }

    /// What is wrong, by place in the batch.
    package private(set) var faults: [(place: Int, fault: PushFault)] = []
    /// Places of readings that are new.
    package private(set) var new: [Int] = []
    /// How many are kept already, or stand in the batch before.
    package private(set) var known = 0

    package init(
        _ readings: [PushedReading],
        chargers: Set<EREChargerID>,
        kept: [PushedReading],
        at now: Timestamp
    ) {
        var byCharger = Dictionary(grouping: kept, by: \.charger).mapValues { rows in
            rows.map { Reading(at: $0.at, register: $0.register, place: nil) }
        }
        for (place, reading) in readings.enumerated() {
            if let fault = PushedReadingCheck.fault(of: reading, chargers, now) {
                faults.append((place, fault))
            } else {
                let row = Reading(at: reading.at, register: reading.register, place: place)
                byCharger[reading.charger, default: []].append(row)
            }
        }
        for rows in byCharger.values { check(rows) }
        faults.sort { $0.place < $1.place }
        new.sort()
    }

    private static func fault(
        of reading: PushedReading,
        _ chargers: Set<EREChargerID>,
        _ now: Timestamp
    ) -> PushFault? {
        if !chargers.contains(reading.charger) { return .unknownCharger }
        if let first = EREQuarter.first, reading.at < first.span.from { return .tooEarly }
        return reading.at > now.adding(seconds: Pushes.clockSeconds) ? .inFuture : nil
    }

    /// One register, which never falls: at each moment what is kept comes before what is new.
    private mutating func check(_ rows: [Reading]) {
        let ordered = rows.sorted { ($0.at, $0.place ?? -1) < ($1.at, $1.place ?? -1) }
        // The next one that is kept, at each place.
        var (next, later) = (Reading?.none, [Reading?](repeating: nil, count: ordered.count))
        for index in ordered.indices.reversed() {
            if ordered[index].place == nil { next = ordered[index] }
            later[index] = next
        }
        var last: Reading?
        for (index, row) in ordered.enumerated() {
            guard let place = row.place else {
                last = row
                continue
            }
            if let last, last.at == row.at {
                if last.register == row.register { known += 1 } else { faults.append((place, .conflict)) }
            } else if let last, row.register < last.register {
                faults.append((place, .fell))
            } else if let later = later[index], row.register > later.register {
                faults.append((place, .aboveLater))
            } else {
                new.append(place)
                last = row
            }
        }
    }
}

/// A reading that is kept.
package struct KeptReading: Hashable, Sendable {
    package let id: PushedReadingID
    package let customer: CustomerID
    package let reading: PushedReading
    package let batch: PushBatchID
}
