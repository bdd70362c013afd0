/// The remainder modulo 97 of ISO 7064, as IBAN and creditor references use it.
public enum CheckDigits {
    /// Letters count 10…35; `nil` for anything but `A-Z0-9`.
    public static func remainder97(_ characters: some Sequence<UInt8>) -> Int? {
        var remainder = 0
        for byte in characters {
            switch byte {
            case 48...57: remainder = (remainder * 10 + Int(byte - 48)) % 97
            case 65...90: remainder = (remainder * 100 + Int(byte - 55)) % 97
            default: return nil
            }
        }
        return remainder
    }

    /// Groups of four for people to read.
    public static func grouped(_ text: String) -> String {
        var result = ""
        for (index, character) in text.enumerated() {
            if index > 0, index.isMultiple(of: 4) { result.append(" ") }
            result.append(character)
        }
        return result
    }

    /// The text without spaces, in capitals.
    public static func compact(_ text: String) -> String { text.filter { $0 != " " && $0 != "\u{A0}" }.uppercased() }
}
