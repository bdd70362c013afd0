import Domain
import Testing
import Values

struct VATDecisionTests {
    /// operator country, operator VAT id, host kind, status, country, VAT id, site countries → rule or finding.
    static let table: [(String, String)] = [
        ("NL NL001234567B01 private not_taxable NL - NL", "vat.private_person.1 O payout_statement"),
        ("NL NL001234567B01 private not_taxable BE - BE,NL", "vat.private_person.1 O payout_statement"),
        ("NL NL001234567B01 private taxable NL NL009876543B01 NL", "vat.person_with_status"),
        ("NL NL001234567B01 private exempt NL - NL", "vat.person_with_status"),
        ("NL NL001234567B01 association not_taxable NL - NL", "vat.not_taxable.1 O payout_statement"),
        ("NL - company not_taxable DE - DE", "vat.not_taxable.1 O payout_statement"),
        ("NL NL001234567B01 company exempt NL - NL KOR", "vat.exempt.1 E self_billed_invoice"),
        ("NL NL001234567B01 company exempt NL - NL", "vat.exemption_ground_missing"),
        ("NL NL001234567B01 company exempt BE - BE", "vat.exempt_abroad"),
        ("NL NL001234567B01 company exempt NL - BE", "vat.site_abroad"),
        ("NL NL001234567B01 company taxable NL NL009876543B01 NL", "vat.domestic.1 S self_billed_invoice"),
        ("NL - company taxable NL NL009876543B01 NL", "vat.domestic.1 S self_billed_invoice"),
        ("NL NL001234567B01 company taxable NL - NL", "vat.host_id_missing"),
        ("NL NL001234567B01 company taxable NL DE123456789 NL", "vat.host_id_foreign"),
        ("NL NL001234567B01 company taxable NL NL NL", "vat.host_id_foreign"),
        ("NL NL001234567B01 company taxable NL NL009876543B01 NL,BE", "vat.site_abroad"),
        ("NL NL001234567B01 company taxable BE BE0123456789 NL", "vat.site_abroad"),
        ("NL NL001234567B01 company taxable BE BE0123456789 BE", "vat.reverse_charge.1 AE self_billed_invoice"),
        ("NL NL001234567B01 company taxable GR EL123456789 GR", "vat.reverse_charge.1 AE self_billed_invoice"),
        ("NL - company taxable BE BE0123456789 BE", "vat.operator_id_missing"),
        ("NL BE0123456789 company taxable BE BE0123456789 BE", "vat.operator_id_foreign"),
        ("NL NL001234567B01 company taxable CH CHE123456789 CH", "vat.outside_union"),
        ("CH CHE1 company taxable CH CHE123456789 CH", "vat.domestic.1 S self_billed_invoice"),
    ]

    @Test(arguments: 0..<table.count)
    func `every combination leads to a rule or to a named finding`(number: Int) throws {
        let (input, expected) = Self.table[number]
        let words = input.split(separator: " ").map { $0 == "-" ? "" : String($0) }
        let facts = VATFacts(
            operatorCountry: words[0],
            operatorVATID: words[1],
            hostKind: try #require(HostKind(rawValue: words[2])),
            hostStatus: try #require(VATStatus(rawValue: words[3])),
            hostCountry: words[4],
            hostVATID: words[5],
            exemptionGround: words.count > 7 ? words[7] : "",
            siteCountries: Set(words[6].split(separator: ",").map(String.init))
        )
        do {
            let decision = try VATDecision.decide(facts)
            let found = [decision.rule.rawValue, decision.category.rawValue, decision.documentKind.rawValue]
            #expect(found.joined(separator: " ") == expected)
            #expect((decision.rateCountry != nil) == (decision.category == .standard))
        } catch {
            #expect(error.code == expected)
        }
    }

    @Test func `what no primary text was read for says so, in no rule silently`() {
        for rule in VATRule.allCases {
            #expect(rule.reason.contains("To be confirmed by your accountant.") == rule.needsConfirmation)
            for language in ["en", "nl", "fr"] { #expect(!rule.wording(language: language).isEmpty) }
            #expect(rule.wording(language: "en") != rule.wording(language: "nl"))
        }
        #expect(VATRule.exempt.wording(language: "en", exemptionGround: "KOR").last == "Exempt from VAT: KOR.")
        #expect(VATRule.reverseCharge.wording(language: "nl").contains { $0.hasPrefix("Btw verlegd") })
    }

    @Test func `the rate is that of the last day of the month, and none is guessed`() throws {
        let rates = VATRates([
            VATRate(country: "NL", validFrom: BillingWorld.day("2012-10-01"), hundredthsPercent: 2_100),
            VATRate(country: "NL", validFrom: BillingWorld.day("2025-06-30"), hundredthsPercent: 2_200),
        ])
        let decision = try VATDecision.decide(
            VATFacts(
                operatorCountry: "NL",
                operatorVATID: "",
                hostKind: .company,
                hostStatus: .taxable,
                hostCountry: "NL",
                hostVATID: "NL009876543B01",
                siteCountries: ["NL"]
            )
        )
        #expect(try decision.rate(for: BillingWorld.month("2025-05"), in: rates) == 2_100)
        #expect(try decision.rate(for: BillingWorld.month("2025-06"), in: rates) == 2_200)
        let missing = VATRateMissing(country: "NL", day: BillingWorld.day("2011-01-31"))
        #expect(throws: missing) { try decision.rate(for: BillingWorld.month("2011-01"), in: rates) }
    }
}
