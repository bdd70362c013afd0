package import Values

/// A reading of a session's energy register.
package struct RegisterPoint: Hashable, Sendable {
    /// When the register was read, UTC.
    package let at: Timestamp
    /// What it showed.
    package let register: Energy

    package init(at: Timestamp, register: Energy) {
        self.at = at
        self.register = register
    }
}

/// The energy drawn in a quarter hour of the clock, or in the part of it that lies within the session.
package struct EnergySlice: Hashable, Sendable {
    /// The first moment of the slice.
    package let from: Timestamp
    /// The moment after the slice.
    package let until: Timestamp
    /// The energy drawn in it.
    package let energy: Energy
    /// Whether a boundary had no reading of its own, so that the register was interpolated there.
    package let isInterpolated: Bool
}

/// The energy register of a session over time: start, readings and stop, growing and in order.
package struct MeterCurve: Hashable, Sendable {
    /// The points in order of time; registers never fall; at least start and stop.
    package let points: [RegisterPoint]

    /// Lays the readings between start and stop.
    ///
    /// Readings outside the session, or whose register lies outside start…stop or falls back behind an earlier one,
    /// say nothing about when energy was drawn and are left out; the session carries a flag for each kind.
    package init(start: RegisterPoint, readings: [RegisterPoint], stop: RegisterPoint) {
        var points = [start]
        points.reserveCapacity(readings.count + 2)
        for reading in MeterCurve.ordered(readings) where reading.at > start.at && reading.at < stop.at {
            let last = points[points.count - 1]
            guard reading.register >= last.register, reading.register <= stop.register else { continue }
            if reading.at == last.at { points.removeLast() }
            points.append(reading)
        }
        points.append(stop)
        self.points = points
    }

    private static func ordered(_ readings: [RegisterPoint]) -> [RegisterPoint] {
        var previous = Timestamp(microseconds: .min)
        for reading in readings {
            if reading.at < previous {
                return readings.sorted { ($0.at, $0.register) < ($1.at, $1.register) }
            }
            previous = reading.at
        }
        return readings
    }

    /// The whole energy: stop minus start.
    package var energy: Energy { points[points.count - 1].register - points[0].register }

    /// The session as one slice.
    package var whole: EnergySlice {
        EnergySlice(from: points[0].at, until: points[points.count - 1].at, energy: energy, isInterpolated: false)
    }

    /// Cuts the session at the quarter hours of the clock; a slice may be without energy.
    ///
    /// Where a boundary has no reading of its own, the register is interpolated linearly between its neighbours,
    /// rounded half up to a thousandth of a watt-hour; the slices always add up to ``energy``.
    package func slices() -> [EnergySlice] {
        var result: [EnergySlice] = []
        forEachSlice { result.append($0) }
        return result
    }

    /// Calls for each slice of ``slices()`` in order of time, without keeping them.
    package func forEachSlice<Failure: Error>(
        _ body: (EnergySlice) throws(Failure) -> Void
    ) throws(Failure) {
        var cut = points[0]
        var cutIsRead = true
        var index = 1
        while index < points.count {
            let boundary = Timestamp(microseconds: cut.at.quarterHour.microseconds + 900_000_000)
            while index < points.count - 1, points[index].at < boundary { index += 1 }
            let next = points[index]
            let isLast = index == points.count - 1 && next.at <= boundary
            let end = isLast ? next : MeterCurve.interpolate(points[index - 1], next, at: boundary)
            let endIsRead = isLast || next.at == boundary
            let energy = end.register - cut.register
            let interpolated = !(cutIsRead && endIsRead)
            try body(EnergySlice(from: cut.at, until: end.at, energy: energy, isInterpolated: interpolated))
            if isLast { return }
            cut = end
            cutIsRead = endIsRead
        }
    }

    private static func interpolate(
        _ left: RegisterPoint,
        _ right: RegisterPoint,
        at moment: Timestamp
    ) -> RegisterPoint {
        if right.at == moment { return right }
        let span = Int128(right.at.microseconds - left.at.microseconds)
        let passed = Int128(moment.microseconds - left.at.microseconds)
        let rise = Int128(right.register.thousandthsWh - left.register.thousandthsWh)
        let part = (2 * rise * passed + span) / (2 * span)
        return RegisterPoint(
            at: moment,
            register: Energy(thousandthsWh: left.register.thousandthsWh + Int64(part))
        )
    }
}
