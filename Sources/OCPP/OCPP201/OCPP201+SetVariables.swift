public import Values

extension OCPP201 {
    /// SetVariables: 2.0.1 B05, CSMS → charging station.
    public enum SetVariables: Action {
        /// The name on the wire.
        public static let name = "SetVariables"

        /// What became of a setting.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case unknownComponent = "UnknownComponent"
            case unknownVariable = "UnknownVariable"
            case notSupportedAttributeType = "NotSupportedAttributeType"
            case rebootRequired = "RebootRequired"
        }

        /// A new value.
        public struct Setting: PayloadPart {
            /// Which of its values; the actual one when absent.
            public var attributeType: Open<AttributeType>?
            /// The value.
            public var attributeValue: String
            /// The component.
            public var component: Component
            /// The variable.
            public var variable: Variable

            /// Makes a setting.
            public init(
                attributeType: AttributeType? = nil,
                attributeValue: String,
                component: Component,
                variable: Variable
            ) {
                self.attributeType = attributeType.map(Open.known)
                self.attributeValue = attributeValue
                self.component = component
                self.variable = variable
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                attributeType = fields.optionalListed("attributeType", AttributeType.self)
                attributeValue = try fields.text("attributeValue", max: 1000)
                component = try fields.part("component", Component.self)
                variable = try fields.part("variable", Variable.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "attributeType": .optional(attributeType),
                    "attributeValue": .string(attributeValue),
                    "component": component.json,
                    "variable": variable.json,
                ])
            }
        }

        /// What became of a setting.
        public struct Result: PayloadPart {
            /// Which of its values.
            public var attributeType: Open<AttributeType>?
            /// What became of it.
            public var attributeStatus: Open<Status>
            /// More about the status.
            public var attributeStatusInfo: StatusInfo?
            /// The component.
            public var component: Component
            /// The variable.
            public var variable: Variable

            /// Makes a result.
            public init(
                attributeType: AttributeType? = nil,
                attributeStatus: Status,
                attributeStatusInfo: StatusInfo? = nil,
                component: Component,
                variable: Variable
            ) {
                self.attributeType = attributeType.map(Open.known)
                self.attributeStatus = .known(attributeStatus)
                self.attributeStatusInfo = attributeStatusInfo
                self.component = component
                self.variable = variable
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                attributeType = fields.optionalListed("attributeType", AttributeType.self)
                attributeStatus = try fields.listed("attributeStatus", Status.self)
                attributeStatusInfo = try fields.optionalPart("attributeStatusInfo", StatusInfo.self)
                component = try fields.part("component", Component.self)
                variable = try fields.part("variable", Variable.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "attributeType": .optional(attributeType),
                    "attributeStatus": .string(attributeStatus.rawValue),
                    "attributeStatusInfo": attributeStatusInfo?.json,
                    "component": component.json,
                    "variable": variable.json,
                ])
            }
        }

        /// New values of variables.
        public struct Request: Payload {
            /// The values.
            public var setVariableData: [Setting]

            /// Makes a request.
            public init(setVariableData: [Setting]) {
                self.setVariableData = setVariableData
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                setVariableData = try fields.parts("setVariableData", Setting.self)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["setVariableData": .array(setVariableData.map(\.json))]) }
        }

        /// What the station answers.
        public struct Confirmation: Payload {
            /// What became of each.
            public var setVariableResult: [Result]

            /// Makes a response.
            public init(setVariableResult: [Result]) {
                self.setVariableResult = setVariableResult
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                setVariableResult = try fields.parts("setVariableResult", Result.self)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["setVariableResult": .array(setVariableResult.map(\.json))]) }
        }
    }
}
