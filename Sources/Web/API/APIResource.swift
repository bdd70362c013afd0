import Domain
import Values

/// A member of what programs read: how it is described and how it is written, with no other copy of either.
struct APIField<Row: Sendable>: Sendable {
    let name: String
    let schema: APISchema
    let value: @Sendable (Row) -> JSON

    private init(
        _ name: String,
        _ summary: String,
        _ schema: APISchema,
        _ value: @escaping @Sendable (Row) -> JSON
    ) {
        self.name = name
        self.schema = schema.described(summary)
        self.value = value
    }

    static func id<Entity>(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> ID<Entity>
    ) -> APIField {
        APIField(name, summary, .id) { .integer(get($0).rawValue) }
    }

    static func maybeID<Entity>(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> ID<Entity>?
    ) -> APIField {
        APIField(name, summary, APISchema.id.orNull) { get($0).map { .integer($0.rawValue) } ?? .null }
    }

    static func text(
        _ name: String,
        _ summary: String,
        _ schema: APISchema = .text(),
        _ get: @escaping @Sendable (Row) -> String
    ) -> APIField {
        APIField(name, summary, schema) { .string(get($0)) }
    }

    /// `null` where the text is empty.
    static func maybeText(
        _ name: String,
        _ summary: String,
        _ schema: APISchema = .text(atLeast: 1),
        _ get: @escaping @Sendable (Row) -> String
    ) -> APIField {
        APIField(name, summary, schema.orNull) { row in
            let text = get(row)
            return text.isEmpty ? .null : .string(text)
        }
    }

    static func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> Value
    ) -> APIField {
        APIField(name, summary, .choice(Value.allCases.map(\.rawValue))) { .string(get($0).rawValue) }
    }

    static func maybeChoice<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> Value?
    ) -> APIField {
        APIField(name, summary, APISchema.choice(Value.allCases.map(\.rawValue)).orNull) { .text(get($0)?.rawValue) }
    }

    static func choices<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> [Value]
    ) -> APIField {
        APIField(name, summary, .array(of: .choice(Value.allCases.map(\.rawValue)))) { row in
            .array(get(row).map { .string($0.rawValue) })
        }
    }

    static func texts(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> [String]
    ) -> APIField {
        APIField(name, summary, .array(of: .text())) { .array(get($0).map(JSON.string)) }
    }

    static func integer(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> Int
    ) -> APIField {
        APIField(name, summary, .integer(in: 0...Int64(Int32.max))) { .integer(get($0)) }
    }

    static func maybeInteger(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> Int64?
    ) -> APIField {
        APIField(name, summary, APISchema.integer(in: 0...Int64.max).orNull) { get($0).map { .integer($0) } ?? .null }
    }

    static func boolean(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> Bool
    ) -> APIField {
        APIField(name, summary, .boolean) { .bool(get($0)) }
    }

    static func maybeBoolean(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> Bool?
    ) -> APIField {
        APIField(name, summary, APISchema.boolean.orNull) { get($0).map { .bool($0) } ?? .null }
    }

    static func moment(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> Timestamp
    ) -> APIField {
        APIField(name, summary, .moment) { .string(get($0).rfc3339) }
    }

    static func maybeMoment(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> Timestamp?
    ) -> APIField {
        APIField(name, summary, APISchema.moment.orNull) { .text(get($0)?.rfc3339) }
    }

    /// Watt-hours.
    static func maybeEnergy(
        _ name: String,
        _ summary: String,
        _ get: @escaping @Sendable (Row) -> Energy?
    ) -> APIField {
        APIField(name, summary, APISchema.wattHours.orNull) { get($0).map { .exact($0.wh) } ?? .null }
    }

    static func object<Part>(
        _ name: String,
        _ summary: String,
        _ part: APIResource<Part>,
        _ get: @escaping @Sendable (Row) -> Part
    ) -> APIField {
        APIField(name, summary, part.schema) { part.json(get($0)) }
    }

    static func maybeObject<Part>(
        _ name: String,
        _ summary: String,
        _ part: APIResource<Part>,
        _ get: @escaping @Sendable (Row) -> Part?
    ) -> APIField {
        APIField(name, summary, part.schema.orNull) { get($0).map(part.json) ?? .null }
    }

    static func list<Part>(
        _ name: String,
        _ summary: String,
        _ part: APIResource<Part>,
        _ get: @escaping @Sendable (Row) -> [Part]
    ) -> APIField {
        APIField(name, summary, .array(of: part.schema)) { .array(get($0).map(part.json)) }
    }
}

/// Something that programs read: its name in the description, and its members.
struct APIResource<Row: Sendable>: Sendable {
    let name: String
    let summary: String
    let fields: [APIField<Row>]

    init(_ name: String, _ summary: String, _ fields: [APIField<Row>]) {
        self.name = name
        self.summary = summary
        self.fields = fields
    }

    @Sendable func json(_ row: Row) -> JSON {
        .object(fields.map { JSONMember(name: $0.name, value: $0.value(row)) })
    }

    var schema: APISchema {
        let members = fields.map { (name: $0.name, schema: $0.schema, isRequired: true) }
        return .named(name, APISchema.object(members).described(summary))
    }

    /// A page of a list of these.
    var pageSchema: APISchema {
        let next = APISchema.text(atLeast: 1).orNull.described("Where the next page begins; null on the last one.")
        return .named(
            name + "Page",
            .object([("data", .array(of: schema), true), ("next_cursor", next, true)])
        )
    }
}
