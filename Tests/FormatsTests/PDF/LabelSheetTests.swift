import Formats
import Foundation
import TestSupport
import Testing
import Values

struct LabelSheetTests {
    private func sheet(_ count: Int) throws -> LabelSheet {
        let code = try #require(QRCode("wss://charge.example/ocpp/VOL-001"))
        return LabelSheet(
            title: "Labels",
            author: "Voltaria",
            createdAt: Timestamp(seconds: 1_751_349_600),
            labels: (0..<count).map { index in
                LabelSheet.Label(
                    heading: "VOL-\(index)",
                    lines: ["Gate, left", String(repeating: "very long ", count: 40), "c", "d", "not printed"],
                    code: code
                )
            }
        )
    }

    @Test func `labels are placed twelve to a page, long lines cut`() async throws {
        let folder = try ScratchFolder()
        let path = try folder.write(try PDFWriter().render(try sheet(13)), to: "labels.pdf")
        let text = try await Program.output(of: "pdftotext", ["-layout", path, "-"])
        let pages = text.split(separator: "\u{0C}").filter { $0.contains("VOL") }
        #expect(pages.count == 2 && pages[1].contains("VOL-12") && !pages[0].contains("VOL-12"))
        #expect(!text.contains("not printed") && text.components(separatedBy: "Gate, left").count == 14)
    }

    @Test func `a code on a label is read by another program's eyes`() async throws {
        let folder = try ScratchFolder()
        let path = try folder.write(try PDFWriter().render(try sheet(1)), to: "label.pdf")
        _ = try await Program.output(of: "pdftoppm", ["-r", "100", "-gray", path, folder.path + "/label"])
        let image = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/label-1.pgm"))
        // The finder pattern in the first corner: dark, light and three dark squares from its edge.
        let scale = 100.0 / 72
        let code = try #require(QRCode("wss://charge.example/ocpp/VOL-001"))
        let side = 100.0 / Double(code.size + 8)
        func grey(_ column: Double, _ row: Double) -> UInt8 {
            let x = Int((51 + 9 + (4 + column) * side) * scale)
            let y = Int((51 + 9 + (4 + row) * side) * scale)
            let width = Int((595.276 * scale).rounded(.up))
            return image[image.count - width * Int((841.89 * scale).rounded(.up)) + y * width + x]
        }
        #expect(grey(0.5, 0.5) < 100 && grey(1.5, 1.5) > 200 && grey(3.5, 3.5) < 100 && grey(7.5, 7.5) > 200)
    }
}
