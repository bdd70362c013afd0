internal import OCPP
internal import Values

/// Calls of a back-office that change who speaks to the charge point, and how; they pass, but people are told.
enum RelayWatch {
    /// What a call wants to change.
    enum Finding: Hashable, Sendable {
        /// The charge point gets a new key; the text of it.
        case keyRotation(String)
        /// The charge point is sent to another address: the setting's name and the address.
        case moved(name: String, address: String)
        /// The charge point gets another security profile.
        case securityProfile(String)
        /// The charge point gets other firmware; where from.
        case firmware(location: String)
        /// The charge point restarts at once.
        case hardReset

        /// The stable name of the kind.
        var code: String {
            switch self {
            case .keyRotation: "key_rotation"
            case .moved: "moved"
            case .securityProfile: "security_profile"
            case .firmware: "firmware"
            case .hardReset: "hard_reset"
            }
        }

        /// What people are told beside the kind; never a key.
        var detail: String {
            switch self {
            case .keyRotation, .hardReset: ""
            case .moved(let name, let address): name + " = " + address
            case .securityProfile(let profile): profile
            case .firmware(let location): location
            }
        }
    }

    /// The actions that are worth a look; all others pass unread.
    static let actions: Set<String> = [
        "ChangeConfiguration", "UpdateFirmware", "SignedUpdateFirmware", "Reset", "SetVariables", "SetNetworkProfile",
    ]

    /// What a call wants to change, and the variable whose own result says whether it does; `nil` where there is one
    /// result for all.
    struct Watched: Hashable, Sendable {
        let finding: Finding
        var variable: String?
    }

    /// All that the call wants to change of these; one call may set several variables.
    static func watched(in call: Call) -> [Watched] {
        guard call.action == "SetVariables" else { return finding(in: call).map { [Watched(finding: $0)] } ?? [] }
        return variables(call.payload).compactMap { name, value in
            setting(name, value).map { Watched(finding: $0, variable: name) }
        }
    }

    private static func finding(in call: Call) -> Finding? {
        let payload = call.payload
        switch call.action {
        case "ChangeConfiguration":
            return setting(payload["key"]?.stringValue ?? "", payload["value"]?.stringValue ?? "")
        case "SetNetworkProfile":
            let address = payload["connectionData"]?["ocppCsmsUrl"]?.stringValue ?? ""
            return .moved(name: "SetNetworkProfile", address: address)
        case "UpdateFirmware":
            let location = payload["location"] ?? payload["firmware"]?["location"]
            return .firmware(location: location?.stringValue ?? "")
        case "SignedUpdateFirmware":
            return .firmware(location: payload["firmware"]?["location"]?.stringValue ?? "")
        case "Reset":
            return payload["type"]?.stringValue == "Hard" ? .hardReset : nil
        default: return nil
        }
    }

    private static func setting(_ name: String, _ value: String) -> Finding? {
        let folded = name.lowercased()
        if keyNames.contains(folded) { return .keyRotation(value) }
        if folded == "securityprofile" { return .securityProfile(value) }
        let isAddress = value.lowercased().hasPrefix("ws://") || value.lowercased().hasPrefix("wss://")
        if isAddress || addressNames.contains(folded) { return .moved(name: name, address: value) }
        return nil
    }

    private static let keyNames: Set<String> = ["authorizationkey", "basicauthpassword"]
    /// How vendors name the address of the central system.
    private static let addressNames: Set<String> = [
        "centralsystemurl", "centralsystemaddress", "ocppserver", "ocppserverurl", "csmsurl", "backendurl", "serverurl",
        "networkconfigurationpriority",
    ]

    private static func variables(_ payload: JSON) -> [(name: String, value: String)] {
        (payload["setVariableData"]?.arrayValue ?? []).map { entry in
            (entry["variable"]?["name"]?.stringValue ?? "", entry["attributeValue"]?.stringValue ?? "")
        }
    }

    /// The call as it is kept, when that is not as it passed: keys and passwords are not kept.
    static func copy(of call: Call) -> [UInt8]? {
        let kept = redacted(call)
        return kept == call.payload ? nil : Call(id: call.id, action: call.action, payload: kept).bytes
    }

    /// What a network profile of OCPP 2 holds that opens something.
    private static let secrets: Set<String> = ["basicAuthPassword", "apnPassword", "password", "key"]

    private static func redacted(_ call: Call) -> JSON {
        switch call.action {
        case "ChangeConfiguration":
            let isKey = keyNames.contains(call.payload["key"]?.stringValue?.lowercased() ?? "")
            return isKey ? call.payload.replacing("value", with: .string(redaction)) : call.payload
        case "SetNetworkProfile": return withoutSecrets(call.payload)
        case "SetVariables":
            let entries = (call.payload["setVariableData"]?.arrayValue ?? []).map { entry in
                let isKey = keyNames.contains(entry["variable"]?["name"]?.stringValue?.lowercased() ?? "")
                return isKey ? entry.replacing("attributeValue", with: .string(redaction)) : entry
            }
            return call.payload.replacing("setVariableData", with: .array(entries))
        default: return call.payload
        }
    }

    private static func withoutSecrets(_ value: JSON) -> JSON {
        guard case .object(let members) = value else { return value }
        return .object(
            members.map { member in
                let isSecret = secrets.contains(member.name) && member.value.stringValue != nil
                return JSONMember(
                    name: member.name,
                    value: isSecret ? .string(redaction) : withoutSecrets(member.value)
                )
            }
        )
    }

    /// What stands in the copy in the place of a key.
    static let redaction = "(redacted)"
}

extension JSON {
    /// The object with another value for a name that it has.
    fileprivate func replacing(_ name: String, with value: JSON) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.map { $0.name == name ? JSONMember(name: name, value: value) : $0 })
    }
}
