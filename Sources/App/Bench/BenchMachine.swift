import Foundation
import Values

/// Where and under what load figures were measured, so that nobody compares what cannot be compared.
enum BenchMachine {
    /// The load of the last minute, as the kernel tells it.
    static var load: String {
        let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
        return text.split(separator: " ").first.map(String.init) ?? "unknown"
    }

    private static var processor: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line.flatMap { $0.split(separator: ":").last.map { String($0.drop { $0 == " " }) } } ?? "unknown"
    }

    /// Figures and machine as one document.
    static func report(_ figures: [BenchFigure], loadBefore: String) -> JSON {
        .dictionary([
            "machine": .dictionary([
                "processor": .string(processor),
                "cores": .integer(ProcessInfo.processInfo.activeProcessorCount),
                "memory_mib": .integer(ProcessInfo.processInfo.physicalMemory >> 20),
                "load_before": .string(loadBefore), "load_after": .string(load),
                "debug_build": .bool(isDebugBuild),
            ]),
            "goals_missed": .array(figures.filter(\.misses).map { .string($0.name) }),
            "figures": .array(figures.map(\.json)),
        ])
    }

    private static var isDebugBuild: Bool {
        var isDebug = false
        assert(
            {
                isDebug = true
                return true
            }()
        )
        return isDebug
    }
}

extension BenchFigure {
    /// Whether it has a goal and does not reach it.
    var misses: Bool { goal.map { !$0.isReached(by: value) } ?? false }
}
