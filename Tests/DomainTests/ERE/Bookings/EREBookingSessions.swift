import Postgres
import Values

@testable import Domain

extension EREBookingWorld {
    func book(_ lines: [EREBookingSummary], as scope: Scope) async throws {
        try await parties.write(scope) {
            try await EREBookingDecisions.record(
                scope,
                .booked,
                lines,
                reason: "",
                at: EREBookingWorld.october,
                in: $0
            )
        }
    }

    func add(_ session: EREBookingOracle.Session) async throws -> SessionID {
        func text(_ seconds: Int64) -> String { Timestamp(seconds: seconds).description }
        return try await self.session(
            ChargePointID(session.point),
            text(session.start),
            session.stop.map(text),
            session.begin,
            session.end,
            connector: session.connector,
            isHeld: session.doubt == "held",
            flags: session.doubt == "gone" ? ["no_longer_given"] : []
        )
    }
}

/// Sessions of a connector over half a year, with everything that goes wrong.
enum EREBookingSessions {
    static func random(
        connection: Int,
        _ point: Int64,
        _ connector: Int,
        using random: inout SeededGenerator
    ) -> [EREBookingOracle.Session] {
        var (at, register) = (EREBookingOracle.quarter.from - 20 * 86_400, Int64(random.next() % 1_000_000_000))
        var all: [EREBookingOracle.Session] = []
        while at < EREBookingOracle.quarter.until + 10 * 86_400 {
            let luck = random.next() % 40
            at += Int64(random.next() % 260_000)
            if luck == 0 { at -= 3_600 }
            if luck == 1 { register = Int64(random.next() % 5_000_000) }
            if luck == 2 { register += Int64(random.next() % 400_000) }
            let (stop, end) = (at + Int64(random.next() % 40_000), register + Int64(random.next() % 60_000_000))
            var session = EREBookingOracle.Session(
                id: 0,
                connection: connection,
                point: point,
                connector: connector,
                start: at,
                stop: stop,
                begin: register,
                end: end
            )
            switch luck {
            case 3: session.doubt = "held"
            case 4: session.doubt = "gone"
            case 5: session.end = nil
            case 6: session.end = register - 1
            case 7: session.stop = nil
            default: break
            }
            if session.stop == nil { session.end = nil }
            all.append(session)
            (at, register) = (stop, end)
        }
        return all
    }
}
