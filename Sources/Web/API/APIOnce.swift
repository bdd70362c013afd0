import Crypto
import Domain
import HTTPServer
import Postgres
import Values

/// Has a request done once, however often it comes under the sender's own name for it.
///
/// The answer is written in the transaction of what it tells, so after a crash both are there or neither is. What was
/// refused without effect is not kept: whoever mends the request sends it under the same name.
///
/// Source: draft-ietf-httpapi-idempotency-key-header-07.
struct APIOnce: Sendable {
    let call: APICall

    func answer(_ prepare: @Sendable (APICall) async throws -> APIWork.Act) async throws -> Response {
        let request = APINamedRequest(
            key: call.program.key,
            name: try call.idempotencyKey(),
            sha256: fingerprint
        )
        let known = try await call.read { try await APIAnswers.find(call.scope, request, in: $0) }
        if let known { return again(known) }
        let act = try await prepare(call)
        return try await call.write { try await once(request, act, $0) }
    }

    private func once(_ request: APINamedRequest, _ act: APIWork.Act, _ tx: Transaction) async throws -> Response {
        if let known = try await APIAnswers.begin(call.scope, request, in: tx) { return again(known) }
        let response = call.response(try await act(tx))
        guard case .bytes(let body) = response.body else { return response }
        let answer = APIAnswer(
            status: response.status.code,
            mediaType: response.headers["Content-Type"] ?? "",
            body: body
        )
        try await APIAnswers.keep(call.scope, answer, to: request, at: call.now, in: tx)
        return response
    }

    private func again(_ answer: APIAnswer) -> Response {
        var response = Response.of(type: answer.mediaType, bytes: answer.body, status: Status(answer.status))
        response.headers["Idempotency-Replayed"] = "true"
        return response
    }

    /// Of method, address and body.
    private var fingerprint: [UInt8] {
        var hash = SHA256()
        hash.update(data: Array("\(call.request.method.rawValue) \(call.request.target)\n".utf8))
        hash.update(data: call.request.body)
        return Array(hash.finalize())
    }
}

extension APICall {
    /// An answer in its wire form.
    func response(_ reply: APIReply) -> Response {
        switch reply {
        case .json(let json): .json(json.compactBytes, status: endpoint.success.status)
        case .file(let type, let bytes, let name):
            Response.of(type: type, bytes: bytes, status: endpoint.success.status).download(as: name)
        case .refused(let rejection): ErrorPages.answer(rejection, request: request, visit: nil, shell: shell)
        }
    }
}
