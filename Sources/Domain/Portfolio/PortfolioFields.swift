import Values

/// Reads the members of one object of a portfolio, collecting what is wrong instead of stopping.
struct PortfolioFields {
    let cursor: JSONCursor
    private(set) var problems: [PortfolioProblem] = []
    /// What the object becomes.
    var row: PortfolioRow
    private var known: Set<String> = []
    private let isAbsent: Bool

    /// Reads an object, or nothing where the object is not there.
    init(_ cursor: JSONCursor, isAbsent: Bool = false) {
        self.cursor = cursor
        self.isAbsent = isAbsent
        row = PortfolioRow(PortfolioPlace(cursor))
        if !isAbsent, cursor.members == nil { note(cursor, "must be an object") }
    }

    /// Notes a problem at a place.
    mutating func note(_ place: JSONCursor?, _ reason: String) {
        let place = place ?? cursor
        problems.append(PortfolioProblem(line: place.line, path: place.path, reason: reason))
    }

    /// The member's cursor, that of a `null` too.
    mutating func named(_ name: String) -> JSONCursor? {
        known.insert(name)
        return isAbsent ? nil : cursor[name]
    }

    /// The member's cursor; `null` counts as absent.
    mutating func member(_ name: String) -> JSONCursor? { named(name).flatMap { $0.value == .null ? nil : $0 } }

    /// A text of at most `max` characters that must be there and not be empty.
    mutating func text(_ name: String, max: Int = 200) -> String {
        guard let place = member(name) else {
            note(nil, "\(name) is missing")
            return ""
        }
        let text = read(place, max: max)
        if let text, text.allSatisfy(\.isWhitespace) { note(place, "must not be empty") }
        return text ?? ""
    }

    /// A text that may be absent.
    mutating func optionalText(_ name: String, max: Int = 200) -> String? {
        member(name).flatMap { read($0, max: max) }
    }

    /// A text that may be absent and else is not empty.
    mutating func optionalName(_ name: String, max: Int) -> String? {
        member(name) == nil ? nil : text(name, max: max)
    }

    private mutating func read(_ place: JSONCursor, max: Int) -> String? {
        guard let text = place.value.stringValue else {
            note(place, "must be a text")
            return nil
        }
        // Counted as PostgreSQL and JSON Schema count.
        guard text.unicodeScalars.count <= max else {
            note(place, "is longer than \(max) characters")
            return nil
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            note(place, "has a control character")
            return nil
        }
        return text
    }

    /// A text that may be absent or empty and else has a form.
    ///
    /// `reason` is what is said when it has not.
    mutating func formedText(_ name: String, max: Int, _ isRight: (String) -> Bool, _ reason: String) -> String {
        let text = optionalText(name, max: max) ?? ""
        if !text.isEmpty, !isRight(text) { note(cursor[name], reason) }
        return text
    }

    /// One of some words; absent gives the default.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        default standard: Choice?
    ) -> Choice? {
        guard let place = member(name) else {
            if standard == nil { note(nil, "\(name) is missing") }
            return standard
        }
        if let choice = place.value.stringValue.flatMap(Choice.init(rawValue:)) { return choice }
        note(place, "must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    /// A whole number within bounds; absent gives the default.
    mutating func integer(_ name: String, in range: ClosedRange<Int64>, default standard: Int64) -> Int64 {
        guard let place = member(name) else { return standard }
        guard let value = place.value.integerValue, range.contains(value) else {
            note(place, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return standard
        }
        return value
    }

    /// Yes or no; absent is no.
    mutating func flag(_ name: String) -> Bool {
        guard let place = member(name) else { return false }
        guard let value = place.value.boolValue else {
            note(place, "must be true or false")
            return false
        }
        return value
    }

    /// An exact number, as a number or as a text.
    mutating func exact(_ name: String, default standard: Exact?) -> Exact? {
        guard let place = member(name) else {
            if standard == nil { note(nil, "\(name) is missing") }
            return standard
        }
        if let value = place.value.exactValue ?? place.value.stringValue.flatMap({ Exact($0) }) { return value }
        note(place, "must be a decimal number such as 0.1234")
        return nil
    }

    /// A price per kWh with at most six decimals.
    mutating func unitPrice(_ name: String, default standard: UnitPrice?) -> UnitPrice? {
        guard let value = exact(name, default: standard?.perKWh) else { return nil }
        if let price = UnitPrice(perKWh: value) { return price }
        note(cursor[name], "must have at most six decimals")
        return nil
    }

    /// A day that must be there.
    mutating func day(_ name: String) -> LocalDate? {
        guard member(name) != nil else {
            note(nil, "\(name) is missing")
            return nil
        }
        return optionalDay(name)
    }

    /// A day that may be absent.
    mutating func optionalDay(_ name: String) -> LocalDate? {
        guard let place = member(name) else { return nil }
        if let day = place.value.stringValue.flatMap({ LocalDate($0) }) { return day }
        note(place, "must be a day such as 2025-06-30")
        return nil
    }

    /// The elements of a list; absent is empty.
    mutating func list(_ name: String) -> [JSONCursor] {
        guard let place = member(name) else { return [] }
        guard let elements = place.elements else {
            note(place, "must be a list")
            return []
        }
        return elements
    }

    /// Takes over the problems of an inner object.
    mutating func take(_ inner: [PortfolioProblem]) { problems += inner }

    /// Accepts members without reading them.
    mutating func ignore(_ names: String...) { known.formUnion(names) }

    /// Notes members nobody asked for, most of which are misspelt, and those that come twice.
    mutating func finish() {
        var seen: Set<String> = []
        for member in cursor.members ?? [] {
            if !known.contains(member.name) { note(member.cursor, "\(member.name) is not a known field") }
            if !seen.insert(member.name).inserted { note(member.cursor, "\(member.name) is given twice") }
        }
    }
}
