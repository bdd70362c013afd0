public import Values

extension OCPP201 {
    /// GetVariables: 2.0.1 B06, CSMS → charging station.
    public enum GetVariables: Action {
        /// The name on the wire.
        public static let name = "GetVariables"

        /// Whether a value is told.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case unknownComponent = "UnknownComponent"
            case unknownVariable = "UnknownVariable"
            case notSupportedAttributeType = "NotSupportedAttributeType"
        }

        /// A variable that is asked for.
        public struct Query: PayloadPart {
            /// Which of its values; the actual one when absent.
            public var attributeType: Open<AttributeType>?
            /// The component.
            public var component: Component
            /// The variable.
            public var variable: Variable

            /// Asks for a variable.
            public init(attributeType: AttributeType? = nil, component: Component, variable: Variable) {
                self.attributeType = attributeType.map(Open.known)
                self.component = component
                self.variable = variable
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                attributeType = fields.optionalListed("attributeType", AttributeType.self)
                component = try fields.part("component", Component.self)
                variable = try fields.part("variable", Variable.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "attributeType": .optional(attributeType),
                    "component": component.json,
                    "variable": variable.json,
                ])
            }
        }

        /// What is told of a variable.
        public struct Result: PayloadPart {
            /// More about the status.
            public var attributeStatusInfo: StatusInfo?
            /// Whether a value is told.
            public var attributeStatus: Open<Status>
            /// Which of its values.
            public var attributeType: Open<AttributeType>?
            /// The value.
            public var attributeValue: String?
            /// The component.
            public var component: Component
            /// The variable.
            public var variable: Variable

            /// Makes a result.
            public init(
                attributeStatusInfo: StatusInfo? = nil,
                attributeStatus: Status,
                attributeType: AttributeType? = nil,
                attributeValue: String? = nil,
                component: Component,
                variable: Variable
            ) {
                self.attributeStatusInfo = attributeStatusInfo
                self.attributeStatus = .known(attributeStatus)
                self.attributeType = attributeType.map(Open.known)
                self.attributeValue = attributeValue
                self.component = component
                self.variable = variable
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                attributeStatusInfo = try fields.optionalPart("attributeStatusInfo", StatusInfo.self)
                attributeStatus = try fields.listed("attributeStatus", Status.self)
                attributeType = fields.optionalListed("attributeType", AttributeType.self)
                attributeValue = fields.optionalText("attributeValue", max: 2500)
                component = try fields.part("component", Component.self)
                variable = try fields.part("variable", Variable.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "attributeStatusInfo": attributeStatusInfo?.json,
                    "attributeStatus": .string(attributeStatus.rawValue),
                    "attributeType": .optional(attributeType),
                    "attributeValue": .optional(attributeValue),
                    "component": component.json,
                    "variable": variable.json,
                ])
            }
        }

        /// A question for variables.
        public struct Request: Payload {
            /// The variables.
            public var getVariableData: [Query]

            /// Makes a request.
            public init(getVariableData: [Query]) {
                self.getVariableData = getVariableData
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                getVariableData = try fields.parts("getVariableData", Query.self)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["getVariableData": .array(getVariableData.map(\.json))]) }
        }

        /// What the station answers.
        public struct Confirmation: Payload {
            /// What is told of each.
            public var getVariableResult: [Result]

            /// Makes a response.
            public init(getVariableResult: [Result]) {
                self.getVariableResult = getVariableResult
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                getVariableResult = try fields.parts("getVariableResult", Result.self)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["getVariableResult": .array(getVariableResult.map(\.json))]) }
        }
    }
}
