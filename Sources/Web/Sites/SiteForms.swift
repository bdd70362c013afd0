import Domain
import Formats
import Templates
import Values

/// The form of a site: what it holds, how it is read, what can be wrong with it.
struct SiteForms {
    /// The hosts to choose from.
    let hosts: [HostName]

    static func read(_ form: inout FormReader) -> (SiteDetails, HostID)? {
        let host = form.id("host", of: HostID.self)
        let details = SiteDetails(
            reference: form.text("reference", atMost: 64),
            name: form.text("name", atMost: 140),
            address: AddressForm.read(&form),
            timeZone: form.text("time_zone", atMost: 64),
            biddingZone: form.choice("bidding_zone", of: BiddingZone.names)
        )
        guard form.isValid, let host else { return nil }
        return (details, host)
    }

    static func show(_ rejection: SiteRejection, on form: inout FormReader) {
        switch rejection {
        case .referenceTaken: form.reject("reference", .alreadyTaken)
        case .referenceLength: form.reject("reference", .tooLong(64))
        case .nameLength: form.reject("name", .tooLong(140))
        case .unknownHost: form.reject("host", .notAChoice)
        case .unknownCountry: form.reject("country", .unknownCountry)
        case .unknownTimeZone: form.reject("time_zone", .notAChoice)
        case .hostFixed: form.reject("host", hostFixed)
        }
    }

    private static let hostFixed = Text(
        en: "A site stays with its host; contracts and credits hang on it. Add a new site instead.",
        nl: "Een locatie blijft bij haar locatiehouder; contracten en vergoedingen hangen eraan. Voeg een nieuwe toe."
    )

    func model(_ own: OperatorDetails, host: HostID?) -> SiteForm.Model {
        let details = SiteDetails(
            reference: "",
            name: "",
            address: Domain.Address(country: own.address.country),
            timeZone: own.timeZone,
            biddingZone: BiddingZone.names.contains(own.address.country) ? own.address.country : ""
        )
        return model(nil, details, host: host)
    }

    func model(_ id: SiteID?, _ details: SiteDetails, host: HostID?) -> SiteForm.Model {
        SiteForm.Model(
            id: id,
            name: Field(details.name),
            reference: Field(details.reference),
            host: Field(host?.description ?? ""),
            hosts: hostChoices,
            address: AddressForm.fields(details.address),
            zone: Field(details.timeZone),
            zones: ZoneChoices.with(details.timeZone),
            biddingZone: Field(details.biddingZone),
            biddingZones: SiteForms.biddingZones
        )
    }

    func model(_ id: SiteID?, _ form: FormReader) -> SiteForm.Model {
        SiteForm.Model(
            id: id,
            name: form["name"],
            reference: form["reference"],
            host: form["host"],
            hosts: hostChoices,
            address: AddressForm.fields(form),
            zone: form["time_zone"],
            zones: ZoneChoices.with(form.typed("time_zone")),
            biddingZone: form["bidding_zone"],
            biddingZones: SiteForms.biddingZones
        )
    }

    private var hostChoices: [Choice] {
        hosts.map { Choice($0.id.description, "\($0.name) (\($0.reference))", detail: $0.reference) }
    }

    private static let biddingZones = BiddingZone.names.map { Choice($0, $0) }
}
