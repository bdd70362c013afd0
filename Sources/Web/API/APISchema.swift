import Values

/// The form of a value in the words of JSON Schema 2020-12, and the named forms that it refers to.
struct APISchema: Sendable {
    let json: JSON
    /// Named forms, by name; each says itself what it refers to in turn.
    let definitions: [String: JSON]

    private init(_ json: JSON, _ definitions: [String: JSON] = [:]) {
        self.json = json
        self.definitions = definitions
    }

    private init(_ members: KeyValuePairs<String, JSON>) {
        self.init(.dictionary(members))
    }

    static let boolean = APISchema(["type": .string("boolean")])
    /// RFC 3339 with its zone.
    static let moment = APISchema(["type": .string("string"), "format": .string("date-time")])
    static let day = APISchema(["type": .string("string"), "format": .string("date")])
    /// The number of a row.
    static let id = APISchema.integer(in: 1...999_999_999_999_999_999)
    /// Energy in watt-hours, in thousandths at the finest.
    static let wattHours = APISchema(["type": .string("number")])
    /// A register in watt-hours, in thousandths at the finest: more than any meter shows.
    static let register = APISchema([
        "type": .string("number"), "minimum": .integer(0), "maximum": .integer(1_000_000_000_000),
        "multipleOf": .number("0.001"),
    ])
    /// A number that identifies a connection to the grid.
    static let ean = APISchema.text(pattern: "^[0-9]{18}$")

    /// An exact decimal number as text.
    static let decimal = APISchema.text(pattern: "^-?[0-9]+(\\.[0-9]+)?$")
    /// An amount with the decimals of its currency, as text.
    static let money = APISchema.text(pattern: "^-?[0-9]+\\.[0-9]{2}$")

    static func text(
        atLeast low: Int = 0,
        atMost high: Int? = nil,
        pattern: String? = nil
    ) -> APISchema {
        var members = [JSONMember(name: "type", value: .string("string"))]
        if low > 0 { members.append(JSONMember(name: "minLength", value: .integer(low))) }
        if let high { members.append(JSONMember(name: "maxLength", value: .integer(high))) }
        if let pattern { members.append(JSONMember(name: "pattern", value: .string(pattern))) }
        return APISchema(.object(members))
    }

    static func integer(in range: ClosedRange<Int64>) -> APISchema {
        APISchema([
            "type": .string("integer"), "format": .string("int64"), "minimum": .integer(range.lowerBound),
            "maximum": .integer(range.upperBound),
        ])
    }

    static func choice(_ values: [String]) -> APISchema {
        APISchema(["type": .string("string"), "enum": .array(values.map(JSON.string))])
    }

    static func array(of element: APISchema, _ size: ClosedRange<Int>? = nil) -> APISchema {
        var members = [
            JSONMember(name: "type", value: .string("array")), JSONMember(name: "items", value: element.json),
        ]
        if let size {
            members.append(JSONMember(name: "minItems", value: .integer(size.lowerBound)))
            members.append(JSONMember(name: "maxItems", value: .integer(size.upperBound)))
        }
        return APISchema(.object(members), element.definitions)
    }

    /// An object with no other members than these.
    static func object(_ members: [(name: String, schema: APISchema, isRequired: Bool)]) -> APISchema {
        let properties = members.map { JSONMember(name: $0.name, value: $0.schema.json) }
        let required = members.filter(\.isRequired).map { JSON.string($0.name) }
        let json = JSON.dictionary([
            "type": .string("object"), "properties": .object(properties), "required": .array(required),
            "additionalProperties": .bool(false),
        ])
        let all = members.reduce(into: [:]) { $0.merge($1.schema.definitions) { first, _ in first } }
        return APISchema(json, all)
    }

    /// A reference to a named form.
    static func named(_ name: String, _ schema: APISchema) -> APISchema {
        var definitions = schema.definitions
        definitions[name] = schema.json
        return APISchema(.dictionary(["$ref": .string("#/components/schemas/\(name)")]), definitions)
    }

    /// The same, or `null`.
    var orNull: APISchema {
        guard case .object(let members) = json, let type = json["type"] else {
            return APISchema(
                .dictionary(["anyOf": .array([json, .dictionary(["type": .string("null")])])]),
                definitions
            )
        }
        let changed = members.map { member -> JSONMember in
            switch member.name {
            case "type": JSONMember(name: "type", value: .array([type, .string("null")]))
            case "enum": JSONMember(name: "enum", value: .array((member.value.arrayValue ?? []) + [.null]))
            default: member
            }
        }
        return APISchema(.object(changed), definitions)
    }

    /// The same, with a sentence about what it means.
    func described(_ summary: String) -> APISchema {
        guard case .object(let members) = json else { return self }
        return APISchema(.object(members + [JSONMember(name: "description", value: .string(summary))]), definitions)
    }
}
