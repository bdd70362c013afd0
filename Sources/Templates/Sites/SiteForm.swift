package import Values

/// Adding a site or changing what is known of it.
package enum SiteForm {
    package struct Model: Sendable {
        /// `nil` when the site is new.
        package let id: SiteID?
        package let name: Field
        package let reference: Field
        package let host: Field
        package let hosts: [Choice]
        package let address: AddressFields
        package let zone: Field
        package let zones: [Choice]
        package let biddingZone: Field
        package let biddingZones: [Choice]

        package init(
            id: SiteID?,
            name: Field,
            reference: Field,
            host: Field,
            hosts: [Choice],
            address: AddressFields,
            zone: Field,
            zones: [Choice],
            biddingZone: Field,
            biddingZones: [Choice]
        ) {
            self.id = id
            self.name = name
            self.reference = reference
            self.host = host
            self.hosts = hosts
            self.address = address
            self.zone = zone
            self.zones = zones
            self.biddingZone = biddingZone
            self.biddingZones = biddingZones
        }

        var all: [Field] { [name, reference, host] + address.all + [zone, biddingZone] }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading =
            model.id == nil ? say(en: "New site", nl: "Nieuwe locatie") : say(en: "Edit site", nl: "Locatie bewerken")
        return Page.app(heading, frame: frame, crumbs: crumbs(model, say)) {
            formErrors(model.all, say)
            postForm(frame, to: model.id.map(Route.editSite) ?? .newSite, .class("form")) {
                identity(model, say)
                fieldGroup(say(.address)) { addressFields(model.address, say) }
                zones(model, say)
                formActions {
                    submitButton(say(.save))
                    linkButton(say(.cancel), to: model.id.map(Route.site) ?? .sites, style: .quiet)
                }
            }
        }
    }

    private static func crumbs(_ model: Model, _ say: Reader) -> [Crumb] {
        [Crumb(say(.sites), .sites)] + (model.id.map { [Crumb(model.name.value, .site($0))] } ?? [])
    }

    private static func identity(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(.site)) {
            inputField(Control("name", .name), model.name, say)
            selectField(Control("host", .host, hint: hostHint), model.hosts, model.host, say)
            inputField(Control("reference", .reference).narrow, model.reference, say)
        }
    }

    private static let hostHint = Text(
        en: "The owner of the energy connection, who is credited.",
        nl: "De eigenaar van de energieaansluiting, die de vergoeding krijgt."
    )

    private static func zones(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Zones", nl: "Zones")) {
            fieldRow {
                selectField(Control("time_zone", .timeZone, hint: zoneHint), model.zones, model.zone, say)
                selectField(
                    Control("bidding_zone", .biddingZone, hint: biddingHint),
                    model.biddingZones,
                    model.biddingZone,
                    say
                )
            }
        }
    }

    private static let zoneHint = Text(
        en: "Days and months of this site are cut in it.",
        nl: "Hierin worden dagen en maanden afgebakend."
    )
    private static let biddingHint = Text(
        en: "Whose day-ahead prices hold here.",
        nl: "Waarvan de dag-vooruitprijzen hier gelden."
    )
}
