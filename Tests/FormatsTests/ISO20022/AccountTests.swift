import Formats
import Testing

@Suite struct AccountTests {
    @Test func `references of the standard's examples are accepted`() {
        #expect(CreditorReference.isValid("RF18 5390 0754 7034"))
        #expect(CreditorReference.isValid("RF18539007547034"))
        #expect(!CreditorReference.isValid("RF19539007547034"))
        #expect(!CreditorReference.isValid("RF18"))
        #expect(!CreditorReference.isValid("RF18" + String(repeating: "1", count: 22)))
    }

    @Test func `a made reference checks, and is made from letters and digits only`() {
        #expect(CreditorReference.make("539007547034") == "RF18539007547034")
        for number in 0..<500 {
            let made = CreditorReference.make("SB-2025-\(number)")
            #expect(made.map(CreditorReference.isValid) == true)
        }
        #expect(CreditorReference.make("sb-1") == CreditorReference.make("SB1"))
        #expect(CreditorReference.make("") == nil)
        #expect(CreditorReference.make("SB_1") == nil)
        #expect(CreditorReference.make(String(repeating: "1", count: 22)) == nil)
        #expect(CreditorReference.grouped("RF18539007547034") == "RF18 5390 0754 7034")
    }

    @Test func `bank codes have eight or eleven characters`() {
        #expect(BIC.isValid("ABNANL2A"))
        #expect(BIC.isValid("INGBNL2AXXX"))
        #expect(!BIC.isValid("ABNANL2"))
        #expect(!BIC.isValid("ABNA112A"))
        #expect(!BIC.isValid("abnanl2a"))
    }

    @Test(arguments: [
        ("Café Ñandú", "Cafe Nandu"),
        ("Weißbräu & Søn", "Weissbrau + Son"),
        ("Łódź Œuvre Ægir", "Lodz OEuvre AEgir"),
        ("Cafe\u{301}", "Cafe"),
        ("Θεσσαλονίκη", "THessaloniki"),
        ("България", "Balgariya"),
        ("a_b@c;d*e", "a-b.c,d.e"),
        ("“quoted” – dash…", "'quoted' - dash."),
        ("  two\t spaces\n", "two spaces"),
        ("plain (text) 1/2: ok? yes, 'x'+y.", "plain (text) 1/2: ok? yes, 'x'+y."),
        ("漢字 ltd", ".. ltd"),
        ("€ 5", "E 5"),
    ])
    func `text is brought into the SEPA character set`(text: String, expected: String) {
        #expect(SEPAText.transliterate(text) == expected)
    }
}
