import Templates
import Testing
import Values

struct FormatTests {
    private let english = Reader(language: .english, zone: Sample.amsterdam)
    private let dutch = Reader(language: .dutch, zone: Sample.amsterdam)

    @Test(arguments: [
        (0, "€0.00", "€\u{A0}0,00"), (5, "€0.05", "€\u{A0}0,05"), (123_456, "€1,234.56", "€\u{A0}1.234,56"),
        (-123_456, "−€1,234.56", "€\u{A0}−1.234,56"), (99_999_999_999, "€999,999,999.99", "€\u{A0}999.999.999,99"),
        (Int64.min, "−€92,233,720,368,547,758.08", "€\u{A0}−92.233.720.368.547.758,08"),
    ])
    func `money is written as the reader writes it`(cents: Int64, en: String, nl: String) {
        #expect(english.money(Sample.euro(cents)) == en)
        #expect(dutch.money(Sample.euro(cents)) == nl)
    }

    @Test func `a currency without a sign of its own shows its code`() {
        #expect(english.money(Money(minor: -1_234, .chf)) == "−CHF\u{A0}12.34")
        #expect(dutch.money(Money(minor: 123_400, .sek)) == "SEK\u{A0}1.234,00")
    }

    @Test(arguments: [
        (8_080_000, "8.080\u{A0}kWh", "8,080\u{A0}kWh"), (0, "0.000\u{A0}kWh", "0,000\u{A0}kWh"),
        (1_234_567_000, "1,234.567\u{A0}kWh", "1.234,567\u{A0}kWh"), (12_345, "0.012345\u{A0}kWh", "0,012345\u{A0}kWh"),
        (-500_000, "−0.500\u{A0}kWh", "−0,500\u{A0}kWh"),
    ])
    func `energy is exact`(thousandths: Int64, en: String, nl: String) {
        #expect(english.energy(Energy(thousandthsWh: thousandths)) == en)
        #expect(dutch.energy(Energy(thousandthsWh: thousandths)) == nl)
    }

    @Test(arguments: [
        ("0.1362", "€0.1362/kWh"), ("0.25", "€0.2500/kWh"), ("0.136205", "€0.136205/kWh"), ("-0.0215", "−€0.0215/kWh"),
        ("0", "€0.0000/kWh"), ("0.123456789", "€0.123456789/kWh"),
    ])
    func `a price per kWh shows every decimal`(price: String, en: String) {
        #expect(english.unitPrice(Sample.exact(price), .eur) == en)
    }

    @Test func `an index price is per MWh`() {
        #expect(english.indexPrice(Sample.perMWh("-350"), .eur) == "−€350.00/MWh")
        #expect(dutch.indexPrice(Sample.perMWh("123.456"), .eur) == "€\u{A0}123,456/MWh")
    }

    @Test func `an exact amount is not rounded`() {
        #expect(english.exactAmount(Sample.exact("1.10387546"), .eur) == "€1.10387546")
        #expect(dutch.exactAmount(Sample.exact("-1.1"), .eur) == "€\u{A0}−1,10")
    }

    @Test func `percentages keep their decimals`() {
        #expect(english.percent(Sample.exact("2.5")) == "2.5%")
        #expect(dutch.percent(Sample.exact("-12.25")) == "−12,25%")
    }

    @Test(arguments: [
        ("2025-06-12T12:05:09Z", "12 Jun 2025, 14:05", "12 jun 2025 14:05"),
        ("2025-12-31T23:30:00Z", "1 Jan 2026, 00:30", "1 jan 2026 00:30"),
        ("2025-03-30T01:00:00Z", "30 Mar 2025, 03:00", "30 mrt 2025 03:00"),
        ("2025-10-26T00:30:00Z", "26 Oct 2025, 02:30 (UTC+2)", "26 okt 2025 02:30 (UTC+2)"),
        ("2025-10-26T01:30:00Z", "26 Oct 2025, 02:30 (UTC+1)", "26 okt 2025 02:30 (UTC+1)"),
        ("2025-10-26T02:00:00Z", "26 Oct 2025, 03:00", "26 okt 2025 03:00"),
        ("2025-10-25T23:59:00Z", "26 Oct 2025, 01:59", "26 okt 2025 01:59"),
    ])
    func `times stand in the site's zone and are never ambiguous`(stamp: String, en: String, nl: String) {
        #expect(english.dateTime(Sample.at(stamp)) == en)
        #expect(dutch.dateTime(Sample.at(stamp)) == nl)
    }

    @Test func `days and months have names`() {
        #expect(english.longDate(Sample.day) == "Thursday 12 June 2025")
        #expect(dutch.longDate(Sample.day) == "donderdag 12 juni 2025")
        #expect(dutch.month(Sample.june) == "juni 2025")
        #expect(english.dateTimeWithSeconds(Sample.noon) == "12 Jun 2025, 14:05:00")
    }

    @Test(arguments: [
        (0, "0\u{A0}s"), (59, "59\u{A0}s"), (60, "1\u{A0}min"), (3_599, "59\u{A0}min"),
        (3_900, "1\u{A0}h\u{A0}05\u{A0}min"),
        (86_399, "23\u{A0}h\u{A0}59\u{A0}min"), (579_600, "6\u{A0}d\u{A0}17\u{A0}h"), (-90, "−1\u{A0}min"),
    ])
    func `durations show their two largest units`(seconds: Int64, en: String) {
        #expect(english.duration(seconds: seconds) == en)
    }

    @Test func `a span repeats the day only where it differs`() {
        let start = Sample.at("2025-06-12T12:00:00Z")
        #expect(english.span(from: start, until: start.adding(seconds: 900)) == "12 Jun 2025, 14:00 – 14:15")
        #expect(
            english.span(from: start, until: start.adding(seconds: 86_400)) == "12 Jun 2025, 14:00 – 13 Jun 2025, 14:00"
        )
    }

    @Test(arguments: [
        ("nl-NL,nl;q=0.9,en;q=0.8", Language?.some(.dutch)), ("fr, de;q=0.5, EN-gb", .english), ("fr", nil), ("", nil),
    ])
    func `the browser's first known language is taken`(header: String, expected: Language?) {
        #expect(Language(acceptLanguage: header) == expected)
    }
}
