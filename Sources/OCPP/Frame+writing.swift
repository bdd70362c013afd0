internal import Values

extension Call {
    /// The compact JSON text of the message.
    public var bytes: [UInt8] {
        Frame.write(type: 2) { bytes in
            id.json.write(to: &bytes)
            bytes.append(UInt8(ascii: ","))
            JSON.string(action).write(to: &bytes)
            bytes.append(UInt8(ascii: ","))
            payload.write(to: &bytes)
        }
    }
}

extension CallResult {
    /// The compact JSON text of the message.
    public var bytes: [UInt8] {
        Frame.write(type: 3) { bytes in
            id.json.write(to: &bytes)
            bytes.append(UInt8(ascii: ","))
            payload.write(to: &bytes)
        }
    }
}

extension CallError {
    /// The longest description that is sent; the specification's limit.
    public static let maxReason = 255

    /// The compact JSON text of the message, its description cut to the length that the specification allows.
    public var bytes: [UInt8] {
        Frame.write(type: 4) { bytes in
            for element in [id.json, .string(code.rawValue), .string(String(reason.prefix(CallError.maxReason)))] {
                element.write(to: &bytes)
                bytes.append(UInt8(ascii: ","))
            }
            details.write(to: &bytes)
        }
    }
}

extension Frame {
    /// The compact JSON text of the message; `nil` for an unreadable one.
    public var bytes: [UInt8]? {
        switch self {
        case .call(let call): call.bytes
        case .callResult(let result): result.bytes
        case .callError(let error): error.bytes
        case .unreadable: nil
        }
    }

    fileprivate static func write(type: UInt8, _ body: (inout [UInt8]) -> Void) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        bytes.append(UInt8(ascii: "["))
        bytes.append(UInt8(ascii: "0") + type)
        bytes.append(UInt8(ascii: ","))
        body(&bytes)
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }
}
