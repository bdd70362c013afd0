internal import Values

extension FieldReader {
    /// A required string; a number is taken by its text.
    mutating func text(_ name: String, max: Int) throws(FieldFault) -> String {
        guard let text = readText(name, try required(name), max: max) else { throw fault(name, .wrongType) }
        return text
    }

    /// An optional string.
    mutating func optionalText(_ name: String, max: Int) -> String? {
        guard let json = value(name) else { return nil }
        guard let text = readText(name, json, max: max) else {
            note(name, .unreadableOptional)
            return nil
        }
        return text
    }

    private mutating func readText(_ name: String, _ json: JSON, max: Int) -> String? {
        switch json {
        case .string(let text):
            // A text is never longer in characters than in bytes; only long ones are counted.
            if text.utf8.count > max, text.count > max { note(name, .tooLong) }
            return text
        case .number(let text):
            note(name, .numberAsString)
            return text
        default: return nil
        }
    }

    /// A required whole number; a string of digits is taken for it.
    mutating func integer(_ name: String) throws(FieldFault) -> Int64 {
        guard let number = readInteger(name, try required(name)) else { throw fault(name, .wrongType) }
        return number
    }

    /// An optional whole number.
    mutating func optionalInteger(_ name: String) -> Int64? {
        guard let json = value(name) else { return nil }
        guard let number = readInteger(name, json) else {
            note(name, .unreadableOptional)
            return nil
        }
        return number
    }

    private mutating func readInteger(_ name: String, _ json: JSON) -> Int64? {
        if let number = json.integerValue { return number }
        guard let number = json.lenientInteger else { return nil }
        note(name, .stringAsNumber)
        return number
    }

    /// A required boolean; the words and the numbers 0 and 1 are taken for it.
    mutating func boolean(_ name: String) throws(FieldFault) -> Bool {
        guard let value = readBoolean(name, try required(name)) else { throw fault(name, .wrongType) }
        return value
    }

    /// An optional boolean.
    mutating func optionalBoolean(_ name: String) -> Bool? {
        guard let json = value(name) else { return nil }
        guard let value = readBoolean(name, json) else {
            note(name, .unreadableOptional)
            return nil
        }
        return value
    }

    private mutating func readBoolean(_ name: String, _ json: JSON) -> Bool? {
        if let value = json.boolValue { return value }
        switch json.stringValue?.lowercased() ?? json.integerValue.map(String.init) {
        case "true", "1":
            note(name, .stringAsNumber)
            return true
        case "false", "0":
            note(name, .stringAsNumber)
            return false
        default: return nil
        }
    }

    /// A required number, exactly; a string of digits is taken for it.
    mutating func exact(_ name: String) throws(FieldFault) -> Exact {
        guard let number = readExact(name, try required(name)) else { throw fault(name, .wrongType) }
        return number
    }

    /// An optional number, exactly.
    mutating func optionalExact(_ name: String) -> Exact? {
        guard let json = value(name) else { return nil }
        guard let number = readExact(name, json) else {
            note(name, .unreadableOptional)
            return nil
        }
        return number
    }

    private mutating func readExact(_ name: String, _ json: JSON) -> Exact? {
        if let number = json.exactValue { return number }
        guard let number = json.stringValue.flatMap({ JSON.number($0).exactValue }) else { return nil }
        note(name, .stringAsNumber)
        return number
    }

    /// A required value of a list; others are kept as written.
    mutating func listed<Known>(_ name: String, _: Known.Type) throws(FieldFault) -> Open<Known> {
        let json = try required(name)
        guard let text = json.stringValue else { throw fault(name, .wrongType) }
        return open(name, text)
    }

    /// An optional value of a list.
    mutating func optionalListed<Known>(_ name: String, _: Known.Type) -> Open<Known>? {
        guard let json = value(name) else { return nil }
        guard let text = json.stringValue else {
            note(name, .unreadableOptional)
            return nil
        }
        return open(name, text)
    }

    private mutating func open<Known>(_ name: String, _ text: String) -> Open<Known> {
        let value = Open<Known>(rawValue: text)
        if value.known == nil { note(name, .unknownValue) }
        return value
    }

    /// A timestamp that should be there; missing and unreadable ones are noted, since the receive time stands in.
    mutating func timestamp(_ name: String) -> Timestamp? {
        guard let json = value(name) else {
            note(name, .missingTimestamp)
            return nil
        }
        return readTimestamp(name, json)
    }

    /// An optional timestamp.
    mutating func optionalTimestamp(_ name: String) -> Timestamp? {
        value(name).flatMap { readTimestamp(name, $0) }
    }

    private mutating func readTimestamp(_ name: String, _ json: JSON) -> Timestamp? {
        guard let text = json.stringValue, let read = Timestamp.read(text) else {
            note(name, .unreadableTimestamp)
            return nil
        }
        if !read.hasZone { note(name, .timestampWithoutZone) }
        return read.timestamp
    }

    /// A register value in Wh that should be there; a missing one is noted, since the message is still worth keeping.
    mutating func wattHours(_ name: String) -> Energy? {
        guard let json = value(name) else {
            note(name, .missingMeterValue)
            return nil
        }
        if json.stringValue != nil { note(name, .stringAsNumber) }
        let number = json.exactValue ?? json.stringValue.flatMap { JSON.number($0).exactValue }
        guard let number, let energy = Energy(nearestWh: number) else {
            note(name, .unreadableMeterValue)
            return nil
        }
        if number.scale > 0 { note(name, .fractionalMeterValue) }
        return energy
    }
}
