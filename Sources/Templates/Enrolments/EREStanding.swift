package import Values

/// Where an enrolment stands, as people are told.
package enum EREStanding: Hashable, Sendable {
    case draft, waiting, active
    /// Turned off, and counting until the year is over.
    case ending(Int)
    case refused, ended, discarded

    package var title: Text {
        switch self {
        case .draft: Text(en: "Not finished", nl: "Nog niet klaar")
        case .waiting: Text(en: "Being checked", nl: "Wordt gecontroleerd")
        case .active: Text(en: "On", nl: "Aan")
        case .ending(let year): Text(en: "On until 31 December \(year)", nl: "Aan tot en met 31 december \(year)")
        case .refused: Text(en: "Needs something from you", nl: "Vraagt iets van u")
        case .ended: Text(en: "Off", nl: "Uit")
        case .discarded: Text(en: "Given up", nl: "Gestopt")
        }
    }

    var tone: Tone {
        switch self {
        case .draft, .waiting: .info
        case .active: .good
        case .ending: .caution
        case .refused: .bad
        case .ended, .discarded: .neutral
        }
    }

    func badge(_ say: Reader) -> HTML { Templates.badge(say(title), tone) }

    /// Whether there is something to turn off.
    var isOn: Bool {
        switch self {
        case .draft, .waiting, .active, .refused: true
        case .ending, .ended, .discarded: false
        }
    }
}

/// The steps of the way to a mandate.
package enum EREPageStep: String, CaseIterable, Hashable, Sendable {
    case who, connection, charger, payout, mandate

    var title: Text {
        switch self {
        case .who: Text(en: "You", nl: "U")
        case .connection: Text(en: "Connection", nl: "Aansluiting")
        case .charger: Text(en: "Charger", nl: "Lader")
        case .payout: Text(en: "Account", nl: "Rekening")
        case .mandate: Text(en: "Mandate", nl: "Machtiging")
        }
    }

    package func route(_ id: EREEnrolmentID) -> Route {
        switch self {
        case .who: .customerEREWho(id)
        case .connection: .customerEREConnection(id)
        case .charger: .customerEREChargers(id)
        case .payout: .customerEREPayout(id)
        case .mandate: .customerEREMandate(id)
        }
    }
}

/// Which enrolment a page is about, and how far it has come.
package struct EREWay: Hashable, Sendable {
    package let id: EREEnrolmentID
    package let steps: [EREPageStep]
    /// The first step that is not done.
    package let next: EREPageStep

    package init(id: EREEnrolmentID, steps: [EREPageStep], next: EREPageStep) {
        self.id = id
        self.steps = steps
        self.next = next
    }

    private func isOpen(_ step: EREPageStep) -> Bool {
        guard let place = steps.firstIndex(of: step), let last = steps.firstIndex(of: next) else { return false }
        return place <= last
    }

    /// The steps as a list; those that are done are links, so that going back needs no button of the browser.
    func bar(_ current: EREPageStep, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return ol(.class("progress"), .ariaLabel(say(en: "Steps", nl: "Stappen"))) {
            steps.enumerated().map { index, step in
                let name = "\(index + 1). " + say(step.title)
                return li(.class("progress__step"), .when(step == current, .ariaCurrentStep())) {
                    if isOpen(step), step != current { a(.href(frame.inside(step.route(id)))) { name } } else { name }
                }
            }
        }
    }

    /// The step before one; `nil` at the first.
    func before(_ step: EREPageStep) -> EREPageStep? {
        guard let place = steps.firstIndex(of: step), place > 0 else { return nil }
        return steps[place - 1]
    }
}

/// What stands in a form of the way: as typed, with what is wrong.
package struct EREFields: Sendable {
    private let fields: [String: Field]

    package init(_ names: [String], _ field: (String) -> Field) {
        fields = Dictionary(names.map { ($0, field($0)) }) { first, _ in first }
    }

    subscript(name: String) -> Field { fields[name] ?? Field() }
    var all: [Field] { Array(fields.values) }

    func address(_ prefix: String = "") -> AddressFields {
        AddressFields(
            street: self[prefix + "street"],
            houseNumber: self[prefix + "house_number"],
            postcode: self[prefix + "postcode"],
            town: self[prefix + "town"],
            country: self[prefix + "country"]
        )
    }
}

/// A page of one step.
enum EREStepPage {
    static func view(
        _ step: EREPageStep,
        _ way: EREWay,
        _ heading: Text,
        lead: Text,
        frame: PageFrame,
        @HTMLBuilder content: Content
    ) -> HTML {
        let say = frame.say
        return Page.app(
            say(heading),
            frame: frame,
            crumbs: [Crumb(say(.ereToggle), .customerERE)],
            lead: HTML(say(lead))
        ) {
            way.bar(step, frame)
            content()
        }
    }

    /// The buttons that end a step: on, and back to what was said before.
    static func actions(
        _ step: EREPageStep,
        _ way: EREWay,
        _ frame: PageFrame,
        _ text: Text = .saveAndGoOn
    ) -> HTML {
        formActions {
            submitButton(frame.say(text))
            if let before = way.before(step) {
                linkButton(frame.say(.back), to: frame.inside(before.route(way.id)), style: .quiet)
            }
        }
    }
}

extension Text {
    static let ereToggle = Text(en: "Earn ERE", nl: "ERE verdienen")
    static let saveAndGoOn = Text(en: "Save and go on", nl: "Opslaan en verder")
    static let back = Text(en: "Back", nl: "Terug")
}
