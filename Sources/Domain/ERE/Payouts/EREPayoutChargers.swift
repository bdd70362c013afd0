import Postgres
package import Values

extension EREPayoutSnapshot {
    /// A charger of a connection.
    package struct Charger: Hashable, Sendable {
        package let name: String
        /// What went through it in the quarter; zero where the quarter was not measured by charger.
        package let energy: Energy

        package init(name: String, energy: Energy = .zero) {
            self.name = name
            self.energy = energy
        }
    }

    /// What of a connection's quarter and sale falls on one charger.
    package struct Part: Hashable, Sendable {
        /// Empty where nobody knows which one it was.
        package let charger: String
        /// What the charger delivered in the quarter, whatever part of it was sold.
        package let energy: Energy
        /// Whether it is the first sale of the charger and quarter: energies of all of these add up to the connection's.
        package let isFirst: Bool
        package let sale: Sale
    }
}

extension EREPayoutSnapshot.Connection {
    /// By charger and sale: each sale is shared out by what went through the chargers, exactly.
    ///
    /// Energies add up to the connection's and each sale's parts to the sale. Where
    /// nobody knows what went through which charger, the parts are of all of them together.
    package var parts: [EREPayoutSnapshot.Part] {
        let (names, energies) = measured
        let shares = sales.map { $0.split(by: energies.map(\.thousandthsWh)) }
        return names.indices.flatMap { charger in
            shares.enumerated().map { index, parts in
                EREPayoutSnapshot.Part(
                    charger: names[charger],
                    energy: energies[charger],
                    isFirst: index == 0,
                    sale: parts[charger]
                )
            }
        }
    }

    /// Chargers with what went through them; a rest that no charger had is of one without a name.
    private var measured: (names: [String], energies: [Energy]) {
        let known = chargers.map(\.energy.thousandthsWh)
        guard chargers.count > 1, known.contains(where: { $0 > 0 }), energy > .zero else {
            return ([chargers.map(\.name).joined(separator: ", ")], [energy])
        }
        var (names, weights) = (chargers.map(\.name), known)
        let rest = energy.thousandthsWh - known.reduce(0, +)
        // Less than a watt-hour is what the register's rounding took.
        if rest >= 1_000 {
            names.append("")
            weights.append(rest)
        }
        let wholeWh = LargestRemainder.split(energy.thousandthsWh / 1_000, by: weights, keys: Array(weights.indices))
        return (names, wholeWh.map { Energy(wh: $0) })
    }
}

extension EREPayoutSnapshot.Sale {
    /// Its parts by weight: units by the weights, money by the units, each to the last of them.
    fileprivate func split(by weights: [Int64]) -> [EREPayoutSnapshot.Sale] {
        guard weights.count > 1 else { return [self] }
        let keys = Array(weights.indices)
        let units = LargestRemainder.split(units, by: weights, keys: keys)
        let amounts = LargestRemainder.split(gross, by: self.units > 0 ? units : weights, keys: keys)
        let fees = LargestRemainder.split(fee, by: amounts, keys: keys)
        let margins = LargestRemainder.split(margin, by: keys.map { amounts[$0] - fees[$0] }, keys: keys)
        return keys.map {
            EREPayoutSnapshot.Sale(
                number: number,
                units: units[$0],
                price: price,
                gross: amounts[$0],
                fee: fees[$0],
                margin: margins[$0]
            )
        }
    }
}

/// The chargers behind booking lines, with what was measured of each where there are several.
struct EREChargersOfBookings: Statement {
    struct Row: Sendable {
        let booking: EREBookingID
        let charger: EREPayoutSnapshot.Charger
    }

    static let sql = """
        SELECT b.id, trim(c.brand || ' ' || c.model || ' ' || c.serial), coalesce(r.energy, 0)::bigint
        FROM ere_bookings b JOIN ere_chargers c ON c.operator_id = $1 AND c.enrolment_id = b.enrolment_id
        LEFT JOIN ere_measurements m ON m.operator_id = $1 AND m.id = b.measurement_id AND EXISTS (
            SELECT FROM ere_chargers o WHERE o.operator_id = $1 AND o.enrolment_id = b.enrolment_id AND o.id <> c.id)
        LEFT JOIN LATERAL (
            SELECT sum((e ->> 'energy')::bigint) AS energy FROM jsonb_array_elements(m.content -> 'registers') AS e
            WHERE e ->> 'charger' = c.id::text OR e ->> 'charge_point' = c.charge_point_id::text) r ON true
        WHERE b.operator_id = $1 AND b.id = ANY ($2) ORDER BY b.id, c.id
        """
    static let sample = EREChargersOfBookings(operatorID: OperatorID(1), bookings: [])
    let operatorID: OperatorID
    let bookings: [EREBookingID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(bookings)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            booking: try row.next(),
            charger: EREPayoutSnapshot.Charger(name: try row.next(), energy: Energy(thousandthsWh: try row.next()))
        )
    }
}
