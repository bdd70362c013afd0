import Domain
import OCPP
import Testing
import Values

@testable import Simulator

struct WorldFramesTests {
    private let recording = WorldFixture.small.recording

    @Test func `frames are calls and their answers, in order, in the past`() {
        #expect(zip(recording.frames, recording.frames.dropFirst()).allSatisfy { $0.at <= $1.at })
        #expect(recording.frames.allSatisfy { $0.at < WorldFixture.small.zone.start(of: WorldFixture.today) })
        for frames in Dictionary(grouping: recording.frames, by: \.identity).values {
            var calls: Set<String> = []
            for (call, answer) in stride(from: 0, to: frames.count, by: 2).map({ (frames[$0], frames[$0 + 1]) }) {
                #expect(!call.isOutgoing && answer.isOutgoing && call.at < answer.at)
                #expect(call.connectionID == answer.connectionID)
                guard case .call(let said) = Frame(reading: call.payload),
                    case .callResult(let answered) = Frame(reading: answer.payload)
                else {
                    Issue.record("no call with its answer")
                    continue
                }
                #expect(said.id == answered.id)
                #expect(calls.insert("\(call.connectionID)/\(said.id)").inserted)
            }
        }
    }

    @Test func `every message can be read without a remark but the zone that one charge point leaves out`() throws {
        var withoutZone: Set<String> = []
        for frame in recording.frames where !frame.isOutgoing {
            guard case .call(let call) = Frame(reading: frame.payload) else { continue }
            for remark in try remarks(call) {
                #expect(remark.kind == .timestampWithoutZone)
                withoutZone.insert(frame.identity)
            }
        }
        #expect(!withoutZone.isEmpty && withoutZone.count <= 2)
    }

    private func remarks(_ call: Call) throws -> [Remark] {
        switch call.action {
        case OCPP16.BootNotification.name: try OCPP16.BootNotification.Request.decode(call.payload).remarks
        case OCPP16.StatusNotification.name: try OCPP16.StatusNotification.Request.decode(call.payload).remarks
        case OCPP16.Authorize.name: try OCPP16.Authorize.Request.decode(call.payload).remarks
        case OCPP16.StartTransaction.name: try OCPP16.StartTransaction.Request.decode(call.payload).remarks
        case OCPP16.MeterValues.name: try OCPP16.MeterValues.Request.decode(call.payload).remarks
        case OCPP16.StopTransaction.name: try OCPP16.StopTransaction.Request.decode(call.payload).remarks
        default: throw Unexpected(action: call.action)
        }
    }

    private struct Unexpected: Error {
        let action: String
    }

    @Test func `the projection finds every session, its energy, and only the faults that were made`() {
        let world = WorldFixture.small
        let stations = world.stations
        let planned = world.sessions(of: stations)
        let frames = Dictionary(grouping: recording.frames, by: \.identity)
        var flags: [SessionFlag: Int] = [:]
        var found = 0
        for (index, station) in stations.enumerated() {
            let projection = WorldFixture.project(frames[station.identity] ?? [])
            #expect(projection.faults.isEmpty)
            found += projection.sessions.count
            for flag in projection.sessions.values.flatMap(\.flags) { flags[flag, default: 0] += 1 }
            for session in planned where session.station == index && session.fault != .missingStop {
                let record = projection.sessions["T:\(session.transactionID)"]
                #expect(record?.energy == Energy(wh: session.energyWh))
                #expect(record?.startedAt == session.toldStart && record?.stoppedAt == session.stop)
                #expect(record?.readingCount == session.quarterHours.count)
            }
        }
        // One more: the stop of a session that began elsewhere.
        #expect(found == planned.count + 1)
        let expected: Set<SessionFlag> = [
            .repeatedStart, .missingStop, .timeWithoutZone, .unmatchedStop, .implausiblePower,
        ]
        #expect(Set(flags.keys) == expected, "\(flags)")
        #expect(flags[.repeatedStart] == 2 && flags[.unmatchedStop] == 1 && flags[.implausiblePower] == 2)
        #expect((1...2).contains(flags[.missingStop] ?? 0))
    }

    @Test func `the charge points are known as they last were`() {
        #expect(recording.stations.count == 24)
        #expect(recording.stations.allSatisfy { $0.firmware == "2.4.1" && $0.bootedAt < $0.lastMessageAt })
    }
}
