package import Domain
package import Formats

/// Reads files of what the register credited: CSV in whatever dialect, or the first sheet of a workbook.
package enum ERECreditReading {
    /// All connections of a quarter.
    package static let limits = HandedInSheet.limits(lines: ERECreditSheet.mostLines)

    /// - Throws: `ListFileFault`, ``ERECreditRejection``.
    package static func sheet(_ bytes: [UInt8]) throws -> ERECreditSheet {
        let list = try ListFile(reading: bytes, limits: limits)
        var sheet = try ERECreditSheet(list.rows.map { ($0.line, $0.cells) })
        sheet.add(unreadable: list.faults.map(\.line))
        return sheet
    }
}
