import Domain
import Templates
import Values

/// The form of a charge point: what it holds, how it is read, what can be wrong with it.
enum ChargePointForms {
    static func read(_ form: inout FormReader) -> (ChargePointDetails, SiteID)? {
        let site = form.id("site", of: SiteID.self)
        let details = ChargePointDetails(
            identity: form.text("identity", atMost: 255),
            name: form.text("name", isRequired: false, atMost: 140),
            connectors: Int32(clamping: form.integer("connectors", in: 1...64)),
            maxPowerW: watts(&form),
            toleratesNoSubprotocol: form.isTicked("no_subprotocol")
        )
        guard form.isValid, let site else { return nil }
        return (details, site)
    }

    /// Kilowatts with up to three decimals, since a watt is the unit we keep.
    private static func watts(_ form: inout FormReader) -> Int32 {
        guard let kilowatts = form.decimal("max_power") else { return 0 }
        let parts = kilowatts.text(minimumDecimals: 3).split(separator: ".")
        guard parts.count == 2, parts[1].count == 3, let watts = Int32(parts[0] + parts[1]) else {
            form.reject("max_power", .tooManyDecimals(3))
            return 0
        }
        if !(1...10_000_000).contains(watts) { form.reject("max_power", .between(1, 10_000)) }
        return watts
    }

    static func show(_ rejection: ChargePointRejection, on form: inout FormReader) {
        switch rejection {
        case .identityTaken: form.reject("identity", .alreadyTaken)
        case .identityLength: form.reject("identity", .tooLong(255))
        case .identityForm: form.reject("identity", identityForm)
        case .unknownSite: form.reject("site", .notAChoice)
        case .connectorRange: form.reject("connectors", .between(1, 64))
        case .powerRange: form.reject("max_power", .between(1, 10_000))
        case .keyLength, .retired, .inUse: form.reject("identity", .notAChoice)
        }
    }

    private static let identityForm = Text(
        en: "No blanks at the ends and no control characters.",
        nl: "Geen spaties aan de uiteinden of stuurtekens."
    )

    static func model(sites: [SiteName], site: String) -> ChargePointForm.Model {
        ChargePointForm.Model(
            identity: Field(),
            name: Field(),
            site: Field(site),
            sites: choices(sites),
            connectors: Field("1"),
            maxPowerKilowatts: Field("22"),
            toleratesNoSubprotocol: Field()
        )
    }

    static func model(_ chargePoint: ChargePoint, sites: [SiteName]) -> ChargePointForm.Model {
        let details = chargePoint.details
        return ChargePointForm.Model(
            id: chargePoint.id,
            identity: Field(details.identity),
            name: Field(details.name),
            site: Field(chargePoint.siteID.description),
            sites: choices(sites),
            connectors: Field(String(details.connectors)),
            maxPowerKilowatts: Field(Exact(mantissa: Int128(details.maxPowerW), scale: 3).text(minimumDecimals: 0)),
            toleratesNoSubprotocol: Field(details.toleratesNoSubprotocol ? "yes" : "")
        )
    }

    static func model(_ id: ChargePointID?, _ form: FormReader, sites: [SiteName]) -> ChargePointForm.Model {
        ChargePointForm.Model(
            id: id,
            identity: form["identity"],
            name: form["name"],
            site: form["site"],
            sites: choices(sites),
            connectors: form["connectors"],
            maxPowerKilowatts: form["max_power"],
            toleratesNoSubprotocol: form["no_subprotocol"]
        )
    }

    static func choices(_ sites: [SiteName]) -> [Choice] {
        sites.map { Choice($0.id.description, "\($0.name) (\($0.hostName))") }
    }
}
