/// What the beginning of a PNG or JPEG file says of the picture; nothing is decoded.
///
/// Source: ISO/IEC 15948 §11.2.2 (IHDR), ITU-T T.81 §B.2.2 (frame header).
package struct ImageHead: Hashable, Sendable {
    /// The kinds of files that are read.
    package enum Kind: String, Sendable {
        case png = "image/png"
        case jpeg = "image/jpeg"
    }

    package let kind: Kind
    /// In pixels.
    package let width: Int32
    package let height: Int32

    /// Reads the head; `nil` for other files and for one that ends before its size is told.
    package init?(_ bytes: [UInt8]) {
        if bytes.starts(with: ImageHead.pngSignature) {
            // The first chunk is the header, 13 bytes long.
            guard bytes.count >= 33, bytes[8..<16].elementsEqual([0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]) else {
                return nil
            }
            kind = .png
            width = ImageHead.number(bytes[16..<20])
            height = ImageHead.number(bytes[20..<24])
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]), let size = ImageHead.jpegSize(bytes) {
            kind = .jpeg
            (width, height) = size
        } else {
            return nil
        }
        guard width > 0, height > 0 else { return nil }
    }

    private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int32 {
        Int32(truncatingIfNeeded: bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }

    /// Goes from segment to segment until a frame begins.
    private static func jpegSize(_ bytes: [UInt8]) -> (Int32, Int32)? {
        var place = 2
        while place + 9 <= bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            // Start of frame, but for the tables that share its numbers.
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                return (number(bytes[(place + 7)..<(place + 9)]), number(bytes[(place + 5)..<(place + 7)]))
            }
            guard length >= 2 else { return nil }
            place += 2 + length
        }
        return nil
    }
}
