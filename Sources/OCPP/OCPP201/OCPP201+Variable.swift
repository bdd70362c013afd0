public import Values

extension OCPP201 {
    /// Which value of a variable.
    public enum AttributeType: String, CaseIterable, Sendable {
        case actual = "Actual"
        case target = "Target"
        case minSet = "MinSet"
        case maxSet = "MaxSet"
    }

    /// A part of the station.
    public struct Component: PayloadPart {
        /// The charging place it belongs to.
        public var evse: EVSE?
        /// Its name by the list of components.
        public var name: String
        /// Which of several.
        public var instance: String?

        /// Names a component.
        public init(evse: EVSE? = nil, name: String, instance: String? = nil) {
            self.evse = evse
            self.name = name
            self.instance = instance
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            evse = try fields.optionalPart("evse", EVSE.self)
            name = try fields.text("name", max: 50)
            instance = fields.optionalText("instance", max: 50)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "evse": evse?.json,
                "name": .string(name),
                "instance": .optional(instance),
            ])
        }
    }

    /// A setting or a state of a component.
    public struct Variable: PayloadPart {
        /// Its name by the list of variables.
        public var name: String
        /// Which of several.
        public var instance: String?

        /// Names a variable.
        public init(name: String, instance: String? = nil) {
            self.name = name
            self.instance = instance
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            name = try fields.text("name", max: 50)
            instance = fields.optionalText("instance", max: 50)
        }

        /// The fields as JSON.
        public var json: JSON { .fields(["name": .string(name), "instance": .optional(instance)]) }
    }
}
