package import Values

/// What the figures of corrections mean in a file; how the register says it is not known, so a person chooses.
package enum ERECreditFigures: String, CaseIterable, Hashable, Sendable {
    /// The units of the connection and quarter in all, the earlier line's included.
    case whole
    /// The units that are added to those of the line that is corrected, or taken from them.
    case difference
}

/// The lines of a file in which the register says what it credited, as read: nothing of them was looked up.
package struct ERECreditSheet: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        /// Its number in the file, from 1.
        package let number: Int
        /// The line that is meant, by our own reference; `nil` where the file names connection and quarter.
        package let booking: EREBookingID?
        package let ean: String?
        package let quarter: EREQuarter?
        /// Whole units, as stated.
        package let units: Int64
        package let creditedOn: LocalDate?
        package let registerReference: String
    }

    /// What is wrong with a line.
    package enum Fault: Error, Hashable, Sendable {
        /// Quotes that do not fit, or a cell that is too long.
        case unreadable
        /// Neither our reference nor a connection and quarter.
        case noKey
        case reference
        case ean
        case quarter
        /// No whole number of units; one with a separator of thousands could be read in two ways.
        case units
        case day
        case registerReference
        /// The line is not one of ours.
        case unknown
        /// Connection or quarter are others than those of the line that is named.
        case contradiction
        /// The line was not filed.
        case notBooked
        /// The file has a figure for it already, in the line that is named.
        case twice(Int)
        /// What corrects this line was credited, so its own figure stays.
        case superseded
        /// A difference to a line that nothing was credited for.
        case baseMissing
        /// Less than nothing would be credited.
        case negative
        /// Units of the line are sold.
        case sold
    }

    package struct LineFault: Hashable, Sendable {
        package let line: Int
        package let fault: Fault

        package init(_ line: Int, _ fault: Fault) {
            self.line = line
            self.fault = fault
        }
    }

    /// Lines of a file: those of the connections of the largest operator in a quarter.
    package static let mostLines = 200_000
    /// Units of one line: what five terawatt-hours give.
    package static let mostUnits: Int64 = 1_000_000_000_000
    package static let longestReference = 200

    package private(set) var lines: [Line] = []
    package private(set) var faults: [LineFault] = []

    /// Reads the lines below the headings.
    ///
    /// - Throws: ``ERECreditRejection/noColumns`` without headings that name lines and units.
    package init(_ rows: [(line: Int, cells: [String])]) throws(ERECreditRejection) {
        guard let head = rows.first else { throw .noColumns }
        let columns = try ERECreditColumns(head.cells)
        for row in rows.dropFirst() {
            do throws(Fault) {
                lines.append(try columns.line(row.line, row.cells))
            } catch {
                faults.append(LineFault(row.line, error))
            }
        }
    }

    /// Adds lines that could not be read at all.
    package mutating func add(unreadable numbers: [Int]) {
        faults = (faults + numbers.map { LineFault($0, .unreadable) }).sorted { $0.line < $1.line }
    }
}

/// Where things stand in a file, by its headings.
private struct ERECreditColumns {
    private enum Column: SheetColumn {
        case reference, ean, quarter, units, day, registerReference

        var names: Set<String> {
            switch self {
            case .reference: ["bookingref", "booking", "reference", "inboeking", "kenmerk", "eigenkenmerk"]
            case .ean: ["ean", "ean18", "eancode", "eanaansluiting"]
            case .quarter: ["quarter", "kwartaal", "period", "periode"]
            case .units: ["ere", "eres", "units", "credited", "creditedere", "bijgeschreven", "eenheden"]
            case .day: ["creditedon", "date", "datum", "bijgeschrevenop"]
            case .registerReference: ["registerreference", "transaction", "transactie", "revkenmerk", "rev"]
            }
        }
    }

    private let head: SheetHead<Column>

    init(_ headings: [String]) throws(ERECreditRejection) {
        do throws(SheetHead<Column>.Twice) {
            head = try SheetHead(headings)
        } catch {
            throw .columnTwice(error.heading)
        }
        guard head.has(.units), head.has(.reference) || (head.has(.ean) && head.has(.quarter)) else {
            throw .noColumns
        }
    }

    func line(_ number: Int, _ cells: [String]) throws(ERECreditSheet.Fault) -> ERECreditSheet.Line {
        func cell(_ column: Column) -> String { head.cell(column, in: cells) }
        let (reference, ean, quarter) = (cell(.reference), cell(.ean), cell(.quarter))
        guard !reference.isEmpty || (!ean.isEmpty && !quarter.isEmpty) else { throw .noKey }
        let name = cell(.registerReference)
        guard name.count <= ERECreditSheet.longestReference else { throw .registerReference }
        return ERECreditSheet.Line(
            number: number,
            booking: try known(reference, .reference) { EREBookingID(text: $0) },
            ean: try known(ean, .ean) { EAN18($0)?.text },
            quarter: try known(quarter, .quarter) { EREQuarter($0) },
            units: try ERECreditColumns.units(cell(.units)),
            creditedOn: try known(cell(.day), .day) { SheetTime.day($0) },
            registerReference: name
        )
    }

    private func known<Value>(
        _ text: String,
        _ fault: ERECreditSheet.Fault,
        _ read: (String) -> Value?
    ) throws(ERECreditSheet.Fault) -> Value? {
        if text.isEmpty { return nil }
        guard let value = read(text) else { throw fault }
        return value
    }

    /// A whole number, at most two zeros behind a comma or point: `1.000` may be one or a thousand, and is neither.
    private static func units(_ text: String) throws(ERECreditSheet.Fault) -> Int64 {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard let whole = parts.first, (1...2).contains(parts.count) else { throw .units }
        let isWhole = parts.count == 1 || ["0", "00"].contains(parts[1])
        let digits = whole.hasPrefix("-") ? whole.dropFirst() : whole
        guard isWhole, !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let units = Int64(whole),
            abs(units) <= ERECreditSheet.mostUnits
        else { throw .units }
        return units
    }
}
