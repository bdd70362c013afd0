public import Values

extension OCPP16 {
    /// StatusNotification: 1.6 §4.9, charge point → central system.
    public enum StatusNotification: Action {
        /// The name on the wire.
        public static let name = "StatusNotification"

        /// The state of a connector, or of the charge point for connector 0.
        public enum ChargePointStatus: String, CaseIterable, Sendable {
            case available = "Available"
            case preparing = "Preparing"
            case charging = "Charging"
            case suspendedEVSE = "SuspendedEVSE"
            case suspendedEV = "SuspendedEV"
            case finishing = "Finishing"
            case reserved = "Reserved"
            case unavailable = "Unavailable"
            case faulted = "Faulted"
        }

        /// What is wrong with a connector.
        public enum ChargePointErrorCode: String, CaseIterable, Sendable {
            case connectorLockFailure = "ConnectorLockFailure"
            case evCommunicationError = "EVCommunicationError"
            case groundFailure = "GroundFailure"
            case highTemperature = "HighTemperature"
            case internalError = "InternalError"
            case localListConflict = "LocalListConflict"
            case noError = "NoError"
            case otherError = "OtherError"
            case overCurrentFailure = "OverCurrentFailure"
            case overVoltage = "OverVoltage"
            case powerMeterFailure = "PowerMeterFailure"
            case powerSwitchFailure = "PowerSwitchFailure"
            case readerFailure = "ReaderFailure"
            case resetFailure = "ResetFailure"
            case underVoltage = "UnderVoltage"
            case weakSignal = "WeakSignal"
        }

        /// A change of state.
        public struct Request: Payload {
            /// The connector, from 1; 0 is the charge point as a whole.
            public var connectorId: Int64
            /// What is wrong; `NoError` when nothing is.
            public var errorCode: Open<ChargePointErrorCode>
            /// The state.
            public var status: Open<ChargePointStatus>
            /// Free text about the error.
            public var info: String?
            /// When the state began; the receive time stands in.
            public var timestamp: Timestamp?
            /// The vendor whose error code follows.
            public var vendorId: String?
            /// The vendor's own error code.
            public var vendorErrorCode: String?

            /// Makes a request.
            public init(connectorId: Int64, errorCode: ChargePointErrorCode, status: ChargePointStatus) {
                self.connectorId = connectorId
                self.errorCode = .known(errorCode)
                self.status = .known(status)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                connectorId = try fields.integer("connectorId")
                status = try fields.listed("status", ChargePointStatus.self)
                errorCode = fields.optionalListed("errorCode", ChargePointErrorCode.self) ?? .known(.noError)
                info = fields.optionalText("info", max: 50)
                timestamp = fields.optionalTimestamp("timestamp")
                vendorId = fields.optionalText("vendorId", max: 255)
                vendorErrorCode = fields.optionalText("vendorErrorCode", max: 50)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "connectorId": .integer(connectorId),
                    "errorCode": .string(errorCode.rawValue),
                    "status": .string(status.rawValue),
                    "info": .optional(info),
                    "timestamp": .optional(timestamp),
                    "vendorId": .optional(vendorId),
                    "vendorErrorCode": .optional(vendorErrorCode),
                ])
            }
        }

        /// No fields.
        public struct Confirmation: EmptyPayload {
            /// Makes a confirmation.
            public init() {}
        }
    }
}
