internal import Crypto
internal import FoundationEssentials

/// A file that changes the schema once.
public struct Migration: Hashable, Sendable {
    /// The file's name, such as `20260822141500_create_contracts.sql`: UTC time, then what it does.
    public let name: String
    /// The file's text.
    public let sql: String
    /// SHA-256 of the file's bytes, in hexadecimal.
    public let checksum: String

    init(name: String, bytes: [UInt8]) throws {
        guard let sql = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw PostgresFault(.migration, "\(name) is not UTF-8 text")
        }
        self.name = name
        self.sql = sql
        checksum = Migration.hexadecimal(SHA256.hash(data: bytes))
    }

    /// Whether the file runs in a transaction, together with the note that it ran.
    ///
    /// A file that begins with the line `-- no-transaction` holds exactly one statement and must bear being run twice.
    public var isTransactional: Bool {
        sql.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).first != "-- no-transaction"
    }

    /// All migrations of a folder in the order of their names.
    ///
    /// `schema.sql`, the dump of the result, and files that are no SQL are passed over.
    public static func all(in folder: String) throws -> [Migration] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw PostgresFault(.configuration, "the folder of migrations cannot be read: \(folder)")
        }
        return try names.filter { $0.hasSuffix(".sql") && $0 != "schema.sql" }.sorted().map { name in
            guard isWellNamed(name) else {
                throw PostgresFault(.migration, "\(name) is not named like 20260822141500_create_contracts.sql")
            }
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
                throw PostgresFault(.migration, "\(name) cannot be read")
            }
            return try Migration(name: name, bytes: [UInt8](data))
        }
    }

    /// One checksum over all names and texts, by which a migrated database can be known.
    public static func checksum(of migrations: [Migration]) -> String {
        let text = migrations.map { "\($0.name) \($0.checksum)\n" }.joined()
        return hexadecimal(SHA256.hash(data: Array(text.utf8)))
    }

    private static func isWellNamed(_ name: String) -> Bool {
        let stem = name.dropLast(4).utf8
        let (stamp, rest) = (stem.prefix(14), stem.dropFirst(14))
        return stamp.count == 14 && stamp.allSatisfy { (48...57).contains($0) } && rest.count > 1 && rest.first == 95
            && rest.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        digest.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0\(text)" : text
        }.joined()
    }
}
