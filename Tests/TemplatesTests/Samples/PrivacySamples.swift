import Templates
import Values

extension SamplePage {
    static let privacy: [SamplePage] = [
        SamplePage("privacy") { PrivacyIndex.view(rules(), frame: Sample.frame(.privacy)) },
        SamplePage("privacy-new-nl") {
            let error = Text(en: "The law wants this kept for longer.", nl: "De wet wil dit langer bewaard zien.")
            let model = rules(runs: [], requests: [], amount: Field("2", error: error))
            return PrivacyIndex.view(model, frame: Sample.frame(.privacy, role: .partnerAdmin, language: .dutch))
        },
        SamplePage("customer-privacy") {
            let model = file(requests: [], obstacles: [mandate, units])
            return CustomerPrivacy.view(model, frame: Sample.frame(.customerPrivacy(who), role: .partnerAdmin))
        },
        SamplePage("customer-privacy-open-nl") {
            let model = file(requests: [request(nil)], isHeld: false)
            return CustomerPrivacy.view(
                model,
                frame: Sample.frame(.customerPrivacy(who), role: .partnerAdmin, language: .dutch)
            )
        },
        SamplePage("customer-privacy-erased") {
            let model = file(
                erasedAt: Sample.noon,
                requests: [request(Text(en: "Erased", nl: "Gewist"))],
                isHeld: false
            )
            return CustomerPrivacy.view(model, frame: Sample.frame(.customerPrivacy(who), role: .partnerAdmin))
        },
    ]

    private static let who = CustomerID(7)
    private static let mails = Text(en: "Mails", nl: "Mails")
    private static let mandates = Text(en: "Mandates", nl: "Machtigingen")
    private static let mandate = Text(en: "A mandate still counts.", nl: "Een machtiging telt nog.")
    private static let units = Text(en: "Units can still be sold.", nl: "Er kunnen nog eenheden worden verkocht.")

    private static func request(_ outcome: Text?) -> CustomerPrivacy.Request {
        CustomerPrivacy.Request(
            askedBy: "Sanne Bakker",
            askedOn: Sample.day,
            answerBy: Sample.day.adding(days: 30),
            reason: "Moved away",
            recordedBy: "Femke de Wit",
            outcome: outcome,
            outcomeReason: "",
            decidedBy: outcome == nil ? "" : "Femke de Wit",
            decidedAt: outcome == nil ? nil : Sample.noon
        )
    }

    private static func file(
        erasedAt: Timestamp? = nil,
        requests: [CustomerPrivacy.Request],
        obstacles: [Text] = [],
        isHeld: Bool = true
    ) -> CustomerPrivacy.Model {
        let hold = CustomerPrivacy.Hold(
            reason: "Dispute about the second quarter",
            placedBy: "Femke de Wit",
            placedAt: Sample.noon,
            liftedBy: isHeld ? "" : "Femke de Wit",
            liftedAt: isHeld ? nil : Sample.noon
        )
        let address = PostalAddress(
            street: "Keizersgracht",
            houseNumber: "12",
            postcode: "1015 CJ",
            town: "Amsterdam",
            country: "NL"
        )
        return CustomerPrivacy.Model(
            id: who,
            name: erasedAt == nil ? "Sanne Bakker" : "#7",
            erasedAt: erasedAt,
            isOpen: requests.contains { $0.outcome == nil },
            isHeld: isHeld,
            requests: requests,
            holds: [hold],
            obstacles: obstacles,
            removed: [CustomerPrivacy.Count(mails, 14)],
            kept: [CustomerPrivacy.Count(mandates, 1, until: Sample.day.adding(days: 3_000))],
            remains: erasedAt.map { _ in
                CustomerPrivacy.Remains(
                    name: "Sanne Bakker",
                    email: "sanne@home.example",
                    address: address,
                    keptUntil: Sample.day.adding(days: 3_000)
                )
            },
            fields: CustomerPrivacy.Fields(),
            problem: nil
        )
    }

    private static func rules(
        runs: [PrivacyIndex.Run]? = nil,
        requests: [PrivacyIndex.Request]? = nil,
        amount: Field = Field()
    ) -> PrivacyIndex.Model {
        let run = PrivacyIndex.Run(at: Sample.noon, by: "", isDry: false, results: [(mails, 1_204, 3)])
        let dry = PrivacyIndex.Run(at: Sample.noon, by: "Femke de Wit", isDry: true, results: [])
        let asked = PrivacyIndex.Request(
            customer: Mention("Sanne Bakker", .customerPrivacy(who)),
            askedOn: Sample.day,
            answerBy: Sample.day.adding(days: 30),
            outcome: nil
        )
        return PrivacyIndex.Model(
            periods: [
                PrivacyIndex.Period(
                    kind: mails,
                    length: Text(en: "200 days", nl: "200 dagen"),
                    bound: Sample.day.adding(days: -200),
                    source: "We answer sooner",
                    isMinimum: false,
                    isOwn: true
                ),
                PrivacyIndex.Period(
                    kind: mandates,
                    length: Text(en: "7 years after its year", nl: "7 jaar na het jaar zelf"),
                    bound: Sample.day.adding(days: -2_700),
                    source: "Evidence of deliveries, 5 years after verification; taxes, 7 years (AWR art. 52)",
                    isMinimum: true,
                    isOwn: false
                ),
            ],
            runs: runs ?? [run, dry],
            requests: requests ?? [asked],
            kinds: [Choice("mails", "Mails")],
            kind: Field("mails"),
            amount: amount,
            from: Field("2025-06-12"),
            reason: Field()
        )
    }
}
