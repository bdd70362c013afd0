import Postgres
package import Values

/// A charger as a thing, whatever it is called: the same register stands behind all its names.
package enum EREDevice: Hashable, Sendable {
    /// A charge point, with the charger of an enrolment that it is.
    case point(ChargePointID)
    /// A charger that does not talk to us.
    case charger(EREChargerID)
    /// Several of these with one serial number.
    case shared(Int)
}

/// Which chargers of enrolments and which charge points are one device.
package struct EREDevices: Sendable {
    /// That two chargers may be one, and why; a charger is also told with itself.
    package struct Tie: Hashable, Sendable {
        package let charger: EREChargerID
        package let other: EREChargerID
        /// The charge point that the other one is.
        package let otherPoint: ChargePointID?
        /// Whether the other one was taken out of its enrolment.
        package let isRemoved: Bool
        /// The serial number that both have; `nil` where both are the same charge point.
        package let serial: String?
        /// Whose they are, by what is written on them or by what they say themselves.
        package let brand: String
        package let otherBrand: String

        package init(
            charger: EREChargerID,
            other: EREChargerID,
            otherPoint: ChargePointID?,
            isRemoved: Bool = false,
            serial: String? = nil,
            brand: String = "",
            otherBrand: String = ""
        ) {
            self.charger = charger
            self.other = other
            self.otherPoint = otherPoint
            self.isRemoved = isRemoved
            self.serial = serial
            self.brand = brand
            self.otherBrand = otherBrand
        }
    }

    private enum Name: Hashable {
        case charger(EREChargerID)
        case point(ChargePointID)
    }

    /// More chargers than this do not have one serial number: it is what a maker's firmware says when it was given none.
    package static let mostPerSerial = 20

    private var devices: [Name: EREDevice] = [:]
    /// The charge points and chargers of devices with several names; of chargers and charge points only those that are in
    /// an enrolment count from now on, of the others only what was counted before.
    package private(set) var sharedPoints: [(device: Int, id: ChargePointID, isEnrolled: Bool)] = []
    package private(set) var sharedChargers: [(device: Int, id: EREChargerID, isEnrolled: Bool)] = []

    package init(_ ties: [Tie]) {
        var groups = Groups()
        let crowded = EREDevices.crowded(ties)
        var enrolled: Set<Name> = []
        for tie in ties where EREDevices.isOne(tie) && !crowded.contains(tie.serial ?? "") {
            groups.join(.charger(tie.charger), .charger(tie.other))
            if let point = tie.otherPoint { groups.join(.charger(tie.other), .point(point)) }
            if tie.isRemoved { continue }
            enrolled.insert(.charger(tie.other))
            if let point = tie.otherPoint { enrolled.insert(.point(point)) }
        }
        for (number, names) in groups.all.enumerated() {
            let points = names.compactMap { if case .point(let id) = $0 { id } else { nil } }
            let chargers = names.compactMap { if case .charger(let id) = $0 { id } else { nil } }
            let isShared = points.count > 1 || chargers.count > 1
            let single = points.first.map { EREDevice.point($0) } ?? chargers.first.map { .charger($0) }
            for name in names { devices[name] = isShared ? .shared(number) : single }
            guard isShared else { continue }
            sharedPoints += points.map { (number, $0, enrolled.contains(.point($0))) }
            sharedChargers += chargers.map { (number, $0, enrolled.contains(.charger($0))) }
        }
    }

    /// Whether some device has several names.
    package var isEmpty: Bool { sharedChargers.isEmpty }

    /// What stands behind a register.
    package func device(of meter: EREMeterName) -> EREDevice {
        switch meter {
        case .connector(let point, _): devices[.point(point)] ?? .point(point)
        case .sessions(let charger, _), .readings(let charger): devices[.charger(charger)] ?? .charger(charger)
        }
    }

    private static func crowded(_ ties: [Tie]) -> Set<String> {
        var bearers: [String: Set<EREChargerID>] = [:]
        for tie in ties { if let serial = tie.serial { bearers[serial, default: []].insert(tie.other) } }
        return Set(bearers.filter { $0.value.count > mostPerSerial }.keys)
    }

    private static func isOne(_ tie: Tie) -> Bool {
        tie.serial == nil || isSameBrand(tie.brand, tie.otherBrand)
    }

    /// Whether two names may be those of one maker: `Alfen` and `Alfen BV`; one that says nothing may be any.
    package static func isSameBrand(_ left: String, _ right: String) -> Bool {
        let (left, right) = (letters(left), letters(right))
        return left.starts(with: right) || right.starts(with: left)
    }

    private static func letters(_ text: String) -> [Character] {
        text.lowercased().filter { $0.isLetter || $0.isNumber }.map { $0 }
    }

    /// Names that belong together.
    private struct Groups {
        private var number: [Name: Int] = [:]
        private var members: [[Name]] = []

        mutating func join(_ left: Name, _ right: Name) {
            let (into, from) = (group(of: left), group(of: right))
            guard into != from else { return }
            for name in members[from] { number[name] = into }
            members[into] += members[from]
            members[from] = []
        }

        private mutating func group(of name: Name) -> Int {
            if let known = number[name] { return known }
            number[name] = members.count
            members.append([name])
            return members.count - 1
        }

        var all: [[Name]] { members.filter { !$0.isEmpty } }
    }
}

/// The chargers that may be one device with a charger of some enrolments, in whatever enrolment of the operator they stand or
/// stood; each charger with itself, too.
///
/// Serial numbers are what is written on a charger and what a charge point says of itself and of its charge box.
struct EREDeviceTies: Statement {
    static let sql = """
        WITH own AS MATERIALIZED (
            SELECT c.id, c.charge_point_id, c.brand, c.serial_key FROM ere_chargers c
            WHERE c.operator_id = $1 AND c.enrolment_id = ANY($2) AND c.removed_at IS NULL
        ), said AS MATERIALIZED (
            SELECT o.id, o.brand, o.serial_key AS serial FROM own o
            UNION
            SELECT o.id, s.vendor, k.serial FROM own o
            JOIN charge_point_status s ON s.operator_id = $1 AND s.charge_point_id = o.charge_point_id
            CROSS JOIN LATERAL (VALUES (s.serial_key), (s.box_serial_key)) AS k (serial)
        ), named AS MATERIALIZED (SELECT id, brand, serial FROM said WHERE length(serial) >= $3::bigint)
        SELECT o.id, o.id, o.charge_point_id, false, NULL::text, '', '' FROM own o
        UNION ALL
        SELECT o.id, x.id, x.charge_point_id, x.removed_at IS NOT NULL, NULL, '', ''
        FROM own o JOIN ere_chargers x ON x.operator_id = $1 AND x.charge_point_id = o.charge_point_id AND x.id <> o.id
        UNION ALL
        SELECT n.id, x.id, x.charge_point_id, x.removed_at IS NOT NULL, n.serial, n.brand, x.brand
        FROM named n CROSS JOIN LATERAL (SELECT c.id, c.charge_point_id, c.removed_at, c.brand FROM ere_chargers c
            WHERE c.operator_id = $1 AND c.serial_key = n.serial ORDER BY c.id LIMIT $4) x
        UNION ALL
        SELECT n.id, x.id, x.charge_point_id, x.removed_at IS NOT NULL, n.serial, n.brand, s.vendor
        FROM named n CROSS JOIN LATERAL (SELECT p.charge_point_id, p.vendor FROM charge_point_status p
            WHERE p.operator_id = $1 AND p.serial_key = n.serial ORDER BY p.charge_point_id LIMIT $4) s
        JOIN ere_chargers x ON x.operator_id = $1 AND x.charge_point_id = s.charge_point_id
        UNION ALL
        SELECT n.id, x.id, x.charge_point_id, x.removed_at IS NOT NULL, n.serial, n.brand, s.vendor
        FROM named n CROSS JOIN LATERAL (SELECT p.charge_point_id, p.vendor FROM charge_point_status p
            WHERE p.operator_id = $1 AND p.box_serial_key = n.serial ORDER BY p.charge_point_id LIMIT $4) s
        JOIN ere_chargers x ON x.operator_id = $1 AND x.charge_point_id = s.charge_point_id
        """
    /// A shorter one tells no charger from another.
    private static let shortest = 4
    static let sample = EREDeviceTies(operatorID: OperatorID(1), enrolments: [])
    let operatorID: OperatorID
    let enrolments: [EREEnrolmentID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolments)
        values.append(EREDeviceTies.shortest)
        values.append(EREDevices.mostPerSerial + 1)
    }
    static func decode(_ row: inout RowReader) throws -> EREDevices.Tie {
        EREDevices.Tie(
            charger: try row.next(),
            other: try row.next(),
            otherPoint: try row.next(),
            isRemoved: try row.next(),
            serial: try row.next(),
            brand: try row.next(),
            otherBrand: try row.next()
        )
    }
}
