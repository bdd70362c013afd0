public import Values

extension OCPP16 {
    /// Readings of one moment.
    ///
    /// Source: 1.6 §7.32.
    public struct MeterValue: PayloadPart {
        /// When the readings were taken; `nil` and noted when missing or unreadable.
        public var timestamp: Timestamp?
        /// The readings.
        public var sampledValue: [SampledValue]

        /// Makes the readings of a moment.
        public init(timestamp: Timestamp, sampledValue: [SampledValue]) {
            self.timestamp = timestamp
            self.sampledValue = sampledValue
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            timestamp = fields.timestamp("timestamp")
            sampledValue = try fields.parts("sampledValue", SampledValue.self)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "timestamp": .optional(timestamp),
                "sampledValue": .array(sampledValue.map(\.json)),
            ])
        }
    }
}

extension FieldReader {
    /// A list of readings by moment.
    mutating func meterValues(_ name: String) throws(FieldFault) -> [OCPP16.MeterValue]? {
        try objects(name) { fields throws(FieldFault) in try OCPP16.MeterValue(reading: &fields) }
    }
}
