internal import Values

/// Reads the fields of one object leniently and collects remarks.
///
/// `null` counts as absent everywhere; what real charge points get wrong is noted, not refused.
public struct FieldReader {
    private let members: [JSONMember]
    private let path: String
    /// What was unusual so far, in order of reading.
    public internal(set) var remarks: [Remark] = []

    init(_ json: JSON, path: String) throws(FieldFault) {
        guard case .object(let members) = json else {
            throw FieldFault(field: path, reason: path.isEmpty ? .notAnObject : .wrongType)
        }
        self.members = members
        self.path = path
    }

    /// The place of a field in the payload.
    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    mutating func note(_ name: String, _ kind: Remark.Kind) {
        remarks.append(Remark(field: place(name), kind: kind))
    }

    func fault(_ name: String, _ reason: FieldFault.Reason) -> FieldFault {
        FieldFault(field: place(name), reason: reason)
    }

    /// The value of a field; `nil` when absent or `null`.
    ///
    /// A text never holds U+0000, which no database stores.
    mutating func value(_ name: String) -> JSON? {
        guard let value = members.last(where: { $0.name == name })?.value else { return nil }
        guard value != .null else {
            note(name, .nullValue)
            return nil
        }
        guard case .string(let text) = value, text.utf8.contains(0) else { return value }
        note(name, .nulCharacter)
        return .string(text.replacing("\0", with: "\u{FFFD}"))
    }

    mutating func required(_ name: String) throws(FieldFault) -> JSON {
        guard let value = value(name) else { throw fault(name, .missing) }
        return value
    }

    /// Reads a list of objects; a single object counts as a list of one, an element that cannot be read is left out.
    mutating func objects<Element>(
        _ name: String,
        _ read: (inout FieldReader) throws(FieldFault) -> Element
    ) throws(FieldFault) -> [Element]? {
        guard let elements = try list(name) else { return nil }
        if elements.isEmpty { note(name, .emptyList) }
        var result: [Element] = []
        result.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do throws(FieldFault) {
                var fields = try FieldReader(element, path: "\(place(name))[\(index)]")
                result.append(try read(&fields))
                remarks.append(contentsOf: fields.remarks)
            } catch {
                note("\(name)[\(index)]", .unreadableElement)
            }
        }
        return result
    }

    private mutating func list(_ name: String) throws(FieldFault) -> [JSON]? {
        switch value(name) {
        case .none: return nil
        case .array(let elements): return elements
        case .object(let members):
            note(name, .objectAsList)
            return [.object(members)]
        default: throw fault(name, .wrongType)
        }
    }

    /// Reads an object.
    mutating func object<Value>(
        _ name: String,
        _ read: (inout FieldReader) throws(FieldFault) -> Value
    ) throws(FieldFault) -> Value? {
        guard let json = value(name) else { return nil }
        var fields = try FieldReader(json, path: place(name))
        let result = try read(&fields)
        remarks.append(contentsOf: fields.remarks)
        return result
    }

    /// The texts of a list of strings; other elements are left out.
    mutating func texts(_ name: String) -> [String]? {
        guard let elements = value(name)?.arrayValue else { return nil }
        return elements.compactMap(\.stringValue)
    }

    /// A required object.
    mutating func part<Part: PayloadPart>(_ name: String, _: Part.Type) throws(FieldFault) -> Part {
        guard let part = try optionalPart(name, Part.self) else { throw fault(name, .missing) }
        return part
    }

    /// An optional object.
    mutating func optionalPart<Part: PayloadPart>(_ name: String, _: Part.Type) throws(FieldFault) -> Part? {
        try object(name) { fields throws(FieldFault) in try Part(reading: &fields) }
    }

    /// The objects of a list; none when it is absent.
    mutating func parts<Part: PayloadPart>(_ name: String, _: Part.Type) throws(FieldFault) -> [Part] {
        try objects(name) { fields throws(FieldFault) in try Part(reading: &fields) } ?? []
    }

    /// The whole numbers of a list; other elements are left out.
    mutating func integers(_ name: String) -> [Int64] {
        value(name)?.arrayValue?.compactMap(\.integerValue) ?? []
    }
}
