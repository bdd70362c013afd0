import Foundation
import Ledger
import Postgres
import TestSupport
import Testing
import Values

struct JournalTextTests {
    @Test func `hledger finds the exported journal well-formed, declared and balanced`() async throws {
        try await LedgerFixture.lease { books in
            var generator = SeededGenerator(seed: 7)
            let text = try await books.test.database.write(books.scope) { tx in
                let accounts = try await books.accounts(in: tx)
                let euros = accounts.filter { $0.currency == .eur }
                let drafts = (0..<300).map { randomDraft($0, euros, &generator) }
                _ = try await Ledger.append(books.scope, all: drafts, at: moment(0), in: tx)
                let transactions = try await Ledger.transactions(books.scope, in: tx)
                return Ledger.journalHead(accounts) + Ledger.journalText(transactions)
            }
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).journal")
            try text.write(to: file, atomically: true, encoding: .utf8)
            defer { try? FileManager.default.removeItem(at: file) }
            let checked = try await hledger(["-f", file.path, "check", "--strict"])
            #expect(checked.status == 0, "\(checked.output)")
            let counted = try await hledger(["-f", file.path, "stats"]).output
            #expect(counted.contains("300"), "\(counted)")
            let total = try await hledger(["-f", file.path, "balance", "--flat", "--format", "%(total)"]).output
            #expect(total.split(separator: "\n").last?.trimmingCharacters(in: .whitespaces) == "0", "\(total)")
            let broken = try await hledger(
                ["-f", file.path, "check", "--strict"],
                change: { $0 + "2025-01-01 x\n    assets:cash  EUR 1.00\n    expenses:spent  EUR -2.00\n" }
            )
            #expect(broken.status != 0)
        }
    }

    private func hledger(
        _ arguments: [String],
        change: ((String) -> String)? = nil
    ) async throws -> Program.Outcome {
        var arguments = arguments
        if let change {
            let broken = arguments[1] + ".broken"
            try change(String(contentsOfFile: arguments[1], encoding: .utf8))
                .write(toFile: broken, atomically: true, encoding: .utf8)
            arguments[1] = broken
        }
        let outcome = try await Program.run("/usr/bin/hledger", arguments, environment: ["LC_ALL": "C.UTF-8"])
        if change != nil { try FileManager.default.removeItem(atPath: arguments[1]) }
        return outcome
    }
}
