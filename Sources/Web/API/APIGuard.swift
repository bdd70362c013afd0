import Domain
import HTTPServer
import Values

/// Stands before every endpoint for programs: whose key it is, how often it came, and what it permits.
struct APIGuard: Sendable {
    let shell: Shell
    let endpoint: APIEndpoint

    @Sendable func answer(_ request: Request) async -> Response {
        let now = shell.clock()
        var allowance: AddressRateLimit.Allowance?
        var response: Response
        do {
            let program = try await program(request, now)
            let taken = shell.calls.take("\(program.key)", at: now)
            allowance = taken
            guard taken.isTaken else { throw LimitReached(retryAfterSeconds: taken.retryAfterSeconds) }
            response = try await done(request, program, now)
        } catch {
            response = ErrorPages.answer(error, request: request, visit: nil, shell: shell)
        }
        if let allowance { tell(allowance, in: &response.headers) }
        response.headers.setDefault("Cache-Control", "no-store")
        return response
    }

    private func done(_ request: Request, _ program: APIProgram, _ now: Timestamp) async throws -> Response {
        guard program.permissions.contains(endpoint.permission) else {
            throw APIRejection.notPermitted(endpoint.permission.rawValue)
        }
        let call = APICall(request: request, endpoint: endpoint, program: program, shell: shell, now: now)
        let faults = call.queryFaults
        guard faults.isEmpty else { throw APIRejection.invalid(faults) }
        do {
            switch endpoint.work {
            case .again(let work): return call.response(try await work(call))
            case .once(let prepare): return try await APIOnce(call: call).answer(prepare)
            }
        } catch {
            throw APIProblems.rejection(error)
        }
    }

    /// Who asks; attempts without a key that holds are counted by address.
    ///
    /// Source: RFC 6750 §2.1.
    private func program(_ request: Request, _ now: Timestamp) async throws -> APIProgram {
        let fields = request.headers.all("Authorization")
        let parts = fields.first?.split(separator: " ") ?? []
        if fields.count == 1, parts.count == 2, parts[0].lowercased() == "bearer",
            let secret = APIKeySecret(text: String(parts[1])),
            let program = try await APIKeys.program(
                secret,
                from: request.remoteAddress,
                at: now,
                on: shell.database
            )
        {
            return program
        }
        try shell.strangers.count(request.remoteAddress, at: now)
        throw APIRejection.unknownKey(wasSent: !fields.isEmpty)
    }

    /// Source: draft-ietf-httpapi-ratelimit-headers-10.
    private func tell(_ allowance: AddressRateLimit.Allowance, in headers: inout Headers) {
        let limits = shell.configuration.limits
        headers["RateLimit-Policy"] = "\"key\";q=\(limits.callsInARow);w=\(window(limits))"
        headers["RateLimit"] = "\"key\";r=\(allowance.left);t=\(allowance.fullAfterSeconds)"
    }

    /// Seconds in which a spent allowance is whole again.
    private func window(_ limits: WebLimits) -> Int {
        max(1, limits.callsInARow * 60 / max(1, limits.callsPerMinute))
    }
}
