public import Values

extension OCPP16 {
    /// GetLocalListVersion: 1.6 §5.10, central system → charge point.
    public enum GetLocalListVersion: Action {
        /// The name on the wire.
        public static let name = "GetLocalListVersion"

        /// A question without fields.
        public struct Request: EmptyPayload {
            /// Makes a request.
            public init() {}
        }

        /// What the charge point answers.
        public struct Confirmation: Payload {
            /// The list's version; 0 when it is empty, -1 when there is none.
            public var listVersion: Int64

            /// Makes a confirmation.
            public init(listVersion: Int64) {
                self.listVersion = listVersion
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                listVersion = try fields.integer("listVersion")
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["listVersion": .integer(listVersion)]) }
        }
    }
}
