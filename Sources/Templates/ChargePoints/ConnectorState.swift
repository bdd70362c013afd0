package import Values

/// What a connector last said about itself, in the words of OCPP.
package struct ConnectorState: Sendable, Hashable {
    /// From 1; 0 is the charge point itself.
    package let number: Int
    /// The status by its name in OCPP 1.6, such as `Charging`.
    package let status: String
    /// `NoError` or what is wrong.
    package let errorCode: String
    package let info: String
    package let at: Timestamp

    package init(number: Int, status: String, errorCode: String, info: String, at: Timestamp) {
        self.number = number
        self.status = status
        self.errorCode = errorCode
        self.info = info
        self.at = at
    }

    var tone: Tone {
        switch status {
        case "Available": .good
        case "Charging", "Preparing", "Finishing", "SuspendedEV", "SuspendedEVSE", "Reserved": .info
        case "Faulted": .bad
        case "Unavailable": .caution
        default: .neutral
        }
    }

    func title(_ say: Reader) -> String { ConnectorState.names[status].map { say($0) } ?? status }

    private static let names: [String: Text] = [
        "Available": Text(en: "Available", nl: "Vrij"),
        "Preparing": Text(en: "Preparing", nl: "Voorbereiden"),
        "Charging": Text(en: "Charging", nl: "Laadt"),
        "SuspendedEV": Text(en: "Paused by the car", nl: "Gepauzeerd door de auto"),
        "SuspendedEVSE": Text(en: "Paused by the charger", nl: "Gepauzeerd door de lader"),
        "Finishing": Text(en: "Finishing", nl: "Afronden"),
        "Reserved": Text(en: "Reserved", nl: "Gereserveerd"),
        "Unavailable": Text(en: "Out of use", nl: "Buiten gebruik"),
        "Faulted": Text(en: "Faulted", nl: "Storing"),
    ]
}

func connectorBadges(_ connectors: [ConnectorState], _ say: Reader) -> HTML {
    if connectors.isEmpty { return HTML("–") }
    return div(.class("badges")) {
        connectors.map { badge("\($0.number) \($0.title(say))", $0.tone) }
    }
}

func onlineBadge(_ isOnline: Bool, _ say: Reader) -> HTML {
    isOnline
        ? badge(say(en: "Online", nl: "Online"), .good)
        : badge(say(en: "Offline", nl: "Offline"), .neutral)
}
