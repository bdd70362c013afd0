import Glibc

/// Addresses of proxies whose word about the client we take.
public struct TrustedProxies: Sendable, Equatable {
    /// Nobody is believed.
    public static let none = TrustedProxies()

    private struct Network: Sendable, Equatable {
        var address: [UInt8]
        var bits: Int
    }

    private var networks: [Network] = []

    private init() {}

    /// Reads addresses and networks such as `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
    ///
    /// - Returns: nil when one of them is neither.
    public init?(_ texts: [String]) {
        for text in texts {
            guard let network = Self.network(text) else { return nil }
            networks.append(network)
        }
    }

    /// Whether an address belongs to one of the networks.
    func contains(_ address: String) -> Bool {
        guard !networks.isEmpty, let bytes = Self.bytes(address) else { return false }
        return networks.contains { Self.matches(bytes, $0) }
    }

    /// Finds the client behind a chain of proxies: the last address that is not one of ours.
    func client(of peer: Peer, headers: Headers) -> Peer {
        guard contains(peer.address) else { return peer }
        var client = peer
        for hop in headers.tokens("X-Forwarded-For").reversed() {
            guard Self.bytes(hop) != nil else { break }
            client.address = hop
            if !contains(hop) { break }
        }
        if let proto = headers.tokens("X-Forwarded-Proto").last {
            client.isSecure = proto.equalsIgnoringCase("https")
        }
        return client
    }

    private static func network(_ text: String) -> Network? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let address = bytes(String(first)) else { return nil }
        guard parts.count == 2 else { return Network(address: address, bits: address.count * 8) }
        guard let bits = Int(parts[1]), (0...address.count * 8).contains(bits) else { return nil }
        return Network(address: address, bits: bits)
    }

    private static func matches(_ bytes: [UInt8], _ network: Network) -> Bool {
        guard bytes.count == network.address.count else { return false }
        return bytes.indices.allSatisfy { index in
            let bits = min(8, max(0, network.bits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            return bytes[index] & mask == network.address[index] & mask
        }
    }

    private static func bytes(_ address: String) -> [UInt8]? {
        var version4 = in_addr()
        if inet_pton(AF_INET, address, &version4) == 1 { return withUnsafeBytes(of: version4) { Array($0) } }
        var version6 = in6_addr()
        guard inet_pton(AF_INET6, address, &version6) == 1 else { return nil }
        return unmapped(withUnsafeBytes(of: version6) { Array($0) })
    }

    /// `::ffff:10.0.0.1` is the version 4 address seen through a version 6 socket.
    private static func unmapped(_ bytes: [UInt8]) -> [UInt8] {
        let prefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return bytes.starts(with: prefix) ? Array(bytes.suffix(4)) : bytes
    }
}
