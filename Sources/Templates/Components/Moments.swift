package import Values

/// A moment in the reader's zone, readable by machines too.
package func moment(_ moment: Timestamp, _ say: Reader) -> HTML {
    time(.datetime(moment.rfc3339)) { say.dateTime(moment) }
}

/// A moment to the second, for frames and audit lists.
package func exactMoment(_ moment: Timestamp, _ say: Reader) -> HTML {
    time(.datetime(moment.rfc3339)) { say.dateTimeWithSeconds(moment) }
}

/// A moment that the script shows as "3 min ago"; the full time stays in the title.
package func recentMoment(_ moment: Timestamp, _ say: Reader) -> HTML {
    time(.datetime(moment.rfc3339), .relativeTime(), .title(say.dateTimeWithSeconds(moment))) { say.dateTime(moment) }
}

/// One step of a history.
package struct TimelineStep: Sendable {
    package let at: Timestamp
    package let heading: String
    package let detail: HTML
    package let tone: Tone

    package init(at: Timestamp, _ heading: String, detail: HTML = .empty, tone: Tone = .neutral) {
        self.at = at
        self.heading = heading
        self.detail = detail
        self.tone = tone
    }
}

/// What happened, oldest first.
package func timeline(_ steps: [TimelineStep], _ say: Reader) -> HTML {
    ol(.class("timeline")) {
        steps.map { step in
            li(.class("timeline__step", "timeline__step--" + step.tone.rawValue)) {
                span(.class("timeline__time")) { exactMoment(step.at, say) }
                span(.class("timeline__heading")) { step.heading }
                if !step.detail.isEmpty { div(.class("timeline__detail")) { step.detail } }
            }
        }
    }
}
