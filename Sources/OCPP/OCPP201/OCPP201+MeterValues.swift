public import Values

extension OCPP201 {
    /// MeterValues: 2.0.1 J01, charging station → CSMS.
    public enum MeterValues: Action {
        /// The name on the wire.
        public static let name = "MeterValues"

        /// Readings outside transactions.
        public struct Request: Payload {
            /// The charging place; 0 is the station as a whole.
            public var evseId: Int64
            /// The readings.
            public var meterValue: [MeterValue]

            /// Makes a request.
            public init(evseId: Int64, meterValue: [MeterValue]) {
                self.evseId = evseId
                self.meterValue = meterValue
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                evseId = try fields.integer("evseId")
                meterValue = try fields.parts("meterValue", MeterValue.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "evseId": .integer(evseId),
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
