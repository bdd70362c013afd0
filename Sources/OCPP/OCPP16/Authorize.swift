public import Values

extension OCPP16 {
    /// Authorize: 1.6 §4.1, charge point → central system.
    public enum Authorize: Action {
        /// The name on the wire.
        public static let name = "Authorize"

        /// A token that asks to charge.
        public struct Request: Payload {
            /// The token.
            public var idTag: String

            /// Makes a request.
            public init(idTag: String) {
                self.idTag = idTag
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                idTag = try fields.text("idTag", max: OCPP16.idTagLength)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["idTag": .string(idTag)]) }
        }

        /// The verdict.
        public struct Confirmation: Payload {
            /// The verdict on the token.
            public var idTagInfo: IdTagInfo

            /// Makes a confirmation.
            public init(idTagInfo: IdTagInfo) {
                self.idTagInfo = idTagInfo
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                idTagInfo = try fields.idTagInfo()
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["idTagInfo": idTagInfo.json]) }
        }
    }
}

extension FieldReader {
    /// The verdict on a token, required.
    mutating func idTagInfo() throws(FieldFault) -> OCPP16.IdTagInfo {
        guard let info = try optionalIdTagInfo() else { throw fault("idTagInfo", .missing) }
        return info
    }

    /// The verdict on a token, where there is one.
    mutating func optionalIdTagInfo() throws(FieldFault) -> OCPP16.IdTagInfo? {
        try object("idTagInfo") { fields throws(FieldFault) in try OCPP16.IdTagInfo(reading: &fields) }
    }
}
