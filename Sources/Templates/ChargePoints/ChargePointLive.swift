package import Values

extension ChargePointShow {
    /// The part that is fetched again whenever the charge point says something.
    package static func fragment(_ live: Live, zone: Zone, frame: PageFrame) -> HTML {
        let say = frame.say.at(zone)
        return HTML {
            tiles(figures(live, say))
            columns {
                card(say(.connectors)) { connectorTable(live, say) }
                card(say(en: "Commands", nl: "Opdrachten")) { commandList(live.commands, say) }
            }
            card(say(en: "Last messages", nl: "Laatste berichten")) { messageList(live.messages, say) }
        }
    }

    private static func figures(_ live: Live, _ say: Reader) -> [Tile] {
        let connection = live.isOnline ? say(en: "Online", nl: "Online") : say(en: "Offline", nl: "Offline")
        let since = live.connectedAt.map { say.dateTime($0) } ?? ""
        return [
            Tile(
                say(en: "Connection", nl: "Verbinding"),
                connection,
                detail: since,
                tone: live.isOnline ? .good : .caution
            ),
            Tile(
                say(en: "Last message", nl: "Laatste bericht"),
                live.lastMessageAt.map { say.clock($0) } ?? "–",
                detail: live.lastMessageAt.map { say.date($0) } ?? ""
            ),
            Tile(say(en: "Charging now", nl: "Nu aan het laden"), say.count(live.sessions.count)),
        ]
    }

    private static func connectorTable(_ live: Live, _ say: Reader) -> HTML {
        if live.connectors.isEmpty {
            return p(.class("soft")) { say(en: "Nothing reported yet.", nl: "Nog niets gemeld.") }
        }
        return facts(
            live.connectors.map { connector in
                Fact("\(connector.number)", connectorState(connector, live, say))
            }
        )
    }

    private static func connectorState(_ connector: ConnectorState, _ live: Live, _ say: Reader) -> HTML {
        HTML {
            badge(connector.title(say), connector.tone)
            if connector.errorCode != "NoError", !connector.errorCode.isEmpty {
                " "
                code { connector.errorCode }
                " "
                connector.info
            }
            small { recentMoment(connector.at, say) }
            live.sessions.filter { $0.connector == connector.number }.map { sessionLine($0, say) }
        }
    }

    private static func sessionLine(_ open: OpenSession, _ say: Reader) -> HTML {
        div {
            open.session.html
            " · "
            say.dateTime(open.startedAt)
            if let energy = open.energy { " · " + say.energy(energy) }
        }
    }

    private static func commandList(_ commands: [ShownCommand], _ say: Reader) -> HTML {
        if commands.isEmpty {
            return p(.class("soft")) { say(en: "None sent yet.", nl: "Nog geen verstuurd.") }
        }
        return facts(
            commands.map { command in
                Fact(
                    say.dateTimeWithSeconds(command.requestedAt),
                    HTML {
                        strong { say(command.title) }
                        " "
                        badge(say(command.state.title), command.state.tone)
                        " "
                        command.sentence(say)
                        small { " " + command.requestedBy }
                    }
                )
            }
        )
    }

    private static func messageList(_ messages: [Message], _ say: Reader) -> HTML {
        if messages.isEmpty {
            return p(.class("soft")) {
                say(en: "This charge point has not called in yet.", nl: "Dit laadpunt heeft zich nog niet gemeld.")
            }
        }
        return frameList(
            messages.map { FrameRow(at: $0.at, isOutgoing: $0.isOutgoing, action: $0.action, raw: $0.raw) },
            say
        )
    }
}

/// A raw OCPP frame in a list.
package struct FrameRow: Sendable {
    package let at: Timestamp
    package let isOutgoing: Bool
    /// The action, or the kind of answer.
    package let action: String
    /// Byte for byte as on the wire.
    package let raw: String

    package init(at: Timestamp, isOutgoing: Bool, action: String, raw: String) {
        self.at = at
        self.isOutgoing = isOutgoing
        self.action = action
        self.raw = raw
    }
}

/// Raw frames, each opened on request.
func frameList(_ frames: [FrameRow], _ say: Reader) -> HTML {
    div(.class("frames")) {
        frames.map { frame in
            details(.class("frame")) {
                summary {
                    span(.class("frame__time")) { exactMoment(frame.at, say) }
                    badge(
                        frame.isOutgoing ? say(en: "sent", nl: "verzonden") : say(en: "received", nl: "ontvangen"),
                        frame.isOutgoing ? .neutral : .info
                    )
                    span(.class("frame__action")) { frame.action }
                }
                jsonView(frame.raw)
            }
        }
    }
}
