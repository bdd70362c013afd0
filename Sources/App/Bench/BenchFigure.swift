import Values

/// A number that was measured, with what it is held against.
struct BenchFigure {
    /// What a figure is to come to.
    enum Goal {
        case atLeast(Int64)
        case atMost(Int64)

        func isReached(by value: Int64) -> Bool {
            switch self {
            case .atLeast(let bound): value >= bound
            case .atMost(let bound): value <= bound
            }
        }

        var json: JSON {
            switch self {
            case .atLeast(let bound): .dictionary(["at_least": .integer(bound)])
            case .atMost(let bound): .dictionary(["at_most": .integer(bound)])
            }
        }
    }

    /// Other software, or a limit, measured in the same run.
    struct Peer {
        let name: String
        let value: Int64
    }

    /// What was measured; docs/reference/bench.md says how.
    let name: String
    /// The unit of the value, such as `calls/s` or `ms`.
    let unit: String
    /// The measured number.
    let value: Int64
    var goal: Goal?
    var peer: Peer?
    /// Further numbers that explain this one, by name.
    var details: [(name: String, value: JSON)] = []

    /// How many of something a second.
    static func rate(_ name: String, _ unit: String, _ count: Int, in took: Duration) -> BenchFigure {
        let value = Int64(count) * 1_000_000 / max(1, took.wholeMicroseconds)
        return BenchFigure(name: name, unit: "\(unit)/s", value: value, details: [("count", .integer(count))])
    }

    /// How long something took.
    static func time(_ name: String, _ took: Duration) -> BenchFigure {
        BenchFigure(name: name, unit: "ms", value: took.wholeMicroseconds / 1000)
    }

    func with(goal: Goal?) -> BenchFigure {
        var copy = self
        copy.goal = goal
        return copy
    }

    func with(peer: Peer?) -> BenchFigure {
        var copy = self
        copy.peer = peer
        return copy
    }

    func with(_ name: String, _ value: JSON) -> BenchFigure {
        var copy = self
        copy.details.append((name, value))
        return copy
    }

    var json: JSON {
        var members = [
            JSONMember(name: "name", value: .string(name)), JSONMember(name: "unit", value: .string(unit)),
            JSONMember(name: "value", value: .integer(value)),
        ]
        if let goal {
            members.append(JSONMember(name: "goal", value: goal.json))
            members.append(JSONMember(name: "goal_reached", value: .bool(goal.isReached(by: value))))
        }
        if let peer {
            members.append(JSONMember(name: "peer", value: .string(peer.name)))
            members.append(JSONMember(name: "peer_value", value: .integer(peer.value)))
            members.append(JSONMember(name: "percent_of_peer", value: .integer(value * 100 / max(1, peer.value))))
        }
        return .object(members + details.map { JSONMember(name: $0.name, value: $0.value) })
    }

    /// The figure in a line for people who watch.
    var line: String {
        let beside = peer.map { "; \($0.name): \($0.value)" } ?? ""
        let verdict = goal.map { $0.isReached(by: value) ? ", goal reached" : ", GOAL MISSED" } ?? ""
        return "  \(name): \(value) \(unit)\(verdict)\(beside)"
    }
}

extension Duration {
    /// Whole microseconds, rounded down.
    var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
