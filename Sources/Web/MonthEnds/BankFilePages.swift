import Domain
import Formats
import HTTPServer
import Postgres
import Templates
import Values

/// The bank file of an approved month.
package enum BankFilePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(Route.monthEndBankFile, for: .operators, file)
    }

    /// The query field that names an earlier file by its own number.
    static let numberField = "file"

    /// The first download makes the file and books the payments, so it must be a person's own click on our page.
    private static func file(_ visit: MemberVisit, _ month: YearMonth) async throws -> Response {
        let overview = try await MonthEndPages.find(visit, month)
        if let number = visit.request.query[numberField] { return try await stored(visit, month, number) }
        guard isClick(visit) else { return visit.redirect(to: .monthEnd(month)) }
        guard overview.isApproved else {
            return try await MonthEndPages.page(visit, month, .conflict, saying: BankFileWords.notApproved)
        }
        do {
            let own = try await visit.read { try await Operators.own(visit.scope, in: $0) }
            return download(try await visit.shell.credits.bankFile(visit.scope, own, month).file)
        } catch let rejection as PaymentRejection {
            return try await MonthEndPages.page(visit, month, .conflict, saying: rejection.text)
        } catch let refusal as PaymentFileRefusal {
            return try await MonthEndPages.page(visit, month, .conflict, saying: BankFileWords.refused(refusal))
        }
    }

    /// A file that was made before.
    private static func stored(_ visit: MemberVisit, _ month: YearMonth, _ number: String) async throws -> Response {
        let files = try await visit.read { try await PaymentFiles.list(visit.scope, month: month, in: $0) }
        guard let file = files.first(where: { $0.messageID == number }) else { throw NotFound("payment_file") }
        return download(file)
    }

    /// Whether the browser says that nobody but its person asked: no other site, no fetching ahead, no look at headers.
    private static func isClick(_ visit: MemberVisit) -> Bool {
        let request = visit.request
        let isAhead = [request.headers["Sec-Purpose"], request.headers["Purpose"]].contains { text in
            text?.contains("prefetch") == true
        }
        return request.method == .get && !isAhead && !OriginCheck.isForeign(request, visit.shell.configuration)
    }

    private static func download(_ file: PaymentFileRecord) -> Response {
        Response.of(type: "application/xml", bytes: file.content).download(as: "\(file.messageID).xml")
    }
}
