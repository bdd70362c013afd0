package import Values

/// A list of customers to be invited, line by line, with what is wrong.
package struct CustomerList: Hashable, Sendable {
    /// What a list may say of a customer.
    package enum Column: String, CaseIterable, Hashable, Sendable {
        case name, email, kind, reference, language, phone
        case companyNumber = "company_number"
        case vatID = "vat_id"
        case street
        case houseNumber = "house_number"
        case postcode, town, country
    }

    /// What is wrong with a line.
    package enum Fault: Hashable, Sendable {
        case missing(Column)
        case tooLong(Column)
        case invalidEmail, invalidPhone, unknownKind, unknownLanguage, unknownCountry
        /// A private person with a number in the company register or a VAT id.
        case privateRegistered
        /// An earlier line has the same, by its number.
        case emailTwice(Int)
        case referenceTwice(Int)
        /// A customer has it already.
        case emailTaken, referenceTaken
    }

    /// A line of the list.
    package struct Line: Hashable, Sendable {
        /// Its number in the file, from 1.
        package let number: Int
        package let details: CustomerDetails
        package internal(set) var faults: [Fault]
    }

    /// Customers of one list: what a request adds within seconds.
    package static let mostLines = 1_000

    package private(set) var lines: [Line]

    /// The lines that can be added.
    package var good: [Line] { lines.filter(\.faults.isEmpty) }

    /// Reads the lines below the headings; `language` is that of lines that say none.
    package init(
        _ rows: [(number: Int, cells: [String])],
        columns: [Column: Int],
        language: String
    ) {
        lines = rows.map { Line($0.number, $0.cells, columns, language) }
        note(\.email) { .emailTwice($0) }
        note(\.reference) { .referenceTwice($0) }
    }

    private mutating func note(
        _ key: KeyPath<CustomerDetails, String>,
        _ fault: (Int) -> Fault
    ) {
        var seen: [String: Int] = [:]
        for index in lines.indices {
            let value = lines[index].details[keyPath: key].lowercased()
            guard !value.isEmpty else { continue }
            if let first = seen[value] {
                lines[index].faults.append(fault(first))
            } else {
                seen[value] = lines[index].number
            }
        }
    }

    /// Says of lines that a customer has their address or reference already; addresses are compared without regard to
    /// case.
    package mutating func exclude(emails: Set<String>, references: Set<String>) {
        for index in lines.indices {
            let details = lines[index].details
            if emails.contains(details.email.lowercased()) { lines[index].faults.append(.emailTaken) }
            if references.contains(details.reference) { lines[index].faults.append(.referenceTaken) }
        }
    }
}

extension CustomerList.Line {
    fileprivate init(_ number: Int, _ cells: [String], _ columns: [CustomerList.Column: Int], _ language: String) {
        func cell(_ column: CustomerList.Column) -> String {
            columns[column].flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? ""
        }
        let kind = CustomerKind(said: cell(.kind))
        let tongue = cell(.language).isEmpty ? language : cell(.language).lowercased()
        self.number = number
        details = CustomerDetails(
            reference: cell(.reference),
            kind: kind ?? .privatePerson,
            name: cell(.name),
            companyNumber: cell(.companyNumber),
            vatID: cell(.vatID),
            email: cell(.email),
            phone: cell(.phone),
            address: Address(
                street: cell(.street),
                houseNumber: cell(.houseNumber),
                postcode: cell(.postcode),
                town: cell(.town),
                country: cell(.country).isEmpty ? "NL" : cell(.country).uppercased()
            ),
            language: CustomerList.languages[tongue] ?? tongue
        )
        faults = kind == nil ? [.unknownKind] : []
        faults += CustomerList.faults(of: details)
    }
}

extension CustomerKind {
    /// The kind as lists say it; a list that says none has private persons.
    init?(said text: String) {
        switch text.lowercased() {
        case "", "private", "private person", "person", "particulier", "particulieren", "p": self = .privatePerson
        case "company", "business", "bedrijf", "zakelijk", "b": self = .company
        case "owners_association", "owners' association", "association", "vve", "vereniging": self = .ownersAssociation
        default: return nil
        }
    }
}

extension CustomerList {
    fileprivate static let languages = ["nederlands": "nl", "dutch": "nl", "engels": "en", "english": "en"]

    static func faults(of details: CustomerDetails) -> [Fault] {
        var faults: [Fault] = []
        if details.name.isEmpty { faults.append(.missing(.name)) }
        if details.email.isEmpty {
            faults.append(.missing(.email))
        } else if MailAddress(details.email) == nil {
            faults.append(.invalidEmail)
        }
        for (text, most, column) in [
            (details.name, 140, Column.name), (details.reference, 64, .reference),
            (details.companyNumber, 32, .companyNumber), (details.vatID, 20, .vatID),
        ] where text.count > most { faults.append(.tooLong(column)) }
        if details.phone.count > 32 || !details.phone.allSatisfy({ "0123456789+(). -".contains($0) }) {
            faults.append(.invalidPhone)
        }
        if details.kind == .privatePerson, !details.companyNumber.isEmpty || !details.vatID.isEmpty {
            faults.append(.privateRegistered)
        }
        if !CountryCode.isValid(details.address.country) { faults.append(.unknownCountry) }
        if !["en", "nl"].contains(details.language) { faults.append(.unknownLanguage) }
        return faults
    }

    /// Which columns hold what, as far as their headings tell.
    package static func recognised(in headings: [String]) -> [Column: Int] {
        var found: [Column: Int] = [:]
        for (index, heading) in headings.enumerated() {
            let plain = heading.lowercased().filter { $0.isLetter || $0.isNumber }
            guard let column = words[plain], found[column] == nil else { continue }
            found[column] = index
        }
        return found
    }

    /// Headings in English and Dutch, in small letters and digits only.
    private static let words: [String: Column] = {
        let lists: [Column: [String]] = [
            .name: ["name", "naam", "customer", "klant", "klantnaam", "fullname", "volledigenaam"],
            .email: ["email", "mail", "emailaddress", "emailadres", "mailadres"],
            .kind: ["kind", "type", "soort", "klantsoort"],
            .reference: ["reference", "kenmerk", "referentie", "klantnummer", "customernumber", "nummer", "number"],
            .language: ["language", "taal"], .phone: ["phone", "telephone", "telefoon", "telefoonnummer", "mobiel"],
            .companyNumber: ["companynumber", "kvk", "kvknummer"],
            .vatID: ["vatid", "vat", "vatnumber", "btw", "btwnummer", "btwid"],
            .street: ["street", "straat"], .houseNumber: ["housenumber", "huisnummer", "nr"],
            .postcode: ["postcode", "postalcode", "zip"], .town: ["town", "city", "plaats", "woonplaats"],
            .country: ["country", "land"],
        ]
        return Dictionary(lists.flatMap { column, names in names.map { ($0, column) } }) { first, _ in first }
    }()
}
