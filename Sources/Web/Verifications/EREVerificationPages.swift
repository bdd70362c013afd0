import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Verifiers' statements, for the operator's people.
package enum EREVerificationPages: PageFeature {
    /// A statement and the form around it.
    private static let bodyBytes = EREVerifications.documentBytes + (1 << 19)

    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.ereVerification(.list), for: .operators) { try await index($0, nil) }
        endpoints.post(.ereVerification(.list), for: .operators, bodyBytes: bodyBytes, record)
        endpoints.get({ .ereVerification(.one($0)) }, for: .operators) { try await show($0, $1, FormReader([:]), nil) }
        endpoints.post({ .ereVerification(.decision($0)) }, for: .operators, decide)
        endpoints.get({ .ereVerification(.document($0)) }, for: .operators, document)
    }

    private static func index(_ visit: MemberVisit, _ form: FormReader?) async throws -> Response {
        let model = try await visit.read { tx in
            EREVerificationModels.index(
                try await EREVerifications.years(visit.scope, in: tx),
                try await EREVerifications.list(visit.scope, in: tx),
                form ?? EREVerificationModels.blank(visit)
            )
        }
        return try await visit.page(status: form == nil ? .ok : .unprocessableContent) {
            EREVerificationIndex.view(model, frame: $0)
        }
    }

    private static func record(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let file = try visit.request.form().file("file")
        guard let draft = EREVerificationModels.draft(&form, file) else { return try await index(visit, form) }
        do {
            let id = try await visit.write {
                try await EREVerifications.record(visit.scope, draft, today: visit.today, at: visit.now, in: $0)
            }
            return visit.redirect(to: .ereVerification(.one(id)), .saved)
        } catch let rejection as EREVerificationRejection {
            form.reject(EREVerificationModels.field(of: rejection), EREVerificationModels.text(rejection))
            return try await index(visit, form)
        }
    }

    private static func show(
        _ visit: MemberVisit,
        _ id: EREVerificationID,
        _ form: FormReader,
        _ problem: Text?
    ) async throws -> Response {
        let found = try await visit.read { try await EREVerifications.find(visit.scope, id, in: $0) }
        return try await visit.page(status: form.isValid && problem == nil ? .ok : .unprocessableContent) {
            let model = EREVerificationModels.show(found.record, found.failed, form, problem, $0.say)
            return EREVerificationShow.view(model, frame: $0)
        }
    }

    private static func decide(_ visit: MemberVisit, _ id: EREVerificationID) async throws -> Response {
        var form = try visit.form()
        let isConfirmed = form.typed("decision") == "confirm"
        let reason = form.text("reason", isRequired: !isConfirmed, atMost: 400)
        guard form.isValid else { return try await show(visit, id, form, nil) }
        do {
            try await visit.write {
                try await EREVerifications.decide(
                    visit.scope,
                    id,
                    isConfirmed: isConfirmed,
                    reason: reason,
                    at: visit.now,
                    in: $0
                )
            }
            return visit.redirect(to: .ereVerification(.one(id)), .saved)
        } catch let rejection as EREVerificationRejection {
            return try await show(visit, id, form, EREVerificationModels.text(rejection))
        }
    }

    private static func document(_ visit: MemberVisit, _ id: EREVerificationID) async throws -> Response {
        let found = try await visit.read { try await EREVerifications.document(visit.scope, id, in: $0) }
        return Response.of(type: "application/octet-stream", bytes: found.bytes).download(as: found.name)
    }
}
