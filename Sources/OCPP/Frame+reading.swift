public import Values

extension Frame {
    /// Reads a message from the bytes of a text frame.
    public init(reading bytes: [UInt8]) {
        self = bytes.withUnsafeBufferPointer { Frame(reading: $0) }
    }

    /// Reads a message from memory that outlives the call.
    public init(reading bytes: UnsafeBufferPointer<UInt8>) {
        do throws(JSONError) {
            self = Frame(try JSON(parsing: bytes))
        } catch {
            self = .unreadable(FrameSalvage.salvage(bytes, after: error))
        }
    }

    /// Reads a message from parsed JSON.
    public init(_ json: JSON) {
        guard let elements = json.arrayValue, let type = elements.first?.lenientInteger else {
            self = .unreadable(UnreadableFrame(.notAMessage))
            return
        }
        guard elements.count > 1, let id = MessageID(elements[1]) else {
            self = .unreadable(UnreadableFrame(.withoutID, messageType: type))
            return
        }
        switch type {
        case 2: self = Frame.readCall(id, elements)
        case 3: self = .callResult(id, Frame.payload(elements, at: 2))
        case 4: self = Frame.readError(id, elements)
        default: self = .unreadable(UnreadableFrame(.unknownMessageType(type), messageType: type, id: id))
        }
    }

    private static func readCall(_ id: MessageID, _ elements: [JSON]) -> Frame {
        guard elements.count > 2, let action = elements[2].stringValue else {
            return .unreadable(UnreadableFrame(.withoutAction, messageType: 2, id: id))
        }
        return .call(id, action, payload(elements, at: 3))
    }

    private static func readError(_ id: MessageID, _ elements: [JSON]) -> Frame {
        let code = elements.count > 2 ? elements[2].stringValue : nil
        let reason = elements.count > 3 ? elements[3].stringValue : nil
        let error = CallError(
            id: id,
            code: code.map { CallErrorCode(rawValue: $0) } ?? .genericError,
            reason: reason ?? "",
            details: payload(elements, at: 4)
        )
        return .callError(error)
    }

    /// A payload that is missing or `null` is an empty one: charge points leave out what has no fields.
    private static func payload(_ elements: [JSON], at index: Int) -> JSON {
        guard elements.indices.contains(index), elements[index] != .null else { return .object([]) }
        return elements[index]
    }
}

extension JSON {
    /// A whole number, also when written as a string.
    var lenientInteger: Int64? {
        if let number = integerValue { return number }
        return stringValue.flatMap { JSON.number($0).integerValue }
    }
}

/// Reads type, id and action from the front of a text whose rest is no JSON, so that the sender can be told.
enum FrameSalvage {
    /// The longest front that is looked at; ids and names are far shorter.
    static let maxFront = 512

    static func salvage(_ bytes: UnsafeBufferPointer<UInt8>, after error: JSONError) -> UnreadableFrame {
        var elements: [JSON] = []
        let front = Array(bytes.prefix(maxFront))
        // The text is cut at every comma of its front and read as an array of what stands before it.
        for (position, byte) in front.enumerated() where byte == UInt8(ascii: ",") && elements.count < 3 {
            let candidate = Array(front[..<position]) + [UInt8(ascii: "]")]
            if let read = try? JSON(parsing: candidate), let parts = read.arrayValue { elements = parts }
        }
        return UnreadableFrame(
            .notJSON(error),
            messageType: elements.first?.lenientInteger,
            id: elements.count > 1 ? MessageID(elements[1]) : nil,
            action: elements.count > 2 ? elements[2].stringValue : nil
        )
    }
}
