import Values

/// The parts of the page about one customer's privacy.
enum CustomerPrivacyParts {
    static func erased(_ model: CustomerPrivacy.Model, _ moment: Timestamp, _ say: Reader) -> HTML {
        HTML {
            notice(
                .info,
                say(
                    en: "Erased on \(say.date(moment)). Nothing can be changed or sent any more.",
                    nl: "Gewist op \(say.date(moment)). Er kan niets meer worden gewijzigd of gestuurd."
                )
            )
            if let remains = model.remains {
                card(say(en: "Who it was", nl: "Wie het was")) {
                    facts([
                        Fact(say(.name), remains.name), Fact(say(.email), remains.email),
                        Fact(say(.address), remains.address.oneLine.orDash),
                        Fact(say(en: "Kept until", nl: "Bewaard tot"), say.date(remains.keptUntil)),
                    ])
                    p(.class("soft")) { say(frozen) }
                }
            }
        }
    }

    private static let frozen = Text(
        en: "Only for questions about documents that the law keeps. It goes by itself on that day.",
        nl: "Alleen voor vragen over stukken die de wet bewaart. Op die dag verdwijnt het vanzelf."
    )

    static func preview(_ model: CustomerPrivacy.Model, _ say: Reader) -> HTML {
        let isErased = model.erasedAt != nil
        let gone =
            isErased
            ? say(en: "What was removed", nl: "Wat is verwijderd")
            : say(en: "What would go at once", nl: "Wat meteen zou verdwijnen")
        let stays =
            isErased
            ? say(en: "What the law keeps", nl: "Wat de wet bewaart")
            : say(en: "What the law would keep", nl: "Wat de wet zou bewaren")
        return HTML {
            if !model.obstacles.isEmpty { obstacles(model.obstacles, say) }
            columns {
                tableCard(gone) { plainTable(gone, removedColumns(say), model.removed) }
                tableCard(stays) {
                    if model.kept.isEmpty {
                        p(.class("card__body", "soft")) { say(en: "Nothing.", nl: "Niets.") }
                    } else {
                        plainTable(stays, keptColumns(say), model.kept)
                    }
                }
            }
        }
    }

    private static func obstacles(_ obstacles: [Text], _ say: Reader) -> HTML {
        card(say(en: "What stands in the way", nl: "Wat in de weg staat")) {
            ul { obstacles.map { obstacle in li { say(obstacle) } } }
        }
    }

    private static func removedColumns(_ say: Reader) -> [Column<CustomerPrivacy.Count>] {
        [
            Column(say(CustomerPrivacyWords.kind)) { row in say(row.kind) },
            .number(say(CustomerPrivacyWords.number)) { row in say.count(row.count) },
        ]
    }

    private static func keptColumns(_ say: Reader) -> [Column<CustomerPrivacy.Count>] {
        removedColumns(say) + [
            Column(say(en: "Until", nl: "Tot")) { row in row.until.map { say.date($0) } ?? "–" }
        ]
    }

    // MARK: Requests

    static func requests(_ rows: [CustomerPrivacy.Request], _ say: Reader) -> HTML {
        let title = say(en: "Requests", nl: "Verzoeken")
        return tableCard(title) { plainTable(title, requestColumns(say), rows) }
    }

    private static func requestColumns(_ say: Reader) -> [Column<CustomerPrivacy.Request>] {
        [
            Column(say(en: "Asked", nl: "Gevraagd")) { row in
                div {
                    say.date(row.askedOn)
                    small { say(en: "by \(row.askedBy)", nl: "door \(row.askedBy)") }
                }
            },
            Column(say(en: "Reason", nl: "Reden")) { row in row.reason.orDash },
            Column(say(en: "Written down by", nl: "Genoteerd door")) { row in row.recordedBy.orDash },
            Column(say(.state)) { row in state(row, say) },
        ]
    }

    private static func state(_ row: CustomerPrivacy.Request, _ say: Reader) -> HTML {
        guard let outcome = row.outcome else {
            let text = say(en: "Answer by \(say.date(row.answerBy))", nl: "Antwoord voor \(say.date(row.answerBy))")
            return badge(text, .caution)
        }
        return div {
            badge(say(outcome), .neutral)
            small {
                if let at = row.decidedAt { moment(at, say) }
                row.decidedBy.isEmpty ? "" : " · " + row.decidedBy
                row.outcomeReason.isEmpty ? "" : " · " + row.outcomeReason
            }
        }
    }

    static func asking(_ model: CustomerPrivacy.Model, _ frame: PageFrame) -> HTML {
        let (say, fields) = (frame.say, model.fields)
        return postForm(frame, to: .customerErasure(model.id), .class("form")) {
            inputField(Control("asked_by", askedBy, hint: askedByHint), fields.askedBy, say)
            inputField(Control("asked_on", askedOn, type: .date).narrow, fields.askedOn, say)
            inputField(Control("reason", Text(en: "Reason", nl: "Reden")).optional, fields.reason, say)
            formActions {
                submitButton(say(en: "Write the request down", nl: "Verzoek noteren"), style: .secondary)
            }
        }
    }

    private static let askedBy = Text(en: "Who asked", nl: "Wie het vroeg")
    private static let askedByHint = Text(
        en: "Make sure that it is the customer, or somebody who may speak for it.",
        nl: "Ga na dat het de klant is, of iemand die voor de klant mag spreken."
    )
    private static let askedOn = Text(en: "Asked on", nl: "Gevraagd op")

    static func decision(_ model: CustomerPrivacy.Model, _ frame: PageFrame) -> HTML {
        let (say, fields) = (frame.say, model.fields)
        var choices = [
            Choice("withdrawn", say(en: "The person took it back", nl: "De persoon trok het in")),
            Choice("refused", say(en: "Refuse it, with a reason", nl: "Weigeren, met een reden")),
        ]
        if model.obstacles.isEmpty {
            choices.insert(
                Choice(
                    "carried_out",
                    say(en: "Carry it out", nl: "Uitvoeren"),
                    detail: say(en: "Cannot be undone.", nl: "Kan niet ongedaan worden gemaakt.")
                ),
                at: 0
            )
        }
        return postForm(frame, to: .customerErasureDecision(model.id), .class("form")) {
            radioField(Control("outcome", Text(en: "Decision", nl: "Besluit")), choices, fields.outcome, say)
            inputField(Control("answer", answer, hint: answerHint).optional, fields.answer, say)
            formActions { submitButton(say(en: "Decide", nl: "Beslissen"), style: .danger) }
        }
    }

    private static let answer = Text(en: "Reason", nl: "Reden")
    private static let answerHint = Text(
        en: "Needed for a refusal: the person has to be told.",
        nl: "Nodig bij een weigering: de persoon moet het horen."
    )

    // MARK: Holds

    static func holds(_ model: CustomerPrivacy.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            p(.class("soft")) { say(holdText) }
            if !model.holds.isEmpty { ul { model.holds.map { hold in li { line(hold, say) } } } }
            if model.isHeld {
                postForm(frame, to: .customerHold(model.id), .class("action")) {
                    hiddenField("lift", "yes")
                    submitButton(say(en: "Lift the hold", nl: "Opheffen"), style: .secondary)
                }
            } else {
                postForm(frame, to: .customerHold(model.id), .class("form")) {
                    inputField(Control("hold_reason", Text(en: "Why", nl: "Waarom")), model.fields.hold, say)
                    formActions { submitButton(say(en: "Hold everything", nl: "Alles vasthouden"), style: .secondary) }
                }
            }
        }
    }

    private static let holdText = Text(
        en:
            "While somebody holds it, nothing of this customer goes: neither by a request nor by a period that is over.",
        nl:
            "Zolang iemand het vasthoudt, verdwijnt er niets van deze klant: niet door een verzoek en niet door een termijn."
    )

    private static func line(_ hold: CustomerPrivacy.Hold, _ say: Reader) -> HTML {
        HTML {
            hold.reason
            small {
                " · " + hold.placedBy + " "
                moment(hold.placedAt, say)
                if let lifted = hold.liftedAt {
                    say(en: " · lifted ", nl: " · opgeheven ")
                    moment(lifted, say)
                    hold.liftedBy.isEmpty ? "" : " " + hold.liftedBy
                }
            }
        }
    }
}
