import Domain
import Formats
import HTTPServer
import Postgres
import Templates
import Values

/// Meter readings and sessions that were sent or handed in: a file is kept, looked at, and recorded.
package enum MeterDataPages: PageFeature {
    private static let bodyBytes = HandedInSheet.bodyBytes(MeterDataReading.limits)
    /// Lines and faults that a page shows.
    private static let shown = 200

    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.meterData, for: .operators) { try await list($0, nil) }
        endpoints.post(.meterData, for: .operators, bodyBytes: bodyBytes, keep)
        endpoints.get(Route.pushFile, for: .operators) { try await show($0, $1, nil) }
        endpoints.get(Route.pushFileContent, for: .operators, content)
        endpoints.post(Route.pushFileRecording, for: .operators, record)
        endpoints.get(Route.pushedReading, for: .operators) { try await reading($0, $1, FormReader([:]), nil) }
        endpoints.post(Route.pushedReading, for: .operators, takeBack)
    }

    private static func list(_ visit: MemberVisit, _ problem: Text?) async throws -> Response {
        let model = try await visit.read { tx in
            MeterDataIndex.Model(
                batches: try await PushFiles.batches(visit.scope, in: tx).map(MeterDataModels.batch),
                files: try await PushFiles.list(visit.scope, in: tx).map(MeterDataModels.file),
                problem: problem
            )
        }
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            MeterDataIndex.view(model, frame: $0)
        }
    }

    /// Keeps a file that can be read; what is wrong in its lines is told on its page.
    private static func keep(_ visit: MemberVisit) async throws -> Response {
        guard let file = try visit.request.form().file("file"), !file.bytes.isEmpty else {
            return try await list(visit, .required)
        }
        do {
            let kind = try MeterDataReading.sheet(file.bytes).kind
            let name = HandedInSheet.name(file)
            let id = try await visit.write {
                try await PushFiles.keep(visit.scope, name: name, file.bytes, kind, at: visit.now, in: $0)
            }
            return visit.redirect(to: .pushFile(id))
        } catch let fault as ListFileFault {
            return try await list(visit, HandedInSheet.text(fault, MeterDataReading.limits))
        } catch let rejection as PushSheet.Rejection {
            return try await list(visit, MeterDataWords.text(rejection))
        }
    }

    private static func show(_ visit: MemberVisit, _ id: PushFileID, _ problem: Text?) async throws -> Response {
        let model = try await visit.read { tx in
            let file = try await PushFiles.find(visit.scope, id, in: tx)
            if file.batch != nil { return MeterDataModels.show(file, nil, problem, shown: shown) }
            let sheet = try MeterDataReading.sheet(try await PushFiles.content(visit.scope, id, in: tx))
            let look = try await PushFiles.look(visit.scope, sheet, at: visit.now, in: tx)
            return MeterDataModels.show(file, look, problem, shown: shown)
        }
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            MeterDataShow.view(model, frame: $0)
        }
    }

    private static func content(_ visit: MemberVisit, _ id: PushFileID) async throws -> Response {
        let (file, bytes) = try await visit.read { tx in
            (
                try await PushFiles.find(visit.scope, id, in: tx),
                try await PushFiles.content(visit.scope, id, in: tx)
            )
        }
        return Response.of(type: "application/octet-stream", bytes: bytes).download(as: file.name)
    }

    private static func record(_ visit: MemberVisit, _ id: PushFileID) async throws -> Response {
        do {
            try await visit.write { tx in
                let sheet = try MeterDataReading.sheet(try await PushFiles.content(visit.scope, id, in: tx))
                _ = try await PushFiles.record(visit.scope, id, sheet, at: visit.now, in: tx)
            }
            return visit.redirect(to: .pushFile(id), .saved)
        } catch let rejection as PushFileRejection {
            return try await show(visit, id, MeterDataWords.text(rejection))
        }
    }

    private static func reading(
        _ visit: MemberVisit,
        _ id: PushedReadingID,
        _ form: FormReader,
        _ problem: Text?
    ) async throws -> Response {
        let found = try await visit.read { try await PushedReadings.find(visit.scope, id, in: $0) }
        let model = MeterDataModels.reading(found, form, problem)
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            PushedReadingShow.view(model, frame: $0)
        }
    }

    private static func takeBack(_ visit: MemberVisit, _ id: PushedReadingID) async throws -> Response {
        let form = try visit.form()
        let reason = form.typed("reason")
        do {
            try await visit.write {
                try await PushedReadings.takeBack(visit.scope, id, reason: reason, at: visit.now, in: $0)
            }
            return visit.redirect(to: .pushedReading(id), .saved)
        } catch let rejection as PushedReadingRejection {
            return try await reading(visit, id, form, MeterDataWords.text(rejection))
        }
    }
}
