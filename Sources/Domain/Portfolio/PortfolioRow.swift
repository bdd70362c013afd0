package import Values

/// A row of a portfolio file: what the file says of a thing, and what a new one is where the file says nothing.
package struct PortfolioRow: Sendable {
    /// The columns the file names; one that it sets to `null` has its standard value.
    package private(set) var given: [JSONMember] = []
    /// The columns of a new row that the file leaves out.
    package private(set) var standards: [JSONMember] = []
    /// What is wrong if nothing of this name is there yet.
    private(set) var missing: [PortfolioProblem] = []
    /// Where the row and its columns stand, for what only the database can find wrong.
    private(set) var places: [String: PortfolioPlace] = [:]
    private let place: PortfolioPlace

    init(_ place: PortfolioPlace) {
        self.place = place
    }

    /// The value a new row would have.
    package subscript(column: String) -> JSON? {
        (given.last { $0.name == column } ?? standards.last { $0.name == column })?.value
    }

    /// The two lists as the statements take them.
    var json: JSON { .dictionary(["given": .object(given), "standards": .object(standards)]) }

    /// What is wrong with the VAT id beside the country, when the file names both.
    var vatIDFault: String? {
        guard places["vat_id"] != nil, places["country"] != nil, let vatID = self["vat_id"]?.stringValue,
            let country = self["country"]?.stringValue, CountryCode.isValid(country)
        else { return nil }
        return VATDecision.isForeign(vatID, to: country) ? PortfolioRow.foreignVATID(country) : nil
    }

    /// What is wrong with a VAT id of another country.
    static func foreignVATID(_ country: String) -> String {
        let prefixes = VATDecision.prefixes(of: country).joined(separator: " or ")
        return "a VAT id of \(country) begins with \(prefixes)"
    }

    mutating func give(_ column: String, _ value: JSON, at place: PortfolioPlace) {
        given.append(JSONMember(name: column, value: value))
        places[column] = place
    }

    mutating func stand(_ column: String, _ value: JSON) { standards.append(JSONMember(name: column, value: value)) }

    mutating func miss(_ name: String) { missing.append(problem(nil, "\(name) is missing")) }

    /// A problem at a column of the row, or at the row where the file does not name the column.
    func problem(_ column: String?, _ reason: String) -> PortfolioProblem {
        let place = column.flatMap { places[$0] } ?? place
        return PortfolioProblem(line: place.line, path: place.path, reason: reason)
    }
}

/// A line of a file and the JSON Pointer of what stands there.
struct PortfolioPlace: Sendable {
    let line: Int
    let path: String

    init(_ cursor: JSONCursor) {
        line = cursor.line
        path = cursor.path
    }
}

/// Where an object of a file and some of its members stand, for what only the database can find wrong.
struct PortfolioPlaces: Sendable {
    private var whole: PortfolioPlace?
    private var members: [String: PortfolioPlace] = [:]

    /// The places of something that stands in no file.
    init() {}

    init(_ cursor: JSONCursor, _ names: String...) {
        whole = PortfolioPlace(cursor)
        for name in names { members[name] = cursor[name].map { PortfolioPlace($0) } }
    }

    /// A problem at a member, or at the object where the file does not name the member.
    func problem(_ name: String, _ reason: String) -> PortfolioProblem {
        let place = members[name] ?? whole
        return PortfolioProblem(line: place?.line ?? 1, path: place?.path ?? "", reason: reason)
    }
}

extension PortfolioFields {
    /// Puts a field into the row: as the file says, with the standard value where it says `null`, not at all where it
    /// says nothing.
    mutating func put(
        _ name: String,
        column: String? = nil,
        standard: JSON,
        _ read: (inout PortfolioFields) -> JSON
    ) {
        let column = column ?? name
        row.stand(column, standard)
        guard let place = named(name) else { return }
        row.give(column, place.value == .null ? standard : read(&self), at: PortfolioPlace(place))
    }

    /// Puts a field into the row that a new row must have.
    mutating func putRequired(
        _ name: String,
        column: String? = nil,
        _ read: (inout PortfolioFields) -> JSON
    ) {
        guard let place = named(name) else { return row.miss(name) }
        row.give(column ?? name, read(&self), at: PortfolioPlace(place))
    }

    /// Puts a text into the row that is empty where nobody gave one.
    mutating func putText(_ name: String, max: Int = 200) {
        put(name, standard: .string("")) { .string($0.optionalText(name, max: max) ?? "") }
    }

    /// Puts yes or no into the row.
    mutating func putFlag(_ name: String, column: String? = nil) {
        put(name, column: column, standard: .bool(false)) { .bool($0.flag(name)) }
    }

    /// Puts a whole number into the row.
    mutating func putInteger(_ name: String, in range: ClosedRange<Int64>, standard: Int64) {
        put(name, standard: .integer(standard)) { .integer($0.integer(name, in: range, default: standard)) }
    }

    /// Puts the columns of an inner object into the row; all of them are emptied where it is `null`.
    mutating func putAll(_ name: String, _ read: (inout PortfolioFields) -> Void) {
        let place = named(name)
        var inner = PortfolioFields(place ?? cursor, isAbsent: place?.value == nil || place?.value == .null)
        read(&inner)
        for standard in inner.row.standards { row.stand(standard.name, standard.value) }
        guard let place else { return }
        if place.value != .null { inner.finish() }
        take(inner.problems)
        let emptied = place.value == .null ? inner.row.standards : inner.row.given
        for member in emptied {
            row.give(member.name, member.value, at: inner.row.places[member.name] ?? PortfolioPlace(place))
        }
    }
}
