import Domain
import Formats
import Templates
import Values

/// What a page shows of a scan.
enum MIDScanModels {
    /// Models on one page; a longer list stands in the files.
    private static let mostGroups = 200
    /// Lines on one page of which something is wrong.
    private static let mostProblems = 100

    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    static func result(
        _ scan: MIDScan,
        _ terms: ERETerms?,
        _ form: MIDScanForm,
        _ unread: [ListLineFault]
    ) throws(ArithmeticOverflow) -> MIDScanResult.Model {
        let groups = groups(scan)
        let problems = (unread.map(MIDScanWords.problem) + problems(scan)).sorted { $0.line < $1.line }
        let counts = MIDScan.Verdict.allCases.map { (MIDScanWords.verdict($0), Int(scan.chargers($0))) }
        return MIDScanResult.Model(
            form: form,
            chargers: Dictionary(uniqueKeysWithValues: counts),
            qualifying: try figures(scan, .qualifies, terms),
            possible: try figures(scan, .needsProof, terms),
            groups: Array(groups.prefix(mostGroups)),
            hiddenGroups: max(0, groups.count - mostGroups),
            problems: Array(problems.prefix(mostProblems)),
            hiddenProblems: max(0, problems.count - mostProblems)
        )
    }

    private static func figures(
        _ scan: MIDScan,
        _ verdict: MIDScan.Verdict,
        _ terms: ERETerms?
    ) throws(ArithmeticOverflow) -> EREFigures? {
        guard let terms else { return nil }
        return try EREFigures(try scan.estimate(verdict, terms), terms, .eur)
    }

    private static func problems(_ scan: MIDScan) -> [MIDScanResult.LineProblem] {
        scan.findings.flatMap { finding in
            finding.problems.map { problem in
                MIDScanResult.LineProblem(
                    line: finding.line,
                    text: MIDScanWords.text(problem),
                    isFatal: problem.isFatal
                )
            }
        }
    }

    private struct Name: Hashable {
        let brand: String
        let model: String
    }

    /// Chargers by model as the list names them, those that qualify first, the most of them first.
    private static func groups(_ scan: MIDScan) -> [MIDScanResult.Group] {
        let counted = scan.findings.filter { $0.verdict != .unreadable }
        let byName = Dictionary(grouping: counted) { finding in
            Name(brand: finding.brand.lowercased(), model: finding.model.lowercased())
        }
        let order = MIDScan.Verdict.allCases
        return byName.values.compactMap { findings in findings.first.map { group(findings, $0) } }
            .sorted { left, right in
                let places = (place(left, order), place(right, order))
                if places.0 != places.1 { return places.0 < places.1 }
                if left.chargers != right.chargers { return left.chargers > right.chargers }
                return (left.brand, left.model) < (right.brand, right.model)
            }
    }

    private static func place(_ group: MIDScanResult.Group, _ order: [MIDScan.Verdict]) -> Int {
        order.firstIndex { $0.rawValue == group.verdict.rawValue } ?? order.count
    }

    private static func group(_ findings: [MIDScan.Finding], _ first: MIDScan.Finding) -> MIDScanResult.Group {
        MIDScanResult.Group(
            brand: first.brand,
            model: first.model,
            chargers: Int(findings.reduce(0) { $0 + $1.chargers }),
            verdict: MIDScanWords.verdict(first.verdict),
            reason: MIDScanWords.reason(first),
            known: first.known.map { $0.brand + " " + $0.model } ?? "",
            source: first.known?.source ?? "",
            isConfirmed: first.known.map { $0.confidence == .confirmed }
        )
    }
}
