import ArgumentParser
import Foundation
import Values

/// `laadboek bench`.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures what this machine does, beside other people's software in the same run.",
        discussion: "Prints JSON. Figures of one machine at one moment: compare ratios, not numbers."
    )

    @Flag(help: "Print JSON; there is no other form.")
    var json = false

    func run() async throws {
        var results = [try RatingBench.measure(), AuthorizationBench.measure()]
        results += try FileBench.measure()
        let peers = BenchPeers.measure(results.map(\.name))
        say(JSON.array(results.map { $0.json(peer: peers[$0.name]) }).prettyText)
    }
}

/// One measured rate.
struct BenchResult {
    /// What was measured.
    let name: String
    /// What is counted.
    let unit: String
    /// How many were done.
    let count: Int
    /// How long it took.
    let took: Duration

    /// How many a second, rounded down.
    var perSecond: Int64 {
        let microseconds = took.components.seconds * 1_000_000 + took.components.attoseconds / 1_000_000_000_000
        return Int64(count) * 1_000_000 / max(1, microseconds)
    }

    /// The result, with a peer's rate where one was measured and the ratio in percent.
    func json(peer: BenchPeers.Rate?) -> JSON {
        var members: [JSONMember] = [
            JSONMember(name: "name", value: .string(name)), JSONMember(name: "unit", value: .string(unit)),
            JSONMember(name: "count", value: .integer(count)),
            JSONMember(name: "per_second", value: .integer(perSecond)),
        ]
        if let peer {
            members.append(JSONMember(name: "peer", value: .string(peer.name)))
            members.append(JSONMember(name: "peer_per_second", value: .integer(peer.perSecond)))
            let percent = perSecond * 100 / max(1, peer.perSecond)
            members.append(JSONMember(name: "percent_of_peer", value: .integer(percent)))
        }
        return .object(members)
    }
}
