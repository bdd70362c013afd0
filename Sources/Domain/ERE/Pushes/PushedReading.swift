package import Values

/// What a charger's meter showed at a moment, as a program says.
package struct PushedReading: Hashable, Sendable {
    package let charger: EREChargerID
    package let at: Timestamp
    package let register: Energy
    /// Whether it never did.
    package let isWithdrawn: Bool

    package init(charger: EREChargerID, at: Timestamp, register: Energy, isWithdrawn: Bool = false) {
        self.charger = charger
        self.at = at
        self.register = register
        self.isWithdrawn = isWithdrawn
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

    /// A register at a moment.
    private struct Moment: Hashable {
        let charger: EREChargerID
        let at: Timestamp

        init(_ reading: PushedReading) {
            charger = reading.charger
            at = reading.at
        }
    }

    /// What is wrong, by place in the batch.
    package private(set) var faults: [(place: Int, fault: PushFault)] = []
    /// Places of readings that are new.
    package private(set) var new: [Int] = []
    /// Which version of its moment a reading is, by place in the batch.
    package private(set) var versions: [Int: Int] = [:]
    /// How many are kept already, or stand in the batch before.
    package private(set) var known = 0

    package init(
        _ readings: [PushedReading],
        chargers: Set<EREChargerID>,
        kept: [(version: Int, reading: PushedReading)],
        at now: Timestamp
    ) {
        let before = Dictionary(kept.map { (Moment($0.reading), $0) }) { first, _ in first }
        let back = takeBack(readings, chargers, before, at: now)
        let holding = kept.map(\.reading).filter { !$0.isWithdrawn && !back.contains(Moment($0)) }
        var byCharger = Dictionary(grouping: holding, by: \.charger).mapValues { rows in
            rows.map { Reading(at: $0.at, register: $0.register, place: nil) }
        }
        for (place, reading) in readings.enumerated() where !reading.isWithdrawn {
            if let fault = PushedReadingCheck.fault(of: reading, chargers, now) {
                faults.append((place, fault))
            } else if back.contains(Moment(reading)) {
                faults.append((place, .twice))
            } else {
                versions[place] = (before[Moment(reading)]?.version ?? 0) + 1
                let row = Reading(at: reading.at, register: reading.register, place: place)
                byCharger[reading.charger, default: []].append(row)
            }
        }
        for rows in byCharger.values { check(rows) }
        faults.sort { $0.place < $1.place }
        new.sort()
    }

    /// Takes readings back that are kept; what a batch tells besides is held against what is left.
    private mutating func takeBack(
        _ readings: [PushedReading],
        _ chargers: Set<EREChargerID>,
        _ before: [Moment: (version: Int, reading: PushedReading)],
        at now: Timestamp
    ) -> Set<Moment> {
        var back: Set<Moment> = []
        for (place, reading) in readings.enumerated() where reading.isWithdrawn {
            let known = before[Moment(reading)]
            if let fault = PushedReadingCheck.fault(of: reading, chargers, now) {
                faults.append((place, fault))
            } else if let known, known.reading == reading {
                self.known += 1
            } else if let known, !known.reading.isWithdrawn, known.reading.register == reading.register {
                guard back.insert(Moment(reading)).inserted else {
                    faults.append((place, .twice))
                    continue
                }
                versions[place] = known.version + 1
                new.append(place)
            } else {
                faults.append((place, known == nil ? .neverTold : .conflict))
            }
        }
        return back
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
    package let version: Int
    package let batch: PushBatchID
}
