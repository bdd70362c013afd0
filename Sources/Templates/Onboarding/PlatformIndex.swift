/// A text of the directory in both languages.
package struct GuideLines: Sendable, Hashable {
    package let english: [String]
    package let dutch: [String]

    package init(english: [String], dutch: [String]) {
        self.english = english
        self.dutch = dutch
    }

    func lines(_ say: Reader) -> [String] { say.language == .dutch ? dutch : english }
}

/// All platforms of the directory.
package enum PlatformIndex {
    package struct Row: Sendable {
        package let slug: String
        package let name: String
        package let address: String
        package let isConfirmed: Bool
        package let isEdited: Bool

        package init(slug: String, name: String, address: String, isConfirmed: Bool, isEdited: Bool) {
            self.slug = slug
            self.name = name
            self.address = address
            self.isConfirmed = isConfirmed
            self.isEdited = isEdited
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]

        package init(rows: [Row]) {
            self.rows = rows
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let connect =
            frame.isAdministrator ? linkButton(say(.connectCharger), to: .connect, style: .primary) : HTML.empty
        return Page.app(
            say(.platforms),
            frame: frame,
            crumbs: [Crumb(say(.chargePoints), .chargePoints)],
            lead: HTML(say(lead)),
            actions: connect
        ) {
            tableCard(say(.platforms)) { plainTable(say(.platforms), columns(say), model.rows) }
        }
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.platform)) { row in a(.href(.platform(row.slug))) { row.name } },
            Column(say(en: "Address of its central system", nl: "Adres van het centrale systeem")) { row in
                if row.address.isEmpty { "–" } else { code { row.address } }
            },
            Column(say(.state)) { row in
                div(.class("badges")) {
                    confidenceBadge(isConfirmed: row.isConfirmed, say)
                    if row.isEdited { badge(say(en: "Edited by you", nl: "Door u bewerkt"), .info) }
                }
            },
        ]
    }

    private static let lead = Text(
        en: "Where charge points are connected, how their address is changed, and how sure that is.",
        nl: "Waar laadpunten mee verbonden zijn, hoe hun adres wordt gewijzigd, en hoe zeker dat is."
    )
}

extension Text {
    static let platforms = Text(en: "Platforms", nl: "Platformen")
    static let platform = Text(en: "Platform", nl: "Platform")
    static let connectCharger = Text(en: "Connect a charger", nl: "Laadpunt verbinden")
}
