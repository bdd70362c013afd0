public import Values

extension OCPP16 {
    /// MeterValues: 1.6 §4.7, charge point → central system.
    public enum MeterValues: Action {
        /// The name on the wire.
        public static let name = "MeterValues"

        /// Readings of a connector's meter.
        public struct Request: Payload {
            /// The connector, from 1; 0 is the main meter.
            public var connectorId: Int64
            /// The transaction they belong to, if any.
            public var transactionId: Int64?
            /// The readings by moment.
            public var meterValue: [MeterValue]

            /// Makes a request.
            public init(connectorId: Int64, transactionId: Int64?, meterValue: [MeterValue]) {
                self.connectorId = connectorId
                self.transactionId = transactionId
                self.meterValue = meterValue
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                connectorId = try fields.integer("connectorId")
                transactionId = fields.optionalInteger("transactionId")
                guard let values = try fields.meterValues("meterValue") else {
                    throw fields.fault("meterValue", .missing)
                }
                meterValue = values
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "connectorId": .integer(connectorId),
                    "transactionId": .optional(transactionId),
                    "meterValue": .array(meterValue.map(\.json)),
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
