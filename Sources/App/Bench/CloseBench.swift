import Domain
import Postgres
import Templates
import Values

/// How long a month of many hosts takes from the button to the bank file.
struct CloseBench {
    /// What the issue of this program asks for: 1,000 hosts and 100,000 sessions with all files.
    private static let goalMilliseconds: Int64 = 20_000
    private static let minutesToClose = 5

    let database: Database
    let server: BenchServer
    /// A signed-in person.
    let person: PageClient

    /// Closes a month as a person does, by its page.
    func measure(_ month: YearMonth, hosts: Int, sessions: Int) async throws -> [BenchFigure] {
        server.forgetPeakMemory()
        let clock = ContinuousClock()
        let page = Route.monthEnd(month).path
        let begun = clock.now
        try person.post(Route.monthEndClosing(month).path, from: page)
        try await wait { $0.isClosed }
        let documents = clock.now - begun
        try await wait { $0.documents >= hosts && $0.files == 2 * $0.documents }
        let files = clock.now - begun
        try person.post(Route.monthEndApproval(month).path, from: page)
        let payment = try bankFile(month)
        let whole = clock.now - begun
        return [
            BenchFigure.time("close", whole).with(goal: .atMost(CloseBench.goalMilliseconds))
                .with("hosts", .integer(hosts)).with("sessions", .integer(sessions))
                .with("documents_ms", .integer(documents.wholeMicroseconds / 1000))
                .with("files_ms", .integer((files - documents).wholeMicroseconds / 1000))
                .with("approval_and_bank_file_ms", .integer((whole - files).wholeMicroseconds / 1000))
                .with("bank_file_bytes", .integer(payment)),
            server.peakMemory("close_peak_memory"),
        ]
    }

    private func bankFile(_ month: YearMonth) throws -> Int {
        let page = Route.monthEnd(month).path
        try person.post(Route.monthEndBankFile(month).path, from: page)
        let file = try link(to: Route.bankFile("").path, on: page)
        let answer = try person.get(file)
        guard answer.status == 200 else { throw BenchFault("the bank file was answered with \(answer.status)") }
        return answer.body.count
    }

    /// The first link of a page that begins so.
    private func link(to beginning: String, on page: String) throws -> String {
        let text = String(decoding: try person.get(page).body, as: UTF8.self)
        guard let mark = text.firstRange(of: "href=\"\(beginning)") else {
            throw BenchFault("\(page) has no link to \(beginning)")
        }
        return beginning + text[mark.upperBound...].prefix { $0 != "\"" }
    }

    /// Looks twenty times a second.
    private func wait(until isDone: (CloseProgress.Row) -> Bool) async throws {
        for _ in 0..<CloseBench.minutesToClose * 60 * 20 {
            if let row = try await database.first(.system, CloseProgress()), isDone(row) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw BenchFault("the month is not closed after \(CloseBench.minutesToClose) minutes")
    }
}

/// How far the one close of the benchmark is.
private struct CloseProgress: Statement {
    struct Row: Sendable {
        let documents: Int
        let files: Int
        let isClosed: Bool
    }

    static let sql = """
        SELECT (SELECT count(*) FROM credits), (SELECT count(*) FROM credit_files),
            EXISTS (SELECT 1 FROM month_ends WHERE state IN ('closed', 'failed', 'blocked'))
        """
    static let sample = CloseProgress()

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(documents: try row.next(), files: try row.next(), isClosed: try row.next())
    }
}
