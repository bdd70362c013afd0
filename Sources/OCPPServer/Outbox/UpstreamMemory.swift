internal import Crypto
package import OCPP
internal import Synchronization
package import Values

/// What is known of back-offices, so that charge points can be answered in their place.
package final class UpstreamMemory: Sendable {
    private struct Token: Hashable {
        let upstreamID: UpstreamID
        let idTag: String
    }

    private struct State {
        var verdicts: [Token: UpstreamNews.Verdict] = [:]
        var acceptances: [OutboxPlace: UpstreamNews.Acceptance] = [:]
        var changedTokens: Set<Token> = []
        var changedPlaces: Set<OutboxPlace> = []
    }

    /// How long ago a back-office may have let a charge point in for us to let it in while it is away.
    package static let trustDays: Int64 = 30
    /// Verdicts that are remembered; a large fleet has some hundred thousand tokens of 100 bytes each.
    private static let limit = 500_000

    private let state = Mutex(State())

    package init() {}

    /// Takes what was learned before.
    package func load(_ news: UpstreamNews) {
        state.withLock { state in
            for verdict in news.verdicts {
                state.verdicts[Token(upstreamID: verdict.upstreamID, idTag: verdict.idTag)] = verdict
            }
            for acceptance in news.acceptances { state.acceptances[acceptance.place] = acceptance }
        }
    }

    // MARK: Verdicts

    /// The back-office's verdict on a token, or what the charge point's policy says of others.
    package func verdict(
        on idTag: String,
        of upstreamID: UpstreamID,
        at now: Timestamp,
        acceptsUnknown: Bool
    ) -> OCPP16.IdTagInfo {
        let token = Token(upstreamID: upstreamID, idTag: idTag.lowercased())
        guard let known = state.withLock({ $0.verdicts[token] }) else {
            return OCPP16.IdTagInfo(status: acceptsUnknown ? .accepted : .invalid)
        }
        let isOver = known.status == .accepted && (known.expiryDate.map { $0 <= now } ?? false)
        return OCPP16.IdTagInfo(
            status: isOver ? .expired : known.status,
            expiryDate: known.expiryDate,
            parentIdTag: known.parentIdTag
        )
    }

    /// Learns what an answer of the back-office says of a token; that it charges elsewhere says nothing of tomorrow.
    package func learn(
        _ idTag: String,
        _ info: JSON?,
        of upstreamID: UpstreamID,
        for operatorID: OperatorID,
        at now: Timestamp
    ) {
        guard let status = info?["status"]?.stringValue.flatMap(OCPP16.AuthorizationStatus.init), !idTag.isEmpty,
            status != .concurrentTx
        else { return }
        let token = Token(upstreamID: upstreamID, idTag: idTag.lowercased())
        let verdict = UpstreamNews.Verdict(
            operatorID: operatorID,
            upstreamID: upstreamID,
            idTag: token.idTag,
            status: status,
            expiryDate: info?["expiryDate"]?.stringValue.flatMap { Timestamp.read($0)?.timestamp },
            parentIdTag: info?["parentIdTag"]?.stringValue,
            learnedAt: now
        )
        state.withLock { state in
            guard state.verdicts.count < UpstreamMemory.limit || state.verdicts[token] != nil else { return }
            state.verdicts[token] = verdict
            state.changedTokens.insert(token)
        }
    }

    // MARK: Charge points

    /// The digest of an Authorization field, or of none.
    package static func digest(_ field: String?) -> [UInt8] { Array(SHA256.hash(data: Array((field ?? "").utf8))) }

    /// Notes that the back-office let a charge point in.
    package func accepted(
        _ place: OutboxPlace,
        of operatorID: OperatorID,
        showing field: String?,
        speaking subprotocol: String = OCPP16.subprotocol,
        at now: Timestamp
    ) {
        state.withLock { state in
            let before = state.acceptances[place]
            state.acceptances[place] = UpstreamNews.Acceptance(
                operatorID: operatorID,
                place: place,
                acceptedAt: now,
                credentials: UpstreamMemory.digest(field),
                bootInterval: before?.bootInterval,
                boot: before?.boot,
                subprotocol: subprotocol
            )
            state.changedPlaces.insert(place)
        }
    }

    /// Notes what the back-office said to a BootNotification, and what that said.
    package func booted(_ place: OutboxPlace, _ answer: JSON, to boot: JSON?) {
        guard answer["status"]?.stringValue == OCPP16.BootNotification.Status.accepted.rawValue,
            let interval = answer["interval"]?.lenientNumber
        else { return }
        state.withLock { state in
            state.acceptances[place]?.bootInterval = interval
            if let boot { state.acceptances[place]?.boot = boot }
            state.changedPlaces.insert(place)
        }
    }

    /// The heartbeat interval that the back-office last gave; `nil` when it never accepted a boot.
    package func bootInterval(_ place: OutboxPlace) -> Int64? {
        state.withLock { $0.acceptances[place]?.bootInterval }
    }

    /// The last BootNotification that the back-office accepted; `nil` when it never did.
    package func boot(_ place: OutboxPlace) -> JSON? { state.withLock { $0.acceptances[place]?.boot } }

    /// The subprotocol that the back-office last agreed to.
    package func subprotocol(_ place: OutboxPlace) -> String? {
        state.withLock { $0.acceptances[place]?.subprotocol }
    }

    /// Whether the back-office let the charge point in lately, and with these credentials if they are asked for.
    package func trusts(_ place: OutboxPlace, showing field: String?, asksCredentials: Bool, at now: Timestamp) -> Bool
    {
        guard let known = state.withLock({ $0.acceptances[place] }),
            now.seconds(since: known.acceptedAt) <= UpstreamMemory.trustDays * 24 * 3600
        else { return false }
        return !asksCredentials || known.credentials == UpstreamMemory.digest(field)
    }

    // MARK: Handing over

    /// Hands over what was learned since the last time; what could not be taken is handed over again.
    package func handOver(to store: any OutboxStore) async throws {
        let (tokens, places, news) = state.withLock { state in
            defer { (state.changedTokens, state.changedPlaces) = ([], []) }
            let news = UpstreamNews(
                verdicts: state.changedTokens.compactMap { state.verdicts[$0] },
                acceptances: state.changedPlaces.compactMap { state.acceptances[$0] }
            )
            return (state.changedTokens, state.changedPlaces, news)
        }
        guard !news.isEmpty else { return }
        do { try await store.learn(news) } catch {
            state.withLock { state in
                state.changedTokens.formUnion(tokens)
                state.changedPlaces.formUnion(places)
            }
            throw error
        }
    }
}
