package import Values

/// What was told of devices already, to find the same energy told again under another name: a pure function of what it was
/// given, in that order.
///
/// That two sessions overlap proves nothing, since a charger with two sockets charges two cars at once. Their registers have
/// to agree, or nearly all their time and their energy.
package struct ERETwins: Sendable {
    /// Something of which somebody told.
    package struct Told: Hashable, Sendable {
        package let id: EREMeteredID
        package let startedAt: Timestamp
        package let stoppedAt: Timestamp
        package let begin: Energy
        package let energy: Energy

        package init(
            id: EREMeteredID,
            startedAt: Timestamp,
            stoppedAt: Timestamp,
            begin: Energy,
            energy: Energy
        ) {
            self.id = id
            self.startedAt = startedAt
            self.stoppedAt = stoppedAt
            self.begin = begin
            self.energy = energy
        }

        /// `nil` unless it has an end and registers that can be.
        init?(_ session: EREMeteredSession) {
            guard session.doubt != .gone, let stoppedAt = session.stoppedAt, stoppedAt >= session.startedAt,
                let begin = session.begin, let end = session.end, end > begin
            else { return nil }
            self.init(
                id: session.id,
                startedAt: session.startedAt,
                stoppedAt: stoppedAt,
                begin: begin,
                energy: end - begin
            )
        }

        fileprivate func touches(_ other: Told) -> Bool {
            startedAt < other.stoppedAt && stoppedAt > other.startedAt
        }
    }

    /// Seconds by which two clocks, or two reports of one session, may differ.
    package static let clockSeconds: Int64 = 300
    /// Seconds by which clocks of different time zones may differ, with a summer time.
    package static let zoneSeconds: Int64 = 86_400
    /// Thousandths of a watt-hour below which registers are the same: somebody told whole watt-hours only.
    package static let wattHour: Int64 = 1_000

    private struct Place: Hashable {
        let device: EREDevice
        /// Whole watt-hours.
        let energy: Int64
    }

    private let devices: EREDevices
    private var told: [Place: [Told]] = [:]
    /// Of devices with several names: what goes through one register at one time goes through it once.
    private var readings: [Int: [Told]] = [:]
    /// When sources that come first told of devices with several names; `nil` while it lasts.
    private var first: [Int: [(source: Source, from: Timestamp, until: Timestamp?)]] = [:]
    /// What counts elsewhere already, of devices with several names.
    private var counting: [Int: [Told]] = [:]

    /// Who tells; what comes first counts before the others.
    private enum Source: Int {
        case heard, sent, read

        init(_ id: EREMeteredID) {
            switch id {
            case .session: self = .heard
            case .pushed: self = .sent
            case .reading: self = .read
            }
        }
    }

    package init(_ devices: EREDevices) {
        self.devices = devices
    }

    /// Says what of a device with several names counts for another connection or quarter.
    package mutating func note(_ told: Told, of number: Int) {
        remember(told, .shared(number))
        counting[number, default: []].append(told)
    }

    /// Says when a source told of a device with several names, whatever of it counts.
    package mutating func tell(_ number: Int, isHeard: Bool, _ from: Timestamp, _ until: Timestamp?) {
        first[number, default: []].append((isHeard ? .heard : .sent, from, until))
    }

    /// Finds what was told before: first come those that count for another connection or quarter, then those that count here
    /// already, then the others.
    package mutating func judge(_ sessions: inout [(place: Int, session: EREMeteredSession)], in quarter: EREQuarter) {
        let span = quarter.span
        for (_, session) in sessions where session.standing == .elsewhere {
            if let told = Told(session) { remember(told, devices.device(of: session.meter)) }
        }
        for isHere in [true, false] {
            for index in sessions.indices {
                let session = sessions[index].session
                guard (session.standing == .here) == isHere, !session.isElsewhere, let at = session.countsAt,
                    at >= span.from, at < span.until, let told = Told(session)
                else { continue }
                let device = devices.device(of: session.meter)
                if case .shared(let number) = device, isTold(told, number) { sessions[index].session.isTold = true }
                sessions[index].session.twin = twin(of: told, device)
                remember(told, device)
            }
        }
    }

    private mutating func remember(_ told: Told, _ device: EREDevice) {
        let place = Place(device: device, energy: told.energy.thousandthsWh / ERETwins.wattHour)
        self.told[place, default: []].append(told)
        if case .reading = told.id, case .shared(let number) = device { readings[number, default: []].append(told) }
    }

    /// What told of the same energy before.
    private func twin(of told: Told, _ device: EREDevice) -> EREMeteredID? {
        if case .reading = told.id, case .shared(let number) = device {
            let other = readings[number]?.first { $0.id != told.id && $0.touches(told) }
            if let other { return other.id }
        }
        let wattHours = told.energy.thousandthsWh / ERETwins.wattHour
        for near in wattHours - 1...wattHours + 1 {
            let others = self.told[Place(device: device, energy: near)] ?? []
            if let other = others.first(where: { ERETwins.isSame($0, told) }) { return other.id }
        }
        return nil
    }

    /// Whether a source that comes first told of the same time, or another source's word counts already.
    private func isTold(_ told: Told, _ number: Int) -> Bool {
        let source = Source(told.id)
        for other in first[number] ?? [] where other.source.rawValue < source.rawValue {
            if other.from < told.stoppedAt, other.until.map({ $0 > told.startedAt }) ?? true { return true }
        }
        return (counting[number] ?? []).contains { Source($0.id) != source && $0.touches(told) }
    }

    /// Whether two tell of the same energy.
    private static func isSame(_ one: Told, _ other: Told) -> Bool {
        func isNear(_ left: Energy, _ right: Energy) -> Bool {
            abs(left.thousandthsWh - right.thousandthsWh) < wattHour
        }
        func isNear(_ left: Timestamp, _ right: Timestamp, _ seconds: Int64) -> Bool {
            abs(left.microseconds - right.microseconds) <= seconds * 1_000_000
        }
        guard one.id != other.id, isNear(one.energy, other.energy) else { return false }
        if isNear(one.startedAt, other.startedAt, clockSeconds), isNear(one.stoppedAt, other.stoppedAt, clockSeconds) {
            return true
        }
        guard isNear(one.begin, other.begin) else { return false }
        // A register that begins at nothing for each session comes to the same now and then.
        return one.touches(other) || (one.begin != .zero && isNear(one.startedAt, other.startedAt, zoneSeconds))
    }
}
