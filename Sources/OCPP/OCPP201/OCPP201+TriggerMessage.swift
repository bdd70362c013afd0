public import Values

extension OCPP201 {
    /// TriggerMessage: 2.0.1 F06, CSMS → charging station.
    public enum TriggerMessage: Action {
        /// The name on the wire.
        public static let name = "TriggerMessage"

        /// Which message the station shall send.
        public enum MessageTrigger: String, CaseIterable, Sendable {
            case bootNotification = "BootNotification"
            case logStatusNotification = "LogStatusNotification"
            case firmwareStatusNotification = "FirmwareStatusNotification"
            case heartbeat = "Heartbeat"
            case meterValues = "MeterValues"
            case signChargingStationCertificate = "SignChargingStationCertificate"
            case signV2GCertificate = "SignV2GCertificate"
            case statusNotification = "StatusNotification"
            case transactionEvent = "TransactionEvent"
            case signCombinedCertificate = "SignCombinedCertificate"
            case publishFirmwareStatusNotification = "PublishFirmwareStatusNotification"
        }

        /// Whether the station sends it.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case notImplemented = "NotImplemented"
        }

        /// A wish for a message.
        public struct Request: Payload {
            /// Of which charging place.
            public var evse: EVSE?
            /// Which message.
            public var requestedMessage: Open<MessageTrigger>

            /// Makes a request.
            public init(evse: EVSE? = nil, requestedMessage: MessageTrigger) {
                self.evse = evse
                self.requestedMessage = .known(requestedMessage)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                evse = try fields.optionalPart("evse", EVSE.self)
                requestedMessage = try fields.listed("requestedMessage", MessageTrigger.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "evse": evse?.json,
                    "requestedMessage": .string(requestedMessage.rawValue),
                ])
            }
        }

        /// What the station answers.
        public struct Confirmation: Payload {
            /// Whether the station does it.
            public var status: Open<Status>
            /// More about the status.
            public var statusInfo: StatusInfo?

            /// Makes a response.
            public init(status: Status, statusInfo: StatusInfo? = nil) {
                self.status = .known(status)
                self.statusInfo = statusInfo
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
                statusInfo = try fields.optionalPart("statusInfo", StatusInfo.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "status": .string(status.rawValue),
                    "statusInfo": statusInfo?.json,
                ])
            }
        }
    }
}
