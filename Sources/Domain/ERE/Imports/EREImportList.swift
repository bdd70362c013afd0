package import Values

/// A list of connections that customers already have a mandate for elsewhere or on paper, line by line, with what is wrong.
///
/// Lines of one connection and mail address are one enrolment with several chargers.
package struct EREImportList: Hashable, Sendable {
    /// What a list may say of a connection.
    package enum Column: String, CaseIterable, Hashable, Sendable {
        case name, email, kind, reference, language, phone
        case companyNumber = "company_number"
        case vatID = "vat_id"
        case representative
        case ean, street
        case houseNumber = "house_number"
        case postcode, town, construct, brand, model, serial
        case meterPlace = "meter_place"
        case iban
        case accountHolder = "account_holder"
        case mandateOn = "mandate_on"
        case mandateUntil = "mandate_until"
        case evidence
    }

    /// What is wrong, at its column.
    package struct Fault: Hashable, Sendable {
        package enum Reason: Hashable, Sendable {
            case missing, tooLong, malformed, unknownWord
            /// Units are for connections in the Netherlands; the number begins as others do, or its check digit is wrong.
            case ean(EAN18Fault)
            /// A private person has none.
            case privateRegistered
            /// The meter in the fuse box, or the grid operator's own, does not count.
            case meterElsewhere
            /// A mandate that was signed after today, or ends before it was signed.
            case dates
            /// An earlier line has it, by its number.
            case twice(Int)
            /// The connection has a provider in this year and the next.
            case connectionTaken
            /// Another customer of the operator has an enrolment of the connection.
            case othersConnection
            /// The customer with this address has left.
            case customerEnded
            /// A customer has the reference, under another address.
            case referenceTaken
            /// More chargers, or more unfinished enrolments, than one customer may have.
            case tooMany
        }

        package let column: Column
        package let reason: Reason

        package init(_ column: Column, _ reason: Reason) {
            self.column = column
            self.reason = reason
        }
    }

    /// What becomes of a line.
    package enum Outcome: String, Hashable, Sendable {
        /// A customer is added, with an enrolment that waits for its signature.
        case newCustomer = "new_customer"
        /// A known customer gets an enrolment.
        case newEnrolment = "new_enrolment"
        /// Another charger of the enrolment of an earlier line.
        case moreChargers = "more_chargers"
        /// The customer has an enrolment of the connection: nothing is done.
        case known
    }

    /// A line of the list.
    package struct Line: Hashable, Sendable {
        /// Its number in the file, from 1.
        package let number: Int
        package let details: CustomerDetails
        package let holder: EREHolder
        package let ean: String
        package let connection: EREConnection?
        package let charger: ERECharger?
        package let account: EREAccount?
        package let elsewhere: EREMandateElsewhere
        package internal(set) var faults: [Fault]
        package internal(set) var outcome = Outcome.newCustomer

        /// What lines of one enrolment share.
        package var key: String { ean + " " + details.email.lowercased() }
    }

    /// Connections of one list: what a request adds within seconds.
    package static let mostLines = 1_000

    package internal(set) var lines: [Line]

    /// The lines of which something is added.
    package var good: [Line] { lines.filter { $0.faults.isEmpty && $0.outcome != .known } }
    /// Whether nothing is wrong with any line; nothing is added before.
    package var isFaultless: Bool { lines.allSatisfy(\.faults.isEmpty) }

    /// Reads the lines below the headings; `language` is that of lines that say none.
    package init(
        _ rows: [(number: Int, cells: [String])],
        columns: [Column: Int],
        language: String,
        catalogue: MeterCatalogue,
        on today: LocalDate
    ) {
        lines = rows.map { number, cells in
            let reading = EREImportReading(cells: cells, columns: columns, language: language, today: today)
            return reading.line(number, catalogue)
        }
        noteTwice()
    }

    /// A connection of two customers, a serial number twice, a reference of two customers.
    private mutating func noteTwice() {
        var owners: [String: (line: Int, key: String)] = [:]
        var serials: [String: Int] = [:]
        var references: [String: (line: Int, email: String)] = [:]
        var chargers: [String: Int] = [:]
        for index in lines.indices {
            let line = lines[index]
            guard !line.ean.isEmpty else { continue }
            if let owner = owners[line.ean] {
                if owner.key != line.key {
                    lines[index].faults.append(Fault(.ean, .twice(owner.line)))
                } else if line.charger == nil {
                    lines[index].faults.append(Fault(.ean, .twice(owner.line)))
                } else {
                    lines[index].outcome = .moreChargers
                }
            } else {
                owners[line.ean] = (line.number, line.key)
            }
            chargers[line.key, default: 0] += 1
            if chargers[line.key, default: 0] > EREChecks.mostChargers {
                lines[index].faults.append(Fault(.serial, .tooMany))
            }
            if let serial = line.charger?.serial.uppercased(), !serial.isEmpty {
                if let first = serials[line.key + " " + serial] {
                    lines[index].faults.append(Fault(.serial, .twice(first)))
                } else {
                    serials[line.key + " " + serial] = line.number
                }
            }
            let (reference, email) = (line.details.reference, line.details.email.lowercased())
            guard !reference.isEmpty else { continue }
            if let first = references[reference], first.email != email {
                lines[index].faults.append(Fault(.reference, .twice(first.line)))
            } else if references[reference] == nil {
                references[reference] = (line.number, email)
            }
        }
    }
}

/// What a list says of a mandate that was given elsewhere or on paper: it proves nothing, and stands beside the enrolment.
package struct EREMandateElsewhere: Hashable, Sendable {
    package let issuedOn: LocalDate?
    /// The last day that it was given for.
    package let until: LocalDate?
    /// Where its paper or proof is found, in the words of whoever keeps it.
    package let evidence: String

    /// The longest reference to evidence.
    package static let evidenceLength = 200

    package init(issuedOn: LocalDate?, until: LocalDate?, evidence: String) {
        self.issuedOn = issuedOn
        self.until = until
        self.evidence = evidence
    }
}

/// A list that is not taken as it is.
package enum EREImportRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// Lines are wrong; all of the list is taken, or nothing.
    case faults = "ere_import.faults"
    /// More lines than one list may have.
    case tooManyLines = "ere_import.too_many_lines"
    /// No heading says where names, mail addresses and connections are.
    case noColumns = "ere_import.no_columns"
    /// The operator is no partner of the provider any more.
    case programmeEnded = "ere_import.programme_ended"

    package var code: String { rawValue }
    package var description: String { "\(code): nothing was added" }
}
