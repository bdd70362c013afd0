import Values

/// Reads one line of a list of connections.
struct EREImportReading {
    let cells: [String]
    let columns: [EREImportList.Column: Int]
    let language: String
    let today: LocalDate

    private typealias Fault = EREImportList.Fault

    func line(_ number: Int, _ catalogue: MeterCatalogue) -> EREImportList.Line {
        let kind = CustomerKind(said: cell(.kind))
        let address = Address(
            street: cell(.street),
            houseNumber: cell(.houseNumber),
            postcode: cell(.postcode),
            town: cell(.town),
            country: "NL"
        )
        let details = details(kind ?? .privatePerson, address)
        let (charger, chargerFaults) = charger(catalogue)
        let (elsewhere, dateFaults) = elsewhere()
        let (account, accountFaults) = account()
        let (connection, connectionFaults) = connection(address)
        let holder = holder(details, address)
        return EREImportList.Line(
            number: number,
            details: details,
            holder: holder,
            ean: connection?.ean.text ?? "",
            connection: connection,
            charger: charger,
            account: account,
            elsewhere: elsewhere,
            faults: (kind == nil ? [Fault(.kind, .unknownWord)] : []) + faults(of: details) + faults(of: holder)
                + connectionFaults + chargerFaults + accountFaults + dateFaults
        )
    }

    private func cell(_ column: EREImportList.Column) -> String {
        columns[column].flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? ""
    }

    // MARK: Who

    private func details(_ kind: CustomerKind, _ address: Address) -> CustomerDetails {
        let tongue = cell(.language).isEmpty ? language : cell(.language).lowercased()
        let iban = IBAN(cell(.iban))?.text ?? ""
        return CustomerDetails(
            reference: cell(.reference),
            kind: kind,
            name: cell(.name),
            companyNumber: cell(.companyNumber),
            vatID: cell(.vatID),
            email: cell(.email),
            phone: cell(.phone),
            address: address,
            iban: iban,
            accountHolder: iban.isEmpty ? "" : cell(.accountHolder),
            language: ["nederlands": "nl", "dutch": "nl", "engels": "en", "english": "en"][tongue] ?? tongue
        )
    }

    private func holder(_ details: CustomerDetails, _ address: Address) -> EREHolder {
        let kinds: [CustomerKind: EREHolderKind] = [.company: .company, .ownersAssociation: .association]
        let kind = kinds[details.kind] ?? .person
        return EREHolder(
            kind: kind,
            name: details.name,
            address: kind == .person ? Address(country: "NL") : address,
            companyNumber: details.companyNumber,
            vatID: details.vatID,
            representative: kind == .person ? "" : cell(.representative)
        )
    }

    private func faults(of details: CustomerDetails) -> [Fault] {
        CustomerList.faults(of: details).compactMap { fault in
            switch fault {
            case .missing(let column): Fault(EREImportList.Column(column), .missing)
            case .tooLong(let column): Fault(EREImportList.Column(column), .tooLong)
            case .invalidEmail: Fault(.email, .malformed)
            case .invalidPhone: Fault(.phone, .malformed)
            case .unknownLanguage: Fault(.language, .unknownWord)
            case .privateRegistered: Fault(.companyNumber, .privateRegistered)
            case .unknownKind, .unknownCountry, .emailTwice, .referenceTwice, .emailTaken, .referenceTaken: nil
            }
        }
    }

    /// Who signs may be said later; a number that is there has to be one.
    private func faults(of holder: EREHolder) -> [Fault] {
        guard holder.kind != .person else { return [] }
        var faults: [Fault] = []
        if !holder.companyNumber.isEmpty, KvKNumber(holder.companyNumber) == nil {
            faults.append(Fault(.companyNumber, .malformed))
        }
        if !holder.vatID.isEmpty, DutchVATID(holder.vatID) == nil { faults.append(Fault(.vatID, .malformed)) }
        if holder.representative.count > EREHolder.nameLength { faults.append(Fault(.representative, .tooLong)) }
        return faults
    }

    // MARK: Connection and charger

    private func connection(_ address: Address) -> (EREConnection?, [Fault]) {
        var faults = EREChecks.problems(at: address, isHeld: true).compactMap { problem -> Fault? in
            switch problem {
            case .street: Fault(.street, address.street.isEmpty ? .missing : .malformed)
            case .houseNumber: Fault(.houseNumber, address.houseNumber.isEmpty ? .missing : .malformed)
            case .postcode: Fault(.postcode, address.postcode.isEmpty ? .missing : .malformed)
            case .town: Fault(.town, .missing)
            default: nil
            }
        }
        let construct = construct(cell(.construct))
        if construct == nil { faults.append(Fault(.construct, .unknownWord)) }
        guard let ean = EAN18(cell(.ean)) else {
            return (nil, faults + [Fault(.ean, .ean(EAN18.fault(in: cell(.ean)) ?? .shape))])
        }
        // Who holds it is for the customer to say; a list proves nothing.
        let connection = EREConnection(
            ean: ean,
            address: address,
            construct: construct ?? .meteredDeliveryPoint,
            isHeld: false
        )
        return (connection, faults)
    }

    private func construct(_ text: String) -> EREConstruct? {
        switch text.lowercased() {
        case "", "shared", "house", "home", "gedeeld", "woning", "huis", "mid_delivery_point", "mid":
            .meteredDeliveryPoint
        case "exclusive", "charging only", "exclusief", "alleen laden", "alleen laadpunten": .exclusive
        default: nil
        }
    }

    private func charger(_ catalogue: MeterCatalogue) -> (ERECharger?, [Fault]) {
        let texts = [cell(.brand), cell(.model), cell(.serial)]
        let named: [EREImportList.Column] = [.brand, .model, .serial]
        guard texts.contains(where: { !$0.isEmpty }) else { return (nil, []) }
        var faults = zip(named, texts).filter { $0.1.isEmpty }.map { Fault($0.0, .missing) }
        faults += zip(named, texts).filter { $0.1.count > ERECharger.textLength }.map { Fault($0.0, .tooLong) }
        let place = place(cell(.meterPlace))
        if place == nil { faults.append(Fault(.meterPlace, .unknownWord)) }
        let isExclusive = construct(cell(.construct)) == .exclusive
        if place == .elsewhere, !isExclusive { faults.append(Fault(.meterPlace, .meterElsewhere)) }
        let charger = ERECharger(
            brand: texts[0],
            model: texts[1],
            serial: texts[2],
            meterPlace: place ?? .unknown,
            verdict: EREMeterVerdict(brand: texts[0], model: texts[1], catalogue)
        )
        return (charger, faults)
    }

    private func place(_ text: String) -> EREMeterPlace? {
        switch text.lowercased() {
        case "", "unknown", "onbekend", "?": .unknown
        case "charger", "in charger", "in_charger", "yes", "lader", "in lader", "in de lader", "ja", "laadpaal":
            .inCharger
        case "elsewhere", "fuse box", "no", "meterkast", "elders", "nee": .elsewhere
        default: nil
        }
    }

    // MARK: Account and mandate

    private func account() -> (EREAccount?, [Fault]) {
        let (text, name) = (cell(.iban), cell(.accountHolder))
        let long = name.count > 140 ? [Fault(.accountHolder, .tooLong)] : []
        guard !text.isEmpty else { return (nil, long) }
        guard let iban = IBAN(text) else { return (nil, long + [Fault(.iban, .malformed)]) }
        return (EREAccount(iban: iban, accountHolder: name), long)
    }

    private func elsewhere() -> (EREMandateElsewhere, [Fault]) {
        let (issued, until) = (day(cell(.mandateOn), isEnd: false), day(cell(.mandateUntil), isEnd: true))
        var faults: [Fault] = []
        if issued == nil, !cell(.mandateOn).isEmpty { faults.append(Fault(.mandateOn, .malformed)) }
        if until == nil, !cell(.mandateUntil).isEmpty { faults.append(Fault(.mandateUntil, .malformed)) }
        if let issued, issued > today { faults.append(Fault(.mandateOn, .dates)) }
        if let issued, let until, until < issued { faults.append(Fault(.mandateUntil, .dates)) }
        let evidence = cell(.evidence)
        if evidence.count > EREMandateElsewhere.evidenceLength { faults.append(Fault(.evidence, .tooLong)) }
        return (EREMandateElsewhere(issuedOn: issued, until: until, evidence: evidence), faults)
    }

    /// `2026-06-01`, `1-6-2026`, `01/06/2026`, and for an end also a year, which is its last day.
    private func day(_ text: String, isEnd: Bool) -> LocalDate? {
        if isEnd, text.count == 4, let year = Int(text) { return LocalDate(year: year, month: 12, day: 31) }
        // A workbook's moment of midnight is its day.
        let date = text.split { $0 == "T" || $0 == " " }.first.map(String.init) ?? text
        if let day = LocalDate(date) { return day }
        let parts = date.split { $0 == "-" || $0 == "/" || $0 == "." }.compactMap { Int($0) }
        guard parts.count == 3, parts[2] >= 1_900 else { return nil }
        return LocalDate(year: parts[2], month: parts[1], day: parts[0])
    }
}

extension EREImportList.Column {
    fileprivate init(_ column: CustomerList.Column) {
        self = EREImportList.Column(rawValue: column.rawValue) ?? .name
    }
}

extension EREImportList {
    /// Which columns hold what, as far as their headings tell.
    package static func recognised(in headings: [String]) -> [Column: Int] {
        var found: [Column: Int] = [:]
        for (index, heading) in headings.enumerated() {
            let plain = heading.lowercased().filter { $0.isLetter || $0.isNumber }
            guard let column = words[plain], found[column] == nil else { continue }
            found[column] = index
        }
        return found
    }

    /// The columns that every list has.
    package static let needed: [Column] = [.name, .email, .ean]

    /// Headings in English and Dutch, in small letters and digits only.
    private static let words: [String: Column] = {
        let lists: [Column: [String]] = [
            .name: ["name", "naam", "customer", "klant", "klantnaam", "fullname", "volledigenaam"],
            .email: ["email", "mail", "emailaddress", "emailadres", "mailadres"],
            .kind: ["kind", "soort", "klantsoort"],
            .reference: ["reference", "kenmerk", "referentie", "klantnummer", "customernumber"],
            .language: ["language", "taal"], .phone: ["phone", "telephone", "telefoon", "telefoonnummer", "mobiel"],
            .companyNumber: ["companynumber", "kvk", "kvknummer"],
            .vatID: ["vatid", "vat", "vatnumber", "btw", "btwnummer", "btwid"],
            .representative: ["representative", "signatory", "vertegenwoordiger", "tekenbevoegde"],
            .ean: ["ean", "eancode", "eannumber", "eannummer", "connection", "aansluiting"],
            .street: ["street", "straat"], .houseNumber: ["housenumber", "huisnummer", "nr"],
            .postcode: ["postcode", "postalcode", "zip"], .town: ["town", "city", "plaats", "woonplaats"],
            .construct: ["construct", "connectionkind", "aansluitingsoort", "soortaansluiting"],
            .brand: ["brand", "merk", "make", "chargerbrand", "ladermerk"],
            .model: ["model", "chargermodel", "type", "ladermodel", "ladertype"],
            .serial: ["serial", "serialnumber", "serienummer"],
            .meterPlace: ["meterplace", "mid", "midmeter", "meter", "midinlader", "midincharger"],
            .iban: ["iban", "account", "rekening", "rekeningnummer", "bankrekening"],
            .accountHolder: ["accountholder", "rekeninghouder", "tennamevan", "tnv"],
            .mandateOn: [
                "mandateon", "mandatedate", "mandate", "signedon", "machtigingop", "machtigingdatum", "machtiging",
            ],
            .mandateUntil: ["mandateuntil", "until", "validuntil", "machtigingtot", "tot", "geldigtot"],
            .evidence: ["evidence", "evidencereference", "proof", "bewijs", "bewijskenmerk", "document"],
        ]
        return Dictionary(lists.flatMap { column, names in names.map { ($0, column) } }) { first, _ in first }
    }()
}
