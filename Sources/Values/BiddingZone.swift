/// Bidding zones of the day-ahead market: short name and Energy Identification Code.
///
/// Source: ENTSO-E EIC code list (areas, function bidding zone).
public enum BiddingZone {
    private static let codes: KeyValuePairs<String, String> = [
        "AL": "10YAL-KESH-----5",
        "AT": "10YAT-APG------L",
        "BA": "10YBA-JPCC-----D",
        "BE": "10YBE----------2",
        "BG": "10YCA-BULGARIA-R",
        "CH": "10YCH-SWISSGRIDZ",
        "CY": "10YCY-1001A0003J",
        "CZ": "10YCZ-CEPS-----N",
        "DE-LU": "10Y1001A1001A82H",
        "DK1": "10YDK-1--------W",
        "DK2": "10YDK-2--------M",
        "EE": "10Y1001A1001A39I",
        "ES": "10YES-REE------0",
        "FI": "10YFI-1--------U",
        "FR": "10YFR-RTE------C",
        "GB": "10YGB----------A",
        "GR": "10YGR-HTSO-----Y",
        "HR": "10YHR-HEP------M",
        "HU": "10YHU-MAVIR----U",
        "IE-SEM": "10Y1001A1001A59C",
        "IT-CALA": "10Y1001C--00096J",
        "IT-CNOR": "10Y1001A1001A70O",
        "IT-CSUD": "10Y1001A1001A71M",
        "IT-NORD": "10Y1001A1001A73I",
        "IT-SARD": "10Y1001A1001A74G",
        "IT-SICI": "10Y1001A1001A75E",
        "IT-SUD": "10Y1001A1001A788",
        "LT": "10YLT-1001A0008Q",
        "LV": "10YLV-1001A00074",
        "MD": "10Y1001A1001A990",
        "ME": "10YCS-CG-TSO---S",
        "MK": "10YMK-MEPSO----8",
        "MT": "10Y1001A1001A93C",
        "NL": "10YNL----------L",
        "NO1": "10YNO-1--------2",
        "NO2": "10YNO-2--------T",
        "NO3": "10YNO-3--------J",
        "NO4": "10YNO-4--------9",
        "NO5": "10Y1001A1001A48H",
        "PL": "10YPL-AREA-----S",
        "PT": "10YPT-REN------W",
        "RO": "10YRO-TEL------P",
        "RS": "10YCS-SERBIATSOV",
        "SE1": "10Y1001A1001A44P",
        "SE2": "10Y1001A1001A45N",
        "SE3": "10Y1001A1001A46L",
        "SE4": "10Y1001A1001A47J",
        "SI": "10YSI-ELES-----O",
        "SK": "10YSK-SEPS-----K",
        "TR": "10YTR-TEIAS----W",
        "UA-IPS": "10Y1001C--000182",
        "XK": "10Y1001C--00100H",
    ]
    private static let byName = Dictionary(uniqueKeysWithValues: codes.map { ($0.key, $0.value) })
    private static let byEIC = Dictionary(uniqueKeysWithValues: codes.map { ($0.value, $0.key) })

    /// The names known, in alphabetical order.
    public static var names: [String] { codes.map(\.key) }

    /// The short name of an EIC code; `nil` when it is not known.
    public static func name(eic: String) -> String? { byEIC[eic] }

    /// The EIC code of a short name; `nil` when it is not known.
    public static func eic(name: String) -> String? { byName[name] }

    /// The short name of a zone that is known, given by either spelling; `nil` for any other text.
    public static func name(of text: String) -> String? { byEIC[text] ?? (byName[text] == nil ? nil : text) }

    /// The most names that are proposed instead of one that is not known.
    private static let proposals = 3

    /// The names nearest to a text, the nearest first: by the fewest letters to change in name or EIC code.
    public static func nearest(to text: String) -> [String] {
        let typed = Array(text.uppercased().utf8)
        let distances = codes.map { name, eic in
            (name: name, changes: min(changes(typed, Array(name.utf8)), changes(typed, Array(eic.utf8))))
        }
        return distances.sorted { ($0.changes, $0.name) < ($1.changes, $1.name) }.prefix(proposals).map(\.name)
    }

    /// A sentence on a zone that is not known, with the nearest that are.
    public static func unknown(_ text: String) -> String {
        let shown = text.count <= longest ? text : text.prefix(longest) + "…"
        return "\"\(shown)\" is no bidding zone that is known; the nearest are "
            + nearest(to: text).joined(separator: ", ")
    }

    /// Characters of a text that are shown and compared; no zone has more.
    private static let longest = 40

    /// How many letters must be put in, left out or exchanged to get from one text to the other (Levenshtein).
    private static func changes(_ from: [UInt8], _ into: [UInt8]) -> Int {
        var row = Array(0...into.count)
        for (line, letter) in from.prefix(longest).enumerated() {
            var corner = row[0]
            row[0] = line + 1
            for column in into.indices {
                let exchanged = corner + (into[column] == letter ? 0 : 1)
                corner = row[column + 1]
                row[column + 1] = min(exchanged, corner + 1, row[column] + 1)
            }
        }
        return row[into.count]
    }

    /// Sixteen capital letters, digits and hyphens.
    public static func isEIC(_ text: String) -> Bool {
        text.utf8.count == 16
            && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || $0 == UInt8(ascii: "-") }
    }

    /// Brings a name or an EIC code to its short name where it is known.
    public static func canonical(_ text: String) -> String { byEIC[text] ?? text }
}
