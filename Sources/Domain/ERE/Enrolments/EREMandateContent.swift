package import Values

/// Who books units on behalf of the holder.
package struct EREProvider: Hashable, Sendable {
    package var name: String
    package var companyNumber: String
    package var address: Address

    package init(name: String, companyNumber: String, address: Address) {
        self.name = name
        self.companyNumber = companyNumber
        self.address = address
    }
}

/// What a mandate must say, complete by construction.
///
/// Source: the NEa's requirements as mapped by a third party (quoted): name and signature of the holder; for companies
/// and owners' associations legal name, establishment, company number and an authorised representative; address and EAN;
/// the permissions to ask the grid operator and to inspect the charging location; the day of issue; whole calendar years,
/// never renewed silently.
package struct EREMandateContent: Hashable, Sendable {
    package let provider: EREProvider
    package let holder: EREHolder
    package let connection: EREConnection
    package let chargers: [ERECharger]
    package let years: ClosedRange<Int>
    package let issuedOn: LocalDate

    /// - Throws: ``EREMandateRejection`` with everything that is missing.
    package init(
        _ draft: EREDraft,
        for provider: EREProvider,
        years: ClosedRange<Int>,
        issuedOn: LocalDate
    ) throws(EREMandateRejection) {
        let problems = draft.steps.flatMap { draft.problems(at: $0) }
        guard problems.isEmpty, let holder = draft.holder, let connection = draft.connection else {
            throw .incomplete(problems)
        }
        let year = issuedOn.yearMonth.year
        guard years.lowerBound >= max(year, EREYears.first), years.lowerBound <= max(year + 1, EREYears.first),
            years.count <= EREYears.most
        else { throw .years }
        self.provider = provider
        self.holder = holder
        self.connection = connection
        chargers = draft.chargers
        self.years = years
        self.issuedOn = issuedOn
    }

    /// The first and the last day on which the mandate holds.
    package var validity: (from: LocalDate, through: LocalDate) {
        let first = EREYears.countsFrom(years)
        let next = EREYears.countsFrom(years.upperBound + 1...years.upperBound + 1)
        return (first, next.adding(days: -1))
    }
}

/// Why there is no mandate.
package enum EREMandateRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// Something is missing or wrong on the way to it.
    case incomplete([EREProblem])
    /// Not whole years from this or the next on, or too many.
    case years
    /// The connection has a provider in one of the years already.
    case yearTaken
    /// Not the name of who has to sign.
    case name
    /// What was signed is not what is asked for now: something changed since the code was sent.
    case changed
    /// There is no code that works any more.
    case codeExpired
    /// Not the code.
    case codeWrong(attemptsLeft: Int)
    /// Too many codes were asked for within the hour.
    case tooManyCodes

    package var code: String {
        switch self {
        case .incomplete: "ere_mandate.incomplete"
        case .years: "ere_mandate.years"
        case .yearTaken: "ere_mandate.year_taken"
        case .name: "ere_mandate.name"
        case .changed: "ere_mandate.changed"
        case .codeExpired: "ere_mandate.code_expired"
        case .codeWrong: "ere_mandate.code_wrong"
        case .tooManyCodes: "ere_mandate.too_many_codes"
        }
    }
    package var description: String { "\(code): the mandate was not signed" }
}

/// The code that goes to the signer's mailbox: six digits, of which only a salted hash is kept.
package struct EREMailCode: Hashable, Sendable, CustomStringConvertible {
    /// The minutes a code works: long enough for slow mail.
    package static let lifetimeSeconds: Int64 = 1_800
    /// Wrong codes before it works no more: one guess in 200,000 gets in.
    package static let attempts = 5
    /// Codes that one enrolment may ask for within an hour, so that nobody's mailbox is filled.
    package static let perHour = 5

    /// Six digits.
    package let text: String

    private init(text: String) {
        self.text = text
    }

    /// A new code from the system's generator.
    package static func random() -> EREMailCode {
        var generator = SystemRandomNumberGenerator()
        let digits = String(Int.random(in: 0..<1_000_000, using: &generator))
        return EREMailCode(text: String(repeating: "0", count: 6 - digits.count) + digits)
    }

    /// Reads what a person typed, blanks allowed; `nil` for anything but six digits.
    package init?(_ typed: String) {
        let compact = typed.filter { !$0.isWhitespace }
        guard compact.utf8.count == 6, compact.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        text = compact
    }

    /// Says that there is a code, not which.
    package var description: String { "EREMailCode(•••)" }
}

extension EREHolder {
    /// Whether a typed name is that of who has to sign: letters and their order count, case, signs and blanks do not.
    package func isSigned(by typed: String) -> Bool {
        let own = EREHolder.letters(signatory)
        return !own.isEmpty && own == EREHolder.letters(typed)
    }

    private static func letters(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
