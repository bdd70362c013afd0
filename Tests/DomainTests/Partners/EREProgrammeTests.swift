import Domain
import Postgres
import TestSupport
import Testing
import Values

struct EREProgrammeTests {
    private static let today = LocalDate(daysSinceEpoch: 20_000)
    private static let now = Timestamp(seconds: 20_000 * 86_400)

    private func programme(
        _ operatorID: OperatorID,
        on day: LocalDate,
        _ world: PartnersWorld
    ) async throws
        -> EREProgramme
    {
        let scope = Scope.system(for: operatorID)
        return try await world.database.read(.system) { try await EREProgramme.find(scope, on: day, in: $0) }
    }

    @Test func `a partner's customers are booked by the platform, on the terms of the day`() async throws {
        try await PartnersWorld.lend { world in
            let scope = world.across.forPartner(world.parties.voltaria.id)
            let terms = PartnerTerms(
                validFrom: Self.today.adding(days: 10),
                model: .partner,
                serviceFeePercent: Exact(mantissa: 175, scale: 1),
                marginPercent: Exact(5)
            )
            try await world.database.write(scope) {
                try await Partners.setTerms(scope, terms, today: Self.today, at: Self.now, in: $0)
            }
            let before = try await programme(world.parties.voltaria.id, on: Self.today, world)
            #expect(before.provider.name == "Platform B.V." && before.payoutModel == .customers && before.isOpen)
            #expect(try before.keptPercent() == Exact(20))
            let after = try await programme(world.parties.voltaria.id, on: terms.validFrom, world)
            #expect(after.payoutModel == .partner && after.serviceFeePercent == terms.serviceFeePercent)
            #expect(try after.keptPercent() == Exact(mantissa: 225, scale: 1))
            let other = try await programme(world.parties.ampère.id, on: terms.validFrom, world)
            #expect(other.payoutModel == .customers && other.serviceFeePercent == PartnerTerms.usualFee)
            try await world.database.write(scope) {
                try await Partners.end(scope, reason: "Over", at: Self.now, in: $0)
            }
            let ended = try await programme(world.parties.voltaria.id, on: Self.today, world)
            #expect(!ended.isOpen)
            #expect(throws: EREEnrolmentRejection.programmeEnded) { try ended.requireOpen() }
        }
    }

    @Test func `an operator that is no partner books for itself on the usual terms`() async throws {
        try await PartnersWorld.lend { world in
            let id = try await world.database.write(.system) {
                try await Operators.create(.system, reference: "alone", .named("Alone", prefix: "AL"), in: $0)
            }
            let own = try await programme(id, on: Self.today, world)
            #expect(own.provider.name == "Alone B.V." && own.payoutModel == .customers && own.isOpen)
            #expect(own.serviceFeePercent == PartnerTerms.usualFee && own.marginPercent == .zero)
        }
    }

    @Test func `no person asks for it`() async throws {
        try await PartnersWorld.lend { world in
            for scope in [world.partnerAdmin, world.across.forPartner(world.parties.voltaria.id)] {
                await #expect(throws: NotPermitted()) {
                    try await world.database.read(scope) {
                        try await EREProgramme.find(scope, on: Self.today, in: $0)
                    }
                }
            }
        }
    }
}
