/// How good or bad a piece of news is; always said in words too, never by colour alone.
package enum Tone: String, Sendable {
    case neutral, info, good, caution, bad
}

/// A short status in a coloured pill.
package func badge(_ text: String, _ tone: Tone = .neutral) -> HTML {
    span(.class("badge", "badge--" + tone.rawValue)) { text }
}

/// A message in a box; bad news interrupts a screen reader, other news waits.
///
/// One that takes the focus has the keyboard when the page opens, without a script.
package func notice(
    _ tone: Tone,
    _ heading: String,
    takesFocus: Bool = false,
    @HTMLBuilder content: Content = { .empty }
) -> HTML {
    let look: Attribute = .class("notice", "notice--" + tone.rawValue)
    let (stop, focus): (Attribute, Attribute) = takesFocus ? (.tabindex(-1), .autofocus()) : (.none, .none)
    return div(look, .role(tone == .bad ? .alert : .status), stop, focus) {
        icon(noticeIcon(tone))
        div(.class("notice__text")) {
            p(.class("notice__heading")) { heading }
            content()
        }
    }
}

private func noticeIcon(_ tone: Tone) -> Icon {
    switch tone {
    case .good: .check
    case .caution, .bad: .warning
    case .neutral, .info: .info
    }
}

/// What stands where a list would be when there is nothing to list: why, and what to do about it.
package func emptyState(_ heading: String, _ explanation: String, @HTMLBuilder action: Content = { .empty }) -> HTML {
    div(.class("empty")) {
        p(.class("empty__heading")) { heading }
        p(.class("empty__text")) { explanation }
        action()
    }
}

/// A message shown once on the page after an action.
package struct Flash: Sendable, Hashable {
    package let tone: Tone
    package let text: Text

    package init(_ tone: Tone, _ text: Text) {
        self.tone = tone
        self.text = text
    }
}
