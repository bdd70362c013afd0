import Domain
import HTTPServer
import Postgres
import Values

/// Downloads of a credit's files, for the operator and for the host.
enum CreditFileAnswers {
    /// The file as a download under the credit's number.
    ///
    /// - Throws: `NotFound` also for another operator's credit, and for another host's user.
    static func file(_ visit: MemberVisit, _ id: CreditID, _ kind: CreditFileKind) async throws -> Response {
        let credit = try await visit.read { try await Credits.detail(visit.scope, id, in: $0).summary }
        let bytes = try await visit.shell.credits.file(visit.scope, id, kind)
        return Response.of(type: kind.mediaType, bytes: bytes).download(as: "\(credit.number).\(kind.rawValue)")
    }
}

extension CreditFileKind {
    /// The media type.
    var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }
}
