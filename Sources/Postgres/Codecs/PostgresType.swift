/// A type of PostgreSQL, by the number it has in every installation (`pg_type.dat`).
public struct PostgresType: Hashable, Sendable, CustomStringConvertible {
    /// The type's number in `pg_type`.
    public let oid: UInt32

    /// A type by its number.
    public init(oid: UInt32) {
        self.oid = oid
    }

    /// `boolean`.
    public static let bool = PostgresType(oid: 16)
    /// `bytea`.
    public static let bytea = PostgresType(oid: 17)
    /// `bigint`.
    public static let int8 = PostgresType(oid: 20)
    /// `smallint`.
    public static let int2 = PostgresType(oid: 21)
    /// `integer`.
    public static let int4 = PostgresType(oid: 23)
    /// `text`.
    public static let text = PostgresType(oid: 25)
    /// `date`.
    public static let date = PostgresType(oid: 1082)
    /// `timestamp with time zone`.
    public static let timestamptz = PostgresType(oid: 1184)
    /// `numeric`.
    public static let numeric = PostgresType(oid: 1700)
    /// `jsonb`.
    public static let jsonb = PostgresType(oid: 3802)

    /// Types whose binary form is the text itself: `name`, `text`, `bpchar`, `varchar`.
    static let textual: Set<UInt32> = [19, 25, 1042, 1043]

    /// The array type of the known element types.
    private static let arrays: [UInt32: UInt32] = [
        16: 1000, 17: 1001, 21: 1005, 23: 1007, 25: 1009, 20: 1016, 1082: 1182, 1184: 1185, 1700: 1231, 3802: 3807,
    ]

    private static let names: [UInt32: String] = [
        16: "bool", 17: "bytea", 19: "name", 20: "int8", 21: "int2", 23: "int4", 25: "text", 114: "json",
        700: "float4", 701: "float8", 869: "inet", 1042: "bpchar", 1043: "varchar", 1082: "date", 1083: "time",
        1114: "timestamp", 1184: "timestamptz", 1186: "interval", 1700: "numeric", 2950: "uuid", 3802: "jsonb",
    ]

    /// The type of arrays of this one; 0 for a type that no value of ours has.
    var array: PostgresType { PostgresType(oid: PostgresType.arrays[oid] ?? 0) }

    /// Whether a value bound or read as this type may stand where PostgreSQL has the other one.
    ///
    /// Only the text types stand for each other; everything else has to be the very type, or cast in SQL.
    public func fits(_ other: PostgresType) -> Bool {
        self == other || (self == .text && PostgresType.textual.contains(other.oid))
            || (self == PostgresType.text.array && [1003, 1014, 1015].contains(other.oid))
    }

    /// The name as in SQL, or `type 12345` when it is none of those known here.
    public var description: String {
        if let name = PostgresType.names[oid] { return name }
        if let element = PostgresType.arrays.first(where: { $0.value == oid })?.key {
            return PostgresType(oid: element).description + "[]"
        }
        return "type \(oid)"
    }
}
