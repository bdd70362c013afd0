import Domain
import Postgres
import TestSupport
import Testing
import Values

struct SignInTests {
    private let start = Timestamp(seconds: 1_750_000_000)
    private let trace = ClientTrace(remoteAddress: "192.0.2.1", userAgent: "Test/1")

    private func signIns(_ world: PartiesWorld, sessions: WebSessions = WebSessions()) throws -> SignIns {
        let hasher = try PasswordHasher(parameters: PartiesWorld.cheap)
        return SignIns(
            database: world.database,
            passwords: hasher,
            sessions: sessions,
            factors: SecondFactors(database: world.database, box: SecretBox(secret: Array(repeating: 7, count: 32)))
        )
    }

    @Test func `the right password begins a session that knows its user`() async throws {
        try await PartiesWorld.lend { world in
            let sessions = WebSessions()
            let token = try await signIns(world, sessions: sessions).signIn(
                email: " Host@Voltaria.example ",
                password: PartiesWorld.password,
                from: trace,
                at: start
            ).token
            let session = try #require(try await sessions.find(token, at: start, on: world.database))
            #expect(session.scope == world.voltaria.hostScope)
            #expect(session.user.operatorName == "Voltaria")
            #expect(try await sessions.find(.random(), at: start, on: world.database) == nil)
        }
    }

    @Test func `wrong name and wrong password are refused alike`() async throws {
        try await PartiesWorld.lend { world in
            let signIns = try signIns(world)
            for email in ["host@voltaria.example", "nobody@voltaria.example"] {
                await #expect(throws: SignInRejection.refused) {
                    try await signIns.signIn(email: email, password: "something else", from: trace, at: start)
                }
            }
        }
    }

    @Test func `after five failures the wait grows, the same for an account that does not exist`() async throws {
        try await PartiesWorld.lend { world in
            let signIns = try signIns(world)
            for email in ["host@voltaria.example", "nobody@voltaria.example"] {
                var now = start
                func fail() async throws {
                    _ = try await signIns.signIn(email: email, password: "x", from: trace, at: now)
                }
                for _ in 0..<5 { await #expect(throws: SignInRejection.refused) { try await fail() } }
                await #expect(throws: SignInRejection.limited(retryAfterSeconds: 30)) { try await fail() }
                now = start.adding(seconds: 30)
                await #expect(throws: SignInRejection.refused) { try await fail() }
                await #expect(throws: SignInRejection.limited(retryAfterSeconds: 60)) { try await fail() }
            }
        }
    }

    @Test func `the right password does not pass during a wait, but resets the count after it`() async throws {
        try await PartiesWorld.lend { world in
            let signIns = try signIns(world)
            func signIn(_ password: String, at now: Timestamp) async throws {
                _ = try await signIns.signIn(email: "host@voltaria.example", password: password, from: trace, at: now)
            }
            for _ in 0..<5 { await #expect(throws: SignInRejection.refused) { try await signIn("x", at: start) } }
            await #expect(throws: SignInRejection.limited(retryAfterSeconds: 30)) {
                try await signIn(PartiesWorld.password, at: start)
            }
            let later = start.adding(seconds: 31)
            try await signIn(PartiesWorld.password, at: later)
            for _ in 0..<4 { await #expect(throws: SignInRejection.refused) { try await signIn("x", at: later) } }
            try await signIn(PartiesWorld.password, at: later)
        }
    }

    @Test func `many attempts at once cannot outrun the count`() async throws {
        try await PartiesWorld.lend { world in
            let signIns = try signIns(world)
            let refused = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do {
                            _ = try await signIns.signIn(
                                email: "host@voltaria.example",
                                password: "x",
                                from: trace,
                                at: start
                            )
                            return false
                        } catch { return error as? SignInRejection == .refused }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(refused == 5)
        }
    }

    @Test func `one address that tries many accounts must wait, too`() async throws {
        try await PartiesWorld.lend { world in
            let signIns = try signIns(world)
            for number in 0..<30 {
                await #expect(throws: SignInRejection.refused) {
                    try await signIns.signIn(email: "\(number)@x.example", password: "x", from: trace, at: start)
                }
            }
            await #expect(throws: SignInRejection.limited(retryAfterSeconds: 30)) {
                try await signIns.signIn(
                    email: "host@voltaria.example",
                    password: PartiesWorld.password,
                    from: trace,
                    at: start
                )
            }
            let elsewhere = ClientTrace(remoteAddress: "192.0.2.2", userAgent: "")
            _ = try await signIns.signIn(
                email: "host@voltaria.example",
                password: PartiesWorld.password,
                from: elsewhere,
                at: start
            )
        }
    }

    @Test func `a session ends when it is idle, too old, signed out or its user disabled`() async throws {
        try await PartiesWorld.lend { world in
            let sessions = WebSessions()
            let signIns = try signIns(world, sessions: sessions)
            let limits = sessions.limits
            func signIn(_ now: Timestamp) async throws -> SecretToken {
                try await signIns.signIn(
                    email: "operator_finance@voltaria.example",
                    password: PartiesWorld.password,
                    from: trace,
                    at: now
                ).token
            }
            func find(_ token: SecretToken, _ now: Timestamp) async throws -> WebSession? {
                try await sessions.find(token, at: now, on: world.database)
            }
            let idle = try await signIn(start)
            #expect(try await find(idle, start.adding(seconds: limits.idleSeconds + 1)) == nil)
            let old = try await signIn(start)
            var now = start
            while now < start.adding(seconds: limits.absoluteSeconds - 3600) {
                now = now.adding(seconds: 3600)
                #expect(try await find(old, now) != nil)
            }
            #expect(try await find(old, now.adding(seconds: 3600)) == nil)
            let left = try #require(try await find(try await signIn(now), now))
            try await world.write(left.scope) { try await sessions.end(left, at: now, in: $0) }
            let listed = try await world.database.read(left.scope) {
                try await sessions.list(of: left, at: now, in: $0)
            }
            #expect(!listed.contains { $0.tokenHash == left.tokenHash })
            let token = try await signIn(now)
            let admin = world.voltaria.scope
            try await world.write(admin) { try await Users.disable(admin, world.voltaria.finance, at: now, in: $0) }
            #expect(try await find(token, now) == nil)
            await #expect(throws: SignInRejection.refused) { try await signIn(now) }
        }
    }

    @Test func `only so many sessions of a user live at a time`() async throws {
        try await PartiesWorld.lend { world in
            var limits = WebSessionLimits()
            limits.sessionsPerUser = 2
            let sessions = WebSessions(limits: limits)
            let signIns = try signIns(world, sessions: sessions)
            var tokens: [SecretToken] = []
            for second in 0..<3 {
                tokens.append(
                    try await signIns.signIn(
                        email: "host@voltaria.example",
                        password: PartiesWorld.password,
                        from: trace,
                        at: start.adding(seconds: Int64(second))
                    ).token
                )
            }
            let now = start.adding(seconds: 5)
            #expect(try await sessions.find(tokens[0], at: now, on: world.database) == nil)
            #expect(try await sessions.find(tokens[2], at: now, on: world.database) != nil)
        }
    }

    @Test func `a role that changed holds from the next request on`() async throws {
        try await PartiesWorld.lend { world in
            let sessions = WebSessions()
            let token = try await signIns(world, sessions: sessions).signIn(
                email: "operator_finance@voltaria.example",
                password: PartiesWorld.password,
                from: trace,
                at: start
            ).token
            let admin = world.voltaria.scope
            let details = UserDetails(
                email: "operator_finance@voltaria.example",
                name: "F",
                role: .host,
                hostID: world.voltaria.host
            )
            try await world.write(admin) { try await Users.update(admin, world.voltaria.finance, to: details, in: $0) }
            let session = try await sessions.find(token, at: start, on: world.database)
            #expect(session?.scope == .host(world.voltaria.host, user: world.voltaria.finance, of: world.voltaria.id))
        }
    }

    @Test func `the wait doubles up to its longest`() {
        let limits = SignInLimits()
        func wait(_ failures: Int, after seconds: Int64 = 0) -> Int64 {
            limits.wait(failures: failures, free: 5, last: start, now: start.adding(seconds: seconds))
        }
        #expect([4, 5, 6, 7, 9, 10, 60, 1_000].map { wait($0) } == [0, 30, 60, 120, 480, 900, 900, 900])
        #expect(wait(6, after: 59) == 1 && wait(6, after: 60) == 0)
    }
}
