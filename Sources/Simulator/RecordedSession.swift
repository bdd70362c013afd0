package import Values

/// A charging session of the past, as the file of recorded sessions tells it.
package struct RecordedSession: Hashable, Sendable {
    /// The identity of the charge point.
    package var chargePoint: String
    /// The connector, from 1.
    package var connector: Int64
    package var start: Timestamp
    package var stop: Timestamp
    package var idTag: String
    /// The energy of the session in whole watt-hours.
    package var energyWh: Int64
    /// How long the car drew power, in hours; the connected time when the file says 0.
    package var chargingHours: Exact

    package init(
        chargePoint: String,
        connector: Int64,
        start: Timestamp,
        stop: Timestamp,
        idTag: String,
        energyWh: Int64,
        chargingHours: Exact
    ) {
        self.chargePoint = chargePoint
        self.connector = connector
        self.start = start
        self.stop = stop
        self.idTag = idTag
        self.energyWh = energyWh
        self.chargingHours = chargingHours
    }

    /// The session some days later.
    package func shifted(days: Int64) -> RecordedSession {
        var session = self
        session.start = start.adding(seconds: days * 86_400)
        session.stop = stop.adding(seconds: days * 86_400)
        return session
    }

    /// The energy drawn up to a moment, in whole watt-hours, rounded half up.
    ///
    /// The car draws constant power from the start for the charging time, then nothing.
    package func energyWh(at moment: Timestamp) -> Int64 {
        let elapsed = Int128(moment.seconds(since: start)) * RecordedSession.power(chargingHours.scale)
        let charging = chargingHours.mantissa * 3600
        guard elapsed > 0 else { return 0 }
        guard elapsed < charging else { return energyWh }
        // floor((2·energy·elapsed + charging) / (2·charging)) is the quotient rounded half up.
        return Int64((2 * Int128(energyWh) * elapsed + charging) / (2 * charging))
    }

    /// The quarter hours of the clock strictly between start and stop.
    package var quarterHours: [Timestamp] {
        let first = start.quarterHour.adding(seconds: 900)
        return Array(sequence(first: first) { $0.adding(seconds: 900) }.prefix { $0 < stop })
    }

    private static func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}

/// What is wrong with a line of a file of recorded sessions.
package struct RecordedSessionFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    package let line: Int
    /// What is wrong.
    package let reason: String

    package var description: String { "line \(line): \(reason)" }
}

/// Why a file of recorded sessions cannot be read: every line that is wrong.
package struct RecordedSessionFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// What fits on a screen; the number of the others is told.
    private static let told = 50

    /// In the order of the file, never empty.
    package let faults: [RecordedSessionFault]

    package var description: String {
        let more = faults.count - RecordedSessionFaults.told
        return (faults.prefix(RecordedSessionFaults.told).map(\.description) + (more > 0 ? ["and \(more) more"] : []))
            .joined(separator: "\n")
    }
}

extension RecordedSession {
    private enum Column: String, CaseIterable {
        case chargePoint = "charge_point"
        case connector
        case start = "start_utc"
        case stop = "stop_utc"
        case idTag = "id_tag"
        case energy = "energy_wh"
        case connected = "connected_hours"
        case charging = "charging_hours"
    }

    /// More than any charge point has; what is beyond is a mistaken column.
    private static let mostConnectors: Int64 = 1_000
    /// A gigawatt-hour, more than any car takes; registers add up without end.
    private static let mostEnergyWh: Int64 = 1_000_000_000
    /// More than ten years.
    private static let longestHours = Exact(100_000)

    /// Reads a file of recorded sessions: CSV with a header line, columns in any order, others ignored.
    ///
    /// - Throws: ``RecordedSessionFaults``, all of the file.
    package static func read(csv text: String) throws(RecordedSessionFaults) -> [RecordedSession] {
        let content = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        // Empty lines are kept until here, so that the number of a line is the one that an editor shows.
        let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var sessions: [RecordedSession] = []
        var faults: [RecordedSessionFault] = []
        do {
            let places = try columns(lines.first ?? "")
            sessions.reserveCapacity(lines.count)
            for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
                let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                do { sessions.append(try session(fields, places, line: index + 1)) } catch { faults.append(error) }
            }
        } catch {
            faults.append(error)
        }
        guard faults.isEmpty else { throw RecordedSessionFaults(faults: faults) }
        return sessions
    }

    private static func columns(_ header: Substring) throws(RecordedSessionFault) -> [Column: Int] {
        guard !header.isEmpty else { throw RecordedSessionFault(line: 1, reason: "the file is empty") }
        let names = header.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var places: [Column: Int] = [:]
        for column in Column.allCases {
            guard let place = names.firstIndex(of: column.rawValue) else {
                throw RecordedSessionFault(line: 1, reason: "the column \(column.rawValue) is missing")
            }
            places[column] = place
        }
        return places
    }

    private static func session(
        _ fields: [Substring],
        _ places: [Column: Int],
        line: Int
    ) throws(RecordedSessionFault) -> RecordedSession {
        func text(_ column: Column) throws(RecordedSessionFault) -> String {
            guard let place = places[column], fields.indices.contains(place), !fields[place].isEmpty else {
                throw RecordedSessionFault(line: line, reason: "\(column.rawValue) is missing")
            }
            return String(fields[place])
        }
        func value<Value>(_ column: Column, _ read: (String) -> Value?) throws(RecordedSessionFault) -> Value {
            guard let value = read(try text(column)) else {
                throw RecordedSessionFault(line: line, reason: "\(column.rawValue) cannot be read")
            }
            return value
        }
        func hours(_ column: Column) throws(RecordedSessionFault) -> Exact {
            let hours = try value(column) { Exact($0) }
            guard hours >= .zero, hours <= longestHours else {
                throw RecordedSessionFault(line: line, reason: "\(column.rawValue) is negative or beyond belief")
            }
            return hours
        }
        func whole(_ column: Column, _ range: ClosedRange<Int64>) throws(RecordedSessionFault) -> Int64 {
            let number = try value(column) { Int64($0) }
            guard range.contains(number) else {
                let reason = "\(column.rawValue) is not from \(range.lowerBound) to \(range.upperBound)"
                throw RecordedSessionFault(line: line, reason: reason)
            }
            return number
        }
        let charging = try hours(.charging)
        let (start, stop) = (try value(.start) { Timestamp($0) }, try value(.stop) { Timestamp($0) })
        guard start <= stop else {
            throw RecordedSessionFault(line: line, reason: "stop_utc is before start_utc")
        }
        return RecordedSession(
            chargePoint: try text(.chargePoint),
            connector: try whole(.connector, 1...mostConnectors),
            start: start,
            stop: stop,
            idTag: try text(.idTag),
            energyWh: try whole(.energy, 0...mostEnergyWh),
            chargingHours: charging.isZero ? try hours(.connected) : charging
        )
    }
}
