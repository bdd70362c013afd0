import OCPP
import Values

/// What all charge points said and were answered, and what is known of them at the end.
package struct DemoRecording: Sendable {
    /// The frames in the order of their times.
    package let frames: [DemoFrame]
    /// The charge points in the order of the world's cast.
    package let stations: [DemoStation]
}

extension DemoWorld {
    /// Plays all sessions and records every frame as a gateway would have.
    package var recording: DemoRecording {
        let stations = stations
        let sessions = Dictionary(grouping: sessions(of: stations), by: \.station)
        let logs = stations.enumerated().map { index, station in
            var log = WorldLog(station: station, index: index, seed: seed)
            for event in events(station, sessions[index] ?? []).enumerated().sorted(by: {
                ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
            }) {
                log.play(event.element)
            }
            return log
        }
        let frames = logs.enumerated().flatMap { index, log in log.frames.map { (index, $0) } }
            .sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }
        return DemoRecording(frames: frames.map(\.1), stations: logs.map(\.summary))
    }

    /// Everything that happens to a charge point, not yet in order.
    private func events(_ station: WorldStation, _ sessions: [WorldSession]) -> [WorldEvent] {
        let isOld = saysNoZone(station)
        let start = zone.start(of: firstDay).adding(seconds: 600)
        var events = [WorldEvent(at: start, .boot(firmware: isOld ? "2.3.0" : "2.4.1", saysZone: !isOld))]
        for session in sessions { events += self.events(of: session) }
        let firmwareTime = zone.start(of: firmwareDay)
        if isOld, let last = sessions.first(where: { $0.stop > firmwareTime }) {
            events.append(WorldEvent(at: last.stop.adding(seconds: 120), .boot(firmware: "2.4.1", saysZone: true)))
        }
        if station.site.reference == "sloterhof-plein", station.number == 1 {
            events.append(orphanStop(station))
        }
        if station.site.usage == .street, station.number == 2 {
            let noon = zone.start(of: firstDay.adding(days: 3)).adding(seconds: 43_200)
            events.append(WorldEvent(at: noon, .authorize(lostToken(station.operatorReference), .blocked)))
        }
        return events
    }

    /// The end of a session that began in the back-office the charge point was with before.
    private func orphanStop(_ station: WorldStation) -> WorldEvent {
        let at = zone.start(of: firstDay).adding(seconds: 1_200)
        let token = station.tokens.first?.uid ?? ""
        return WorldEvent(at: at, .orphanStop(88_213, token: token, register: firstRegister(station, 1)))
    }

    private func events(of session: WorldSession) -> [WorldEvent] {
        let (start, connector) = (session.toldStart, session.connector)
        var events = [
            WorldEvent(at: start.adding(seconds: -8), .authorize(session.token.uid, .accepted)),
            WorldEvent(at: start.adding(seconds: -6), .status(connector, .preparing)),
            WorldEvent(at: start, .start(session)),
            WorldEvent(at: start.adding(seconds: 3), .status(connector, .charging)),
        ]
        if session.fault == .retriedStart {
            events.append(WorldEvent(at: start.adding(seconds: 35), .reconnect))
            events.append(WorldEvent(at: start.adding(seconds: 36), .start(session)))
        }
        for moment in session.quarterHours {
            let register = session.register + session.energyWh(at: moment)
            events.append(WorldEvent(at: moment, .reading(session, register: register)))
        }
        if session.fullAt > start.adding(seconds: 60), session.fullAt < session.end {
            events.append(WorldEvent(at: session.fullAt, .status(connector, .suspendedEV)))
        }
        return events + ending(of: session)
    }

    private func ending(of session: WorldSession) -> [WorldEvent] {
        let (end, connector) = (session.end, session.connector)
        if session.fault == .missingStop {
            return [WorldEvent(at: end.adding(seconds: 90), .boot(firmware: "2.4.1", saysZone: true))]
        }
        return [
            WorldEvent(at: end, .stop(session)),
            WorldEvent(at: end.adding(seconds: 2), .status(connector, .finishing)),
            WorldEvent(at: end.adding(seconds: 20), .status(connector, .available)),
        ]
    }
}

/// Something that happens at a charge point.
struct WorldEvent {
    enum Kind {
        case boot(firmware: String, saysZone: Bool)
        case reconnect
        case authorize(String, OCPP16.AuthorizationStatus)
        case status(Int64, OCPP16.StatusNotification.ChargePointStatus)
        case start(WorldSession)
        case reading(WorldSession, register: Int64)
        case stop(WorldSession)
        case orphanStop(Int64, token: String, register: Int64)
    }

    let at: Timestamp
    let kind: Kind

    init(at: Timestamp, _ kind: Kind) {
        self.at = at
        self.kind = kind
    }
}
