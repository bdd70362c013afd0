import Values

/// A second, plain way from sessions to units, which shares nothing with the product's.
enum EREBookingOracle {
    struct Session: Sendable {
        var id: Int64
        var connection: Int
        var point: Int64
        var connector: Int
        /// Seconds since 1970.
        var start: Int64
        var stop: Int64?
        /// Thousandths of a watt-hour.
        var begin: Int64?
        var end: Int64?
        /// `held`, `excluded`, `gone` or empty.
        var doubt = ""
    }

    struct Line: Hashable {
        var thousandths: Int64 = 0
        var units: Int64 = 0
        var sessions = 0
    }

    /// The third quarter of 2026 between its midnights in Amsterdam, two hours ahead of UTC.
    static let quarter: (from: Int64, until: Int64) = (1_782_856_800, 1_790_805_600)

    /// The lines of the third quarter of 2026 by connection, every connection of which there is a session.
    static func lines(_ all: [Session]) -> [Int: Line] {
        var lines: [Int: Line] = [:]
        for session in all { lines[session.connection] = lines[session.connection] ?? Line() }
        for session in all where counts(session, all) {
            let begin = session.begin ?? 0
            lines[session.connection]?.thousandths += (session.end ?? 0) - begin
            lines[session.connection]?.sessions += 1
        }
        return lines.mapValues { line in
            var line = line
            let wh = line.thousandths / 1_000
            line.thousandths = wh * 1_000
            // 0.505 × 183 × 3.6 ÷ 1000 per kWh is 505 × 183 × 36 ÷ 10^10 per Wh; cut off.
            line.units = Int64(Int128(wh) * 505 * 183 * 36 / 10_000_000_000)
            return line
        }
    }

    private static func counts(_ session: Session, _ all: [Session]) -> Bool {
        guard session.doubt.isEmpty, let stop = session.stop, stop >= quarter.from, stop < quarter.until,
            isSound(session)
        else { return false }
        // Whatever of the same connector began earlier and has not stopped yet keeps it out, unless that one is kept out
        // itself.
        return !all.contains { other in
            guard other.point == session.point, other.connector == session.connector, isEarlier(other, session),
                let otherStop = other.stop, otherStop > session.start, otherStop < quarter.until, isSound(other)
            else { return false }
            switch other.doubt {
            case "gone": return false
            case "held": return otherStop < quarter.from
            case "excluded": return true
            default: return otherStop < quarter.from || counts(other, all)
            }
        }
    }

    private static func isEarlier(_ left: Session, _ right: Session) -> Bool {
        left.start != right.start ? left.start < right.start : left.id < right.id
    }

    private static func isSound(_ session: Session) -> Bool {
        guard let begin = session.begin, let end = session.end, let stop = session.stop else { return false }
        return end >= begin && stop >= session.start
    }
}
