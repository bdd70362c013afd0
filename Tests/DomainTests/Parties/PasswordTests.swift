import Domain
import TestSupport
import Testing

struct PasswordTests {
    private static let cheap = ScryptParameters(cost: 16, blockSize: 1, parallelism: 1)

    @Test func `scrypt gives the key that Python's OpenSSL gives`() async throws {
        let script = """
            import hashlib, sys
            salt = bytes(range(16))
            key = hashlib.scrypt('wachtwoord é'.encode(), salt=salt, n=1024, r=8, p=2, dklen=32)
            print('scrypt$1024$8$2$' + salt.hex() + '$' + key.hex(), end='')
            """
        let stored = try await Program.output(of: "python3", ["-c", script])
        let hash = try #require(PasswordHash(stored: stored))
        #expect(try hash.matches("wachtwoord é"))
        #expect(try !hash.matches("wachtwoord e"))
    }

    @Test func `a stored hash reads back and knows its password`() throws {
        let hash = try PasswordHash(of: "a sentence to remember", parameters: Self.cheap)
        let read = try #require(PasswordHash(stored: hash.stored))
        #expect(hash.stored.hasPrefix("scrypt$16$1$1$"))
        #expect(try read.matches("a sentence to remember"))
        #expect(try !read.matches("a sentence to forget"))
        #expect("\(hash)" == "PasswordHash(•••)")
    }

    @Test func `the same password has another hash each time`() throws {
        let first = try PasswordHash(of: "twelve characters", parameters: Self.cheap)
        let second = try PasswordHash(of: "twelve characters", parameters: Self.cheap)
        #expect(first.stored != second.stored)
    }

    @Test func `an accent typed in two ways is the same password`() throws {
        let hash = try PasswordHash(of: "caf\u{E9} au lait!", parameters: Self.cheap)
        #expect(try hash.matches("cafe\u{301} au lait!"))
    }

    @Test(arguments: [
        "", "scrypt$", "bcrypt$16$1$1$00$00", "scrypt$15$1$1$\(String(repeating: "0", count: 32))$00",
        "scrypt$1073741824$8$1$\(String(repeating: "0", count: 32))$\(String(repeating: "0", count: 64))",
        "scrypt$16$1$1$zz$\(String(repeating: "0", count: 64))",
    ])
    func `a damaged hash is none`(_ stored: String) {
        #expect(PasswordHash(stored: stored) == nil)
    }

    @Test func `a hash of older parameters is replaced, one without account never matches`() async throws {
        let hasher = try PasswordHasher(parameters: ScryptParameters(cost: 32, blockSize: 1, parallelism: 1))
        let old = try PasswordHash(of: "twelve characters", parameters: Self.cheap)
        let check = try await hasher.check("twelve characters", against: old)
        #expect(check.matches && check.replacement?.parameters.cost == 32)
        let wrong = try await hasher.check("other characters", against: old)
        #expect(!wrong.matches && wrong.replacement == nil)
        #expect(try await !hasher.check("twelve characters", against: nil).matches)
    }

    @Test func `an unknown account takes as long as a wrong password`() async throws {
        let parameters = ScryptParameters(cost: 1 << 11, blockSize: 8, parallelism: 1)
        let hasher = try PasswordHasher(parameters: parameters)
        let stored = try PasswordHash(of: "twelve characters", parameters: parameters)
        let clock = ContinuousClock()
        // The shortest of many is free of whatever else the machine was doing; of more where it does a lot.
        var known = Duration.seconds(3600)
        var unknown = known
        var areAlike: Bool { unknown > known / 3 && known > unknown / 3 }
        for number in 0..<400 where number < 16 || !areAlike {
            known = min(
                known,
                try await clock.measure { _ = try await hasher.check("wrong password", against: stored) }
            )
            unknown = min(
                unknown,
                try await clock.measure { _ = try await hasher.check("wrong password", against: nil) }
            )
        }
        #expect(areAlike, "\(known) and \(unknown)")
    }

    @Test func `more checks than may wait are refused at once`() async throws {
        var limits = PasswordHasher.Limits()
        limits.threads = 1
        limits.waiting = 2
        let parameters = ScryptParameters(cost: 1 << 15, blockSize: 8, parallelism: 1)
        let hasher = try PasswordHasher(parameters: parameters, limits: limits)
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    do {
                        _ = try await hasher.hash("twelve characters")
                        return false
                    } catch { return error is PasswordHasherBusy }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused > 0 && refused <= 9)
        _ = try await hasher.hash("twelve characters")
    }

    @Test func `new passwords are long enough and not the address`() {
        #expect(PasswordRule.fault(in: "elf letters", email: "a@b.nl") == .tooShort)
        #expect(PasswordRule.fault(in: "me a@B.nl here", email: "a@b.nl") == .containsEmail)
        #expect(PasswordRule.fault(in: String(repeating: "x", count: 1_025), email: "") == .tooLong)
        #expect(PasswordRule.fault(in: "twelve letters", email: "a@b.nl") == nil)
    }

    @Test func `tokens read back from their text and from nothing else`() throws {
        let token = SecretToken.random()
        #expect(SecretToken(text: token.text) == token)
        #expect(SecretToken(text: token.text + "00") == nil)
        #expect(SecretToken(text: String(token.text.dropLast()) + "g") == nil)
        #expect(token.hash.count == 32 && token.hash != token.bytes)
        #expect(!"\(token)".contains(token.text))
    }
}
