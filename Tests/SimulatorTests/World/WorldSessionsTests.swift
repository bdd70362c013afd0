import Testing
import Values

@testable import Simulator

struct WorldSessionsTests {
    @Test(arguments: WorldFixture.days)
    func `every kind of fault comes up`(today: LocalDate) {
        let world = DemoWorld(seed: 11, today: today)
        let sessions = world.sessions(of: world.stations)
        let faults = sessions.compactMap(\.fault)
        #expect(faults.count { $0 == .retriedStart } == 2 && faults.count { $0 == .missingStop } == 2)
        #expect(faults.count { $0 == .lateStart } == 2 && faults.count == 6)
    }

    @Test func `there are as many sessions a day as two small operators have`() {
        let world = WorldFixture.whole
        let sessions = world.sessions(of: world.stations)
        let days = world.days.count
        #expect((15 * days...45 * days).contains(sessions.count), "\(sessions.count) in \(days) days")
        let perDay = Dictionary(grouping: sessions) { world.zone.date(of: $0.start) }.mapValues(\.count)
        #expect(perDay.values.allSatisfy { $0 > 4 })
        #expect(sessions.allSatisfy { $0.stop < world.zone.start(of: world.today) })
        #expect(world.zone.date(of: sessions.last?.start ?? Timestamp(seconds: 0)) >= world.today.adding(days: -1))
    }

    @Test func `places are used as such places are`() {
        let world = WorldFixture.whole
        let stations = world.stations
        let sessions = Dictionary(grouping: world.sessions(of: stations)) { stations[$0.station].site.usage }
        func hour(_ session: WorldSession) -> Int { world.zone.timeOfDay(of: session.start).hour }
        func weekday(_ session: WorldSession) -> Int { world.zone.date(of: session.start).weekday }
        let office = sessions[.office] ?? []
        #expect(office.allSatisfy { weekday($0) <= 5 && (6...11).contains(hour($0)) })
        let home = sessions[.home] ?? []
        #expect(home.allSatisfy { world.zone.date(of: $0.stop) > world.zone.date(of: $0.start) })
        #expect(home.allSatisfy { hour($0) >= 11 })
        let street = sessions[.street] ?? []
        #expect(street.allSatisfy { $0.stop.seconds(since: $0.start) < 3 * 3600 })
        let isIdle = home.count { $0.fullAt < $0.stop.adding(seconds: -3600) }
        #expect(isIdle * 2 > home.count, "most cars at home stand full for hours")
    }

    @Test func `energy is what cars take at the power that is there`() {
        let sessions = WorldFixture.whole.sessions(of: WorldFixture.whole.stations)
        for session in sessions {
            let seconds = session.end.seconds(since: session.start)
            #expect(session.energyWh >= 0 && session.energyWh <= session.powerW * seconds / 3600)
            #expect(session.energyWh <= 70_000)
        }
        let average = sessions.map(\.energyWh).reduce(0, +) / Int64(sessions.count)
        #expect((10_000...30_000).contains(average), "\(average) Wh on average")
    }

    @Test func `connectors serve one car at a time and their registers run on`() {
        let sessions = WorldFixture.whole.sessions(of: WorldFixture.whole.stations)
        for own in Dictionary(grouping: sessions, by: { "\($0.station)/\($0.connector)" }).values {
            for (session, next) in zip(own, own.dropFirst()) {
                #expect(session.stop < next.start)
                #expect(session.register + session.energyWh == next.register)
            }
        }
        #expect(Set(sessions.map(\.transactionID)).count == sessions.count)
        #expect(sessions.allSatisfy { $0.transactionID <= Int64(Int32.max) })
    }
}
