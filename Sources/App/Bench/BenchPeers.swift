import Foundation
import Values

/// Rates of other people's software, measured in the same run.
enum BenchPeers {
    /// Runs the peers' script; without the private Python environment there are no peers, and the figures say so.
    static func measure() -> [String: BenchFigure.Peer] {
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
        guard let peers = (try? JSON(parsing: bytes))?.objectValue else {
            complain("the peers gave no figures")
            return [:]
        }
        var rates: [String: BenchFigure.Peer] = [:]
        for peer in peers {
            guard let label = peer.value["peer"]?.stringValue, let rate = peer.value["per_second"]?.integerValue else {
                continue
            }
            rates[peer.name] = BenchFigure.Peer(name: label, value: rate)
        }
        return rates
    }
}
