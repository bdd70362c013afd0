import Domain
import Templates
import Values

/// What a form of one of a charge point's pages asks for.
enum CommandWish {
    /// Send this.
    case send(CommandRequest)
    /// Send what needs a number of its own.
    case sendNumbered(@Sendable (Int64) -> CommandRequest)
    /// Send the local list.
    case sendLocalList(whole: Bool)
    /// Let the local list follow the tokens, or no longer.
    case keepLocalList(Bool)
    /// Let the charge point in by its certificate only, or by its key again.
    case requireCertificate(Bool)
    /// Take back a command that waits.
    case withdraw(CommandID)
    /// Tell the charge point a new key.
    case renewKey
}

/// The forms of a charge point's pages: how they are read, what can be wrong with them.
struct ChargePointCommandForms {
    /// The longest texts that OCPP 1.6 has room for.
    private enum Limit {
        static let idTag = 20
        static let setting = 50
        static let value = 500
        static let vendor = 255
        static let message = 50
        /// `GetLog` takes 512 characters; the older messages have no bound of their own.
        static let location = 512
        static let data = 10_000
        static let certificate = 5_500
        static let signature = 800
    }

    let command: ChargePointCommand
    let now: Timestamp
    let zone: Zone
    /// The sessions that run at the charge point.
    let sessions: [OpenSessionReport]
    private(set) var form: FormReader

    /// - Returns: `nil` when the form names no command that there is.
    init?(_ form: FormReader, zone: Zone, sessions: [OpenSessionReport], now: Timestamp) {
        guard let command = ChargePointCommand(rawValue: form.typed("command")) else { return nil }
        self.command = command
        self.form = form
        self.zone = zone
        self.sessions = sessions
        self.now = now
    }

    /// Until when the command may wait for a reconnect; `nil` for the usual two minutes.
    var expiry: Timestamp? {
        let wait = CommandWait(rawValue: form.typed(command.field("wait"))) ?? .none
        return wait == .none ? nil : now.adding(seconds: wait.seconds)
    }

    /// The page that the form is on.
    var tab: ChargePointTab {
        ChargePointTab(rawValue: form.typed("from")) ?? command.tab
    }

    /// What was typed, with what is wrong with it.
    var typed: TypedCommand {
        TypedCommand(Dictionary(uniqueKeysWithValues: fieldNames.map { (command.field($0), form[command.field($0)]) }))
    }

    private var fieldNames: [String] {
        let limits = (1...ChargePointPowerPage.periodCount).flatMap { ["from_\($0)", "limit_\($0)"] }
        return limits + [
            "connector", "id_tag", "minutes", "to", "message", "vendor", "data", "wait", "names", "name", "value",
            "purpose", "kind", "unit", "number", "level", "hours", "location", "at", "certificate", "signature",
            "days", "type", "use", "transaction",
        ]
    }

    /// What the form asks for; `nil` when something in it is wrong, which ``typed`` then tells.
    mutating func read() -> CommandWish? {
        let wish = wish()
        return form.isValid ? wish : nil
    }

    private mutating func wish() -> CommandWish? {
        switch command {
        case .withdraw: form.id(command.field("id"), of: CommandID.self).map(CommandWish.withdraw)
        case .keepLocalList: .keepLocalList(form.typed(command.field("value")) == "yes")
        case .sendLocalList: .sendLocalList(whole: form.typed(command.field("value")) == "whole")
        case .requireCertificate: .requireCertificate(form.typed(command.field("value")) == "yes")
        case .reserve: reserve()
        case .updateFirmware: updateFirmware()
        case .log: log()
        case .renewKey: .renewKey
        default: request().map(CommandWish.send)
        }
    }

    private mutating func request() -> CommandRequest? {
        switch command {
        case .remoteStart: .remoteStart(connector: Int(connector(from: 1)), idTag: line("id_tag", Limit.idTag))
        case .remoteStop: stop()
        case .unlock: .unlock(connector: connector(from: 1))
        case .cancelReservation: .cancelReservation(number: integer("number", 0...Int64(Int32.max)))
        case .softReset: .reset(isHard: false)
        case .hardReset: .reset(isHard: true)
        case .availability: .availability(connector: connector(from: 0), isOperative: isOperative())
        case .trigger: trigger()
        case .clearCache: .clearCache
        case .dataTransfer: dataTransfer()
        case .readSettings: .readSettings(settingNames())
        case .changeSetting: changeSetting()
        case .setLimit: setLimit()
        case .clearLimits: clearLimits()
        case .compositeSchedule: compositeSchedule()
        case .localListVersion: .localListVersion
        case .diagnostics: diagnostics()
        case .installedCertificates: .installedCertificates(use())
        case .installCertificate: .installCertificate(certificate(), use: use())
        case .deleteCertificate: deleteCertificate()
        case .withdraw, .requireCertificate, .keepLocalList, .sendLocalList, .reserve, .updateFirmware, .log, .renewKey:
            nil
        }
    }

    // MARK: Fields

    private mutating func line(_ name: String, _ limit: Int, isRequired: Bool = true) -> String {
        form.text(command.field(name), isRequired: isRequired, atMost: limit)
    }

    private mutating func integer(_ name: String, _ range: ClosedRange<Int64>) -> Int64 {
        form.integer(command.field(name), in: range)
    }

    private mutating func connector(from lowest: Int64) -> Int64 { integer("connector", lowest...64) }

    private func block(_ name: String, _ limit: Int) -> String { String(form.typed(command.field(name)).prefix(limit)) }

    // MARK: Sessions

    /// Charge points of OCPP 1.6 know transactions by number, stations of 2.0.1 by a name of theirs.
    private mutating func stop() -> CommandRequest? {
        let name = form.text("transaction", atMost: 36)
        return Int64(name).map { CommandRequest.remoteStop(transaction: $0) } ?? .requestStop(transaction: name)
    }

    private mutating func reserve() -> CommandWish {
        let (connector, tag) = (connector(from: 0), line("id_tag", Limit.idTag))
        let expiry = now.adding(seconds: 60 * integer("minutes", 1...1_440))
        return .sendNumbered { .reserve(connector: connector, idTag: tag, until: expiry, number: $0) }
    }

    // MARK: The charge point

    private mutating func isOperative() -> Bool {
        form.choice(command.field("to"), of: ["operative", "inoperative"]) == "operative"
    }

    private mutating func trigger() -> CommandRequest? {
        let message = form.choice(command.field("message"), as: TriggeredMessage.self)
        let connector = connector(from: 0)
        return message.flatMap { .trigger($0.rawValue, connector: connector == 0 ? nil : connector) }
    }

    private mutating func dataTransfer() -> CommandRequest {
        .dataTransfer(
            vendor: line("vendor", Limit.vendor),
            message: line("message", Limit.message, isRequired: false),
            data: block("data", Limit.data)
        )
    }

    private mutating func settingNames() -> [String] {
        line("names", 2_000, isRequired: false).split(separator: ",").map { name in
            String(name.drop { $0 == " " }.prefix { $0 != " " })
        }.filter { !$0.isEmpty }
    }

    /// The key is not changed this way: ours must change with it.
    private mutating func changeSetting() -> CommandRequest {
        let name = line("name", Limit.setting)
        if ChargePointSetting.isSecret(name) { form.reject(command.field("name"), notTheKey) }
        return .changeSetting(name, to: line("value", Limit.value, isRequired: false))
    }

    private let notTheKey = Text(
        en: "The key is renewed on the charge point's first page.",
        nl: "De sleutel wordt vernieuwd op de eerste pagina van het laadpunt."
    )

    // MARK: Files

    private mutating func location() -> String {
        let location = line("location", Limit.location)
        let schemes = ["http://", "https://", "ftp://", "ftps://", "sftp://"]
        if !location.isEmpty, !schemes.contains(where: location.lowercased().hasPrefix) {
            form.reject(
                command.field("location"),
                Text(en: "An address such as https://…", nl: "Een adres als https://…")
            )
        }
        return location
    }

    private mutating func since() -> Timestamp {
        now.adding(seconds: -86_400 * integer("days", 1...365))
    }

    private mutating func diagnostics() -> CommandRequest {
        .diagnostics(to: location(), from: since(), until: now)
    }

    private mutating func log() -> CommandWish? {
        let type = form.choice(command.field("type"), of: ["SecurityLog", "DiagnosticsLog"])
        let (location, since, now) = (location(), since(), now)
        guard CommandRequest.log(type, to: location, from: since, until: now, number: 0) != nil else { return nil }
        return .sendNumbered { number in
            CommandRequest.log(type, to: location, from: since, until: now, number: number)
                ?? .diagnostics(to: location, from: since, until: now)
        }
    }

    private mutating func updateFirmware() -> CommandWish {
        let certificate = block("certificate", Limit.certificate)
        let signature = block("signature", Limit.signature)
        if certificate.isEmpty != signature.isEmpty {
            let name = command.field(certificate.isEmpty ? "certificate" : "signature")
            form.reject(name, Text(en: "Both or neither.", nl: "Allebei of geen van beide."))
        }
        let at = form.choice(command.field("at"), of: ["now", "night"])
        let offer = FirmwareOffer(
            location: location(),
            retrieveAt: at == "night" ? nextNight : now,
            signingCertificate: certificate.isEmpty ? nil : certificate,
            signature: signature.isEmpty ? nil : signature
        )
        return .sendNumbered { .updateFirmware(offer, number: $0) }
    }

    /// Two o'clock at the charge point, when hardly anybody plugs in.
    private var nextNight: Timestamp {
        let tonight = zone.start(of: zone.date(of: now)).adding(seconds: 2 * 3_600)
        return tonight > now ? tonight : tonight.adding(seconds: 86_400)
    }

    // MARK: Certificates

    private mutating func use() -> String {
        form.choice(command.field("use"), of: ChargePointCertificatesPage.Use.allCases.map(\.rawValue))
    }

    private mutating func certificate() -> String {
        let text = form.typed(command.field("certificate"))
        if text.isEmpty { form.reject(command.field("certificate"), .required) }
        if text.count > Limit.certificate { form.reject(command.field("certificate"), .tooLong(Limit.certificate)) }
        return text
    }

    private mutating func deleteCertificate() -> CommandRequest? {
        .deleteCertificate(
            algorithm: line("algorithm", 16),
            issuerNameHash: line("issuer_name", 128),
            issuerKeyHash: line("issuer_key", 128),
            serialNumber: line("serial", 40)
        )
    }

    // MARK: Power

    private mutating func setLimit() -> CommandRequest? {
        var connector = connector(from: 0)
        let purpose = form.choice(command.field("purpose"), as: ChargePointPowerPage.Purpose.self)
        let session = purpose == .session ? runningSession() : nil
        let kind = form.choice(command.field("kind"), as: ChargePointPowerPage.Span.self)
        let unit = form.choice(command.field("unit"), as: ChargePointPowerPage.Unit.self)
        let (number, level) = (integer("number", 1...1_000_000), integer("level", 0...100))
        let periods = periods()
        guard form.isValid, let purpose, let kind, let unit else { return nil }
        if purpose == .chargePoint, connector != 0 || kind == .session {
            form.reject(command.field("purpose"), wholeOnly)
            return nil
        }
        if let session { connector = Int64(session.connector) }
        let limit = PowerLimit(
            number: number,
            stackLevel: level,
            purpose: purpose.rawValue,
            kind: kind.rawValue,
            recurrence: kind == .daily ? "Daily" : nil,
            transaction: session?.transactionID,
            unit: unit.rawValue,
            start: kind == .daily ? zone.start(of: zone.date(of: now)) : now,
            durationSeconds: kind == .daily ? 86_400 : nil,
            periods: periods
        )
        return .setLimit(limit, connector: connector)
    }

    /// The session of a limit that is for one session only; it must run at this moment.
    private mutating func runningSession() -> OpenSessionReport? {
        let name = form.typed(command.field("transaction"))
        let session = sessions.first { $0.stationTransaction == nil && $0.transactionID.description == name }
        if session == nil { form.reject(command.field("transaction"), notRunning) }
        return session
    }

    private let notRunning = Text(
        en: "Choose a session that runs.",
        nl: "Kies een lopende sessie."
    )

    private let wholeOnly = Text(
        en: "The limit of the whole charge point is set on all of it, not from the start of a session.",
        nl: "De limiet van het hele laadpunt geldt voor het geheel, niet vanaf het begin van een sessie."
    )

    private mutating func periods() -> [PowerLimit.Period] {
        var periods: [PowerLimit.Period] = []
        for number in 1...ChargePointPowerPage.periodCount {
            let (from, limit) = (command.field("from_\(number)"), command.field("limit_\(number)"))
            if number > 1, form.typed(from).isEmpty, form.typed(limit).isEmpty { continue }
            guard let value = form.decimal(limit), let start = seconds(from) else { continue }
            if value.scale > 1 || value.isNegative { form.reject(limit, oneDecimal) }
            if start <= periods.last?.startSeconds ?? -1 || (number == 1 && start != 0) { form.reject(from, ascending) }
            periods.append(PowerLimit.Period(startSeconds: start, limit: value))
        }
        return periods
    }

    private let oneDecimal = Text(
        en: "At most one decimal, not below zero.",
        nl: "Hooguit één decimaal, niet onder nul."
    )
    private let ascending = Text(en: "The first is 0:00, the others later.", nl: "De eerste is 0:00, de andere later.")

    /// Hours and minutes as seconds.
    private mutating func seconds(_ name: String) -> Int64? {
        let parts = form.text(name, atMost: 5).split(separator: ":").map { Int64($0) }
        guard parts.count == 2, let hours = parts[0], let minutes = parts[1], (0...23).contains(hours),
            (0...59).contains(minutes)
        else {
            form.reject(name, Text(en: "Hours and minutes, such as 7:30.", nl: "Uren en minuten, zoals 7:30."))
            return nil
        }
        return hours * 3_600 + minutes * 60
    }

    private mutating func clearLimits() -> CommandRequest {
        let name = command.field("number")
        let number = form.typed(name).isEmpty ? nil : form.integer(name, in: 1...1_000_000)
        let purpose = ChargePointPowerPage.Purpose(rawValue: form.typed(command.field("purpose")))
        return .clearLimits(number: number, connector: nil, purpose: purpose?.rawValue)
    }

    private mutating func compositeSchedule() -> CommandRequest {
        .compositeSchedule(
            connector: connector(from: 0),
            seconds: 3_600 * integer("hours", 1...168),
            unit: form.choice(command.field("unit"), of: ChargePointPowerPage.Unit.allCases.map(\.rawValue))
        )
    }
}
