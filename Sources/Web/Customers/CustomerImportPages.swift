import Domain
import Formats
import HTTPServer
import Postgres
import Templates
import Values

/// Many customers at once: a list is read, shown with what is wrong in each line, and then added and invited.
///
/// The list travels with the form in between, so nothing is kept of one that nobody confirmed.
package enum CustomerImportPages: PageFeature {
    /// Larger than a list may be, so that a file that is somewhat too large is told at its field.
    private static let bodyBytes = 4 << 20

    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.customerImport, for: .customerDesk) { try await upload($0, nil) }
        endpoints.post(.customerImport, for: .customerDesk, bodyBytes: bodyBytes, read)
        endpoints.post(.customerImportConfirmation, for: .customerDesk, bodyBytes: bodyBytes, confirm)
    }

    private static func upload(_ visit: MemberVisit, _ problem: Text?) async throws -> Response {
        let model = CustomerImport.Upload(problem: problem, mostLines: CustomerList.mostLines)
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            CustomerImport.view(model, frame: $0)
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
    private static func preview(_ visit: MemberVisit, _ list: ListFile, _ problem: Text? = nil) async throws -> Response
    {
        guard list.carried.utf8.count <= ListFileLimits().carriedBytes else {
            return try await upload(visit, MIDScanWords.text(.tooLarge))
        }
        guard list.rows.count - 1 <= CustomerList.mostLines else {
            return try await upload(visit, CustomerImportWords.tooMany)
        }
        guard let customers = try await customers(in: list, visit) else {
            return try await upload(visit, CustomerImportWords.noColumns)
        }
        let model = CustomerImport.Preview(
            carried: list.carried,
            lines: customers.lines.map { CustomerImportWords.line($0, visit.say) },
            unread: list.faults.map(CustomerImportWords.text),
            good: customers.good.count,
            problem: problem
        )
        let isFine = problem == nil && !customers.good.isEmpty
        return try await visit.page(status: isFine ? .ok : .unprocessableContent) {
            CustomerImport.view(model, frame: $0)
        }
    }

    /// The list's customers with what is wrong; `nil` where no heading says where names and addresses are.
    private static func customers(in list: ListFile, _ visit: MemberVisit) async throws -> CustomerList? {
        let columns = CustomerList.recognised(in: list.rows.first?.cells ?? [])
        guard columns[.name] != nil, columns[.email] != nil, list.rows.count > 1 else { return nil }
        return try await visit.read { tx in
            let own = try await Operators.own(visit.scope, in: tx)
            var found = CustomerList(
                list.rows.dropFirst().map { ($0.line, $0.cells) },
                columns: columns,
                language: own.details.language
            )
            try await Customers.exclude(visit.scope, from: &found, in: tx)
            return found
        }
    }

    private static func confirm(_ visit: MemberVisit) async throws -> Response {
        let form = try visit.form()
        guard let list = ListFile(carried: form.typed("list")) else {
            return try await upload(visit, MIDScanWords.lost)
        }
        guard let customers = try await customers(in: list, visit), !customers.good.isEmpty else {
            return try await preview(visit, list)
        }
        let isInvited = form.isTicked("invite")
        do {
            try await visit.write { tx in
                for line in customers.good.prefix(CustomerList.mostLines) {
                    _ = try await CustomerInvitations(visit).add(line.details, isInvited: isInvited, tx)
                }
            }
            return visit.redirect(to: .customers, isInvited ? .customersInvited : .customersAdded)
        } catch is CustomerRejection {
            return try await preview(visit, list, CustomerImportWords.changed)
        } catch is UserRejection {
            return try await preview(visit, list, CustomerImportWords.changed)
        }
    }
}

/// What is told about lists of customers.
enum CustomerImportWords {
    static let tooMany = Text(
        en: "This list has more than \(CustomerList.mostLines) customers. Please hand it in in parts.",
        nl: "Deze lijst heeft meer dan \(CustomerList.mostLines) klanten. Lever haar in delen in."
    )
    static let noColumns = Text(
        en: "The first line needs headings, among them Name and E-mail, with customers below.",
        nl: "De eerste regel heeft koppen nodig, waaronder Naam en E-mail, met daaronder klanten."
    )
    static let changed = Text(
        en: "Somebody added one of these customers meanwhile. Nothing was added; please look again.",
        nl: "Iemand heeft intussen een van deze klanten toegevoegd. Er is niets toegevoegd; kijk nog eens."
    )

    static func line(_ line: CustomerList.Line, _ say: Reader) -> CustomerImport.Line {
        CustomerImport.Line(
            number: line.number,
            name: line.details.name,
            email: line.details.email,
            kind: CustomerModels.kind(line.details.kind),
            reference: line.details.reference,
            problems: line.faults.map(text)
        )
    }

    /// What is wrong with a line that cannot be read, by its number.
    static func text(_ fault: ListLineFault) -> Text {
        let problem = MIDScanWords.problem(fault).text
        return Text(
            en: "Line \(fault.line): \(problem(.english))",
            nl: "Regel \(fault.line): \(problem(.dutch))"
        )
    }

    static func text(_ fault: CustomerList.Fault) -> Text {
        switch fault {
        case .missing(let column): missing(column)
        case .tooLong(let column): Text(en: "\(column.rawValue) is too long.", nl: "\(column.rawValue) is te lang.")
        case .invalidEmail: .invalidEmail
        case .invalidPhone: CustomerForms.phoneForm
        case .unknownKind:
            Text(
                en: "The kind is none of private, company, association.",
                nl: "De soort is niet particulier, bedrijf of vve."
            )
        case .unknownLanguage: Text(en: "The language is neither nl nor en.", nl: "De taal is niet nl of en.")
        case .unknownCountry: .unknownCountry
        case .privateRegistered:
            Text(
                en: "A private person has no company or VAT number.",
                nl: "Een particulier heeft geen KvK- of btw-nummer."
            )
        case .emailTwice(let line):
            Text(en: "The same e-mail address as line \(line).", nl: "Hetzelfde mailadres als regel \(line).")
        case .referenceTwice(let line):
            Text(en: "The same reference as line \(line).", nl: "Hetzelfde kenmerk als regel \(line).")
        case .emailTaken:
            Text(en: "A customer signs in with this address.", nl: "Een klant logt al in met dit adres.")
        case .referenceTaken: Text(en: "A customer has this reference.", nl: "Een klant heeft dit kenmerk al.")
        }
    }

    private static func missing(_ column: CustomerList.Column) -> Text {
        column == .email
            ? Text(en: "The e-mail address is missing.", nl: "Het mailadres ontbreekt.")
            : Text(en: "The name is missing.", nl: "De naam ontbreekt.")
    }
}
