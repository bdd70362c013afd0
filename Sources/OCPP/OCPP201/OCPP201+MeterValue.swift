public import Values

extension OCPP201 {
    /// A reading with the meter's signature.
    public struct SignedMeterValue: PayloadPart {
        /// The signed data, Base64.
        public var signedMeterData: String
        /// How it was signed.
        public var signingMethod: String
        /// How it was encoded.
        public var encodingMethod: String
        /// The meter's public key, Base64.
        public var publicKey: String

        /// Makes a signed reading.
        public init(signedMeterData: String, signingMethod: String, encodingMethod: String, publicKey: String) {
            self.signedMeterData = signedMeterData
            self.signingMethod = signingMethod
            self.encodingMethod = encodingMethod
            self.publicKey = publicKey
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            signedMeterData = try fields.text("signedMeterData", max: 2500)
            signingMethod = try fields.text("signingMethod", max: 50)
            encodingMethod = try fields.text("encodingMethod", max: 50)
            publicKey = try fields.text("publicKey", max: 2500)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "signedMeterData": .string(signedMeterData),
                "signingMethod": .string(signingMethod),
                "encodingMethod": .string(encodingMethod),
                "publicKey": .string(publicKey),
            ])
        }
    }

    /// The unit of a reading.
    public struct UnitOfMeasure: PayloadPart {
        /// The unit; Wh when absent.
        public var unit: String?
        /// The power of ten that the value is multiplied with.
        public var multiplier: Int64?

        /// Makes a unit.
        public init(unit: String? = nil, multiplier: Int64? = nil) {
            self.unit = unit
            self.multiplier = multiplier
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            unit = fields.optionalText("unit", max: 20)
            multiplier = fields.optionalInteger("multiplier")
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "unit": .optional(unit),
                "multiplier": .optional(multiplier),
            ])
        }
    }

    /// One reading; what it does not say has defaults as in 1.6.
    public struct SampledValue: PayloadPart {
        /// The number, digits kept.
        public var value: Exact
        /// Why the reading was taken.
        public var context: Open<OCPP16.ReadingContext>?
        /// What was measured.
        public var measurand: String?
        /// Which conductor.
        public var phase: Open<OCPP16.Phase>?
        /// Where.
        public var location: Open<OCPP16.Location>?
        /// The signed reading.
        public var signedMeterValue: SignedMeterValue?
        /// The unit.
        public var unitOfMeasure: UnitOfMeasure?

        /// Makes a reading.
        public init(
            value: Exact,
            context: OCPP16.ReadingContext? = nil,
            measurand: String? = nil,
            phase: OCPP16.Phase? = nil,
            location: OCPP16.Location? = nil,
            signedMeterValue: SignedMeterValue? = nil,
            unitOfMeasure: UnitOfMeasure? = nil
        ) {
            self.value = value
            self.context = context.map(Open.known)
            self.measurand = measurand
            self.phase = phase.map(Open.known)
            self.location = location.map(Open.known)
            self.signedMeterValue = signedMeterValue
            self.unitOfMeasure = unitOfMeasure
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            value = try fields.exact("value")
            context = fields.optionalListed("context", OCPP16.ReadingContext.self)
            measurand = fields.optionalText("measurand", max: 50)
            phase = fields.optionalListed("phase", OCPP16.Phase.self)
            location = fields.optionalListed("location", OCPP16.Location.self)
            signedMeterValue = try fields.optionalPart("signedMeterValue", SignedMeterValue.self)
            unitOfMeasure = try fields.optionalPart("unitOfMeasure", UnitOfMeasure.self)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "value": .exact(value),
                "context": .optional(context),
                "measurand": .optional(measurand),
                "phase": .optional(phase),
                "location": .optional(location),
                "signedMeterValue": signedMeterValue?.json,
                "unitOfMeasure": unitOfMeasure?.json,
            ])
        }
    }

    /// Readings of one moment.
    public struct MeterValue: PayloadPart {
        /// The readings.
        public var sampledValue: [SampledValue]
        /// When they were taken; `nil` and noted when missing or unreadable.
        public var timestamp: Timestamp?

        /// Makes the readings of a moment.
        public init(sampledValue: [SampledValue], timestamp: Timestamp) {
            self.sampledValue = sampledValue
            self.timestamp = timestamp
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            sampledValue = try fields.parts("sampledValue", SampledValue.self)
            timestamp = fields.timestamp("timestamp")
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "sampledValue": .array(sampledValue.map(\.json)),
                "timestamp": .optional(timestamp),
            ])
        }
    }
}
