package import Values

/// The commands of the forms; sent in the field `command`.
package enum ChargePointCommand: String, CaseIterable, Sendable {
    case remoteStart = "remote_start"
    case remoteStop = "remote_stop"
    case unlock
    case reserve
    case cancelReservation = "cancel_reservation"
    case softReset = "soft_reset"
    case hardReset = "hard_reset"
    case availability
    case trigger
    case clearCache = "clear_cache"
    case dataTransfer = "data_transfer"
    case withdraw
    case readSettings = "read_settings"
    case changeSetting = "change_setting"
    case renewKey = "renew_key"
    case setLimit = "set_limit"
    case clearLimits = "clear_limits"
    case compositeSchedule = "composite_schedule"
    case localListVersion = "local_list_version"
    case sendLocalList = "send_local_list"
    case keepLocalList = "keep_local_list"
    case updateFirmware = "update_firmware"
    case diagnostics
    case log
    case installedCertificates = "installed_certificates"
    case installCertificate = "install_certificate"
    case deleteCertificate = "delete_certificate"
    case requireCertificate = "require_certificate"

    /// The page that has the form.
    package var tab: ChargePointTab {
        switch self {
        case .remoteStart, .remoteStop, .unlock, .reserve, .cancelReservation, .softReset, .hardReset, .availability,
            .trigger, .clearCache, .dataTransfer, .withdraw:
            .commands
        case .readSettings, .changeSetting, .renewKey: .settings
        case .setLimit, .clearLimits, .compositeSchedule: .power
        case .localListVersion, .sendLocalList, .keepLocalList: .localList
        case .updateFirmware, .diagnostics, .log: .upkeep
        case .installedCertificates, .installCertificate, .deleteCertificate, .requireCertificate: .certificates
        }
    }

    /// The name of a field of its form.
    package func field(_ name: String) -> String { "\(rawValue)_\(name)" }
}

/// The pages about one charge point.
package enum ChargePointTab: String, CaseIterable, Sendable {
    case overview, commands, settings, power
    case localList = "local_list"
    case upkeep, certificates, relay

    var title: Text {
        switch self {
        case .overview: .overview
        case .commands: Text(en: "Commands", nl: "Opdrachten")
        case .settings: Text(en: "Configuration", nl: "Configuratie")
        case .power: Text(en: "Power limits", nl: "Vermogenslimieten")
        case .localList: Text(en: "Local list", nl: "Lokale lijst")
        case .upkeep: Text(en: "Firmware and logs", nl: "Firmware en logs")
        case .certificates: CertificateIndex.title
        case .relay: .upstream
        }
    }

    package func route(_ id: ChargePointID) -> Route {
        switch self {
        case .overview: .chargePoint(id)
        case .commands: .chargePointCommands(id)
        case .settings: .chargePointSettings(id)
        case .power: .chargePointPower(id)
        case .localList: .chargePointLocalList(id)
        case .upkeep: .chargePointUpkeep(id)
        case .certificates: .chargePointCertificates(id)
        case .relay: .chargePointRelay(id)
        }
    }
}
