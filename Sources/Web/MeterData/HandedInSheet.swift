package import Formats
import HTTPServer
import Templates
import Values

/// Sheets that people of an operator hand in: CSV in whatever dialect, or the first sheet of a workbook.
package enum HandedInSheet {
    /// Larger than lists of strangers.
    package static func limits(lines: Int) -> ListFileLimits {
        var limits = ListFileLimits()
        limits.bytes = 24 << 20
        limits.lines = lines + 1
        limits.sheetBytes = 128 << 20
        limits.sharedTexts = 3 * lines
        return limits
    }

    /// Somewhat more than a file may have, so that one that is too large is told at its field.
    static func bodyBytes(_ limits: ListFileLimits) -> Int { limits.bytes + (1 << 20) }

    /// The end of a file's name, where its kind stands.
    static func name(_ file: Form.File) -> String {
        file.fileName.isEmpty ? "file" : String(file.fileName.suffix(200))
    }

    static func text(_ fault: ListFileFault, _ limits: ListFileLimits) -> Text {
        switch fault {
        case .tooLarge:
            Text(
                en: "This file is too large: at most \(limits.bytes >> 20) MB are read.",
                nl: "Dit bestand is te groot: er wordt hooguit \(limits.bytes >> 20) MB gelezen."
            )
        case .tooManyLines:
            Text(
                en: "At most \(limits.lines - 1) lines are read. Hand it in in parts.",
                nl: "Er worden hooguit \(limits.lines - 1) regels gelezen. Lever het in delen in."
            )
        default: MIDScanWords.text(fault)
        }
    }
}
