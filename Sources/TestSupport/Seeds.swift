internal import Foundation

/// Seeds of property tests.
public enum Seeds {
    /// So many seeds, the same in every run; or the one that the environment names as `SEED`.
    public static func some(_ count: Int) -> [UInt64] {
        if let text = ProcessInfo.processInfo.environment["SEED"], let seed = UInt64(text) { return [seed] }
        // Not multiples of the generator's own step: their sequences would be the same one, shifted.
        return (1...UInt64(count)).map { $0 &* 0xD1B5_4A32_D192_ED03 }
    }
}
