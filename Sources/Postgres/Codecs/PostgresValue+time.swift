public import Values

extension Timestamp: PostgresValue {
    /// `timestamptz`.
    public static var postgresType: PostgresType { .timestamptz }
    /// The Unix epoch.
    public static var sample: Timestamp? { Timestamp(microseconds: 0) }

    /// PostgreSQL counts from 2000-01-01T00:00:00Z.
    private static let epoch: Int64 = 946_684_800_000_000

    /// Appends the microseconds since 2000.
    ///
    /// The numbers that PostgreSQL reads as `infinity` and `-infinity` are refused.
    public func encode(into bytes: inout [UInt8]) throws(ValueFault) {
        let (shifted, overflow) = microseconds.subtractingReportingOverflow(Timestamp.epoch)
        guard !overflow, shifted != .min else { throw ValueFault("a moment beyond what PostgreSQL stores") }
        bytes.append(bigEndianOf: shifted)
    }

    /// Reads the microseconds since 2000.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> Timestamp {
        let shifted: Int64 = try bytes.integer(at: 0, only: true)
        let (moment, overflow) = shifted.addingReportingOverflow(epoch)
        guard !overflow, shifted != .min else { throw ValueFault("an infinite timestamptz") }
        return Timestamp(microseconds: moment)
    }
}

extension LocalDate: PostgresValue {
    /// `date`.
    public static var postgresType: PostgresType { .date }
    /// The first day of 1970.
    public static var sample: LocalDate? { LocalDate(daysSinceEpoch: 0) }

    /// Days from 1970-01-01 to 2000-01-01, from which PostgreSQL counts.
    private static let epoch: Int64 = 10_957

    /// Appends the days since 2000.
    public func encode(into bytes: inout [UInt8]) throws(ValueFault) {
        let (shifted, overflow) = daysSinceEpoch.subtractingReportingOverflow(LocalDate.epoch)
        guard !overflow, let days = Int32(exactly: shifted), days != .min, days != .max else {
            throw ValueFault("a day beyond what PostgreSQL stores")
        }
        bytes.append(bigEndianOf: days)
    }

    /// Reads the days since 2000.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> LocalDate {
        let days: Int32 = try bytes.integer(at: 0, only: true)
        guard days != .min, days != .max else { throw ValueFault("an infinite date") }
        return LocalDate(daysSinceEpoch: Int64(days) + epoch)
    }
}
