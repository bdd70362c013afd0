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
