package import Values

/// A list of chargers held against the catalogue of models: which have a MID meter inside, which have not, and of which
/// somebody must show it.
///
/// A catalogue can only say where to look: what proves a meter is the mark on it, with its serial number.
package struct MIDScan: Hashable, Sendable {
    /// What a column of the list may hold.
    package enum Column: String, CaseIterable, Sendable {
        case brand, model, serial, count, ean
    }

    /// A line of the list.
    package struct Row: Hashable, Sendable {
        package let line: Int
        package let cells: [String]

        package init(line: Int, cells: [String]) {
            self.line = line
            self.cells = cells
        }
    }

    package enum Verdict: String, CaseIterable, Sendable {
        /// The catalogue says that every one of the model has such a meter.
        case qualifies
        /// The model comes with and without, the list and the catalogue disagree, or nobody knows the model.
        case needsProof = "needs_proof"
        /// The catalogue says that the model has none.
        case doesNotQualify = "does_not_qualify"
        /// Something in the line is wrong, so it is not counted.
        case unreadable
    }

    /// What is wrong with a line.
    package enum Problem: Hashable, Sendable {
        /// Neither brand nor model.
        case unnamed
        /// The count is no whole number from 1 to ``MIDScan/mostPerLine``.
        case count
        /// The same serial number stands in an earlier line.
        case serialTwice(line: Int)
        /// One serial number for several chargers.
        case serialOfMany
        /// The number of the connection is wrong; the charger is counted all the same.
        case ean(EAN18Fault)

        /// Whether the line is not counted.
        package var isFatal: Bool {
            if case .ean = self { false } else { true }
        }
    }

    /// A line with what was found.
    package struct Finding: Hashable, Sendable {
        package let line: Int
        package let brand: String
        package let model: String
        package let serial: String
        package let ean: String
        /// 0 where the line is not counted.
        package let chargers: Int64
        package let verdict: Verdict
        /// What the catalogue knows of the model.
        package let known: MeterCatalogue.Model?
        /// Whether the name of the model says that it has a MID meter.
        package let saysMID: Bool
        package let problems: [Problem]

        /// Whether what the verdict rests on is documented.
        package var confidence: Confidence { known?.confidence ?? .toConfirm }
    }

    /// Chargers in one line: more is a typing error, or a list of something else.
    package static let mostPerLine: Int64 = 10_000

    package let findings: [Finding]

    /// Looks at every line.
    package init(_ rows: [Row], columns: [Column: Int], catalogue: MeterCatalogue) {
        var work = MIDScanWork(columns: columns, catalogue: catalogue)
        findings = rows.map { work.finding($0) }
    }

    /// How many chargers have a verdict.
    package func chargers(_ verdict: Verdict) -> Int64 {
        findings.reduce(0) { $0 + ($1.verdict == verdict ? $1.chargers : 0) }
    }

    /// What the chargers of a verdict would bring.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    package func estimate(_ verdict: Verdict, _ terms: ERETerms) throws(ArithmeticOverflow) -> EREEstimate {
        try EREEstimate(chargers: chargers(verdict), terms)
    }
}

/// Looks at the lines one after the other and remembers what came before.
private struct MIDScanWork {
    private struct Name: Hashable {
        let brand: String
        let model: String
    }

    let columns: [MIDScan.Column: Int]
    let catalogue: MeterCatalogue
    private var known: [Name: MeterCatalogue.Model?] = [:]
    /// Serial numbers with the line in which they stood first.
    private var serials: [String: Int] = [:]

    init(columns: [MIDScan.Column: Int], catalogue: MeterCatalogue) {
        self.columns = columns
        self.catalogue = catalogue
    }

    mutating func finding(_ row: MIDScan.Row) -> MIDScan.Finding {
        let (brand, model) = (cell(.brand, row), cell(.model, row))
        let (serial, ean) = (cell(.serial, row), cell(.ean, row))
        let count = columns[.count] == nil ? 1 : MIDScanWork.count(cell(.count, row))
        let problems = problems(row, brand + model, serial, count, ean)
        let isCounted = !problems.contains(where: \.isFatal)
        let entry = isCounted ? lookUp(Name(brand: brand, model: model)) : nil
        let saysMID = model.lowercased().split { !$0.isLetter && !$0.isNumber }.contains("mid")
        return MIDScan.Finding(
            line: row.line,
            brand: brand,
            model: model,
            serial: serial,
            ean: ean,
            chargers: isCounted ? count ?? 0 : 0,
            verdict: isCounted ? MIDScanWork.verdict(entry, saysMID: saysMID) : .unreadable,
            known: entry,
            saysMID: saysMID,
            problems: problems
        )
    }

    private func cell(_ column: MIDScan.Column, _ row: MIDScan.Row) -> String {
        guard let place = columns[column], row.cells.indices.contains(place) else { return "" }
        return row.cells[place]
    }

    private mutating func problems(
        _ row: MIDScan.Row,
        _ name: String,
        _ serial: String,
        _ count: Int64?,
        _ ean: String
    ) -> [MIDScan.Problem] {
        var problems: [MIDScan.Problem] = []
        if name.isEmpty { problems.append(.unnamed) }
        if count == nil { problems.append(.count) }
        if !serial.isEmpty {
            if let count, count > 1 { problems.append(.serialOfMany) }
            let key = serial.uppercased()
            if let line = serials[key] { problems.append(.serialTwice(line: line)) } else { serials[key] = row.line }
        }
        if !ean.isEmpty, let fault = EAN18.fault(in: ean) { problems.append(.ean(fault)) }
        return problems
    }

    /// An empty cell is one charger.
    private static func count(_ text: String) -> Int64? {
        if text.isEmpty { return 1 }
        guard let number = Exact(text), number.scale == 0, let count = Int64(exactly: number.mantissa),
            (1...MIDScan.mostPerLine).contains(count)
        else { return nil }
        return count
    }

    private mutating func lookUp(_ name: Name) -> MeterCatalogue.Model? {
        if let found = known[name] { return found }
        let found = catalogue.model(brand: name.brand, name: name.model)
        known[name] = .some(found)
        return found
    }

    private static func verdict(_ model: MeterCatalogue.Model?, saysMID: Bool) -> MIDScan.Verdict {
        switch model?.mid {
        case .builtIn: .qualifies
        case .variant, nil: .needsProof
        case .some(.none): saysMID ? .needsProof : .doesNotQualify
        }
    }
}
