public import Values

extension OCPP16 {
    /// DataTransfer: 1.6 §4.3 and §5.6, both directions.
    public enum DataTransfer: Action {
        /// The name on the wire.
        public static let name = "DataTransfer"

        /// What became of a vendor's message.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case unknownMessageId = "UnknownMessageId"
            case unknownVendorId = "UnknownVendorId"
        }

        /// A vendor's own message.
        public struct Request: Payload {
            /// The vendor.
            public var vendorId: String
            /// Which of the vendor's messages.
            public var messageId: String?
            /// The content: a text by the specification, anything in the field.
            public var data: JSON?

            /// Makes a request.
            public init(vendorId: String, messageId: String? = nil, data: JSON? = nil) {
                self.vendorId = vendorId
                self.messageId = messageId
                self.data = data
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                vendorId = try fields.text("vendorId", max: 255)
                messageId = fields.optionalText("messageId", max: 50)
                data = fields.value("data")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields(["vendorId": .string(vendorId), "messageId": .optional(messageId), "data": data])
            }
        }

        /// What became of it.
        public struct Confirmation: Payload {
            /// What became of the message.
            public var status: Open<Status>
            /// The content of the answer.
            public var data: JSON?

            /// Makes a confirmation.
            public init(status: Status, data: JSON? = nil) {
                self.status = .known(status)
                self.data = data
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
                data = fields.value("data")
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["status": .string(status.rawValue), "data": data]) }
        }
    }
}
