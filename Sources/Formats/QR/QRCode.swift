import CQREncode

/// The dark and light squares of a QR code.
///
/// Source: ISO/IEC 18004; drawn with a quiet zone of four squares around it.
package struct QRCode: Hashable, Sendable {
    /// Squares along a side.
    package let size: Int
    /// Row by row.
    package let isDark: [Bool]

    /// Bytes of a text: what a phone still reads from a screen.
    package static let byteLimit = 600

    /// Encodes a text at the medium level of correction; `nil` for an empty or a longer one.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= QRCode.byteLimit, !text.utf8.contains(0) else { return nil }
        // The version 0 lets the library choose the smallest that fits.
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let size = Int(code.pointee.width)
        guard let data = code.pointee.data, size > 0 else { return nil }
        self.size = size
        // The lowest bit of a byte says whether the square is dark; the others say what it is for.
        isDark = (0..<size * size).map { data[$0] & 1 == 1 }
    }
}
