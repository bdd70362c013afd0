import Values

/// Signed values in a file: as text, wrapped, or in a container of the transparency software.
package struct SignedFile: Sendable {
    /// A value with the key that stands beside it, if one does.
    package struct Entry: Hashable, Sendable {
        package let data: SignedData
        /// As written; empty when the file has none for it.
        package let publicKey: String
    }

    package let entries: [Entry]

    /// Bytes of a file: a container with thousands of values takes some megabytes.
    package static let byteLimit = 16 << 20

    /// Why a file holds no signed values.
    package enum Fault: Error, Hashable, Sendable {
        case tooLarge
        /// With the parser's words and the line where known.
        case xml(String, line: Int?)
        case empty
    }

    package init(_ bytes: [UInt8]) throws(Fault) {
        guard bytes.count <= SignedFile.byteLimit else { throw .tooLarge }
        var found: [Entry]
        switch bytes.drop(while: { $0 <= 32 || SignedFile.byteOrderMark.contains($0) }).first {
        case nil: throw .empty
        case UInt8(ascii: "<"): found = try SignedFile.container(bytes)
        default: found = SignedFile.texts(bytes)
        }
        guard !found.isEmpty else { throw .empty }
        entries = found
    }

    private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// One value, or one per line when every line begins with `OCMF|`.
    private static func texts(_ bytes: [UInt8]) -> [Entry] {
        let lines = bytes.split { $0 == 10 || $0 == 13 }.filter { line in line.contains { $0 > 32 } }
        let isList = lines.allSatisfy { $0.drop { $0 <= 32 }.starts(with: Array("OCMF|".utf8)) }
        return (isList ? lines.map(Array.init) : [bytes]).map { text in
            let data = SignedData(text)
            return Entry(data: data, publicKey: data.publicKey)
        }
    }

    /// Source: `values.xsd` of the transparency software of SAFE e.V.
    private static func container(_ bytes: [UInt8]) throws(Fault) -> [Entry] {
        let values: [(signed: String, key: String)]
        do throws(XMLFault) {
            let document = try XMLDocument(parsing: bytes, limit: byteLimit)
            values =
                document.root?.children("value").map { value in
                    let signed = value.child("signedData") ?? value.child("encodedData")
                    return (signed?.text ?? "", value.child("publicKey")?.text ?? "")
                } ?? []
        } catch { throw .xml(error.reason, line: error.line) }
        return values.filter { !$0.signed.isEmpty }.map { value in
            let data = SignedData(Array(value.signed.utf8))
            return Entry(data: data, publicKey: value.key.isEmpty ? data.publicKey : value.key)
        }
    }
}
