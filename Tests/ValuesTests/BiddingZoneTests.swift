import Testing
import Values

struct BiddingZoneTests {
    @Test func `a zone is known by either spelling, and by no other`() {
        #expect(BiddingZone.name(of: "NL") == "NL" && BiddingZone.name(of: "10YNL----------L") == "NL")
        for text in ["", "nl", "NL ", "10YNL----------X", "LU", "Netherlands"] {
            #expect(BiddingZone.name(of: text) == nil, "\(text)")
        }
        #expect(BiddingZone.names.allSatisfy { BiddingZone.eic(name: $0).map(BiddingZone.isEIC) ?? false })
    }

    @Test(arguments: [
        ("IT-NORD", "10Y1001A1001A73I"), ("IT-CNOR", "10Y1001A1001A70O"), ("IT-CSUD", "10Y1001A1001A71M"),
        ("IT-SUD", "10Y1001A1001A788"), ("IT-SARD", "10Y1001A1001A74G"), ("IT-SICI", "10Y1001A1001A75E"),
        ("IT-CALA", "10Y1001C--00096J"), ("RS", "10YCS-SERBIATSOV"), ("ME", "10YCS-CG-TSO---S"),
        ("MK", "10YMK-MEPSO----8"), ("GB", "10YGB----------A"), ("RO", "10YRO-TEL------P"),
    ])
    func `zones all over Europe are known`(name: String, eic: String) {
        #expect(BiddingZone.name(eic: eic) == name && BiddingZone.eic(name: name) == eic)
    }

    /// The sixteenth character checks the fifteen before it (ENTSO-E, EIC reference manual).
    @Test func `every code has the check character that its letters ask for`() {
        let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
        for name in BiddingZone.names {
            let code = Array(BiddingZone.eic(name: name) ?? "")
            let weighed = code.dropLast().enumerated().map { place, letter in
                (letters.firstIndex(of: letter) ?? 0) * (16 - place)
            }
            #expect(code.last == letters[36 - (weighed.reduce(0, +) - 1) % 37], "\(name)")
        }
        #expect(BiddingZone.names == BiddingZone.names.sorted())
    }

    @Test func `the nearest names are proposed`() {
        #expect(BiddingZone.nearest(to: "nl").first == "NL")
        #expect(BiddingZone.nearest(to: "DELU").first == "DE-LU")
        #expect(BiddingZone.nearest(to: "10YNL----------X").first == "NL")
        #expect(Set(BiddingZone.nearest(to: "NO")).isSubset(of: ["NL", "NO1", "NO2", "NO3", "NO4", "NO5", "RO"]))
        let long = BiddingZone.unknown(String(repeating: "x", count: 9000))
        #expect(long.count < 150 && long.contains("nearest"))
    }

    @Test func `countries are those of ISO 3166`() {
        #expect(["NL", "GB", "GR", "XK"].allSatisfy(CountryCode.isValid))
        #expect(!["XX", "EL", "UK", "nl", "", "NLD", "EU"].contains(where: CountryCode.isValid))
    }
}
