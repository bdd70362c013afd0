import ArgumentParser
import Domain
import Formats
import Foundation
import Jobs
import Postgres
import Values

/// `laadboek credits`.
struct CreditsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credits",
        abstract: "Credit documents.",
        subcommands: [List.self, Approve.self, Files.self]
    )

    /// `laadboek credits list --month 2025-06 --format json`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prints the credits of a month.")

        @Option(help: "The month, such as 2025-06.")
        var month: YearMonth

        @Option(help: "json, or text for people.")
        var format = CreditListFormat.text

        @OptionGroup var operators: OperatorOption

        func run() async throws {
            try await withDatabase { database, _ in
                var rows: [JSON] = []
                for tenant in try await operators.operators(database) {
                    let scope = Scope.system(for: tenant.id)
                    let credits = try await database.read(scope) { tx in
                        try await Credits.month(scope, month, in: tx)
                    }
                    rows += credits.map { $0.exportJSON(operator: tenant.reference) }
                    if format == .text { for credit in credits { say(credit.exportLine) } }
                }
                if format == .json { say(JSON.array(rows).prettyText) }
            }
        }
    }

    /// `laadboek credits approve --month 2025-06 --as EMAIL`.
    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approves the credits of a month on behalf of a person."
        )

        @Option(help: "The month, such as 2025-06.")
        var month: YearMonth

        @Option(name: .customLong("as"), help: "The e-mail address of the user who approves.")
        var email: String

        func run() async throws {
            try await withDatabase { database, _ in
                let scope = try await database.read(.system) { tx in
                    try await Users.scope(ofActiveUser: email, in: tx)
                }
                guard let scope else { throw CommandRefusal("there is no active user \(email)") }
                let result = try await Approvals(database).approve(scope, month: month, at: SystemClock.now())
                say("\(result.approved.count) approved, \(result.alreadyApproved) were approved before")
            }
        }
    }

    /// `laadboek credits files --month 2025-06 --out DIR`.
    struct Files: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes PDF and XLSX of every credit of a month, and the bank file once approved.",
            discussion: """
                Whether a bank accepts the file is not proven here; it follows pain.001.001.09 with structured \
                addresses and is refused as a whole, with a list, when an IBAN or address is missing. Each payment is \
                to be made when its credits are due. Amounts in other currencies than euro are paid another way.
                """
        )

        @Option(help: "The month, such as 2025-06.")
        var month: YearMonth

        @Option(help: "The folder; made when it is not there.")
        var out: String

        @OptionGroup var operators: OperatorOption

        func run() async throws {
            try makeFolder(out)
            let isComplete = try await withDatabase { database, _ in
                var isComplete = true
                for tenant in try await operators.operators(database) {
                    let unapproved = try await writeDocuments(of: tenant, database)
                    isComplete = try await writeBankFile(of: tenant, unapproved, database) && isComplete
                }
                return isComplete
            }
            if !isComplete { throw ExitCode(1) }
        }

        /// Writes the documents; how many of the credits nobody approved.
        private func writeDocuments(of tenant: Operator, _ database: Database) async throws -> Int {
            let scope = Scope.system(for: tenant.id)
            let renderer = try CreditRenderer(database: database)
            let credits = try await database.read(scope) { tx in try await Credits.month(scope, month, in: tx) }
            for credit in credits {
                for kind in CreditFileKind.allCases {
                    let bytes = try await renderer.file(scope, credit.id, kind)
                    try write(bytes, name: "\(credit.number).\(kind.rawValue)")
                }
            }
            say("\(tenant.reference): \(credits.count) credits, PDF and XLSX written")
            return credits.count { $0.approvedAt == nil }
        }

        /// Writes the bank file; earlier months are not paid by way of a month that nobody approved.
        private func writeBankFile(of tenant: Operator, _ unapproved: Int, _ database: Database) async throws -> Bool {
            guard unapproved == 0 else {
                complain("\(tenant.reference): no bank file: \(unapproved) credits of \(month) wait for approval")
                return false
            }
            do {
                let result = try await BankFiles(database: database).make(tenant, through: month)
                try write(result.file.content, name: "\(result.file.messageID).xml")
                say("\(tenant.reference): bank file \(result.file.messageID), \(result.file.paymentCount) payments")
                for paid in result.days { say("  to be paid on \(paid.day): \(paid.payments), \(paid.total)") }
                if result.unapproved > 0 { say("  \(result.unapproved) credits of earlier months wait for approval") }
                for carried in result.carriedOver { say("  carried over: \(carried.hostName) \(carried.amount)") }
                return true
            } catch PaymentRejection.notInEuro {
                say("\(tenant.reference): no bank file. \(CreditsCommand.inEuroOnly)")
                return true
            } catch let rejection as PaymentRejection {
                complain("\(tenant.reference): no bank file: \(rejection)")
                if case .blocked(let blockers) = rejection {
                    for blocker in blockers { complain("  \(blocker.code.rawValue): \(blocker.reason)") }
                }
                if case .nothingToPay = rejection { return true }
                return false
            } catch let refusal as PaymentFileRefusal {
                complain("\(tenant.reference): no bank file")
                for problem in refusal.problems { complain("  \(problem)") }
                return false
            }
        }

        private func write(_ bytes: [UInt8], name: String) throws {
            try writeFile(bytes, to: URL(fileURLWithPath: out).appendingPathComponent(name).path)
        }
    }
}

extension CreditsCommand {
    /// What operators with books in another currency are told, by the close too.
    static let inEuroOnly = "A bank file can be made for amounts in euro only; pay these credits another way."
}

/// How credits are listed.
enum CreditListFormat: String, ExpressibleByArgument {
    case json
    case text
}

extension CreditSummary {
    /// A credit for programs; amounts as decimal text.
    fileprivate func exportJSON(operator reference: String) -> JSON {
        .dictionary([
            "operator": .string(reference), "number": .string(number), "kind": .string(kind.rawValue),
            "host": .string(hostReference), "host_name": .string(hostName), "contract": .string(contractReference),
            "period": .string(period.description), "issued_on": .string(issuedOn.description),
            "due_on": .string(dueOn.description), "currency": .string(total.currency.code),
            "net": .string(net.decimalText), "vat": .string(vat.decimalText), "total": .string(total.decimalText),
            "vat_category": .string(vatCategory.rawValue), "exact_amount": .string(exact.description),
            "energy_wh": .exact(energy.wh), "sessions": .integer(sessionCount),
            "approved": .bool(approvedAt != nil), "paid": .bool(paidAt != nil),
            "paid_on": paidByHand.map { .string($0.on.description) } ?? .null,
            "payment_reference": paidByHand.map { .string($0.reference) } ?? .null,
        ])
    }

    fileprivate var exportLine: String {
        let state = paidAt != nil ? "paid" : approvedAt != nil ? "approved" : "open"
        return "\(number)  \(hostName)  \(total)  \(sessionCount) sessions  \(state)"
    }
}
