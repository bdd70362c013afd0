package import Values

/// The list of charge cards that a charge point keeps for the time without a connection.
package enum ChargePointLocalListPage {
    package struct Entry: Sendable {
        package let idTag: String
        /// The word of OCPP.
        package let status: String
        package let group: String
        package let expiresAt: Timestamp?

        package init(idTag: String, status: String, group: String, expiresAt: Timestamp?) {
            self.idTag = idTag
            self.status = status
            self.group = group
            self.expiresAt = expiresAt
        }
    }

    package struct Model: Sendable {
        package let heading: ChargePointHeading
        package let isKept: Bool
        package let version: Int64
        package let confirmedAt: Timestamp?
        /// What the charge point said when it did not take the last update; empty when it did.
        package let lastFailure: String
        package let entries: [Entry]
        package let history: [ShownCommand]

        package init(
            heading: ChargePointHeading,
            isKept: Bool,
            version: Int64,
            confirmedAt: Timestamp?,
            lastFailure: String,
            entries: [Entry],
            history: [ShownCommand]
        ) {
            self.heading = heading
            self.isKept = isKept
            self.version = version
            self.confirmedAt = confirmedAt
            self.lastFailure = lastFailure
            self.entries = entries
            self.history = history
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.heading.zone)
        return chargePointPage(model.heading, .localList, frame: frame) {
            if !model.lastFailure.isEmpty { notice(.caution, say(failure(model.lastFailure))) }
            tiles(figures(model, say))
            if model.heading.maySend {
                card(say(en: "Keep and send", nl: "Bijhouden en versturen")) { forms(model, frame) }
            }
            tableCard(say(en: "Cards on the list", nl: "Passen op de lijst")) { entryTable(model, say) }
            tableCard(say(en: "What was sent", nl: "Wat verstuurd is")) {
                commandHistory(model.history, model.heading, frame)
            }
        }
    }

    private static func failure(_ status: String) -> Text {
        let words = CommandWords.statuses[status] ?? Text(verbatim: status)
        return Text(
            en: "The last list was not taken. " + words(.english),
            nl: "De laatste lijst is niet aangenomen. " + words(.dutch)
        )
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Tile] {
        [
            Tile(
                say(en: "Version", nl: "Versie"),
                model.version < 1 ? "–" : "\(model.version)",
                detail: model.confirmedAt.map { say.dateTime($0) } ?? ""
            ),
            Tile(say(en: "Cards", nl: "Passen"), say.count(model.entries.count)),
            Tile(
                say(en: "Follows the cards", nl: "Volgt de passen"),
                say(model.isKept ? .yes : .no),
                tone: model.isKept ? .good : .neutral
            ),
        ]
    }

    private static func forms(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            p(.class("soft")) { say(explanation) }
            div(.class("form-actions")) {
                simpleForm(.keepLocalList, model.isKept ? "no" : "yes", keepTitle(model.isKept), model, frame)
                simpleForm(.sendLocalList, "changes", Text(en: "Send changes", nl: "Wijzigingen sturen"), model, frame)
                simpleForm(.sendLocalList, "whole", Text(en: "Send whole list", nl: "Hele lijst sturen"), model, frame)
                simpleForm(.localListVersion, "", Text(en: "Ask for version", nl: "Versie opvragen"), model, frame)
            }
        }
    }

    private static let explanation = Text(
        en: "While followed, every change of your charge cards is sent by itself, also after a time offline.",
        nl: "Zolang de lijst volgt, wordt elke wijziging van uw laadpassen vanzelf verstuurd, ook na een tijd offline."
    )

    private static func keepTitle(_ isKept: Bool) -> Text {
        isKept
            ? Text(en: "Stop following", nl: "Niet meer volgen")
            : Text(en: "Follow the cards", nl: "De passen volgen")
    }

    private static func simpleForm(
        _ command: ChargePointCommand,
        _ value: String,
        _ title: Text,
        _ model: Model,
        _ frame: PageFrame
    ) -> HTML {
        commandForm(command, model.heading, frame) {
            hiddenField(command.field("value"), value)
            submitButton(frame.say(title), style: .secondary)
        }
    }

    private static func entryTable(_ model: Model, _ say: Reader) -> HTML {
        guard !model.entries.isEmpty else {
            return p(.class("soft")) { say(en: "The list is empty.", nl: "De lijst is leeg.") }
        }
        let columns: [Column<Entry>] = [
            Column(say(ChargePointCommandsPage.cardTitle)) { entry in code { entry.idTag } },
            Column(say(.state)) { badge($0.status, $0.status == "Accepted" ? .good : .caution) },
            Column(say(en: "Group", nl: "Groep")) { $0.group },
            Column(say(en: "Until", nl: "Tot")) { entry in entry.expiresAt.map { say.dateTime($0) } ?? "–" },
        ]
        return plainTable(say(en: "Cards on the list", nl: "Passen op de lijst"), columns, model.entries)
    }
}
