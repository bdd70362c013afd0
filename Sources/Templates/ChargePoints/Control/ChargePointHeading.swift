package import Values

/// What all pages about one charge point begin with.
package struct ChargePointHeading: Sendable {
    package let id: ChargePointID
    package let name: String
    package let identity: String
    package let zone: Zone
    package let isOnline: Bool
    package let connectorCount: Int
    /// Whether the reader's role may send commands.
    package let mayCommand: Bool
    /// The back-office that the charge point goes through to, which alone commands it; `nil` when it is ours.
    package var relayedTo: String?
    /// What was typed into a form that could not be understood.
    package let typed: TypedCommand

    package init(
        id: ChargePointID,
        name: String,
        identity: String,
        zone: Zone,
        isOnline: Bool,
        connectorCount: Int,
        mayCommand: Bool,
        typed: TypedCommand = TypedCommand()
    ) {
        self.id = id
        self.name = name
        self.identity = identity
        self.zone = zone
        self.isOnline = isOnline
        self.connectorCount = connectorCount
        self.mayCommand = mayCommand
        self.typed = typed
    }

    /// Whether commands can be sent: the role is one for it, and the charge point is ours.
    var maySend: Bool { mayCommand && relayedTo == nil }
}

/// The fields of a form that came back.
package struct TypedCommand: Sendable {
    private let fields: [String: Field]

    package init(_ fields: [String: Field] = [:]) {
        self.fields = fields
    }

    /// A field as typed, or with its usual value.
    func field(_ command: ChargePointCommand, _ name: String, usual: String = "") -> Field {
        fields[command.field(name)] ?? Field(usual)
    }

    var all: [Field] { Array(fields.values) }
}

/// The frame of a page about one charge point.
func chargePointPage(
    _ heading: ChargePointHeading,
    _ tab: ChargePointTab,
    frame: PageFrame,
    @HTMLBuilder content: Content
) -> HTML {
    let say = frame.say.at(heading.zone)
    return Page.app(
        say(tab.title),
        frame: frame,
        crumbs: [Crumb(say(.chargePoints), .chargePoints), Crumb(heading.name, .chargePoint(heading.id))],
        lead: HTML(heading.identity)
    ) {
        chargePointTabs(heading.id, tab, say)
        formErrors(heading.typed.all, say)
        if let upstream = heading.relayedTo {
            notice(.info, say(relayedNote(upstream)))
        } else if heading.mayCommand, !heading.isOnline {
            notice(.caution, say(offlineNote))
        }
        content()
    }
}

/// The links between the pages about one charge point.
func chargePointTabs(_ id: ChargePointID, _ current: ChargePointTab, _ say: Reader) -> HTML {
    tabs(
        ChargePointTab.allCases.map { Tab(say($0.title), Link($0.route(id)), isCurrent: $0 == current) },
        name: say(.chargePoint)
    )
}

private let offlineNote = Text(
    en: "The charge point is offline. Commands expire after two minutes unless they may wait.",
    nl: "Het laadpunt is offline. Opdrachten vervallen na twee minuten, tenzij ze mogen wachten."
)

/// Why a charge point takes no commands from here.
func relayedNote(_ upstream: String) -> Text {
    Text(
        en: "This charge point goes through to \(upstream): commands come from there, and none are sent from here.",
        nl:
            "Dit laadpunt gaat door naar \(upstream): opdrachten komen daarvandaan, en van hier worden er geen verstuurd."
    )
}

/// A form that sends one command.
func commandForm(
    _ command: ChargePointCommand,
    _ heading: ChargePointHeading,
    _ frame: PageFrame,
    confirm question: Text? = nil,
    @HTMLBuilder content: Content
) -> HTML {
    postForm(
        frame,
        to: .chargePointCommands(heading.id),
        .class("stack", "stack--tight"),
        question.map { .confirm(frame.say($0)) } ?? .none
    ) {
        hiddenField("command", command.rawValue)
        content()
    }
}

/// How long a command may wait for a charge point that is away.
package enum CommandWait: String, CaseIterable, Sendable {
    case none = "0"
    case hour = "3600"
    case day = "86400"
    case week = "604800"

    package var seconds: Int64 { Int64(rawValue) ?? 0 }

    var title: Text {
        switch self {
        case .none: Text(en: "two minutes", nl: "twee minuten")
        case .hour: Text(en: "one hour", nl: "een uur")
        case .day: Text(en: "one day", nl: "een dag")
        case .week: Text(en: "one week", nl: "een week")
        }
    }
}

/// The field that lets a command wait.
func waitField(_ command: ChargePointCommand, _ heading: ChargePointHeading, _ say: Reader) -> HTML {
    selectField(
        Control(command.field("wait"), Text(en: "If offline, wait", nl: "Indien offline, wacht")),
        CommandWait.allCases.map { Choice($0.rawValue, say($0.title)) },
        heading.typed.field(command, "wait", usual: CommandWait.none.rawValue),
        say
    )
}

/// The field that chooses a connector; 0 is the charge point as a whole.
func connectorField(
    _ command: ChargePointCommand,
    _ heading: ChargePointHeading,
    _ say: Reader,
    withWhole: Bool
) -> HTML {
    let whole = withWhole ? [Choice("0", say(en: "whole charge point", nl: "hele laadpunt"))] : []
    let each = (1...max(1, heading.connectorCount)).map { Choice(String($0), String($0)) }
    return selectField(
        Control(command.field("connector"), .connector),
        whole + each,
        heading.typed.field(command, "connector", usual: withWhole ? "0" : "1"),
        say
    )
}

/// A line of text of a command's form.
func commandField(
    _ command: ChargePointCommand,
    _ name: String,
    _ title: Text,
    _ heading: ChargePointHeading,
    _ say: Reader,
    usual: String = "",
    hint: Text? = nil,
    isOptional: Bool = false,
    type: Attribute.InputType = .text
) -> HTML {
    var control = Control(command.field(name), title, hint: hint, type: type).autocomplete("off")
    control.isRequired = !isOptional
    return inputField(control, heading.typed.field(command, name, usual: usual), say)
}
