import Domain
import Formats
import Postgres
import Synchronization
import Templates
import Values
import Web

/// One customer of the demo world on its way from an invitation to where it has come, in one transaction.
struct DemoEREEnrolment {
    let desk: DemoERE.Desk
    let calendar: DemoERECalendar
    let database: Database
    private let customer: DemoERECast.Customer
    private let place: Int

    init(
        desk: DemoERE.Desk,
        calendar: DemoERECalendar,
        database: Database,
        _ customer: DemoERECast.Customer,
        _ place: Int
    ) {
        self.desk = desk
        self.calendar = calendar
        self.database = database
        self.customer = customer
        self.place = place
    }

    private var moment: Timestamp { calendar.signing(place) }
    private var day: LocalDate { EREQuarter.zone.date(of: moment) }
    private var address: Address {
        Address(
            street: customer.street,
            houseNumber: customer.number,
            postcode: customer.postcode,
            town: DemoERECast.town(of: desk.reference),
            country: "NL"
        )
    }

    func run() async throws {
        try await database.write(.system) { tx in
            let (id, user) = try await person(tx)
            guard customer.fate != .invited, try await EREEnrolments.list(desk.system, of: id, in: tx).isEmpty else {
                return
            }
            let scope = Scope.customer(id, user: user, of: desk.operatorID)
            try await Customers.noteJoined(desk.system, id, at: moment, in: tx)
            let enrolment = try await say(scope, tx)
            guard customer.fate.isSigned else { return }
            try await sign(scope, enrolment, tx)
            try await decide(scope, enrolment, tx)
        }
    }

    /// The customer with somebody who signs in, added where it is not there.
    private func person(_ tx: Transaction) async throws -> (CustomerID, UserID) {
        if let known = try await Customers.find(desk.system, reference: customer.reference, in: tx) {
            guard let user = try await Customers.users(desk.system, of: known.id, in: tx).first else {
                throw NotFound("user")
            }
            return (known.id, user.id)
        }
        let details = CustomerDetails(
            reference: customer.reference,
            kind: customer.kind,
            name: customer.name,
            companyNumber: customer.kind == .privatePerson ? "" : DemoEREEnrolment.companyNumber,
            email: "\(customer.mailbox)@\(desk.reference).example",
            address: address,
            iban: DemoEREEnrolment.iban
        )
        let id = try await Customers.create(desk.system, details, at: moment, in: tx)
        try await Customers.noteInvited(desk.system, id, at: moment, in: tx)
        let user = try await Customers.addUser(
            desk.system,
            to: id,
            email: details.email,
            name: customer.kind == .privatePerson ? customer.name : customer.representative,
            language: "nl",
            in: tx
        )
        return (id, user)
    }

    private static let companyNumber = "65432109"
    private static let iban = "NL91ABNA0417164300"

    // MARK: The steps

    private func say(_ scope: Scope, _ tx: Transaction) async throws -> EREEnrolmentID {
        let programme = try await EREProgramme.find(desk.system, on: day, in: tx)
        let id = try await EREEnrolments.begin(scope, payingOut: programme.payoutModel, at: moment, in: tx)
        try await EREEnrolments.say(scope, id, holder: holder, at: moment, in: tx)
        guard let ean = EAN18(customer.ean) else { throw NotFound("connection") }
        let connection = EREConnection(
            ean: ean,
            address: address,
            construct: .meteredDeliveryPoint,
            isHeld: true
        )
        try await EREEnrolments.say(scope, id, connection: connection, on: day, at: moment, in: tx)
        guard customer.fate.isSigned else { return id }
        let charger = ERECharger(
            brand: customer.brand,
            model: customer.model,
            serial: customer.serial,
            meterPlace: .inCharger,
            verdict: .likely
        )
        try await EREEnrolments.add(scope, charger, to: id, at: moment, in: tx)
        if programme.payoutModel == .customers, let iban = IBAN(DemoEREEnrolment.iban) {
            try await EREEnrolments.say(scope, id, account: EREAccount(iban: iban), at: moment, in: tx)
        }
        return id
    }

    private var holder: EREHolder {
        switch customer.kind {
        case .privatePerson: EREHolder(kind: .person, name: customer.name)
        case .company, .ownersAssociation:
            EREHolder(
                kind: customer.kind == .company ? .company : .association,
                name: customer.name,
                address: address,
                companyNumber: DemoEREEnrolment.companyNumber,
                representative: customer.representative
            )
        }
    }

    // MARK: The mandate

    private func sign(_ scope: Scope, _ id: EREEnrolmentID, _ tx: Transaction) async throws {
        let programme = try await EREProgramme.find(desk.system, on: day, in: tx)
        let brand = try await Brands.own(desk.system, in: tx)
        let words = EREMandateWords(programme, brand, zone: EREQuarter.zone)
        guard let ean = EAN18(customer.ean), let user = scope.userID,
            let person = try await Customers.users(desk.system, of: scope.customerID ?? CustomerID(0), in: tx)
                .first(where: { $0.id == user })?.details
        else { throw NotFound("user") }
        let choices = try await EREEnrolments.years(ean, on: day, in: tx)
        guard let years = choices.last(where: { $0.count <= wantedYears }) ?? choices.first else { return }
        let sent = Mutex<EREMailCode?>(nil)
        try await EREMandates.sendCode(
            scope,
            of: id,
            years: years,
            language: "nl",
            to: person.email,
            on: day,
            at: moment,
            in: tx
        ) {
            try words.document($0, $1)
        } composing: { code in
            sent.withLock { $0 = code }
            return try words.mail(code, to: person, customer.street)
        }
        let signature = EREMandateSignature(
            name: holder.signatory,
            code: sent.withLock { $0 },
            remoteAddress: "192.0.2.\(20 + place)"
        )
        let outcome = try await EREMandates.sign(scope, signature, of: id, in: EREQuarter.zone, at: moment, in: tx) {
            try words.papers($0, $1, signedBy: signature.name, at: moment)
        }
        guard outcome == .signed else { throw EREMandateRejection.changed }
    }

    private var wantedYears: Int { if case .active(let years) = customer.fate { years } else { 1 } }

    // MARK: What comes of it

    private func decide(_ scope: Scope, _ id: EREEnrolmentID, _ tx: Transaction) async throws {
        if customer.fate == .ended {
            return try await EREEnrolments.turnOff(scope, id, on: day, at: moment, in: tx)
        }
        guard customer.fate != .unproven else { return }
        let charger = try await EREEnrolments.find(scope, id, in: tx).chargers.first?.id
        let file = try EREEvidenceFile(try certificate())
        try await EREEvidenceBook.add(scope, file, .certificate, of: charger, to: id, at: moment, in: tx)
        guard customer.fate != .unseen,
            let proof = try await EREEvidenceBook.list(desk.partner, of: id, in: tx).first
        else { return }
        let isRefused = customer.fate == .refused
        try await EREReviews.judge(
            desk.partner,
            proof.id,
            of: id,
            isRefused ? .refused : .accepted,
            reason: isRefused ? DemoEREEnrolment.refusal : "",
            at: moment,
            in: tx
        )
        if isRefused {
            let reason = DemoEREEnrolment.refusal
            return try await EREReviews.refuse(desk.partner, id, reason: reason, at: moment, in: tx)
        }
        try await EREReviews.accept(desk.partner, id, at: moment, in: tx)
    }

    private static let refusal = "Het serienummer op de verklaring is niet dat van de lader."

    /// A page that stands for the declaration of a charger's meter.
    private func certificate() throws -> [UInt8] {
        try PDFWriter().render(
            PDFDocument(
                title: "Conformiteitsverklaring meter",
                author: customer.brand,
                createdAt: moment,
                letterhead: PDFLetterhead(
                    name: customer.brand,
                    lines: ["Verzonnen voor de demonstratie"],
                    colour: PDFColour(red: 60, green: 60, blue: 60)
                ),
                footer: ["Verzonnen voor de demonstratie"],
                pageLabel: PDFPageLabel(prefix: "Pagina ", of: " van "),
                runningTitle: "Conformiteitsverklaring meter",
                blocks: [
                    .heading("MID-meter in de lader", .section),
                    .facts([
                        PDFFact(label: "Merk en model", value: "\(customer.brand) \(customer.model)"),
                        PDFFact(label: "Serienummer", value: customer.serial),
                        PDFFact(label: "Klasse", value: "B"),
                    ]),
                ]
            )
        )
    }
}
