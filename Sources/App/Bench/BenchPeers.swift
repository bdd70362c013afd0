import Foundation
import Values

/// Rates of other people's software, measured in the same run.
enum BenchPeers {
    /// A peer's rate.
    struct Rate {
        let name: String
        let perSecond: Int64
    }

    /// Runs the peers' script; without the private Python environment there are no peers, and the figures say so.
    static func measure(_ names: [String]) -> [String: Rate] {
        let environment = ProcessInfo.processInfo.environment
        guard let venv = environment["LAADBOEK_VENV"] else { return [:] }
        let share = environment["LAADBOEK_SHARE"] ?? "."
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: venv + "/bin/python")
        process.arguments = [share + "/Tests/Peers/bench_files.py"]
        process.standardOutput = output
        do { try process.run() } catch {
            complain("the peers cannot be measured: \(error)")
            return [:]
        }
        let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        guard let json = try? JSON(parsing: bytes) else {
            complain("the peers gave no figures")
            return [:]
        }
        var rates: [String: Rate] = [:]
        for name in names {
            guard let peer = json[name], let label = peer["peer"]?.stringValue,
                let rate = peer["per_second"]?.integerValue
            else { continue }
            rates[name] = Rate(name: label, perSecond: rate)
        }
        return rates
    }
}
