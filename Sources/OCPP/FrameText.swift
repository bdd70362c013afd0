internal import Values

/// The text of a message in which single values can be found and exchanged; every other byte stays as it was.
///
/// Source: RFC 8259; a name that comes twice counts as the last one, as in ``Values/JSON``.
public struct FrameText: Hashable, Sendable {
    /// A step from a value to one within it.
    public enum Step: Hashable, Sendable {
        /// The element of an array, from 0.
        case element(Int)
        /// The member of an object.
        case member(String)
    }

    /// The text.
    public let bytes: [UInt8]

    /// A text; it is read only as far as values are looked for.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Where a value stands, without the space around it; `nil` when there is none or the text is no JSON up to it.
    func place(of path: [Step]) -> Range<Int>? {
        var walk = Walk(bytes: bytes, place: 0)
        for step in path {
            guard walk.enter(step) else { return nil }
        }
        return walk.value()
    }

    /// A whole number, also when written as a string; `nil` when there is none.
    public func integer(at path: [Step]) -> Int64? {
        guard let place = place(of: path) else { return nil }
        return (try? JSON(parsing: Array(bytes[place])))?.lenientInteger
    }

    /// The text with another whole number in a place; one written as a string stays a string.
    ///
    /// - Returns: `nil` when nothing stands there.
    public func replacing(_ path: [Step], with number: Int64) -> FrameText? {
        guard let place = place(of: path) else { return nil }
        let quote: [UInt8] = bytes[place.lowerBound] == UInt8(ascii: "\"") ? [UInt8(ascii: "\"")] : []
        return replacing(place, with: quote + Array(String(number).utf8) + quote)
    }

    /// The text with another message id.
    ///
    /// - Returns: `nil` when it has none.
    public func replacing(id: MessageID) -> FrameText? {
        place(of: [.element(1)]).map { replacing($0, with: id.json.compactBytes) }
    }

    private func replacing(_ place: Range<Int>, with new: [UInt8]) -> FrameText {
        FrameText(Array(bytes[..<place.lowerBound]) + new + Array(bytes[place.upperBound...]))
    }
}

extension FrameText {
    /// A reader that stands before a value.
    private struct Walk {
        let bytes: [UInt8]
        var place: Int

        private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

        private mutating func skipSpace() {
            while let byte, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
        }

        private mutating func skip(_ wanted: UInt8) -> Bool {
            skipSpace()
            guard byte == wanted else { return false }
            place += 1
            return true
        }

        /// Goes on to stand before the value within this one.
        mutating func enter(_ step: Step) -> Bool {
            switch step {
            case .element(let index): enterElement(index)
            case .member(let name): enterMember(name)
            }
        }

        private mutating func enterElement(_ index: Int) -> Bool {
            guard skip(UInt8(ascii: "[")) else { return false }
            for _ in 0..<index {
                guard value() != nil, skip(UInt8(ascii: ",")) else { return false }
            }
            skipSpace()
            return byte != nil && byte != UInt8(ascii: "]")
        }

        private mutating func enterMember(_ name: String) -> Bool {
            guard skip(UInt8(ascii: "{")) else { return false }
            var found: Int?
            repeat {
                skipSpace()
                guard let nameAt = string() else { break }
                guard skip(UInt8(ascii: ":")) else { return false }
                if isName(nameAt, name) { found = place }
                guard value() != nil else { return false }
            } while skip(UInt8(ascii: ","))
            guard let found else { return false }
            place = found
            return true
        }

        private func isName(_ place: Range<Int>, _ name: String) -> Bool {
            let text = bytes[place]
            guard text.contains(UInt8(ascii: "\\")) else { return text.dropFirst().dropLast().elementsEqual(name.utf8) }
            return (try? JSON(parsing: Array(text)))?.stringValue == name
        }

        /// The value that begins here, behind which the reader stands then.
        mutating func value() -> Range<Int>? {
            skipSpace()
            let start = place
            switch byte {
            case UInt8(ascii: "\""): return string()
            case UInt8(ascii: "{"), UInt8(ascii: "["): return brackets(from: start)
            default:
                while let byte, !Walk.ends.contains(byte) { place += 1 }
                return place > start ? start..<place : nil
            }
        }

        private static let ends = Set(",]} \t\r\n:".utf8)

        private mutating func string() -> Range<Int>? {
            guard byte == UInt8(ascii: "\"") else { return nil }
            let start = place
            place += 1
            while let byte {
                place += byte == UInt8(ascii: "\\") ? 2 : 1
                if byte == UInt8(ascii: "\"") { return start..<place }
            }
            return nil
        }

        private mutating func brackets(from start: Int) -> Range<Int>? {
            var depth = 0
            while let byte {
                switch byte {
                case UInt8(ascii: "\""):
                    guard string() != nil else { return nil }
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
                place += 1
                if depth == 0 { return start..<place }
            }
            return nil
        }
    }
}
