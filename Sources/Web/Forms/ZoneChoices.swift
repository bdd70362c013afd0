import Templates
import Values

/// The time zones to choose from in forms.
enum ZoneChoices {
    /// The zones of the countries whose prices we read; an import may name any other.
    private static let zones = [
        "Europe/Amsterdam", "Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Bucharest",
        "Europe/Budapest", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki", "Europe/Lisbon",
        "Europe/Ljubljana", "Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Oslo", "Europe/Paris",
        "Europe/Prague", "Europe/Riga", "Europe/Rome", "Europe/Sofia", "Europe/Stockholm", "Europe/Tallinn",
        "Europe/Vienna", "Europe/Vilnius", "Europe/Warsaw", "Europe/Zagreb", "Europe/Zurich",
    ]

    /// The zones, and before them the one that is chosen where an import brought another.
    static func with(_ current: String) -> [Choice] {
        let isOther = Zone.named(current) != nil && !zones.contains(current)
        return ((isOther ? [current] : []) + zones).map { Choice($0, $0) }
    }
}
