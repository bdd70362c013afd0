import Formats
import Testing

@Suite struct AccountTests {
    @Test(arguments: [
        "NL91ABNA0417164300", "BE68 5390 0754 7034", "fr1420041010050500013m02606", "DE89370400440532013000",
        "CH9300762011623852957", "MT84MALT011000012345MTLCAST001S", "NO9386011117947", "TR330006100519786457841326",
    ])
    func `a right IBAN is accepted in any spelling`(text: String) {
        #expect(IBAN.fault(in: text) == nil)
        #expect(IBAN(text)?.text.contains(" ") == false)
    }

    @Test func `what is wrong with an IBAN is said`() {
        #expect(IBAN.fault(in: " ") == .missing)
        #expect(IBAN.fault(in: "NL91ABNA041716430") == .length(country: "NL", expected: 18, found: 17))
        #expect(IBAN.fault(in: "NL92ABNA0417164300") == .checkDigits)
        #expect(IBAN.fault(in: "NL91ABNA0417164301") == .checkDigits)
        #expect(IBAN.fault(in: "US91ABNA0417164300") == .country("US"))
        #expect(IBAN.fault(in: "1234567890") == .shape)
        #expect(IBAN.fault(in: "NL91ABNA04171643é0") == .shape)
        #expect(IBAN("NL92ABNA0417164300") == nil)
    }

    @Test func `swapping two neighbouring digits is always noticed`() {
        let digits = Array("NL91ABNA0417164300")
        for index in 8..<digits.count - 1 where digits[index] != digits[index + 1] {
            var swapped = digits
            swapped.swapAt(index, index + 1)
            #expect(IBAN.fault(in: String(swapped)) == .checkDigits)
        }
    }

    @Test func `an IBAN knows its country and prints in fours`() {
        #expect(IBAN("BE68539007547034")?.grouped == "BE68 5390 0754 7034")
        #expect(IBAN("BE68539007547034")?.isSEPA == true)
        #expect(IBAN("TR330006100519786457841326")?.isSEPA == false)
    }

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
