import OCPP
package import Postgres
import Values

/// What a charge point tells of one of its meters by a setting.
package struct MeterFact: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable, PostgresValue {
        case type, maker, serial, firmware
        case publicKey = "public_key"
    }

    package let kind: Kind
    /// The connector (1.6) or EVSE (2.0.1) whose meter it is; `nil` where none is named.
    package let connector: Int32?
    /// The setting as the charge point calls it; of OCPP 2.0.1 `Component[EVSE].Variable`.
    package let name: String
    package let value: String

    package init(_ kind: Kind, connector: Int32? = nil, name: String, value: String) {
        self.kind = kind
        self.connector = connector
        self.name = name
        self.value = value
    }
}

// MARK: Names

extension MeterFact {
    /// Reads a setting; `nil` when it says nothing of a meter itself.
    ///
    /// Source: OCA, Signed Meter Values in OCPP 1.0 §3.3.1 for the key, which is also written `MeterPublicKey[1]`; the
    /// others are vendors' own names.
    init?(setting name: String, _ value: String) {
        guard let read = MeterFact.read(name, among: MeterFact.settings) else { return nil }
        self.init(read.kind, of: read.connector, name: name, value)
    }

    /// Reads a variable of OCPP 2.0.1.
    ///
    /// Source: OCA, Signed Meter Values in OCPP 1.0 §4.3.2.
    init?(_ component: JSON?, _ variable: JSON?, _ value: String) {
        guard let part = component?["name"]?.stringValue, let name = variable?["name"]?.stringValue else { return nil }
        let names = part.lowercased() == "fiscalmetering" ? MeterFact.variables : MeterFact.settings
        guard let read = MeterFact.read(name, among: names) else { return nil }
        let evse = component?["evse"]?["id"]?.integerValue
        let instance = variable?["instance"]?.stringValue
        let place = evse.map { "[\($0)]" } ?? ""
        self.init(
            read.kind,
            of: evse ?? instance.flatMap { Int64($0) } ?? read.connector,
            name: part + place + "." + name + (instance.map { "(\($0))" } ?? ""),
            value
        )
    }

    private init?(_ kind: Kind, of connector: Int64?, name: String, _ value: String) {
        let text = MeterFact.trimmed(value)
        guard !text.isEmpty, text.utf8.count <= MeterFact.valueLimit, name.utf8.count <= MeterFact.nameLimit,
            (name + text).unicodeScalars.allSatisfy({ $0.value >= 32 || "\t\r\n".unicodeScalars.contains($0) })
        else { return nil }
        // 0 is the charge point as a whole.
        let number = connector.flatMap { $0 > 0 ? Int32(exactly: $0) : nil }
        self.init(kind, connector: number, name: name, value: text)
    }

    /// 2,500 bytes are the longest value of OCPP 2.0.1.
    private static let valueLimit = 2_500
    /// Component, EVSE, variable and instance with 50 characters each at most.
    private static let nameLimit = 200
    /// Settings of one message that are kept: a large charge point has some dozens of meters with a few facts each.
    private static let messageLimit = 256

    private static let settings: [String: Kind] = [
        "meterpublickey": .publicKey,
        "meterserialnumber": .serial, "meterserial": .serial, "meterserialno": .serial,
        "metertype": .type, "metermodel": .type,
        "metervendor": .maker, "metervendorname": .maker, "metermanufacturer": .maker,
        "meterfirmware": .firmware, "meterfirmwareversion": .firmware, "metersoftwareversion": .firmware,
    ]

    private static let variables: [String: Kind] = [
        "publickey": .publicKey, "serialnumber": .serial, "model": .type, "type": .type,
        "manufacturer": .maker, "vendorname": .maker, "firmwareversion": .firmware,
    ]

    /// A name without regard to case, to what parts its words, and to a number behind it, which is a connector's.
    private static func read(_ name: String, among names: [String: Kind]) -> (kind: Kind, connector: Int64?)? {
        var stem = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }[...]
        var digits = ""
        while let last = stem.last, last.isNumber { digits = "\(stem.removeLast())" + digits }
        if stem.hasPrefix("energymeter") { stem = stem.dropFirst("energy".count) }
        guard let kind = names[String(stem)] else { return nil }
        return (kind, Int64(digits))
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

// MARK: Messages

extension MeterFact {
    /// What an answer of a charge point tells of its meters: settings or variables that somebody asked for.
    ///
    /// Source: OCPP 1.6 §5.8; OCPP 2.0.1 B06.
    static func all(inAnswer payload: JSON) -> [MeterFact] {
        let settings = (payload["configurationKey"]?.arrayValue ?? []).lazy.compactMap { entry in
            entry["value"]?.stringValue.flatMap { MeterFact(setting: entry["key"]?.stringValue ?? "", $0) }
        }
        let variables = (payload["getVariableResult"]?.arrayValue ?? []).lazy.compactMap { entry in
            isActual(entry["attributeType"])
                ? entry["attributeValue"]?.stringValue.flatMap { MeterFact(entry["component"], entry["variable"], $0) }
                : nil
        }
        return Array(settings.prefix(messageLimit)) + Array(variables.prefix(messageLimit))
    }

    /// What a report of a charging station tells of its meters.
    ///
    /// Source: OCPP 2.0.1 B07, B08.
    static func all(inReport payload: JSON) -> [MeterFact] {
        let facts = (payload["reportData"]?.arrayValue ?? []).lazy.compactMap { entry in
            let actual = entry["variableAttribute"]?.arrayValue?.first { isActual($0["type"]) }
            return actual?["value"]?.stringValue.flatMap { MeterFact(entry["component"], entry["variable"], $0) }
        }
        return Array(facts.prefix(messageLimit))
    }

    /// Whether an attribute is the value itself, and no bound of it.
    private static func isActual(_ type: JSON?) -> Bool {
        type == nil || type?.stringValue == OCPP201.AttributeType.actual.rawValue
    }
}
