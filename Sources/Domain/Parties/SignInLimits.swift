package import Values

/// How often somebody may be wrong before signing in becomes slow.
///
/// A wait grows from ``firstWaitSeconds`` by doubling to ``longestWaitSeconds``; it is short enough that an attacker
/// who is wrong on purpose cannot keep an owner out for long.
package struct SignInLimits: Sendable, Hashable {
    /// Failures of one account without any wait: typing errors.
    package var freeFailuresPerAccount = 5
    /// Failures from one address without any wait: an office behind one address.
    package var freeFailuresPerAddress = 30
    /// Seconds to wait after the first failure that is not free.
    package var firstWaitSeconds: Int64 = 30
    /// Seconds to wait at most: with the above about 100 guesses a day and account.
    package var longestWaitSeconds: Int64 = 900
    /// Seconds after which a failure is forgotten.
    package var windowSeconds: Int64 = 86_400
    /// Reset mails to one account within an hour: more is somebody else's joke.
    package var resetsPerHour = 3
    /// Requests for reset mails from one address within an hour: an office behind one address on its first day; more is
    /// somebody who writes to other people in our name.
    package var resetsPerAddressAndHour = 10

    package init() {}

    /// Seconds that remain to wait after so many failures; 0 when the next attempt is welcome.
    package func wait(failures: Int, free: Int, last: Timestamp?, now: Timestamp) -> Int64 {
        guard failures >= free, let last else { return 0 }
        let doublings = min(failures - free, 20)
        let wait = min(firstWaitSeconds << Int64(doublings), longestWaitSeconds)
        return max(0, last.adding(seconds: wait).seconds(since: now))
    }
}

/// Why nobody was signed in.
package enum SignInRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// Too many failures: try again after so many seconds.
    case limited(retryAfterSeconds: Int64)
    /// Unknown account, wrong password or disabled: not told apart.
    case refused

    package var code: String {
        switch self {
        case .limited: "sign_in.limited"
        case .refused: "sign_in.refused"
        }
    }
    package var description: String { "\(code): nobody was signed in" }
}
