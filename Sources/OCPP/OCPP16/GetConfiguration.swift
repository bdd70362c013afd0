public import Values

extension OCPP16 {
    /// GetConfiguration: 1.6 §5.8, central system → charge point.
    public enum GetConfiguration: Action {
        /// The name on the wire.
        public static let name = "GetConfiguration"

        /// One setting of a charge point.
        public struct KeyValue: PayloadPart {
            /// The setting's name.
            public var key: String
            /// Whether it cannot be changed.
            public var readonly: Bool
            /// Its value; absent when it has none or is secret.
            public var value: String?

            /// Makes a setting.
            public init(key: String, readonly: Bool, value: String?) {
                self.key = key
                self.readonly = readonly
                self.value = value
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                key = try fields.text("key", max: 50)
                readonly = try fields.boolean("readonly")
                value = fields.optionalText("value", max: 500)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields(["key": .string(key), "readonly": .bool(readonly), "value": .optional(value)])
            }
        }

        /// A question for settings.
        public struct Request: Payload {
            /// The settings' names; all settings when empty.
            public var key: [String]

            /// Makes a request.
            public init(key: [String] = []) {
                self.key = key
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                key = fields.texts("key") ?? []
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["key": key.isEmpty ? nil : .array(key.map(JSON.string))]) }
        }

        /// The settings.
        public struct Confirmation: Payload {
            /// The settings that the charge point knows.
            public var configurationKey: [KeyValue]
            /// The names that it does not know.
            public var unknownKey: [String]

            /// Makes a confirmation.
            public init(configurationKey: [KeyValue], unknownKey: [String] = []) {
                self.configurationKey = configurationKey
                self.unknownKey = unknownKey
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                configurationKey = try fields.parts("configurationKey", KeyValue.self)
                unknownKey = fields.texts("unknownKey") ?? []
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "configurationKey": configurationKey.isEmpty ? nil : .array(configurationKey.map(\.json)),
                    "unknownKey": unknownKey.isEmpty ? nil : .array(unknownKey.map(JSON.string)),
                ])
            }
        }
    }
}
