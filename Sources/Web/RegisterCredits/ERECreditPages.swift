import Domain
import Formats
import HTTPServer
import Postgres
import Templates
import Values

/// What the register credited, for the operator's people: a file is kept, looked at, and recorded.
package enum ERECreditPages: PageFeature {
    private static let bodyBytes = HandedInSheet.bodyBytes(ERECreditReading.limits)
    /// Lines and faults that a page shows.
    private static let shown = 200

    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.ereCredits, for: .operators) { try await list($0, Field("whole"), nil) }
        endpoints.post(.ereCredits, for: .operators, bodyBytes: bodyBytes, keep)
        endpoints.get(Route.ereCreditFile, for: .operators) { try await show($0, $1, nil) }
        endpoints.get(Route.ereCreditFileContent, for: .operators, content)
        endpoints.post(Route.ereCreditFileRecording, for: .operators, record)
    }

    private static func list(_ visit: MemberVisit, _ figures: Field, _ problem: Text?) async throws -> Response {
        let model = try await visit.read { tx in
            ERECreditIndex.Model(
                quarters: try await ERECredits.quarters(visit.scope, in: tx).map(ERECreditModels.quarter),
                files: try await ERECredits.files(visit.scope, in: tx).map(ERECreditModels.file),
                tolerance: try await ERECreditTolerance.current(in: tx),
                figures: figures,
                problem: problem
            )
        }
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            ERECreditIndex.view(model, frame: $0)
        }
    }

    /// Keeps a file that can be read; what is wrong in its lines is told on its page.
    private static func keep(_ visit: MemberVisit) async throws -> Response {
        let form = try visit.request.form()
        let typed = form["figures"] ?? ""
        guard let figures = ERECreditFigures(rawValue: typed) else {
            return try await list(visit, Field("whole"), .notAChoice)
        }
        guard let file = form.file("file"), !file.bytes.isEmpty else {
            return try await list(visit, Field(typed), .required)
        }
        do {
            _ = try ERECreditReading.sheet(file.bytes)
            let name = HandedInSheet.name(file)
            let id = try await visit.write {
                try await ERECredits.keep(visit.scope, name: name, file.bytes, figures, at: visit.now, in: $0)
            }
            return visit.redirect(to: .ereCreditFile(id))
        } catch let fault as ListFileFault {
            return try await list(visit, Field(typed), HandedInSheet.text(fault, ERECreditReading.limits))
        } catch let rejection as ERECreditRejection {
            return try await list(visit, Field(typed), ERECreditTexts.text(rejection))
        }
    }

    private static func show(_ visit: MemberVisit, _ id: ERECreditFileID, _ problem: Text?) async throws -> Response {
        let model = try await visit.read { tx in
            let file = try await ERECredits.file(visit.scope, id, in: tx)
            if file.recorded != nil {
                let outcomes = try await ERECredits.recorded(visit.scope, id, in: tx)
                return ERECreditModels.show(file, outcomes, [], problem, shown: shown)
            }
            do {
                let sheet = try ERECreditReading.sheet(try await ERECredits.content(visit.scope, id, in: tx))
                let check = try await ERECredits.look(visit.scope, sheet, file.figures, in: tx)
                return ERECreditModels.show(file, check.outcomes, check.faults, problem, shown: shown, check.tolerance)
            } catch let rejection as ERECreditRejection {
                return ERECreditModels.show(file, [], [], ERECreditTexts.text(rejection), shown: shown)
            }
        }
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            ERECreditShow.view(model, frame: $0)
        }
    }

    private static func content(_ visit: MemberVisit, _ id: ERECreditFileID) async throws -> Response {
        let (file, bytes) = try await visit.read { tx in
            (
                try await ERECredits.file(visit.scope, id, in: tx),
                try await ERECredits.content(visit.scope, id, in: tx)
            )
        }
        return Response.of(type: "application/octet-stream", bytes: bytes).download(as: file.name)
    }

    private static func record(_ visit: MemberVisit, _ id: ERECreditFileID) async throws -> Response {
        do {
            try await visit.write { tx in
                let sheet = try ERECreditReading.sheet(try await ERECredits.content(visit.scope, id, in: tx))
                _ = try await ERECredits.record(visit.scope, id, sheet, at: visit.now, in: tx)
            }
            return visit.redirect(to: .ereCreditFile(id), .saved)
        } catch let rejection as ERECreditRejection {
            return try await show(visit, id, ERECreditTexts.text(rejection))
        }
    }
}
