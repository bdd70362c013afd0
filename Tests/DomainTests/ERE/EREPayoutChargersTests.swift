import TestSupport
import Testing
import Values

@testable import Domain

/// What of a payout falls on which charger, and that nothing of it is lost.
struct EREPayoutChargersTests {
    private static func sale(_ units: Int64, _ gross: Int64, _ fee: Int64, _ margin: Int64) -> EREPayoutSnapshot.Sale {
        EREPayoutSnapshot.Sale(number: "S-1", units: units, price: Exact(1), gross: gross, fee: fee, margin: margin)
    }

    private static func connection(
        _ energy: Int64,
        _ chargers: [(String, Int64)],
        _ sales: [EREPayoutSnapshot.Sale]
    ) -> EREPayoutSnapshot.Connection {
        EREPayoutSnapshot.Connection(
            ean: "871685900000000004",
            quarter: .sample,
            chargers: chargers.map { EREPayoutSnapshot.Charger(name: $0.0, energy: Energy(wh: $0.1)) },
            energy: Energy(wh: energy),
            credited: sales.reduce(0) { $0 + $1.units },
            sales: sales
        )
    }

    @Test func `one charger has all of it, whatever is known of it`() {
        for chargers in [[("A", Int64(0))], [("A", 7)], []] {
            let parts = Self.connection(1_000, chargers, [Self.sale(3, 300, 60, 5), Self.sale(1, 90, 18, 0)]).parts
            #expect(parts.map(\.sale.gross) == [300, 90] && parts.map(\.isFirst) == [true, false])
            #expect(parts.allSatisfy { $0.energy == Energy(wh: 1_000) && $0.charger == (chargers.first?.0 ?? "") })
        }
    }

    @Test func `several share by what went through each, and a rest is nobody's`() {
        let two = Self.connection(1_000, [("A", 600), ("B", 400)], [Self.sale(10, 1_000, 200, 50)]).parts
        #expect(two.map(\.charger) == ["A", "B"] && two.map(\.energy) == [Energy(wh: 600), Energy(wh: 400)])
        #expect(two.map(\.sale.units) == [6, 4] && two.map(\.sale.gross) == [600, 400])
        #expect(two.map(\.sale.fee) == [120, 80] && two.map(\.sale.net) == [450, 300])
        let rest = Self.connection(1_000, [("A", 600), ("B", 300)], [Self.sale(10, 1_000, 200, 50)]).parts
        #expect(rest.map(\.charger) == ["A", "B", ""] && rest.map(\.sale.units) == [6, 3, 1])
        // Nobody measured them apart.
        let unknown = Self.connection(1_000, [("A", 0), ("B", 0)], [Self.sale(10, 1_000, 200, 50)]).parts
        #expect(unknown.map(\.charger) == ["A, B"] && unknown.map(\.sale.gross) == [1_000])
    }

    @Test(arguments: Seeds.some(20))
    func `parts add up to the sale and the connection, whatever the numbers are`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let chargers = (0..<Int.random(in: 1...5, using: &random)).map {
                ("C\($0)", Int64.random(in: 0...9_000, using: &random))
            }
            let sales = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let gross = Int64.random(in: 0...10_000, using: &random)
                let fee = Int64.random(in: 0...gross, using: &random)
                let margin = Int64.random(in: 0...(gross - fee), using: &random)
                return Self.sale(Int64.random(in: 0...400, using: &random), gross, fee, margin)
            }
            let known = chargers.reduce(0) { $0 + $1.1 }
            let energy = max(0, known + Int64.random(in: -500...2_000, using: &random))
            let connection = Self.connection(energy, chargers, sales)
            let parts = connection.parts
            #expect(parts.filter(\.isFirst).reduce(.zero) { $0 + $1.energy } == connection.energy)
            for (index, sale) in sales.enumerated() {
                let own = stride(from: index, to: parts.count, by: sales.count).map { parts[$0].sale }
                #expect(own.reduce(0) { $0 + $1.units } == sale.units && own.reduce(0) { $0 + $1.gross } == sale.gross)
                #expect(own.reduce(0) { $0 + $1.fee } == sale.fee && own.reduce(0) { $0 + $1.margin } == sale.margin)
                #expect(own.allSatisfy { $0.fee >= 0 && $0.margin >= 0 && $0.net >= 0 }, "\(own)")
            }
        }
    }
}
