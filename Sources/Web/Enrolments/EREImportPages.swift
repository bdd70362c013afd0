import Crypto
package import Domain
package import Formats
import HTTPServer
import Postgres
import Templates
package import Values

/// Connections with a mandate elsewhere or on paper: a list is read, shown with what is wrong in each line, and then added.
///
/// The list travels with the form in between, so nothing is kept of one that nobody confirmed.
package enum EREImportPages: PageFeature {
    /// Larger than a list may be, so that a file that is somewhat too large is told at its field.
    private static let bodyBytes = 4 << 20

    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.customerFile(.enrolmentImport), for: .customerDesk) { try await upload($0, nil) }
        endpoints.post(.customerFile(.enrolmentImport), for: .customerDesk, bodyBytes: bodyBytes, read)
        endpoints.post(
            .customerFile(.enrolmentImportConfirmation),
            for: .customerDesk,
            bodyBytes: bodyBytes,
            confirm
        )
    }

    private static func upload(_ visit: MemberVisit, _ problem: Text?) async throws -> Response {
        let model = EREImportPage.Upload(problem: problem, mostLines: EREImportList.mostLines)
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            EREImportPage.view(model, frame: $0)
        }
    }

    private static func read(_ visit: MemberVisit) async throws -> Response {
        guard let file = try visit.request.form().file("list") else { return try await upload(visit, .required) }
        let list: ListFile
        do throws(ListFileFault) {
            list = try ListFile(reading: file.bytes)
        } catch {
            return try await upload(visit, MIDScanWords.text(error))
        }
        return try await preview(visit, list)
    }

    /// Shows what would be added.
    private static func preview(_ visit: MemberVisit, _ file: ListFile, _ problem: Text? = nil) async throws -> Response
    {
        guard file.carried.utf8.count <= ListFileLimits().carriedBytes else {
            return try await upload(visit, MIDScanWords.text(.tooLarge))
        }
        let list: EREImportList
        do {
            list = try await looked(file, visit)
        } catch let rejection as EREImportRejection {
            return try await upload(visit, EREImportWords.text(rejection))
        }
        let model = EREImportPage.Preview(
            carried: file.carried,
            lines: list.lines.map(EREImportWords.line),
            unread: file.faults.map(CustomerImportWords.text),
            enrolments: Set(list.good.map(\.key)).count,
            problem: problem
        )
        let isFine = problem == nil && list.isFaultless && file.faults.isEmpty
        return try await visit.page(status: isFine ? .ok : .unprocessableContent) {
            EREImportPage.view(model, frame: $0)
        }
    }

    private static func looked(_ file: ListFile, _ visit: MemberVisit) async throws -> EREImportList {
        try await visit.read { tx in
            let own = try await Operators.own(visit.scope, in: tx)
            var list = try EREImportReader.list(
                file,
                language: own.details.language,
                catalogue: visit.shell.meters,
                on: visit.today
            )
            try await EREImports.look(visit.scope, &list, on: visit.today, in: tx)
            return list
        }
    }

    private static func confirm(_ visit: MemberVisit) async throws -> Response {
        let form = try visit.form()
        guard let file = ListFile(carried: form.typed("list")) else {
            return try await upload(visit, MIDScanWords.lost)
        }
        let isInvited = form.isTicked("invite")
        do {
            guard file.faults.isEmpty else { throw EREImportRejection.faults }
            let list = try await looked(file, visit)
            let programme = try await visit.programme()
            guard programme.isOpen else { throw EREImportRejection.programmeEnded }
            try await visit.write { tx in
                let result = try await EREImports.record(
                    visit.scope,
                    list,
                    of: Array(SHA256.hash(data: Array(form.typed("list").utf8))),
                    payingOut: programme.payoutModel,
                    on: visit.today,
                    at: visit.now,
                    in: tx
                )
                guard isInvited else { return }
                for id in result.customers { _ = try await CustomerInvitations(visit).invite(id, tx) }
            }
            return visit.redirect(to: .ereEnrolments, isInvited ? .customersInvited : .saved)
        } catch EREImportRejection.faults {
            return try await preview(visit, file, EREImportWords.text(EREImportRejection.faults))
        } catch let rejection as EREImportRejection {
            return try await upload(visit, EREImportWords.text(rejection))
        } catch is CustomerRejection {
            return try await preview(visit, file, CustomerImportWords.changed)
        } catch is UserRejection {
            return try await preview(visit, file, CustomerImportWords.changed)
        }
    }
}

/// Reads a file of connections.
package enum EREImportReader {
    /// - Throws: ``EREImportRejection`` when it has no such columns, or too many lines.
    package static func list(
        _ file: ListFile,
        language: String,
        catalogue: MeterCatalogue,
        on today: LocalDate
    ) throws -> EREImportList {
        let columns = EREImportList.recognised(in: file.rows.first?.cells ?? [])
        guard EREImportList.needed.allSatisfy({ columns[$0] != nil }), file.rows.count > 1 else {
            throw EREImportRejection.noColumns
        }
        guard file.rows.count - 1 <= EREImportList.mostLines else { throw EREImportRejection.tooManyLines }
        return EREImportList(
            file.rows.dropFirst().map { ($0.line, $0.cells) },
            columns: columns,
            language: language,
            catalogue: catalogue,
            on: today
        )
    }
}
