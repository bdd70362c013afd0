import Domain
import Foundation
import Values

/// Portfolio files of the tests.
enum PortfolioSamples {
    /// The folder `docs/reference` of the repository.
    static let folder = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/docs/reference"

    /// Seals the keys of the files.
    static let box = SecretBox(secret: Array(repeating: 7, count: 32))

    /// What looks like a certificate in PEM form.
    static let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"

    /// The complete example of the documentation.
    static func example() throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/portfolio-example.json")))
    }

    /// The example with changes, each a JSON Pointer with the value to put there; `nil` takes the field away.
    static func example(_ changes: [(String, JSON?)]) throws -> [UInt8] {
        var root = try JSON(parsing: try example())
        for (pointer, value) in changes {
            root = root.replacing(pointer.split(separator: "/")[...], with: value) ?? .null
        }
        return Array(root.prettyText.utf8)
    }

    /// Says by ISO 13616 whether an IBAN's check digits fit.
    static func ibanFault(_ text: String) -> String? {
        let digits = (text.dropFirst(4) + text.prefix(4)).utf8.flatMap { byte -> [Int] in
            byte < 65 ? [Int(byte) - 48] : [(Int(byte) - 55) / 10, (Int(byte) - 55) % 10]
        }
        return digits.reduce(0) { ($0 * 10 + $1) % 97 } == 1 ? nil : "the check digits do not fit"
    }

    static func read(_ bytes: [UInt8]) throws(PortfolioRefusal) -> PortfolioFile {
        try PortfolioReader.read(bytes, checkIBAN: ibanFault)
    }

    /// What is wrong with a file, one line each.
    static func problems(_ bytes: [UInt8]) -> [String] {
        do throws(PortfolioRefusal) {
            _ = try read(bytes)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }
}

extension JSON {
    fileprivate func replacing(_ path: ArraySlice<Substring>, with value: JSON?) -> JSON? {
        guard let name = path.first else { return value }
        let rest = path.dropFirst()
        switch self {
        case .array(var elements):
            guard let index = Int(name), index < elements.count else { return .array(elements + [value ?? .null]) }
            if let element = elements[index].replacing(rest, with: value) {
                elements[index] = element
            } else {
                elements.remove(at: index)
            }
            return .array(elements)
        case .object(var members):
            let index = members.firstIndex { $0.name == name }
            let inner = (index.map { members[$0].value } ?? .object([])).replacing(rest, with: value)
            if let index { members.remove(at: index) }
            if let inner { members.insert(JSONMember(name: String(name), value: inner), at: index ?? members.count) }
            return .object(members)
        default: return value
        }
    }
}
