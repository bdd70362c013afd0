package import Domain
package import Formats

/// Reads files of meter readings and sessions.
package enum MeterDataReading {
    package static let limits = HandedInSheet.limits(lines: PushSheet.mostLines)

    /// - Throws: `ListFileFault`, `PushSheet.Rejection`.
    package static func sheet(_ bytes: [UInt8]) throws -> PushSheet {
        let list = try ListFile(reading: bytes, limits: limits)
        var sheet = try PushSheet(list.rows.map { ($0.line, $0.cells) })
        sheet.add(unreadable: list.faults.map(\.line))
        return sheet
    }
}
