import Domain
import TestSupport
import Testing
import Values

/// A complete enrolment to take things away from.
enum EREDrafts {
    static let address = Address(
        street: "Keizersgracht",
        houseNumber: "12",
        postcode: "1015 CS",
        town: "Amsterdam",
        country: "NL"
    )

    static func connection(_ construct: EREConstruct = .meteredDeliveryPoint) throws -> EREConnection {
        let ean = try #require(EAN18("871685900000000004"))
        return EREConnection(ean: ean, address: address, construct: construct, isHeld: true)
    }

    static let charger = ERECharger(
        brand: "Alfen",
        model: "Eve Single Pro-line",
        serial: "ACE0012345",
        meterPlace: .inCharger,
        verdict: .likely
    )

    static func person() throws -> EREDraft {
        EREDraft(
            holder: EREHolder(kind: .person, name: "Anna de Vries"),
            connection: try connection(),
            chargers: [charger],
            account: EREAccount(iban: try #require(IBAN("NL91ABNA0417164300")))
        )
    }

    static func company() throws -> EREDraft {
        var draft = try person()
        draft.holder = EREHolder(
            kind: .company,
            name: "De Vries Bouw B.V.",
            address: address,
            companyNumber: "12345678",
            vatID: "NL869344109B01",
            representative: "Anna de Vries"
        )
        return draft
    }
}

struct EREDraftTests {
    @Test func `the steps come one after the other, and what is done stays open`() throws {
        let whole = try EREDrafts.person()
        var draft = EREDraft()
        #expect(draft.next == .who)
        #expect(EREStep.allCases.filter(draft.mayOpen) == [.who])
        draft.holder = whole.holder
        #expect(draft.next == .connection)
        draft.connection = whole.connection
        #expect(draft.next == .charger)
        draft.chargers = whole.chargers
        #expect(draft.next == .payout)
        #expect(EREStep.allCases.filter(draft.mayOpen) == [.who, .connection, .charger, .payout])
        draft.account = whole.account
        #expect(draft.next == .mandate)
        #expect(EREStep.allCases.allSatisfy(draft.mayOpen))
        draft.holder?.name = ""
        #expect(draft.next == .who && !draft.mayOpen(.mandate))
    }

    @Test func `nobody is asked for an account that is never paid to`() throws {
        var draft = try EREDrafts.person()
        draft.account = nil
        draft.payoutModel = .partner
        #expect(draft.next == .mandate)
        #expect(draft.steps == [.who, .connection, .charger, .mandate])
        #expect(!draft.mayOpen(.payout))
    }

    @Test func `a company tells its number, its place and who signs`() throws {
        var holder = try #require(try EREDrafts.company().holder)
        #expect(EREChecks.problems(holder) == [])
        holder.companyNumber = "1234567"
        holder.representative = ""
        holder.address.town = ""
        #expect(EREChecks.problems(holder) == [.companyNumber, .representativeMissing, .establishment])
        holder.kind = .person
        #expect(EREChecks.problems(holder) == [])
        #expect(EREChecks.problems(EREHolder(kind: .person, name: "")) == [.holderUnnamed])
    }

    @Test func `a sole trader keeps its citizen's number to itself`() throws {
        var holder = try #require(try EREDrafts.company().holder)
        holder.vatID = "NL123456782B90"
        #expect(EREChecks.problems(holder) == [])
        holder.isSoleTrader = true
        #expect(EREChecks.problems(holder) == [.vatIDTellsCitizenNumber])
        holder.vatID = "NL002455799B11"
        #expect(EREChecks.problems(holder) == [])
        holder.vatID = "NL002455799B12"
        #expect(EREChecks.problems(holder) == [.vatID])
    }

    @Test func `a connection has a Dutch address and is in the holder's name`() throws {
        var connection = try EREDrafts.connection()
        #expect(EREChecks.problems(connection) == [])
        connection.address = Address(street: "", houseNumber: "hs", postcode: "B-1000", town: "", country: "BE")
        connection.isHeld = false
        let all: [EREProblem] = [.street, .houseNumber, .postcode, .town, .country, .notHeld]
        #expect(EREChecks.problems(connection) == all)
    }

    @Test func `the MID meter is inside the charger unless nothing but charging is behind the connection`() {
        var charger = EREDrafts.charger
        charger.meterPlace = .elsewhere
        #expect(EREChecks.problems([charger], behind: .meteredDeliveryPoint) == [.meterElsewhere])
        #expect(EREChecks.problems([charger], behind: .exclusive) == [])
        charger = EREDrafts.charger
        charger.verdict = .unlikely
        #expect(EREChecks.problems([charger], behind: .meteredDeliveryPoint) == [.noMeter])
        #expect(EREChecks.problems([charger], behind: .exclusive) == [])
        charger.evidence = 1
        #expect(EREChecks.problems([charger], behind: .meteredDeliveryPoint) == [])
    }

    @Test func `every charger is named once`() {
        var other = EREDrafts.charger
        other.serial = "ace0012345"
        let chargers = [EREDrafts.charger, other]
        #expect(EREChecks.problems(chargers, behind: .exclusive) == [.serialTwice("ace0012345")])
        #expect(EREChecks.problems([], behind: .exclusive) == [.noCharger])
        other.serial = ""
        other.model = ""
        #expect(EREChecks.problems([other], behind: .exclusive) == [.chargerUnnamed, .serialMissing])
        let many = Array(repeating: EREDrafts.charger, count: EREChecks.mostChargers + 1)
        #expect(EREChecks.problems(many, behind: .exclusive) == [.tooManyChargers])
    }

    @Test func `evidence is waited for only where a MID meter counts`() throws {
        var draft = try EREDrafts.person()
        #expect(draft.lacksEvidence)
        draft.chargers[0].evidence = 1
        #expect(!draft.lacksEvidence)
        draft.chargers[0].evidence = 0
        draft.connection = try EREDrafts.connection(.exclusive)
        #expect(!draft.lacksEvidence)
    }

    @Test func `first digits hint at the grid operator and refuse nothing`() throws {
        #expect(GridOperatorHint(try #require(EAN18("871687140000000125"))) == .liander)
        #expect(GridOperatorHint(try #require(EAN18("541448000000000011"))) == .belgium)
        #expect(GridOperatorHint(try #require(EAN18("871685900000000004"))) == nil)
    }

    @Test func `every problem has a code of its own`() {
        let all: [EREProblem] = [
            .notSaid(.who), .notSaid(.payout), .holderUnnamed, .companyNumber, .vatID, .vatIDTellsCitizenNumber,
            .representativeMissing, .establishment, .ean(.missing), .ean(.shape), .ean(.length(1)), .ean(.checkDigit),
            .street, .houseNumber, .postcode, .town, .country, .notHeld, .noCharger, .tooManyChargers, .chargerUnnamed,
            .serialMissing, .serialTwice(""), .meterElsewhere, .noMeter,
        ]
        #expect(Set(all.map(\.code)).count == all.count)
        #expect(all.allSatisfy { $0.code.hasPrefix("ere_enrolment.") })
    }
}
