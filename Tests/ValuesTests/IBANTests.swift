import Testing
import Values

struct IBANTests {
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
}
