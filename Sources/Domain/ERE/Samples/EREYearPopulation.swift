package import Values

/// A line of a year's population: a line of a filing as it was frozen, in the table that is hashed.
package struct EREPopulationLine: Hashable, Sendable {
    package let filing: String
    package let quarter: EREQuarter
    package let position: Int
    package let booking: EREBookingID
    package let energy: Energy
    package let units: Int64
    /// The later line of the population that takes its place.
    package let replacedBy: EREBookingID?
    package let content: JSON

    package var ean: String { said("ean") }
    /// The energy less that of the line that it corrects.
    package var difference: Energy { energy - Energy(thousandthsWh: content["corrected_energy"]?.integerValue ?? 0) }
    package var unitDifference: Int64 { units - (content["corrected_units"]?.integerValue ?? 0) }

    /// The columns of the table.
    package static let columns = [
        "filing", "quarter", "position", "booking", "corrects", "replaced_by", "ean", "basis", "construct", "kwh",
        "difference_kwh", "expected_ere", "difference_ere", "sessions", "mandate", "mandate_sha256", "measured_sha256",
    ]

    /// A row of the table; no cell has anything that would have to be quoted.
    package var row: [String] {
        [
            filing, "\(quarter)", "\(position)", "\(booking)", said("corrects"), replacedBy.map { "\($0)" } ?? "", ean,
            said("basis"), said("construct"), energy.kWh.text(minimumDecimals: 3),
            difference.kWh.text(minimumDecimals: 3), "\(units)", "\(unitDifference)", said("sessions"),
            said("mandate"), said("document_sha256"), said("measured_sha256"),
        ]
    }

    static func bytes(of row: [String]) -> [UInt8] { Array((row.joined(separator: ",") + "\r\n").utf8) }

    /// The bytes of the row in the table.
    package var bytes: [UInt8] { EREPopulationLine.bytes(of: row) }
    /// The bytes of the table's head.
    package static var headBytes: [UInt8] { bytes(of: columns) }

    private func said(_ name: String) -> String {
        switch content[name] {
        case .string(let text), .number(let text): text
        default: ""
        }
    }
}

/// A filing of the year with the hashes of its documents.
package struct EREPopulationFiling: Hashable, Sendable {
    package let id: EREFilingID
    package let reference: String
    package let quarter: EREQuarter
    package let filedAt: Timestamp
    package let lines: Int
    package let corrections: Int
    /// Less what its lines correct.
    package let energy: Energy
    package let units: Int64
    package let documents: [EREFilingDocument]
}

/// What of a year of delivery was filed.
package struct EREYearPopulation: Hashable, Sendable {
    package let year: Int
    /// In their order.
    package let filings: [EREPopulationFiling]
    package let connections: Int

    package var lines: Int { filings.reduce(0) { $0 + $1.lines } }
    package var corrections: Int { filings.reduce(0) { $0 + $1.corrections } }
    package var energy: Energy { filings.reduce(.zero) { $0 + $1.energy } }
    package var units: Int64 { filings.reduce(0) { $0 + $1.units } }
}
