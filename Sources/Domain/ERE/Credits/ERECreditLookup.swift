import Values

/// A line that a file may mean, as it stands.
struct ERECreditCandidate: Sendable {
    let booking: EREBookingID
    let customer: CustomerID
    let customerName: String
    let ean: String
    let quarter: EREQuarter
    let state: EREBookingState
    let ordinal: Int
    let corrects: EREBookingID?
    /// As it was filed; `nil` when it was not.
    let filed: Int64?
    let credited: Int64?
    /// What is known of the line that it corrects.
    let baseCredited: Int64?
    /// Whether the line that corrects it has a figure.
    let isSuperseded: Bool
}

/// Holds the lines of a file against those that they mean: a pure function, in the order of the file.
struct ERECreditJudge {
    /// A figure that is written, with what it needs to know of its line.
    struct News: Sendable {
        let outcome: ERECreditOutcome
        let candidate: ERECreditCandidate
        let line: ERECreditSheet.Line
    }

    let figures: ERECreditFigures
    private(set) var outcomes: [ERECreditOutcome] = []
    private(set) var news: [News] = []
    private(set) var faults: [ERECreditSheet.LineFault] = []
    private var seen: [EREBookingID: Int] = [:]
    /// What this file says of lines, for those that correct them.
    private var stated: [EREBookingID: Int64] = [:]

    init(_ figures: ERECreditFigures) {
        self.figures = figures
    }

    /// Takes lines with their candidates; what corrects another line comes after it.
    mutating func take(_ pairs: [(line: ERECreditSheet.Line, candidate: ERECreditCandidate?)]) {
        for (line, candidate) in pairs.sorted(by: ERECreditJudge.isBefore) {
            do throws(ERECreditSheet.Fault) {
                try take(line, candidate)
            } catch {
                faults.append(ERECreditSheet.LineFault(line.number, error))
            }
        }
        outcomes.sort { $0.line < $1.line }
        faults.sort { $0.line < $1.line }
    }

    private static func isBefore(
        _ left: (line: ERECreditSheet.Line, candidate: ERECreditCandidate?),
        _ right: (line: ERECreditSheet.Line, candidate: ERECreditCandidate?)
    ) -> Bool {
        let keys = [left, right].map { ($0.candidate?.booking ?? EREBookingID(0), $0.line.number) }
        return keys[0] < keys[1]
    }

    private mutating func take(
        _ line: ERECreditSheet.Line,
        _ candidate: ERECreditCandidate?
    ) throws(ERECreditSheet.Fault) {
        guard let candidate else { throw .unknown }
        if let ean = line.ean, ean != candidate.ean { throw .contradiction }
        if let quarter = line.quarter, quarter != candidate.quarter { throw .contradiction }
        guard let filed = candidate.filed else { throw .notBooked }
        if let first = seen.updateValue(line.number, forKey: candidate.booking) { throw .twice(first) }
        let outcome = try outcome(line, candidate, filed)
        stated[candidate.booking] = outcome.units
        outcomes.append(outcome)
        if outcome.kind != .unchanged {
            news.append(News(outcome: outcome, candidate: candidate, line: line))
        }
    }

    private func outcome(
        _ line: ERECreditSheet.Line,
        _ candidate: ERECreditCandidate,
        _ filed: Int64
    ) throws(ERECreditSheet.Fault) -> ERECreditOutcome {
        var base: Int64 = 0
        if figures == .difference, let corrected = candidate.corrects {
            guard let known = stated[corrected] ?? candidate.baseCredited else { throw .baseMissing }
            base = known
        }
        let units = line.units + base
        guard units >= 0 else { throw .negative }
        let kind: ERECreditOutcome.Kind =
            candidate.credited == nil ? .new : candidate.credited == units ? .unchanged : .changed
        // A first figure for a line whose correction has one is history that comes late, and changes no stock.
        if kind == .changed, candidate.isSuperseded { throw .superseded }
        if kind == .changed, candidate.state >= .sold { throw .sold }
        return ERECreditOutcome(
            line: line.number,
            booking: candidate.booking,
            customerName: candidate.customerName,
            ean: candidate.ean,
            quarter: candidate.quarter,
            isCorrection: candidate.corrects != nil,
            kind: kind,
            stated: line.units,
            base: base,
            before: candidate.credited,
            filed: filed
        )
    }
}
