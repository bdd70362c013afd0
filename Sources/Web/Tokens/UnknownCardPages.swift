import Domain
import HTTPServer
import Templates
import Values

/// Charge cards that nobody registered: the policy, the list, and what is decided about each.
package enum UnknownCardPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.unknownCards, for: .operators, show)
        endpoints.post(.unknownCards, for: .administrators, decide)
    }

    private static func show(_ visit: MemberVisit) async throws -> Response {
        let (policy, cards) = try await visit.read { tx in
            (
                try await UnknownTokens.policy(visit.scope, in: tx),
                try await UnknownTokens.list(visit.scope, at: visit.now, in: tx)
            )
        }
        let model = UnknownCards.Model(
            policy: shown(policy),
            cards: cards.map(card),
            mayDecide: visit.scope.role == .operatorAdmin
        )
        return try await visit.page { UnknownCards.view(model, frame: $0) }
    }

    private static func shown(_ policy: UnknownTokenPolicy) -> UnknownCards.Policy {
        switch policy {
        case .refuse: .refuse
        case .accept: .accept
        case .flag: .flag
        }
    }

    private static func card(_ token: UnknownToken) -> UnknownCards.Card {
        UnknownCards.Card(
            uid: token.uid,
            sessions: token.sessions,
            firstAt: token.firstAt,
            lastAt: token.lastAt,
            chargePoint: Mention(token.chargePointName, .chargePoint(token.chargePointID))
        )
    }

    private static func decide(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        guard let act = form.choice("act", as: UnknownCards.Act.self) else {
            throw HTTPError(.badRequest, "The decision cannot be understood.")
        }
        switch act {
        case .policy:
            guard let chosen = form.choice("policy", as: UnknownCards.Policy.self),
                let policy = UnknownTokenPolicy(rawValue: chosen.rawValue)
            else { throw HTTPError(.badRequest, "The decision cannot be understood.") }
            try await visit.write { try await UnknownTokens.setPolicy(visit.scope, policy, in: $0) }
        case .adopt, .block:
            let details = TokenDetails(uid: form.text("uid", atMost: 64), isBlocked: act == .block)
            guard form.isValid else { throw HTTPError(.badRequest, "The card cannot be read.") }
            do {
                _ = try await visit.write { try await Tokens.create(visit.scope, details, in: $0) }
            } catch TokenRejection.uidTaken {
                // Somebody else registered it meanwhile: it is known now, which was asked for.
            }
        }
        return visit.redirect(to: .unknownCards, .saved)
    }
}
