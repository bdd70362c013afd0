import Values

/// A column of a person's sheet, by what its heading may be called, in small letters and digits only.
protocol SheetColumn: CaseIterable, Hashable, Sendable {
    var names: Set<String> { get }
}

/// Where things stand in a sheet, by its headings.
struct SheetHead<Column: SheetColumn>: Sendable {
    /// Two headings mean the same; this is the second.
    struct Twice: Error {
        let heading: String
    }

    private let places: [Column: Int]

    init(_ headings: [String]) throws(Twice) {
        var places: [Column: Int] = [:]
        for (index, heading) in headings.enumerated() {
            let name = heading.lowercased().filter { $0.isLetter || $0.isNumber }
            guard let column = Column.allCases.first(where: { $0.names.contains(name) }) else { continue }
            guard places.updateValue(index, forKey: column) == nil else { throw Twice(heading: heading) }
        }
        self.places = places
    }

    func has(_ column: Column) -> Bool { places[column] != nil }

    /// What stands there; empty where there is no such column, or the line is short.
    func cell(_ column: Column, in cells: [String]) -> String {
        places[column].flatMap { $0 < cells.count ? cells[$0] : nil } ?? ""
    }
}

/// How people write days and moments.
enum SheetTime {
    /// `2026-10-31`, `31-10-2026` or `31/10/2026`.
    static func day(_ text: some StringProtocol) -> LocalDate? {
        if let day = LocalDate(text) { return day }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
        guard parts.count == 3, parts[2].utf8.count == 4 else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        return LocalDate(year: numbers[2], month: numbers[1], day: numbers[0])
    }

    /// A moment with its zone (RFC 3339), or a day and a time by the clock of a zone, such as `31-10-2026 14:05`.
    ///
    /// `nil` also for what the clock never shows, or shows twice: the hours in which it is set.
    static func moment(_ text: String, in zone: Zone) -> Timestamp? {
        if let moment = Timestamp(text) { return moment }
        let parts = text.split { $0 == " " || $0 == "T" }
        guard parts.count == 2, let day = day(parts[0]), let second = second(parts[1]) else { return nil }
        let moments = zone.moments(of: day, second: second)
        return moments.count == 1 ? moments[0] : nil
    }

    /// Of the day: `14:05` or `14:05:30`.
    private static func second(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.utf8.count == 2 ? Int64($0) : nil }
        guard (2...3).contains(parts.count), numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }),
            numbers[0] < 24, numbers[1] < 60
        else { return nil }
        let second = numbers.count == 3 ? numbers[2] : 0
        return second < 60 ? numbers[0] * 3_600 + numbers[1] * 60 + second : nil
    }
}
