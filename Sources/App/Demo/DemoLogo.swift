import Domain

/// The logos of the demo world: a white bolt on a disc in the colour of the brand, drawn as an uncompressed PNG.
///
/// Source: ISO/IEC 15948, RFC 1950 and 1951 (stored blocks).
enum DemoLogo {
    private static let side = 96

    static func image(_ colour: String) -> BrandImage {
        BrandImage(mediaType: "image/png", width: Int32(side), height: Int32(side), bytes: png(colour))
    }

    private static func png(_ colour: String) -> [UInt8] {
        let parts = Hex.bytes(colour) ?? [0, 0, 0]
        var rows: [UInt8] = []
        for y in 0..<side {
            rows.append(0)
            for x in 0..<side { rows += pixel(x, y, parts) }
        }
        let head = number(UInt32(side)) + number(UInt32(side)) + [8, 6, 0, 0, 0]
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        return signature + chunk("IHDR", head) + chunk("IDAT", zlib(rows)) + chunk("IEND", [])
    }

    /// Red, green, blue and how much of it is seen.
    private static func pixel(_ x: Int, _ y: Int, _ colour: [UInt8]) -> [UInt8] {
        let (dx, dy) = (2 * x - side + 1, 2 * y - side + 1)
        guard dx * dx + dy * dy <= side * side else { return [0, 0, 0, 0] }
        return isBolt(x, y) ? [255, 255, 255, 255] : colour + [255]
    }

    /// Two triangles that lean against each other.
    private static func isBolt(_ x: Int, _ y: Int) -> Bool {
        inside(x, y, [(56, 14), (28, 54), (50, 54)]) || inside(x, y, [(46, 42), (68, 42), (40, 82)])
    }

    private static func inside(_ x: Int, _ y: Int, _ corners: [(Int, Int)]) -> Bool {
        let sides = corners.indices.map { index -> Int in
            let (a, b) = (corners[index], corners[(index + 1) % corners.count])
            return (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0)
        }
        return sides.allSatisfy { $0 >= 0 } || sides.allSatisfy { $0 <= 0 }
    }

    private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var (result, rest): ([UInt8], ArraySlice<UInt8>) = ([0x78, 0x01], bytes[...])
        while !rest.isEmpty {
            let block = rest.prefix(0xFFFF)
            rest = rest.dropFirst(0xFFFF)
            let length = UInt16(block.count)
            let sizes = [length, ~length].flatMap {
                [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
            }
            result += [rest.isEmpty ? 1 : 0] + sizes + block
        }
        return result + number(adler(bytes))
    }

    private static func adler(_ bytes: [UInt8]) -> UInt32 {
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return b << 16 | a
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return number(UInt32(content.count)) + body + number(checksum(body))
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
