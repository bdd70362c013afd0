import Crypto
import Values

/// What proves the printed form of a credit: a digest of all its members, which the chain of the books holds fast with
/// the credit's posting, and a short one of each, by which the member that differs is named.
struct CreditProof: Hashable, Sendable {
    /// The version of the form.
    private static let version: Int64 = 1
    /// Bytes of a member's own digest: they name, the digest of all proves.
    private static let memberBytes = 6

    private let digest: String
    private let members: [String: String]

    /// The proof of a printed form, as it is issued or as it is stored.
    init(of snapshot: JSON) {
        let parts = CreditProof.parts(of: snapshot, at: "").sorted { $0.path < $1.path }
        let all = JSON.array(parts.map { .array([.string($0.path), .string($0.text)]) })
        digest = Hex.text(Array(SHA256.hash(data: Array(all.description.utf8))))
        members = Dictionary(
            parts.map { part in
                let hash = SHA256.hash(data: Array("\(part.path)=\(part.text)".utf8))
                return (part.path, Hex.text(Array(hash.prefix(CreditProof.memberBytes))))
            }
        ) { first, _ in first }
    }

    /// Reads what the books hold; `nil` for anything else.
    init?(metadata: String) {
        guard let json = try? JSON(parsing: Array(metadata.utf8)),
            json["credit_proof"]?.integerValue == CreditProof.version,
            let digest = json["sha256"]?.stringValue, let members = json["members"]?.objectValue
        else { return nil }
        self.digest = digest
        self.members = Dictionary(members.map { ($0.name, $0.value.stringValue ?? "") }) { first, _ in first }
    }

    /// What the books hold.
    var metadata: String {
        JSON.dictionary([
            "credit_proof": .integer(CreditProof.version), "sha256": .string(digest),
            "members": .object(
                members.sorted { $0.key < $1.key }.map { JSONMember(name: $0.key, value: .string($0.value)) }
            ),
        ]).description
    }

    /// The first member in which a printed form is not the one that was issued, in words.
    func difference(in snapshot: JSON) -> String? {
        let found = CreditProof(of: snapshot)
        guard found.digest != digest else { return nil }
        let names = Set(members.keys).union(found.members.keys).sorted()
        let name = names.first { members[$0] != found.members[$0] }
        return "\(name ?? "its printed form") is not what it was issued with"
    }

    /// The members of an object and of those in it; lists are one member each.
    private static func parts(of json: JSON, at path: String) -> [(path: String, text: String)] {
        guard let members = json.objectValue else { return [(path, canonical(json))] }
        return members.flatMap { parts(of: $0.value, at: path.isEmpty ? $0.name : "\(path).\($0.name)") }
    }

    /// The text of a value, whatever the order in which the database keeps members.
    private static func canonical(_ json: JSON) -> String {
        if let elements = json.arrayValue { return "[" + elements.map(canonical).joined(separator: ",") + "]" }
        guard let members = json.objectValue else { return json.description }
        let sorted = members.sorted { $0.name < $1.name }
        return "{" + sorted.map { "\(JSON.string($0.name)):\(canonical($0.value))" }.joined(separator: ",") + "}"
    }
}
