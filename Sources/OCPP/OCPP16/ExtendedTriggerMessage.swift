public import Values

extension OCPP16 {
    /// ExtendedTriggerMessage: security whitepaper for 1.6, central system → charge point.
    public enum ExtendedTriggerMessage: Action {
        /// The name on the wire.
        public static let name = "ExtendedTriggerMessage"

        /// Which message the charge point shall send.
        public enum MessageTrigger: String, CaseIterable, Sendable {
            case bootNotification = "BootNotification"
            case logStatusNotification = "LogStatusNotification"
            case firmwareStatusNotification = "FirmwareStatusNotification"
            case heartbeat = "Heartbeat"
            case meterValues = "MeterValues"
            case signChargePointCertificate = "SignChargePointCertificate"
            case statusNotification = "StatusNotification"
        }

        /// Whether the charge point sends it.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case notImplemented = "NotImplemented"
        }

        /// A wish for a message.
        public struct Request: Payload {
            /// Which message.
            public var requestedMessage: Open<MessageTrigger>
            /// Of which connector; of all when absent.
            public var connectorId: Int64?

            /// Makes a request.
            public init(requestedMessage: MessageTrigger, connectorId: Int64? = nil) {
                self.requestedMessage = .known(requestedMessage)
                self.connectorId = connectorId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                requestedMessage = try fields.listed("requestedMessage", MessageTrigger.self)
                connectorId = fields.optionalInteger("connectorId")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "requestedMessage": .string(requestedMessage.rawValue),
                    "connectorId": .optional(connectorId),
                ])
            }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
