import Templates
import Values

extension SamplePage {
    static let cards: [SamplePage] = [
        SamplePage("unknown-cards") {
            let card = UnknownCards.Card(
                uid: "04FFEE01",
                sessions: 3,
                firstAt: Sample.at("2025-05-02T10:00:00Z"),
                lastAt: Sample.noon,
                chargePoint: Sample.chargePoint
            )
            let model = UnknownCards.Model(policy: .flag, cards: [card], mayDecide: true)
            return UnknownCards.view(model, frame: Sample.frame(.unknownCards))
        },
        SamplePage("unknown-cards-none") {
            let model = UnknownCards.Model(policy: .refuse, cards: [], mayDecide: false)
            return UnknownCards.view(model, frame: Sample.frame(.unknownCards, role: .operatorFinance))
        },
    ]
}
