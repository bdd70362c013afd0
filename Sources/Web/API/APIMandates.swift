import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The text of a mandate before it is signed, with what it may be signed for.
struct APIMandateText: Sendable {
    let choices: [ClosedRange<Int>]
    let years: ClosedRange<Int>?
    let language: Language
    /// Empty where something is missing, or it is signed.
    let text: String
    let signatory: String
    /// Where the code goes; empty where there is nobody to write to.
    let email: String
}

extension APIResource<APIMandateText> {
    fileprivate static let mandateText = APIResource<APIMandateText>(
        "MandateText",
        "The mandate as the holder has to read it.",
        [
            .list("choices", "The years that it may be signed for; none where others have the connection.", .years) {
                $0.choices
            },
            .maybeObject("years", "The years that this text is for.", .years) { $0.years },
            .text("language", "Of the text.", .choice(Language.allCases.map(\.rawValue))) { $0.language.code },
            .text("template", "The wording that it has.") { _ in EREMandateText.template },
            .maybeText("text", "Null while something is missing, and once it is signed.") { $0.text },
            .maybeText("signatory", "Whose name has to be typed.") { $0.signatory },
            .maybeText("email", "Where the code goes.") { $0.email },
        ]
    )
}

extension APIResource<EREMandateOffer> {
    fileprivate static let code = APIResource<EREMandateOffer>(
        "SigningCode",
        "A code that is on its way to the customer's mailbox; it is told to nobody else.",
        [
            .text("email", "Where it went.") { $0.email },
            .object("years", "What it signs for.", .years) { $0.years },
            .text("language", "Of the mandate.", .choice(Language.allCases.map(\.rawValue))) { $0.language },
            .text("document_sha256", "Of the text that it signs, in UTF-8.", .text(pattern: "^[0-9a-f]{64}$")) {
                Hex.text($0.documentSHA256)
            },
            .moment("sent_at", "When it was sent.") { $0.sentAt },
            .moment("expires_at", "From when it works no more.") { $0.expiresAt },
        ]
    )
}

/// Reading and signing mandates.
enum APIMandates {
    private static let group = "Enrolments"
    private static let language = APIQuery<Language>(
        "language",
        "Of the text; the customer's unless said otherwise.",
        .choice(Language.allCases.map(\.rawValue)),
        expects: "en or nl"
    ) { Language(rawValue: $0) }
    private static let lastYear = APIQuery<Int>(
        "last_year",
        "The last calendar year of the mandate; the first choice unless said otherwise.",
        .integer(in: 2026...2100),
        expects: "a year from 2026 to 2100"
    ) { $0.utf8.count == 4 ? Int($0).flatMap { (2026...2100).contains($0) ? $0 : nil } : nil }
    private static let years: ClosedRange<Int64> = 2026...2100

    private static let newCode = APISchema.named(
        "NewSigningCode",
        .object([
            ("first_year", APISchema.integer(in: years).described("As in `choices`."), true),
            ("last_year", APISchema.integer(in: years).described("As in `choices`."), true),
            ("is_agreed", APISchema.boolean.described("The holder has read the text and agrees: true."), true),
            ("language", APISchema.choice(Language.allCases.map(\.rawValue)).described("Of the text shown."), false),
        ])
    )
    private static let signature = APISchema.named(
        "Signature",
        .object([
            (
                "name", APISchema.text(atLeast: 1, atMost: EREHolder.nameLength).described("As typed by who signs."),
                true
            ),
            ("code", APISchema.text(atLeast: 1, atMost: 20).described("From the mail: six digits."), true),
        ])
    )

    static let endpoints: [APIEndpoint] = [
        .one(
            "/enrolments/{enrolment}/mandate",
            "getMandateText",
            in: group,
            "The text of the mandate, for the holder to read before it signs.",
            needs: .enrolmentsRead,
            .mandateText,
            [APIEnrolmentChanges.number, lastYear.parameter, language.parameter],
            text
        ),
        .post(
            "/enrolments/{enrolment}/signing-codes",
            "sendSigningCode",
            in: group,
            "Sends a code to the customer's mailbox, by which the mandate is signed.",
            detail: """
                Show the text first. A code works for thirty minutes and for that very text; five are sent an hour at most. \
                Where it was agreed on anew who is paid, this is refused once with 409: look at what is missing then.
                """,
            needs: .enrolmentsWrite,
            [APIEnrolmentChanges.number],
            sending: newCode,
            .code,
            sendCode
        ),
        .post(
            "/enrolments/{enrolment}/signature",
            "signMandate",
            in: group,
            "Signs the mandate with the name of who has to sign and the code from the mail.",
            detail: """
                A wrong code is counted, also when it is refused; after five the code works no more. Name each attempt anew. \
                From then on somebody looks at the evidence, and the enrolment waits.
                """,
            needs: .enrolmentsWrite,
            [APIEnrolmentChanges.number],
            sending: signature,
            status: .ok,
            .enrolment,
            sign
        ),
    ]

    // MARK: Reading

    @Sendable private static func text(_ call: APICall) async throws -> APIMandateText {
        let id: EREEnrolmentID = try call.id("enrolment")
        let (last, asked) = (try call.value(lastYear), try call.value(language))
        let words = try await call.mandateWords()
        let (enrolment, person, free) = try await call.read { tx in
            let enrolment = try await EREEnrolments.find(call.scope, id, in: tx)
            var free: [ClosedRange<Int>] = []
            if enrolment.state == .draft, let ean = enrolment.draft.connection?.ean {
                free = try await EREEnrolments.years(ean, on: call.today, in: tx)
            }
            return (enrolment, try await EREMandates.person(call.scope, of: enrolment.customer, in: tx), free)
        }
        let chosen = last == nil ? free.first : free.first { $0.upperBound == last }
        let language = asked ?? Language(rawValue: person?.details.language ?? "") ?? .dutch
        return APIMandateText(
            choices: free,
            years: chosen,
            language: language,
            text: try text(enrolment, chosen, words, call, language),
            signatory: enrolment.draft.holder?.signatory ?? "",
            email: person?.details.email ?? ""
        )
    }

    private static func text(
        _ enrolment: EREEnrolment,
        _ years: ClosedRange<Int>?,
        _ words: EREMandateWords,
        _ call: APICall,
        _ language: Language
    ) throws -> String {
        guard let years else { return "" }
        do throws(EREMandateRejection) {
            let text = try words.text(enrolment, years: years, issuedOn: words.zone.date(of: call.now))
            return text.plain(Reader(language: language, zone: words.zone))
        } catch .incomplete {
            return ""
        }
    }

    // MARK: Signing

    @Sendable private static func sendCode(_ call: APICall) async throws -> APIWork.Act {
        let id = try await call.enrolment()
        var body = APIBody()
        let root = try APIBody.read(call.request).cursor
        let found = body.members(root, ["first_year", "last_year", "is_agreed"], optional: ["language"])
        let (first, last) = (body.integer(found["first_year"], years), body.integer(found["last_year"], years))
        if body.boolean(found["is_agreed"]) == false {
            body.reject("/is_agreed", "ere_mandate.not_agreed", "The holder has to agree to the text first.")
        }
        if let first, let last, last < first {
            body.reject("/last_year", "ere_mandate.years", "It ends before it begins.")
        }
        let language: Language? = body.choice(found["language"])
        guard body.faults.isEmpty, let first, let last else { throw APIRejection.invalid(body.faults) }
        let (programme, words) = (try await call.programme(), try await call.mandateWords())
        return { tx in
            try programme.requireOpen()
            let model = programme.payoutModel
            if try await EREEnrolments.follow(call.scope, id, payingOut: model, at: call.now, in: tx) {
                let detail = "It was agreed on anew who is paid: look at what is missing now."
                return .refused(APIRejection(status: .conflict, code: "ere_enrolment.payout_model", detail: detail))
            }
            return try await sendCode(call, id, first...last, language, words, tx)
        }
    }

    private static func sendCode(
        _ call: APICall,
        _ id: EREEnrolmentID,
        _ years: ClosedRange<Int>,
        _ language: Language?,
        _ words: EREMandateWords,
        _ tx: Transaction
    ) async throws -> APIReply {
        let enrolment = try await EREEnrolments.find(call.scope, id, in: tx)
        guard let person = try await EREMandates.person(call.scope, of: enrolment.customer, in: tx)?.details else {
            let detail = "Nobody of this customer can be written to: invite it first."
            throw APIRejection(status: .conflict, code: "customer.no_person", detail: detail)
        }
        try await EREMandates.sendCode(
            call.scope,
            of: id,
            years: years,
            language: language?.code ?? person.language,
            to: person.email,
            on: call.today,
            at: call.now,
            in: tx
        ) {
            try words.document($0, $1)
        } composing: {
            try words.mail($0, to: person, EREFlowModels.address(enrolment))
        }
        let offer = try await EREMandates.offer(call.scope, of: id, at: call.now, in: tx)
        guard let offer else { throw EREMandateRejection.codeExpired }
        return .json(APIResource.code.json(offer))
    }

    @Sendable private static func sign(_ call: APICall) async throws -> APIWork.Act {
        let id = try await call.enrolment()
        var body = APIBody()
        let found = body.members(try APIBody.read(call.request).cursor, ["name", "code"])
        let name = body.line(found["name"], 1...EREHolder.nameLength)
        let code = body.line(found["code"], 1...20)
        guard body.faults.isEmpty, let name, let code else { throw APIRejection.invalid(body.faults) }
        let signature = EREMandateSignature(
            name: name,
            code: EREMailCode(code),
            remoteAddress: call.request.remoteAddress
        )
        let (programme, words) = (try await call.programme(), try await call.mandateWords())
        return { tx in
            try programme.requireOpen()
            let outcome = try await EREMandates.sign(
                call.scope,
                signature,
                of: id,
                in: words.zone,
                at: call.now,
                in: tx
            ) { try words.papers($0, $1, signedBy: name, at: call.now) }
            switch outcome {
            case .signed, .signedBefore: return try await APIEnrolmentChanges.answer(call, id, tx)
            // A wrong code is counted, so what is told of it is kept with that.
            case .refused(let rejection) where signature.code != nil: return .refused(APIProblems.rejection(rejection))
            case .refused(let rejection): throw rejection
            }
        }
    }
}

extension APICall {
    /// The papers of mandates in the operator's name.
    func mandateWords() async throws -> EREMandateWords {
        let programme = try await programme()
        let brands = try await shell.brands.directory(at: now, on: shell.database)
        let zone = Zone.named(programme.organisation.timeZone) ?? .utc
        return EREMandateWords(programme, brands.brand(of: program.operatorID), zone: zone, isByProgram: true)
    }
}
