/// The front of an OCPP-J message: what kind it is, whose answer, which action; the payload is not looked at.
///
/// A relay reads it of every message it passes on, so it is found without reading the whole as JSON. What is not
/// found this way may still be a message: then read it as a ``Frame``.
public struct FrameHead: Hashable, Sendable {
    /// What kind of message it is.
    public enum Kind: Hashable, Sendable {
        /// A request for an action.
        case call(String)
        /// A positive answer.
        case callResult
        /// A negative answer.
        case callError
        /// A type that this protocol version does not know.
        case other(Int)
    }

    /// What kind of message it is.
    public let kind: Kind
    /// Its id.
    public let id: MessageID

    /// Finds the front of a message; `nil` when it is none, or is written in a way that only a JSON reader sorts out.
    ///
    /// Source: OCPP-J 1.6 §4.2.
    public init?(scanning bytes: UnsafeBufferPointer<UInt8>) {
        var scanner = Scanner(bytes: bytes)
        guard scanner.skip(UInt8(ascii: "[")), let type = scanner.digits(), scanner.skip(UInt8(ascii: ",")),
            let id = scanner.plainString()
        else { return nil }
        self.id = MessageID(id)
        switch type {
        case 2:
            guard scanner.skip(UInt8(ascii: ",")), let action = scanner.plainString() else { return nil }
            kind = .call(action)
        case 3: kind = .callResult
        case 4: kind = .callError
        default: kind = .other(type)
        }
    }

    /// The front of a message that was read.
    public init?(_ frame: Frame) {
        switch frame {
        case .call(let call): (kind, id) = (.call(call.action), call.id)
        case .callResult(let result): (kind, id) = (.callResult, result.id)
        case .callError(let error): (kind, id) = (.callError, error.id)
        case .unreadable: return nil
        }
    }

    /// Walks over the bytes.
    private struct Scanner {
        let bytes: UnsafeBufferPointer<UInt8>
        var place = 0

        private mutating func skipSpace() {
            while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
        }

        mutating func skip(_ byte: UInt8) -> Bool {
            skipSpace()
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
            return true
        }

        /// A small number; longer ones are no message type.
        mutating func digits() -> Int? {
            skipSpace()
            let start = place
            var number = 0
            while place < bytes.count, place - start < 4, let digit = Scanner.digit(bytes[place]) {
                number = number * 10 + digit
                place += 1
            }
            return place > start ? number : nil
        }

        private static func digit(_ byte: UInt8) -> Int? {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
        }

        /// A string without escapes.
        mutating func plainString() -> String? {
            guard skip(UInt8(ascii: "\"")) else { return nil }
            let start = place
            while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
                guard bytes[place] != UInt8(ascii: "\\") else { return nil }
                place += 1
            }
            guard place < bytes.count else { return nil }
            defer { place += 1 }
            return String(validating: bytes[start..<place], as: UTF8.self)
        }
    }
}
