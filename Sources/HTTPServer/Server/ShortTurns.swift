internal import CScheduling

/// Tells the kernel that a thread does little at a time and is waited for.
public enum ShortTurns {
    /// The shortest turn that the kernel gives.
    private static let nanoseconds: UInt64 = 100_000

    /// Has the calling thread run in short turns: when it wakes up, it need not wait for the end of the turn of a thread
    /// that computes, such as one that stores or rates; its share of the processor stays the same.
    ///
    /// Without effect on kernels before Linux 6.12.
    public static func ask() {
        _ = ask_for_short_turns(nanoseconds)
    }
}
