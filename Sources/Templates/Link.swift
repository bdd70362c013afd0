/// A path of the product with a query, for lists that filter, sort and page, and for exports.
package struct Link: Hashable, Sendable {
    package let path: String
    package let query: [Pair]
    /// The id of the place on the page to be shown first.
    package let fragment: String?

    /// One name and value of a query.
    package struct Pair: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A route with a query; pairs with an empty value are left out.
    package init(_ route: Route, query: [Pair] = [], fragment: String? = nil) {
        self.init(path: route.path, query: query, fragment: fragment)
    }

    /// The same list in another format: `/sessions.csv` with the query of the page.
    package init(_ route: Route, as format: ExportFormat, query: [Pair] = []) {
        self.init(path: route.path + "." + format.rawValue, query: query, fragment: nil)
    }

    /// More than any address of ours; a longer one is cut to its page.
    private static let addressBytes = 2_000

    /// Reads an address that leads to a page of ours, with its query; `nil` for any other.
    ///
    /// It is printed anew, so nothing but names and values of a query comes through.
    package init?(own text: String) {
        let parts = text.prefix { $0 != "#" }.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first, let route = Route(path: String(path)) else { return nil }
        self.init(route, within: parts.count > 1 ? Link.pairs(of: parts[1]) : [])
    }

    /// A route with a query from outside, which is left out when it is too long.
    package init(_ route: Route, within query: [Pair]) {
        let whole = Link(route, query: query)
        self = whole.text.utf8.count <= Link.addressBytes ? whole : Link(route)
    }

    /// What cannot be read of a query is left out.
    private static func pairs(of query: Substring) -> [Pair] {
        query.split(separator: "&").compactMap { field in
            let spaced = field.split(separator: "+", omittingEmptySubsequences: false).joined(separator: "%20")
            let parts = spaced.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = decode(parts[0]), let value = decode(parts[1]) else { return nil }
            return Pair(name, value)
        }
    }

    private init(path: String, query: [Pair], fragment: String?) {
        self.path = path
        self.query = query.filter { !$0.value.isEmpty }
        self.fragment = fragment
    }

    /// Path, query and fragment as they stand in an address.
    package var text: String {
        let pairs = query.map { Link.encode($0.name) + "=" + Link.encode($0.value) }
        let place = fragment.map { "#" + Link.encode($0) } ?? ""
        return path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")) + place
    }
}

/// The formats in which a list can be taken along.
package enum ExportFormat: String, CaseIterable, Sendable {
    case csv, json
}

extension Link {
    /// Percent-encodes everything but the unreserved characters of RFC 3986 and the colon.
    package static func encode(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), hexDigit(byte >> 4), hexDigit(byte & 15)]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Undoes the encoding of one path segment; `nil` when it is malformed or not UTF-8.
    static func decode(_ segment: Substring) -> String? {
        var result: [UInt8] = []
        var rest = segment.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else {
                return nil
            }
            result.append(high << 4 | low)
        }
        return String(validating: result, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"): true
        default: false
        }
    }

    private static func hexDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
