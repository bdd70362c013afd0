import Foundation
import Glibc

/// What a process has used so far, as the kernel tells it.
struct ProcessUse {
    let process: Int32

    /// Processor time of all its threads, in microseconds.
    ///
    /// Source: proc_pid_stat(5), fields 14 and 15.
    var processorMicroseconds: Int64 {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        // The name in brackets may hold spaces.
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Int64(fields[11]), let system = Int64(fields[12]) else { return 0 }
        return (user + system) * 1_000_000 / Int64(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The memory that is its own, shared pages by their share, in bytes; kernel buffers are not in it.
    ///
    /// Source: proc_pid_smaps_rollup(5).
    var proportionalBytes: Int64 {
        let text = (try? String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("Pss:") } ?? ""
        return (line.split(separator: " ").dropFirst().first.flatMap { Int64($0) } ?? 0) * 1024
    }
}

/// The most memory of a process, by its number or `self`.
enum ProcessMemory {
    /// Source: proc_pid_status(5), VmHWM.
    static func peakKibibytes(_ process: String) -> Int64 {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return line.split(separator: " ").dropFirst().first.flatMap { Int64($0) } ?? 0
    }
}
