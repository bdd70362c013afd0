import Foundation

/// Where events may be sent: to the internet, never into this machine's own or a private network.
package enum WebhookAddress {
    /// Why an address cannot be an endpoint; `nil` when it can, as far as is known before it is dialled.
    package static func rejection(of text: String) -> WebhookRejection? {
        guard text.utf8.count <= 500, text.utf8.allSatisfy({ (33...126).contains($0) }),
            let parts = URLComponents(string: text), parts.scheme?.lowercased() == "https",
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil, parts.fragment == nil
        else { return .url }
        let name = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]."))
        if let bytes = bytes(name) { return isInside(bytes) ? .inside : nil }
        // Numbers that resolvers take for addresses, such as 127.1, and names without a domain.
        let last = name.split(separator: ".").last ?? ""
        let isNumber = last.allSatisfy(\.isNumber) || last.hasPrefix("0x")
        let isLocal = !name.contains(".") || ["localhost", "local", "internal"].contains(String(last))
        return isNumber || isLocal ? .inside : nil
    }

    /// The bytes of an address that is written out; `nil` for a name.
    private static func bytes(_ text: String) -> [UInt8]? {
        var (four, six) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        if inet_pton(AF_INET6, text, &six) == 1 { return withUnsafeBytes(of: &six) { Array($0) } }
        return nil
    }

    /// Whether 4 or 16 bytes are an address that is not of the public internet.
    ///
    /// Source: the IANA special-purpose address registries for IPv4 and IPv6.
    package static func isInside(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 4 {
            let value = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return insideV4.contains { value >> (32 - UInt32($0.bits)) == $0.net >> (32 - UInt32($0.bits)) }
        }
        guard bytes.count == 16 else { return true }
        // Of IPv6 only global unicast, and of that neither documentation, Teredo and its like, nor 6to4.
        if bytes[0] & 0xE0 != 0x20 { return true }
        let head = UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8 | UInt32(bytes[3])
        return head >> 16 == 0x2002 || head == 0x2001_0DB8 || head >> 9 == 0x2001_0000 >> 9 || head >> 12 == 0x3FFF0
    }

    private static let insideV4: [(net: UInt32, bits: Int)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16), (0xAC10_0000, 12),
        (0xC000_0000, 24), (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16), (0xC612_0000, 15),
        (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 3),
    ]
}
