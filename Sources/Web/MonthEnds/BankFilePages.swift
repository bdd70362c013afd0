import Domain
import Formats
import HTTPServer
import Postgres
import Templates
import Values

/// Bank files: making one of what is approved, and taking those that were made.
package enum BankFilePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.post(Route.monthEndBankFile, for: .operators, make)
        endpoints.get(Route.bankFile, for: .operators, file)
    }

    /// Makes the file and books the payments; the page that follows has it to download.
    private static func make(_ visit: MemberVisit, _ month: YearMonth) async throws -> Response {
        guard try await MonthEndPages.find(visit, month).isApproved else {
            return try await MonthEndPages.page(visit, month, .conflict, saying: BankFileWords.notApproved)
        }
        do {
            let own = try await visit.read { try await Operators.own(visit.scope, in: $0) }
            let result = try await visit.shell.credits.bankFile(visit.scope, own, month)
            return visit.redirect(to: .monthEnd(month), result.isNew ? .bankFileMade : .bankFileKnown)
        } catch let rejection as PaymentRejection {
            return try await MonthEndPages.page(visit, month, .conflict, saying: rejection.text)
        } catch let refusal as PaymentFileRefusal {
            return try await MonthEndPages.page(visit, month, .conflict, saying: BankFileWords.refused(refusal))
        }
    }

    /// The bytes as they were made, however often they are taken.
    private static func file(_ visit: MemberVisit, _ number: String) async throws -> Response {
        let file = try await visit.read { try await PaymentFiles.find(visit.scope, number: number, in: $0) }
        return Response.of(type: "application/xml", bytes: file.content).download(as: "\(file.messageID).xml")
    }
}
