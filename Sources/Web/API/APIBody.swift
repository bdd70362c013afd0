import Domain
import HTTPServer
import Values

/// Reads what a program sent member by member, and keeps what is wrong with its place.
struct APIBody {
    private(set) var faults: [APIFault] = []

    /// The body as JSON.
    ///
    /// - Throws: ``APIRejection`` with 415 for another media type, 400 for what is no JSON.
    static func read(_ request: Request) throws -> JSONDocument {
        let type = (request.headers["Content-Type"] ?? "").split(separator: ";").first ?? ""
        guard type.filter({ $0 != " " }).lowercased() == "application/json" else {
            throw APIRejection(
                status: .unsupportedMediaType,
                code: "body.media_type",
                detail: "Send the body as application/json.",
                headers: ["Accept": "application/json"]
            )
        }
        do {
            return try JSONDocument(parsing: request.body)
        } catch {
            throw APIRejection(status: .badRequest, code: "body.no_json", detail: "The body is no JSON: \(error)")
        }
    }

    /// The members of an object, if it is one and has no other than these; the optional ones may be missing.
    mutating func members(
        _ cursor: JSONCursor,
        _ names: [String],
        optional: [String] = []
    ) -> [String: JSONCursor] {
        guard let members = cursor.members else {
            reject(cursor.path, "body.no_object", "An object is expected here.")
            return [:]
        }
        var found: [String: JSONCursor] = [:]
        for member in members {
            if !names.contains(member.name), !optional.contains(member.name) {
                reject(member.cursor.path, "body.unknown_member", "There is no such member.")
            } else if found.updateValue(member.cursor, forKey: member.name) != nil {
                reject(member.cursor.path, "body.repeated_member", "This member is given twice.")
            }
        }
        for name in names where found[name] == nil {
            reject("\(cursor.path)/\(name)", "body.missing_member", "\(name) is missing.")
        }
        return found
    }

    /// The elements of an array of a size.
    mutating func elements(_ cursor: JSONCursor?, _ size: ClosedRange<Int>) -> [JSONCursor] {
        guard let cursor else { return [] }
        guard let elements = cursor.elements, size.contains(elements.count) else {
            let expected = "A list of \(size.lowerBound) to \(size.upperBound) elements is expected here."
            reject(cursor.path, "body.no_list", expected)
            return []
        }
        return elements
    }

    mutating func id<Entity>(_ cursor: JSONCursor?) -> ID<Entity>? {
        guard let cursor else { return nil }
        guard let number = cursor.value.integerValue, (1...999_999_999_999_999_999).contains(number) else {
            reject(cursor.path, "body.no_id", "A whole number of up to 18 digits is expected here.")
            return nil
        }
        return ID(number)
    }

    mutating func moment(_ cursor: JSONCursor?) -> Timestamp? {
        guard let cursor else { return nil }
        guard let moment = cursor.value.stringValue.flatMap({ Timestamp($0) }) else {
            let expected = "A moment by RFC 3339 is expected here, such as 2026-06-30T22:00:00Z."
            reject(cursor.path, "body.no_moment", expected)
            return nil
        }
        return moment
    }

    mutating func day(_ cursor: JSONCursor?) -> LocalDate? {
        guard let cursor else { return nil }
        guard let day = cursor.value.stringValue.flatMap({ LocalDate($0) }) else {
            reject(cursor.path, "body.no_day", "A day is expected here, such as 2027-06-30.")
            return nil
        }
        return day
    }

    mutating func integer(_ cursor: JSONCursor?, _ range: ClosedRange<Int64>) -> Int? {
        guard let cursor else { return nil }
        guard let number = cursor.value.integerValue, range.contains(number) else {
            let expected = "A whole number from \(range.lowerBound) to \(range.upperBound) is expected here."
            reject(cursor.path, "body.no_integer", expected)
            return nil
        }
        return Int(number)
    }

    mutating func boolean(_ cursor: JSONCursor?) -> Bool? {
        guard let cursor else { return nil }
        guard let value = cursor.value.boolValue else {
            reject(cursor.path, "body.no_boolean", "true or false is expected here.")
            return nil
        }
        return value
    }

    /// A text of a form; `expected` says which.
    mutating func text(_ cursor: JSONCursor?, _ expected: String, _ isRight: (String) -> Bool) -> String? {
        guard let cursor else { return nil }
        guard let text = cursor.value.stringValue, isRight(text) else {
            reject(cursor.path, "body.no_text", "\(expected) is expected here.")
            return nil
        }
        return text
    }

    /// A line of text without control characters and those that turn its direction; blanks at its ends are cut off.
    mutating func line(_ cursor: JSONCursor?, _ size: ClosedRange<Int>) -> String? {
        let expected = "A text of \(size.lowerBound) to \(size.upperBound) characters"
        let found = text(cursor, expected) { text in
            let scalars = APIBody.trimmed(text).unicodeScalars
            return size.contains(scalars.count) && !scalars.contains(where: \.isBarredFromLines)
        }
        return found.map(APIBody.trimmed)
    }

    /// The same, empty where it is null.
    mutating func maybeLine(_ cursor: JSONCursor?, atMost most: Int) -> String? {
        cursor?.value == .null ? "" : line(cursor, 0...most)
    }

    private static func trimmed(_ text: String) -> String {
        var rest = Substring(text).drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }

    /// One of the cases of an enumeration by its raw value.
    mutating func choice<Value: RawRepresentable<String> & CaseIterable>(_ cursor: JSONCursor?) -> Value? {
        guard let cursor else { return nil }
        guard let value = cursor.value.stringValue.flatMap(Value.init(rawValue:)) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            reject(cursor.path, "body.no_choice", "One of these is expected here: \(known).")
            return nil
        }
        return value
    }

    /// A two-letter country in capitals.
    mutating func country(_ cursor: JSONCursor?) -> String? {
        text(cursor, "The two letters of a country by ISO 3166, such as NL,") { CountryCode.isValid($0) }
    }

    /// A postal address; what is missing is empty, the country the Netherlands.
    mutating func address(_ cursor: JSONCursor?) -> Domain.Address? {
        guard let cursor else { return nil }
        let found = members(cursor, [], optional: ["street", "house_number", "postcode", "town", "country"])
        return Domain.Address(
            street: maybeLine(found["street"], atMost: 70) ?? "",
            houseNumber: maybeLine(found["house_number"], atMost: 16) ?? "",
            postcode: maybeLine(found["postcode"], atMost: 16) ?? "",
            town: maybeLine(found["town"], atMost: 35) ?? "",
            country: country(found["country"]) ?? "NL"
        )
    }

    /// What ``address(_:)`` reads.
    static let addressForm = APISchema.named(
        "NewAddress",
        .object([
            ("street", APISchema.text(atMost: 70).orNull, false),
            ("house_number", APISchema.text(atMost: 16).orNull.described("With its addition."), false),
            ("postcode", APISchema.text(atMost: 16).orNull, false), ("town", APISchema.text(atMost: 35).orNull, false),
            (
                "country",
                APISchema.text(pattern: "^[A-Z]{2}$").described("ISO 3166, two letters; NL where it is missing."), false
            ),
        ])
    )

    /// Throws all that was found wrong.
    func check() throws(APIRejection) {
        guard faults.isEmpty else { throw .invalid(faults) }
    }

    /// Watt-hours of a register, with three decimals at most.
    mutating func register(_ cursor: JSONCursor?) -> Energy? {
        guard let cursor else { return nil }
        guard let value = cursor.value.exactValue, let energy = Energy(wh: value), !energy.isNegative else {
            let expected = "Watt-hours are expected here: a number from 0 on, with three decimals at most."
            reject(cursor.path, "body.no_register", expected)
            return nil
        }
        return energy
    }

    mutating func reject(_ path: String, _ code: String, _ detail: String) {
        faults.append(APIFault(place: .pointer(path), code: code, detail: detail))
    }
}
