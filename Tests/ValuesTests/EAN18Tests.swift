import Testing
import Values

struct EAN18Tests {
    @Test(arguments: [
        "871685900000000004", "871687140000000125", "871694840000001237", "541448000000000011",
        " 8716 8590 0000 0000 04 ",
    ])
    func `the number of a connection is taken, blanks or not`(text: String) {
        #expect(EAN18(text)?.text == text.filter { $0 != " " })
        #expect(EAN18.fault(in: text) == nil)
    }

    @Test(arguments: [
        ("", EAN18Fault.missing), ("  ", .missing), ("8716948400000000", .length(16)),
        ("8716859000000000041", .length(19)),
        ("87168590000000000x", .shape), ("8.7168590000000E17", .shape), ("٨71685900000000004", .shape),
        ("871694840000000000", .checkDigit),
    ])
    func `what is no such number is refused with its fault`(text: String, fault: EAN18Fault) {
        #expect(EAN18(text) == nil)
        #expect(EAN18.fault(in: text) == fault)
        #expect(!fault.description.contains("8716"))
    }

    @Test func `every single wrong digit is found, and every pair of digits side by side but five apart`() {
        let right = Array("871687140000000125")
        for place in right.indices {
            for digit in "0123456789" where digit != right[place] {
                var wrong = right
                wrong[place] = digit
                #expect(EAN18(String(wrong)) == nil, "\(place) \(digit)")
            }
            guard place > 0, let first = right[place - 1].wholeNumberValue, let second = right[place].wholeNumberValue,
                first != second, abs(first - second) != 5
            else { continue }
            var swapped = right
            swapped.swapAt(place - 1, place)
            #expect(EAN18(String(swapped)) == nil, "\(place)")
        }
    }
}
