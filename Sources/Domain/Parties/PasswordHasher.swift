import Dispatch
import Synchronization

/// Too many passwords are being checked at this moment.
package struct PasswordHasherBusy: Error, Sendable, CustomStringConvertible {
    /// Waiting helps.
    package var isTransient: Bool { true }
    package var code: String { "password.busy" }
    package var description: String { "\(code): too many passwords wait to be checked" }
}

/// Derives keys from passwords on threads of its own, a few at a time.
///
/// scrypt takes a quarter of a second of a core; on the cooperative pool or an event loop it would stop everybody.
package final class PasswordHasher: Sendable {
    /// How much work it takes on.
    package struct Limits: Sendable {
        /// Derivations at the same time: each holds a core and 32 MiB, and half of a small machine is enough.
        package var threads = 2
        /// Derivations that wait: the last in line then waits eight seconds, which is about a person's patience.
        package var waiting = 64

        package init() {}
    }

    /// The parameters that new hashes get; older ones are replaced at the next sign-in.
    package let parameters: ScryptParameters
    private let limits: Limits
    private let queues: [DispatchQueue]
    private let load: Mutex<[Int]>
    /// Stands in for the hash of an account that does not exist, so that both cases take the same time.
    private let decoy: PasswordHash

    package init(parameters: ScryptParameters = .standard, limits: Limits = Limits()) throws {
        self.parameters = parameters
        self.limits = limits
        queues = (0..<max(1, limits.threads)).map { DispatchQueue(label: "laadboek.passwords.\($0)") }
        load = Mutex([Int](repeating: 0, count: queues.count))
        decoy = try PasswordHash(of: SecretToken.random().text, parameters: parameters)
    }

    /// The outcome of a check.
    package struct Check: Sendable {
        package let matches: Bool
        /// A hash by the present parameters, when the stored one was made with others and the password is right.
        package let replacement: PasswordHash?
    }

    /// A new hash of a password.
    ///
    /// - Throws: ``PasswordHasherBusy``.
    package func hash(_ password: String) async throws -> PasswordHash {
        let parameters = parameters
        return try await onThread { try PasswordHash(of: password, parameters: parameters) }
    }

    /// Checks a password; without a stored hash it takes as long and fails.
    ///
    /// - Throws: ``PasswordHasherBusy``.
    package func check(_ password: String, against stored: PasswordHash?) async throws -> Check {
        let (parameters, decoy) = (parameters, decoy)
        return try await onThread {
            let matches = try (stored ?? decoy).matches(password) && stored != nil
            let isOutdated = matches && stored?.parameters != parameters
            return Check(
                matches: matches,
                replacement: isOutdated ? try PasswordHash(of: password, parameters: parameters) : nil
            )
        }
    }

    private func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let index = try reserve()
        return try await withCheckedThrowingContinuation { continuation in
            queues[index].async {
                let result = Swift.Result { try work() }
                self.load.withLock { $0[index] -= 1 }
                continuation.resume(with: result)
            }
        }
    }

    /// Takes a place in the shortest line.
    private func reserve() throws(PasswordHasherBusy) -> Int {
        let index = load.withLock { load -> Int? in
            guard load.reduce(0, +) < limits.threads + limits.waiting,
                let index = load.indices.min(by: { load[$0] < load[$1] })
            else { return nil }
            load[index] += 1
            return index
        }
        guard let index else { throw PasswordHasherBusy() }
        return index
    }
}
