import Testing
import Values

struct DutchNumberTests {
    @Test func `a company number has eight digits`() {
        #expect(KvKNumber("1234 5678")?.text == "12345678")
        for text in ["", "1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨"] { #expect(KvKNumber(text) == nil, "\(text)") }
    }

    @Test(arguments: [
        ("NL002455799B11", DutchVATID.Form.identification), ("nl 8693.44.109-B01", .taxNumber),
        ("NL123456782B90", .taxNumber),
    ])
    func `a right VAT number is accepted by either rule`(text: String, form: DutchVATID.Form) {
        #expect(DutchVATID(text)?.form == form)
    }

    @Test(arguments: [
        "", "NL002455799B12", "NL869344109B0", "BE869344109B01", "NL000000000B01", "NL86934410XB01", "NL869344108B01",
    ])
    func `a wrong VAT number is refused`(text: String) {
        #expect(DutchVATID(text) == nil)
    }

    @Test func `one wrong digit of a number with check digits is always noticed`() {
        let right = Array("NL002455799B11")
        for place in [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13] {
            for digit in "0123456789" where digit != right[place] {
                var wrong = right
                wrong[place] = digit
                #expect(DutchVATID(String(wrong))?.form != .identification)
            }
        }
    }

    @Test func `a printed VAT number tells no citizen's number`() {
        #expect(DutchVATID("NL123456782B90")?.description == "NL•••••••••B90")
        #expect(DutchVATID("NL123456782B90")?.tellsCitizenNumber == true)
        #expect(DutchVATID("NL002455799B11")?.tellsCitizenNumber == false)
    }

    @Test func `a postcode is printed as the post writes it`() {
        #expect(DutchPostcode("1012ab")?.text == "1012 AB")
        #expect(DutchPostcode(" 1012  AB ")?.text == "1012 AB")
        for text in ["", "0123 AB", "1012 A", "1012 SS", "101 2ABC", "B-1000"] {
            #expect(DutchPostcode(text) == nil, "\(text)")
        }
    }
}
