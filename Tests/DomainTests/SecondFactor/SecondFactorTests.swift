import Domain
import Postgres
import TestSupport
import Testing
import Values

struct SecondFactorTests {
    private static let trace = ClientTrace(remoteAddress: "192.0.2.7", userAgent: "Browser/1")
    private static let start = Timestamp(seconds: 1_760_000_000)

    @Test func `nothing changes before the first code, and then a sign-in waits for one`() async throws {
        try await Story.run { story in
            try await story.factors.begin(story.person, at: Self.start)
            let state = try await story.factors.state(of: story.person)
            #expect(!state.isOn && state.pendingSecret?.count == 32)
            guard case .signedIn = try await story.enter() else {
                Issue.record("a secret that nobody confirmed holds nobody up")
                return
            }
            await #expect(throws: SecondFactorRejection.wrongCode) { try await story.confirm("000000") }
            _ = try await story.turnOn()
            let on = try await story.factors.state(of: story.person)
            #expect(on.isOn && on.pendingSecret == nil && on.recoveryCodesLeft == RecoveryCode.count)
            story.advance(60)
            let waiting = try await story.wait()
            #expect(try await story.signIns.awaitsCode(waiting, at: story.now))
            let token = try await story.signIns.finish(waiting, code: story.code(), from: Self.trace, at: story.now)
            let session = try await WebSessions().find(token, at: story.now, on: story.world.database)
            #expect(session?.user.id == story.person.id && session?.user.hasSecondFactor == true)
        }
    }

    @Test func `a code is taken once, and a sign-in finishes once`() async throws {
        try await Story.run { story in
            _ = try await story.turnOn()
            story.advance(60)
            let (first, second) = (try await story.wait(), try await story.wait())
            let code = story.code()
            _ = try await story.signIns.finish(first, code: code, from: Self.trace, at: story.now)
            await #expect(throws: SecondFactorRejection.wrongCode) {
                try await story.signIns.finish(second, code: code, from: Self.trace, at: story.now)
            }
            story.advance(30)
            await #expect(throws: SecondFactorRejection.signInOver) {
                try await story.signIns.finish(first, code: story.code(), from: Self.trace, at: story.now)
            }
            _ = try await story.signIns.finish(second, code: story.code(), from: Self.trace, at: story.now)
        }
    }

    @Test func `of many with the same code at once one gets in`() async throws {
        try await Story.run { story in
            _ = try await story.turnOn()
            story.advance(60)
            var tokens: [SecretToken] = []
            for _ in 0..<4 { tokens.append(try await story.wait()) }
            let (code, now, signIns) = (story.code(), story.now, story.signIns)
            let entered = await withTaskGroup(of: Bool.self) { group in
                for token in tokens {
                    group.addTask {
                        (try? await signIns.finish(token, code: code, from: Self.trace, at: now)) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(entered == 1)
        }
    }

    @Test func `a recovery code works once, and new ones take the place of the old`() async throws {
        try await Story.run { story in
            let codes = try await story.turnOn()
            #expect(Set(codes).count == RecoveryCode.count)
            let first = try #require(codes.first)
            _ = try await story.signIns.finish(
                story.wait(),
                code: first.text.uppercased(),
                from: Self.trace,
                at: story.now
            )
            let waiting = try await story.wait()
            await #expect(throws: SecondFactorRejection.wrongCode) {
                try await story.signIns.finish(waiting, code: first.text, from: Self.trace, at: story.now)
            }
            story.advance(60)
            let renewed = try await story.signIns.renewRecoveryCodes(
                of: story.person,
                code: story.code(),
                from: Self.trace,
                at: story.now
            )
            await #expect(throws: SecondFactorRejection.wrongCode) {
                try await story.signIns.finish(waiting, code: codes[1].text, from: Self.trace, at: story.now)
            }
            _ = try await story.signIns.finish(waiting, code: renewed[1].text, from: Self.trace, at: story.now)
            let state = try await story.factors.state(of: story.person)
            #expect(state.recoveryCodesLeft == RecoveryCode.count - 1)
        }
    }

    @Test func `wrong codes make the next one wait, however often the password is right`() async throws {
        try await Story.run { story in
            _ = try await story.turnOn()
            story.advance(60)
            for _ in 0..<SignInLimits().freeFailuresPerAccount {
                let waiting = try await story.wait()
                await #expect(throws: SecondFactorRejection.wrongCode) {
                    try await story.signIns.finish(waiting, code: "000000", from: Self.trace, at: story.now)
                }
            }
            let waiting = try await story.wait()
            await #expect(throws: SignInRejection.limited(retryAfterSeconds: 30)) {
                try await story.signIns.finish(waiting, code: story.code(), from: Self.trace, at: story.now)
            }
            story.advance(31)
            _ = try await story.signIns.finish(waiting, code: story.code(), from: Self.trace, at: story.now)
        }
    }

    @Test func `it is turned off by a code, and a sign-in that waited too long begins anew`() async throws {
        try await Story.run { story in
            _ = try await story.turnOn()
            let waiting = try await story.wait()
            story.advance(SignIns.codeSeconds + 1)
            await #expect(throws: SecondFactorRejection.signInOver) {
                try await story.signIns.finish(waiting, code: story.code(), from: Self.trace, at: story.now)
            }
            await #expect(throws: SecondFactorRejection.wrongCode) { try await story.turnOff("000000") }
            try await story.turnOff(story.code())
            guard case .signedIn = try await story.enter() else {
                Issue.record("it is off and asks all the same")
                return
            }
            await #expect(throws: SecondFactorRejection.notBegun) { try await story.turnOff("000000") }
        }
    }

    @Test func `a secret of one person opens nothing of another`() async throws {
        try await Story.run { story in
            _ = try await story.turnOn()
            let box = SecretBox(secret: Array(repeating: 8, count: 32))
            let other = SecondFactors(database: story.world.database, box: box)
            try await other.begin(story.other, at: story.now)
            let state = try await story.factors.state(of: story.other)
            #expect(state.pendingSecret == nil, "sealed under another secret")
        }
    }

    /// Somebody with a password, and a clock.
    private final class Story {
        let world: PartiesWorld
        let factors: SecondFactors
        let signIns: SignIns
        let person: WebSessionUser
        let other: WebSessionUser
        private(set) var now = SecondFactorTests.start
        private var secret = ""

        static func run(_ body: (Story) async throws -> Void) async throws {
            try await PartiesWorld.lend { world in try await body(try await Story(world)) }
        }

        private init(_ world: PartiesWorld) async throws {
            self.world = world
            let box = SecretBox(secret: Array(repeating: 7, count: 32))
            factors = SecondFactors(database: world.database, box: box)
            signIns = try world.signIns()
            person = try await Story.person("operator_admin@voltaria.example", world)
            other = try await Story.person("operator_finance@voltaria.example", world)
        }

        private static func person(_ email: String, _ world: PartiesWorld) async throws -> WebSessionUser {
            let outcome = try await world.signIns().signIn(
                email: email,
                password: PartiesWorld.password,
                from: SecondFactorTests.trace,
                at: SecondFactorTests.start
            )
            guard case .signedIn(let token) = outcome else { throw SecondFactorRejection.notBegun }
            let found = try await WebSessions().find(token, at: SecondFactorTests.start, on: world.database)
            return try #require(found).user
        }

        func advance(_ seconds: Int64) { now = now.adding(seconds: seconds) }

        func code() -> String { TimeCode(base32: secret)?.code(at: TimeCode.step(at: now)) ?? "" }

        func turnOn() async throws -> [RecoveryCode] {
            try await factors.begin(person, at: now)
            secret = try #require(try await factors.state(of: person).pendingSecret)
            return try await confirm(code())
        }

        @discardableResult
        func confirm(_ code: String) async throws -> [RecoveryCode] {
            try await signIns.confirmSecondFactor(of: person, code: code, from: SecondFactorTests.trace, at: now)
        }

        func turnOff(_ code: String) async throws {
            try await signIns.turnOffSecondFactor(of: person, code: code, from: SecondFactorTests.trace, at: now)
        }

        func enter() async throws -> SignInOutcome {
            try await signIns.signIn(
                email: person.details.email,
                password: PartiesWorld.password,
                from: SecondFactorTests.trace,
                at: now
            )
        }

        /// Signs in as far as the code.
        func wait() async throws -> SecretToken {
            guard case .awaitsCode(let token) = try await enter() else { throw SecondFactorRejection.notBegun }
            return token
        }
    }
}
