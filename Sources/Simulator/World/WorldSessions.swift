import Values

extension DemoWorld {
    /// All sessions, by start, with registers, transaction numbers and what goes wrong.
    func sessions(of stations: [WorldStation]) -> [WorldSession] {
        var sessions: [WorldSession] = []
        for (index, station) in stations.enumerated() {
            for connector in 1...station.site.connectors {
                sessions += self.sessions(at: index, station, connector: connector)
            }
        }
        sessions.sort { ($0.start, $0.station, $0.connector) < ($1.start, $1.station, $1.connector) }
        breakSome(&sessions, stations)
        number(&sessions, stations)
        return sessions
    }

    private func sessions(at index: Int, _ station: WorldStation, connector: Int64) -> [WorldSession] {
        let source = SeededSource(seed, "sessions", station.identity, "\(connector)", "\(firstDay)")
        var diary = WorldDiary(usage: station.site.usage, source: source)
        let tokens = station.tokens
        var sessions: [WorldSession] = []
        // The first boot comes first.
        var free = zone.start(of: firstDay).adding(seconds: 1_800)
        let end = zone.start(of: today)
        for day in days {
            for visit in diary.visits(on: day, in: zone) {
                let power = min(diary.carPowerW(), station.site.powerW)
                let token = diary.token(tokens)
                guard visit.start > free, visit.stop < end.adding(seconds: -60) else { continue }
                sessions.append(
                    WorldSession(
                        station: index,
                        connector: connector,
                        token: token,
                        start: visit.start,
                        stop: visit.stop,
                        powerW: power,
                        wishWh: visit.wishWh
                    )
                )
                free = visit.stop.adding(seconds: 300)
            }
        }
        return sessions
    }

    /// Registers run on from session to session, transaction numbers over all charge points.
    private func number(_ sessions: inout [WorldSession], _ stations: [WorldStation]) {
        var registers: [String: Int64] = [:]
        for index in sessions.indices {
            let station = stations[sessions[index].station]
            let connector = "\(station.identity)/\(sessions[index].connector)"
            let register = registers[connector] ?? firstRegister(station, sessions[index].connector)
            sessions[index].register = register
            sessions[index].transactionID = DemoWorld.firstTransactionID + Int64(index)
            registers[connector] = register + sessions[index].energyWh
        }
    }

    /// What the meter of a connector showed when it came to this back-office.
    func firstRegister(_ station: WorldStation, _ connector: Int64) -> Int64 {
        var source = SeededSource(seed, "register", station.identity, "\(connector)")
        return source.number(in: 200_000...9_000_000)
    }

    // MARK: Faults

    private func breakSome(_ sessions: inout [WorldSession], _ stations: [WorldStation]) {
        let count = Int64(days.count)
        func fault(_ fault: WorldSession.Fault, from day: Int64, where fits: (WorldSession, WorldSite) -> Bool) {
            let from = zone.start(of: firstDay.adding(days: day))
            let index = sessions.firstIndex {
                $0.start >= from && $0.fault == nil && fits($0, stations[$0.station].site)
            }
            if let index { sessions[index].fault = fault }
        }
        fault(.retriedStart, from: count / 4) { $1.usage == .office }
        fault(.retriedStart, from: count * 4 / 5) { $1.usage == .hotel }
        // The power fails where there is one connector, so that no other session ends with it.
        fault(.missingStop, from: count * 2 / 5) { $1.usage == .street && $1.connectors == 1 }
        fault(.missingStop, from: count - 8) { $1.usage == .street && $1.connectors == 1 }
        for hotel in Set(stations.map(\.site).filter { $0.usage == .hotel }.map(\.reference)).sorted() {
            fault(.lateStart, from: count - 6) { $1.reference == hotel && $0.energyWh >= 30_000 }
        }
    }

    /// The charge point whose clock says no zone until its firmware is renewed.
    func saysNoZone(_ station: WorldStation) -> Bool { station.site.usage == .home && station.number == 2 }

    /// The day from which new firmware is installed.
    var firmwareDay: LocalDate { firstDay.adding(days: 14) }
}
