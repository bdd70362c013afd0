import Domain
package import HTTPServer
package import Templates
package import Values

/// Reads a submitted form field by field and keeps what was typed together with what is wrong with it.
///
/// A field that cannot be read gives a harmless value and an error; ``isValid`` says whether the values may be used.
package struct FormReader {
    private let fields: Fields
    /// What stands in fields that were not sent.
    private var usual: [String: String] = [:]
    private var errors: [String: Text] = [:]

    package init(_ form: HTTPServer.Form) {
        fields = form.fields
    }

    /// A form that nobody has sent yet, with what stands in it.
    package init(_ values: [String: String]) {
        fields = Fields(values.map { ($0.key, $0.value) })
    }

    /// Whether no field has an error.
    package var isValid: Bool { errors.isEmpty }

    /// The field as it goes back into the page: as typed, with its error.
    package subscript(name: String) -> Field { Field(typed(name), error: errors[name]) }

    /// The text as typed.
    package func typed(_ name: String) -> String { fields[name] ?? usual[name] ?? "" }

    /// The same with what stands in fields that were not sent, such as those of a page's other forms.
    package func filled(with usual: [String: String]) -> FormReader {
        var copy = self
        copy.usual = usual
        return copy
    }

    /// Every text that was sent under a name, as boxes to tick do.
    package func all(_ name: String) -> [String] { fields.values(name) }

    /// The fields as typed, with nothing said about what is wrong.
    package var unchecked: FormReader {
        var copy = self
        copy.errors = [:]
        return copy
    }

    /// Says what is wrong with a field; the first thing said stays.
    package mutating func reject(_ name: String, _ problem: Text) {
        if errors[name] == nil { errors[name] = problem }
    }

    /// A line of text without blanks at its ends and without control characters.
    package mutating func text(_ name: String, isRequired: Bool = true, atMost limit: Int) -> String {
        let text = FormReader.line(typed(name))
        if text.isEmpty, isRequired { reject(name, .required) }
        if text.count > limit { reject(name, .tooLong(limit)) }
        return text
    }

    /// Several lines, their ends as line feeds, without other control characters.
    package mutating func lines(_ name: String, isRequired: Bool = true, atMost limit: Int) -> String {
        let parts = typed(name).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let text = parts.map { FormReader.line(String($0)) }.joined(separator: "\n")
        if text.allSatisfy(\.isWhitespace), isRequired { reject(name, .required) }
        if text.count > limit { reject(name, .tooLong(limit)) }
        return text
    }

    /// An e-mail address.
    package mutating func email(_ name: String, isRequired: Bool = true) -> String {
        let text = text(name, isRequired: isRequired, atMost: 254)
        if !text.isEmpty, MailAddress(text) == nil { reject(name, .invalidEmail) }
        return text
    }

    /// One of the cases of an enumeration by its raw value; `nil` and an error for anything else.
    package mutating func choice<Value: RawRepresentable<String>>(_ name: String, as type: Value.Type) -> Value? {
        guard let value = Value(rawValue: typed(name)) else {
            reject(name, typed(name).isEmpty ? .required : .notAChoice)
            return nil
        }
        return value
    }

    /// One of some texts.
    package mutating func choice(_ name: String, of allowed: some Collection<String>) -> String {
        let value = typed(name)
        if !allowed.contains(value) { reject(name, value.isEmpty ? .required : .notAChoice) }
        return value
    }

    /// The id of a row.
    package mutating func id<Entity>(_ name: String, of type: ID<Entity>.Type, isRequired: Bool = true) -> ID<Entity>? {
        let text = typed(name)
        guard let id = ID<Entity>(text: text) else {
            if !text.isEmpty { reject(name, .notAChoice) } else if isRequired { reject(name, .required) }
            return nil
        }
        return id
    }

    /// A whole number within bounds.
    package mutating func integer(_ name: String, in range: ClosedRange<Int64>) -> Int64 {
        let text = FormReader.line(typed(name))
        guard let number = Int64(text) else {
            reject(name, text.isEmpty ? .required : .wholeBetween(range.lowerBound, range.upperBound))
            return range.lowerBound
        }
        if !range.contains(number) { reject(name, .between(range.lowerBound, range.upperBound)) }
        return number
    }

    /// A decimal number, with a point or a comma.
    package mutating func decimal(_ name: String, isRequired: Bool = true) -> Exact? {
        let text = FormReader.line(typed(name))
        guard !text.isEmpty else {
            if isRequired { reject(name, .required) }
            return nil
        }
        let number = Exact(String(text.map { $0 == "," ? "." : $0 }))
        if number == nil { reject(name, .invalidNumber) }
        return number
    }

    /// An amount of money; what may be thousands or a fraction is asked for again.
    package mutating func amount(_ name: String, isRequired: Bool = true) -> Exact? {
        if typed(name).contains(#/^\s*[1-9]\d{0,2}[.,]\d{3}\s*$/#) { reject(name, .groupedThousands) }
        return decimal(name, isRequired: isRequired)
    }

    /// A day as browsers send it: `2025-06-30`.
    package mutating func day(_ name: String, isRequired: Bool = true) -> LocalDate? {
        let text = FormReader.line(typed(name))
        guard !text.isEmpty else {
            if isRequired { reject(name, .required) }
            return nil
        }
        let day = LocalDate(text)
        if day == nil { reject(name, .invalidDate) }
        return day
    }

    /// A moment of a zone's wall clock as browsers send it, `2025-06-30T14:05` or with seconds.
    ///
    /// Of an hour that comes twice, the first one that is not before a moment is meant.
    package mutating func moment(_ name: String, in zone: Zone, notBefore bound: Timestamp) -> Timestamp? {
        let text = FormReader.line(typed(name))
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        let clock = parts.last.flatMap { FormReader.secondOfDay($0) }
        guard parts.count == 2, let day = LocalDate(String(parts[0])), let clock else {
            reject(name, text.isEmpty ? .required : .invalidDate)
            return nil
        }
        let moments = zone.moments(of: day, second: clock)
        guard let moment = moments.first(where: { $0 >= bound }) ?? moments.last else {
            reject(name, .invalidDate)
            return nil
        }
        return moment
    }

    private static func secondOfDay(_ text: Substring) -> Int64? {
        let numbers = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(numbers.count), numbers.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isNumber) }) else {
            return nil
        }
        let values = numbers.compactMap { Int64($0) } + [0]
        guard values.count > numbers.count, values[0] < 24, values[1] < 60, values[2] < 60 else { return nil }
        return values[0] * 3_600 + values[1] * 60 + values[2]
    }

    /// Whether a box is ticked.
    package func isTicked(_ name: String) -> Bool { typed(name) == "yes" }

    private static func line(_ text: String) -> String {
        let scalars = text.unicodeScalars.filter { !$0.isBarredFromLines }
        var rest = Substring(String(String.UnicodeScalarView(scalars)))
        rest = rest.drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

extension Text {
    /// What can be read as thousands and as a fraction.
    package static let groupedThousands = Text(
        en: "Is this thousands? Write them without a point or comma, such as 3000.",
        nl: "Zijn dit duizenden? Schrijf ze zonder punt of komma, zoals 3000."
    )

    /// What is no whole number, or far too large a one.
    package static func wholeBetween(_ low: Int64, _ high: Int64) -> Text {
        Text(en: "A whole number from \(low) to \(high).", nl: "Een geheel getal van \(low) tot en met \(high).")
    }

    /// A number outside its bounds.
    package static func between(_ low: Int64, _ high: Int64) -> Text {
        Text(en: "A number from \(low) to \(high).", nl: "Een getal van \(low) tot en met \(high).")
    }
    static let unknownCountry = Text(
        en: "The two letters of a country by ISO 3166, such as NL.",
        nl: "De twee letters van een land volgens ISO 3166, zoals NL."
    )
}
