extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with as many decimals as the moment needs: `2025-06-30T22:15:00Z`.
    public var description: String { rfc3339 }

    /// RFC 3339 in UTC: `2025-06-30T22:15:00Z`, with milli- or microseconds only where there are any.
    public var rfc3339: String {
        let micros = Int(microseconds.floorRemainder(by: 1_000_000))
        return "\(dateAndMinuteText):\(padded(secondOfMinute, 2))\(fractionText(micros))Z"
    }

    /// RFC 3339 in UTC to the minute where the seconds are zero, else to the second: `2025-06-30T22:15Z`.
    public var compactText: String {
        secondOfMinute == 0 ? "\(dateAndMinuteText)Z" : "\(dateAndMinuteText):\(padded(secondOfMinute, 2))Z"
    }

    private var secondOfMinute: Int { Int(seconds.floorRemainder(by: 60)) }

    private var dateAndMinuteText: String {
        let day = LocalDate(daysSinceEpoch: seconds.floorDivided(by: 86_400))
        let minute = Int(seconds.floorRemainder(by: 86_400)) / 60
        return "\(day)T\(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
    }

    private func fractionText(_ micros: Int) -> String {
        if micros == 0 { return "" }
        return micros % 1000 == 0 ? ".\(padded(micros / 1000, 3))" : ".\(padded(micros, 6))"
    }
}

/// A moment as somebody else wrote it, with what was unusual about it.
public struct ReadTimestamp: Hashable, Sendable {
    /// The moment; text without a zone is read as UTC.
    public let timestamp: Timestamp
    /// Whether the text named its zone (`Z` or an offset).
    public let hasZone: Bool
}

extension Timestamp {
    /// Reads RFC 3339 or the ISO 8601 forms found in the field, seconds and fraction optional.
    ///
    /// `2025-06-30T22:15Z`, `2025-06-30 22:15:07.123+02:00`, `20250630T2215` is refused. Text without a zone is
    /// refused here; ``read(_:)`` accepts it.
    public init?(_ text: some StringProtocol) {
        guard let read = Timestamp.read(text), read.hasZone else { return nil }
        self = read.timestamp
    }

    /// Reads like ``init(_:)`` and also accepts text without a zone, taken as UTC.
    public static func read(_ text: some StringProtocol) -> ReadTimestamp? {
        var reader = StampReader(bytes: Array(text.utf8))
        return reader.read()
    }
}

/// Reads a stamp from left to right.
private struct StampReader {
    let bytes: [UInt8]
    var position = 0

    mutating func read() -> ReadTimestamp? {
        guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2),
            let date = LocalDate(year: year, month: month, day: day), skipSeparator(),
            let hour = digits(2), hour < 24, skip(":"), let minute = digits(2), minute < 60,
            let second = readSecond(), let micros = readFraction(), let zone = readZone(), position == bytes.count
        else { return nil }
        let local = date.daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        let seconds = local - Int64(zone.seconds)
        // An offset must not lead out of the years that can be written.
        guard StampReader.seconds.contains(seconds) else { return nil }
        let moment = Timestamp(microseconds: seconds * 1_000_000 + Int64(micros))
        return ReadTimestamp(timestamp: moment, hasZone: zone.named)
    }

    /// The years 1 to 9999 in UTC.
    private static let seconds: Range<Int64> = -62_135_596_800..<253_402_300_800

    private mutating func digits(_ count: Int) -> Int? {
        guard position + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<position + count] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        position += count
        return value
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSeparator() -> Bool { skip("T") || skip("t") || skip(" ") }

    /// A leap second is read as the second before it: the clock of a charger has none.
    private mutating func readSecond() -> Int? {
        guard skip(":") else { return 0 }
        guard let second = digits(2), second <= 60 else { return nil }
        return min(second, 59)
    }

    private mutating func readFraction() -> Int? {
        guard skip(".") || skip(",") else { return 0 }
        var micros = 0
        var count = 0
        while position < bytes.count, (48...57).contains(bytes[position]) {
            if count < 6 { micros = micros * 10 + Int(bytes[position] - 48) }
            count += 1
            position += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 6)..<6 { micros *= 10 }
        return micros
    }

    private mutating func readZone() -> (seconds: Int, named: Bool)? {
        if position == bytes.count { return (0, false) }
        if skip("Z") || skip("z") { return (0, true) }
        let negative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
        guard skip("+") || skip("-"), let hours = digits(2), hours < 24 else { return nil }
        _ = skip(":")
        guard let minutes = position == bytes.count ? 0 : digits(2), minutes < 60 else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return (negative ? -seconds : seconds, true)
    }
}
