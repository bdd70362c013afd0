public import Values

/// A confirmation that says what became of the request and nothing else.
public struct StatusConfirmation<Status>: Payload where Status: RawRepresentable<String> & Hashable & Sendable {
    /// What became of the request.
    public var status: Open<Status>

    /// Makes a confirmation.
    public init(status: Status) {
        self.status = .known(status)
    }

    /// Reads the fields.
    public init(reading fields: inout FieldReader) throws(FieldFault) {
        status = try fields.listed("status", Status.self)
    }

    /// The fields as JSON.
    public var json: JSON { .fields(["status": .string(status.rawValue)]) }
}
