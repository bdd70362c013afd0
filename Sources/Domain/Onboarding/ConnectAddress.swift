import OCPP

/// The address of a back-office as far as two of them are the same.
struct ConnectAddress: Hashable, Sendable {
    let isSecure: Bool
    /// In lower case.
    let host: String
    let port: Int
    let path: String
    let query: String?

    init?(_ text: String) {
        guard let address = UpstreamAddress(text) else { return nil }
        isSecure = address.isSecure
        host = address.host.lowercased()
        port = address.port
        path = address.path
        query = address.query
    }
}

/// Which machines a platform of the directory has: scheme, name and port of its addresses; their paths are free.
///
/// What stands for a part of the name, such as `{tenant}.example.com`, may be one label before two fixed ones, so that the
/// machine is the platform's in any case. A platform whose machines are anybody's, `{host}:8887`, has no shape.
struct PlatformShape: Hashable, Sendable {
    private let address: ConnectAddress
    /// From left to right; `nil` for any.
    private let labels: [String?]

    init?(_ platform: Platform) {
        let text = platform.upstreamURL.replacing(Platform.identityMark, with: "")
        guard let address = ConnectAddress(text) else { return nil }
        let labels = PlatformShape.labels(address.host).map { label in
            label.hasPrefix("{") && label.hasSuffix("}") ? nil : label
        }
        let free = labels.prefix { $0 == nil }
        let fixed = labels.dropFirst(free.count).compactMap(\.self)
        guard free.count + fixed.count == labels.count, fixed.allSatisfy({ !$0.isEmpty && !$0.contains("{") }),
            free.isEmpty ? !fixed.isEmpty : fixed.count >= 2
        else { return nil }
        self.address = address
        self.labels = labels
    }

    /// Whether an address leads to one of the platform's machines.
    func admits(_ other: ConnectAddress) -> Bool {
        let given = PlatformShape.labels(other.host)
        guard other.isSecure == address.isSecure, other.port == address.port, other.query == nil,
            given.count == labels.count
        else { return false }
        return zip(labels, given).allSatisfy { wanted, label in
            wanted.map { $0 == label } ?? PlatformShape.isLabel(label)
        }
    }

    private static func labels(_ host: String) -> [String] {
        host.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    private static func isLabel(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}

extension Platform {
    /// The machines that its addresses name; `nil` when it names none.
    var shape: PlatformShape? { PlatformShape(self) }
}
