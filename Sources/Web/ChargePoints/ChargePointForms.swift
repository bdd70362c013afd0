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
        case .keyLength, .retired: form.reject("identity", .notAChoice)
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

    static func model(_ form: FormReader, sites: [SiteName]) -> ChargePointForm.Model {
        ChargePointForm.Model(
            identity: form["identity"],
            name: form["name"],
            site: form["site"],
            sites: choices(sites),
            connectors: form["connectors"],
            maxPowerKilowatts: form["max_power"],
            toleratesNoSubprotocol: form["no_subprotocol"]
        )
    }

    private static func choices(_ sites: [SiteName]) -> [Choice] {
        sites.map { Choice($0.id.description, "\($0.name) (\($0.hostName))") }
    }

    /// The command of one of the forms on a charge point's page; `nil` when the form makes none.
    static func command(_ form: inout FormReader) -> CommandRequest? {
        guard let kind = form.choice("command", as: ChargePointCommand.self) else { return nil }
        let request: CommandRequest =
            switch kind {
            case .remoteStart: start(&form)
            case .remoteStop: .remoteStop(transaction: form.integer("transaction", in: 0...Int64(Int32.max)))
            case .softReset: .reset(isHard: false)
            case .hardReset: .reset(isHard: true)
            }
        return form.isValid ? request : nil
    }

    /// OCPP 1.6 allows id tags of 20 characters (`CiString20Type`).
    private static func start(_ form: inout FormReader) -> CommandRequest {
        let connector = form.integer("connector", in: 1...64)
        return .remoteStart(connector: Int(connector), idTag: form.text("id_tag", atMost: 20))
    }
}
