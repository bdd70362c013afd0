import Domain
import Formats
import HTTPServer
import Postgres
import Templates
import Values

/// A list of chargers held against the catalogue of models; open to anybody, and nothing of the list is kept.
///
/// The list travels with the form from page to page, so a stranger's chargers never stand in a table of ours.
package enum MIDScanPages: PageFeature {
    /// Larger than a list may be, so that a file that is somewhat too large is told at its field.
    private static let bodyBytes = 4 << 20

    package static func register(in endpoints: inout Endpoints) {
        endpoints.open(.get, .midScan) { try await upload($0, nil) }
        endpoints.open(.post, .midScan, bodyBytes: bodyBytes, read)
        endpoints.open(.get, .midScanResult) { $0.redirect(to: .midScan) }
        endpoints.open(.post, .midScanResult, bodyBytes: bodyBytes, scan)
    }

    private static func upload(_ visit: Visit, _ problem: Text?) async throws -> Response {
        let limits = ListFileLimits()
        let model = MIDScanUpload.Model(
            problem: problem,
            mostLines: limits.lines - 1,
            mostMegabytes: limits.bytes >> 20
        )
        return try await visit.sharedPage(status: problem == nil ? .ok : .unprocessableContent) {
            MIDScanUpload.view(model, frame: $0)
        }
    }

    /// Reads a file and asks which column is which.
    private static func read(_ visit: Visit) async throws -> Response {
        try count(visit)
        guard let file = try visit.request.form().file("list") else { return try await upload(visit, .required) }
        let list: ListFile
        do throws(ListFileFault) {
            list = try ListFile(reading: file.bytes)
        } catch {
            return try await upload(visit, MIDScanWords.text(error))
        }
        guard !list.rows.isEmpty, list.carried.utf8.count <= ListFileLimits().carriedBytes else {
            return try await upload(visit, MIDScanWords.text(list.rows.isEmpty ? .notReadable : .tooLarge))
        }
        let table = try await ERECalculatorPages.factors(visit)
        var values = ERETermForm.usual(table, year: visit.say.zone.date(of: visit.now).yearMonth.year, visit.say)
        values.merge(MIDScanForms.recognised(list)) { $1 }
        return try await mapping(visit, FormReader(values), list, table)
    }

    private static func mapping(
        _ visit: Visit,
        _ form: FormReader,
        _ list: ListFile,
        _ table: EREFactorTable
    ) async throws -> Response {
        let model = MIDScanMapping.Model(
            form: MIDScanForms.form(form, list, table),
            lines: list.rows.count,
            preview: list.rows.prefix(previewLines).map(\.cells),
            problems: list.faults.map(MIDScanWords.problem)
        )
        return try await visit.sharedPage(status: form.isValid ? .ok : .unprocessableContent) {
            MIDScanMapping.view(model, frame: $0)
        }
    }

    /// Enough to tell which column is which.
    private static let previewLines = 6

    /// Holds the list that the form carries against the catalogue.
    private static func scan(_ visit: Visit) async throws -> Response {
        try count(visit)
        var form = try visit.form()
        guard let list = MIDScanForms.list(form) else { return try await upload(visit, MIDScanWords.lost) }
        let table = try await ERECalculatorPages.factors(visit)
        guard let columns = MIDScanForms.columns(&form, list) else {
            return try await mapping(visit, form, list, table)
        }
        let rows = list.rows.dropFirst(form.isTicked("headings") ? 1 : 0)
        let scan = MIDScan(
            rows.map { MIDScan.Row(line: $0.line, cells: $0.cells) },
            columns: columns,
            catalogue: visit.shell.meters
        )
        let terms = ERETermForm.terms(&form, table)
        if let terms, let format = MIDScanFiles.Format(rawValue: form.typed("format")) {
            return try MIDScanFiles(scan: scan, terms: terms, say: visit.say, at: visit.now).answer(format)
        }
        let model = try MIDScanModels.result(scan, terms, MIDScanForms.form(form, list, table), list.faults)
        return try await visit.sharedPage(status: form.isValid ? .ok : .unprocessableContent) {
            MIDScanResult.view(model, frame: $0)
        }
    }

    /// People of an operator are known; strangers are counted.
    private static func count(_ visit: Visit) throws(LimitReached) {
        guard visit.visitor.session == nil else { return }
        try visit.shell.scans.count(visit.request.remoteAddress, at: visit.now)
    }
}
