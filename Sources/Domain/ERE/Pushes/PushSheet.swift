package import Values

/// The lines of a file with meter readings or sessions, as read: no charger of them was looked up.
package struct PushSheet: Hashable, Sendable {
    /// How a line names its charger.
    package enum Charger: Hashable, Sendable {
        case number(EREChargerID)
        /// By the serial number, of a connection where it is named.
        case serial(String, ean: String?)
    }

    package enum Row: Hashable, Sendable {
        case reading(at: Timestamp, register: Energy)
        case session(name: String, connector: Int, from: Timestamp, until: Timestamp, begin: Energy, end: Energy)
    }

    package struct Line: Hashable, Sendable {
        /// Its number in the file, from 1.
        package let number: Int
        package let charger: Charger
        package let row: Row
        /// Whether it takes back what was told before.
        package let isWithdrawn: Bool
    }

    /// What is wrong with a line.
    package enum Fault: Error, Hashable, Sendable {
        /// Quotes that do not fit, or a cell that is too long.
        case unreadable
        /// Neither our number of the charger nor its serial number.
        case noCharger
        case charger
        case ean
        /// No moment, or one that the clock never or twice shows.
        case time
        /// No kilowatt-hours or watt-hours from 0 on.
        case register
        case session
        case connector
        /// Neither yes nor no.
        case withdrawn
        /// More than one charger has the serial number.
        case manyChargers
        case push(PushFault)
    }

    package struct LineFault: Hashable, Sendable {
        package let line: Int
        package let fault: Fault
    }

    /// Why a file has no lines that could be read.
    package enum Rejection: Error, Hashable, Sendable {
        /// The headings name no charger, or neither a moment with a register nor a session.
        case noColumns
        case columnTwice(String)
        /// There is no line below the headings.
        case empty
    }

    /// A reading a month of four thousand chargers for a year; a second's work.
    package static let mostLines = 50_000

    package let kind: PushKind
    package private(set) var lines: [Line] = []
    package private(set) var faults: [LineFault] = []

    /// Reads the lines below the headings.
    ///
    /// - Throws: ``Rejection``.
    package init(_ rows: [(line: Int, cells: [String])]) throws(Rejection) {
        guard let head = rows.first else { throw .noColumns }
        let columns = try PushColumns(head.cells)
        kind = columns.kind
        guard rows.count > 1 else { throw .empty }
        for row in rows.dropFirst() {
            do throws(Fault) {
                lines.append(try columns.line(row.line, row.cells))
            } catch {
                faults.append(LineFault(line: row.line, fault: error))
            }
        }
    }

    /// Adds lines that could not be read at all.
    package mutating func add(unreadable numbers: [Int]) {
        faults = (faults + numbers.map { LineFault(line: $0, fault: .unreadable) }).sorted { $0.line < $1.line }
    }
}

/// Where things stand in a file of readings or sessions.
private struct PushColumns {
    private enum Column: SheetColumn {
        case charger, serial, ean, at, register, registerWh, session, connector, from, until
        case begin, beginWh, end, endWh, withdrawn

        var names: Set<String> {
            switch self {
            case .charger: ["charger", "chargerid", "lader", "ladernummer"]
            case .serial: ["serial", "serialnumber", "serienummer", "chargerserial"]
            case .ean: ["ean", "ean18", "eancode", "eanaansluiting"]
            case .at: ["at", "readat", "moment", "tijdstip", "opgenomenop"]
            case .register: ["registerkwh", "meterstandkwh", "standkwh"]
            case .registerWh: ["registerwh", "meterstandwh", "standwh"]
            case .session: ["session", "sessionid", "sessie", "sessienummer", "cdrid"]
            case .connector: ["connector", "stekker"]
            case .from: ["start", "startedat", "begin", "begonnenop"]
            case .until: ["stop", "stoppedat", "einde", "gestoptop"]
            case .begin: ["beginkwh", "startkwh", "beginstandkwh"]
            case .beginWh: ["beginwh", "startwh", "beginstandwh"]
            case .end: ["endkwh", "stopkwh", "eindstandkwh"]
            case .endWh: ["endwh", "stopwh", "eindstandwh"]
            case .withdrawn: ["withdrawn", "takenback", "ingetrokken"]
            }
        }
    }

    private let head: SheetHead<Column>
    let kind: PushKind

    init(_ headings: [String]) throws(PushSheet.Rejection) {
        do throws(SheetHead<Column>.Twice) {
            head = try SheetHead(headings)
        } catch {
            throw .columnTwice(error.heading)
        }
        let head = head
        let begins = head.has(.begin) || head.has(.beginWh)
        let isSessions =
            head.has(.session) && head.has(.from) && head.has(.until) && begins
            && (head.has(.end) || head.has(.endWh))
        let isReadings = head.has(.at) && (head.has(.register) || head.has(.registerWh))
        guard head.has(.charger) || head.has(.serial), isSessions != isReadings else { throw .noColumns }
        kind = isSessions ? .sessions : .readings
    }

    func line(_ number: Int, _ cells: [String]) throws(PushSheet.Fault) -> PushSheet.Line {
        let row: PushSheet.Row
        switch kind {
        case .readings:
            row = .reading(at: try moment(.at, cells), register: try energy(.register, .registerWh, cells))
        case .sessions:
            let name = head.cell(.session, in: cells)
            guard PushedSession.isName(name) else { throw .session }
            row = .session(
                name: name,
                connector: try connector(cells),
                from: try moment(.from, cells),
                until: try moment(.until, cells),
                begin: try energy(.begin, .beginWh, cells),
                end: try energy(.end, .endWh, cells)
            )
        }
        let isWithdrawn = try isWithdrawn(cells)
        return PushSheet.Line(number: number, charger: try charger(cells), row: row, isWithdrawn: isWithdrawn)
    }

    private func isWithdrawn(_ cells: [String]) throws(PushSheet.Fault) -> Bool {
        switch head.cell(.withdrawn, in: cells).lowercased() {
        case "", "no", "nee", "false", "0": return false
        case "yes", "ja", "true", "1": return true
        default: throw .withdrawn
        }
    }

    private func charger(_ cells: [String]) throws(PushSheet.Fault) -> PushSheet.Charger {
        let (number, serial) = (head.cell(.charger, in: cells), head.cell(.serial, in: cells))
        if !number.isEmpty {
            guard let id = EREChargerID(text: number) else { throw .charger }
            return .number(id)
        }
        guard !serial.isEmpty else { throw .noCharger }
        let typed = head.cell(.ean, in: cells)
        guard !typed.isEmpty else { return .serial(serial.uppercased(), ean: nil) }
        guard let ean = EAN18(typed) else { throw .ean }
        return .serial(serial.uppercased(), ean: ean.text)
    }

    private func connector(_ cells: [String]) throws(PushSheet.Fault) -> Int {
        let typed = head.cell(.connector, in: cells)
        if typed.isEmpty { return 1 }
        guard let number = Int(typed), (1...100).contains(number) else { throw .connector }
        return number
    }

    private func moment(_ column: Column, _ cells: [String]) throws(PushSheet.Fault) -> Timestamp {
        guard let moment = SheetTime.moment(head.cell(column, in: cells), in: EREQuarter.zone) else { throw .time }
        return moment
    }

    /// Kilowatt-hours with a comma or a point before the decimals, or watt-hours; without separators of thousands.
    private func energy(
        _ kWh: Column,
        _ wh: Column,
        _ cells: [String]
    ) throws(PushSheet.Fault) -> Energy {
        let isWh = head.cell(kWh, in: cells).isEmpty
        let typed = head.cell(isWh ? wh : kWh, in: cells)
        let text = typed.replacing(",", with: ".")
        let isPlain = !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
        guard isPlain, text.utf8.count <= 18, let value = Exact(text),
            let energy = try? isWh ? Energy(wh: value) : Energy(wh: value * Exact(1_000))
        else { throw .register }
        return energy
    }
}
