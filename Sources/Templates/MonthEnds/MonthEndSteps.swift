import Values

/// The three steps of a month-end, of which just the next one is open.
enum MonthEndSteps {
    static func card(_ model: MonthEndShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return Templates.card(say(en: "Steps", nl: "Stappen")) {
            ol(.class("steps")) {
                li { div(.class("stack", "stack--tight")) { closing(model, frame) } }
                li { div(.class("stack", "stack--tight")) { approval(model, frame) } }
                li { div(.class("stack", "stack--tight")) { bankFile(model, frame) } }
            }
        }
    }

    private static func closing(_ model: MonthEndShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            h3 { say(en: "Close the month", nl: "De maand afsluiten") }
            switch model.state {
            case .running: p(.class("soft")) { say(stillRunning) }
            case .ready: closeButton(model, frame, say(closeText))
            case .closing: progress(model.progress, say)
            case .failed: interrupted(model, frame)
            case .blocked: blocked(model, frame)
            case .closed, .approved: p(.class("soft")) { say(closedText(say.count(model.creditCount))) }
            }
        }
    }

    private static let stillRunning = Text(
        en: "Possible from the first day of the next month.",
        nl: "Mogelijk vanaf de eerste dag van de volgende maand."
    )
    private static let closeText = Text(
        en: "Makes a credit for every contract due, numbers it and posts it. Running it twice changes nothing.",
        nl: "Maakt, nummert en boekt een vergoeding voor elk contract. Twee keer uitvoeren verandert niets."
    )
    private static func closedText(_ count: String) -> Text {
        Text(en: "Closed; credits made: \(count).", nl: "Afgesloten; vergoedingen gemaakt: \(count).")
    }

    private static func closeButton(_ model: MonthEndShow.Model, _ frame: PageFrame, _ text: String) -> HTML {
        HTML {
            p(.class("soft")) { text }
            actionButton(
                frame,
                frame.say(en: "Close the month", nl: "Maand afsluiten"),
                to: .monthEndClosing(model.month),
                style: .primary,
                confirm: question(frame.say.month(model.month))
            )
        }
    }

    private static func question(_ month: String) -> Text {
        Text(
            en: "Close \(month)? Documents get their numbers and can then only be corrected by new ones.",
            nl: "\(month) afsluiten? Documenten krijgen hun nummer en zijn daarna alleen met nieuwe te corrigeren."
        )
    }

    private static func progress(_ progress: MonthEndShow.Progress?, _ say: Reader) -> HTML {
        let done = say.count(progress?.done ?? 0)
        let total = say.count(progress?.total ?? 0)
        return notice(.info, say(made(done, of: total))) {
            p { say(en: "This page looks again by itself.", nl: "Deze pagina kijkt vanzelf opnieuw.") }
        }
    }

    private static func made(_ done: String, of total: String) -> Text {
        Text(en: "\(done) of \(total) credits made", nl: "\(done) van \(total) vergoedingen gemaakt")
    }

    private static func interrupted(_ model: MonthEndShow.Model, _ frame: PageFrame) -> HTML {
        HTML {
            notice(.bad, frame.say(en: "Closing was interrupted", nl: "Het afsluiten is onderbroken")) {
                if !model.message.isEmpty { p { model.message } }
            }
            closeButton(model, frame, frame.say(goOn))
        }
    }

    private static func blocked(_ model: MonthEndShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            notice(.bad, say(blockedText(say.count(model.blocked.count)))) {
                ul {
                    model.blocked.map { row in
                        li {
                            row.host.html
                            " (" + row.contract + "): " + say(row.reason) + " "
                            a(.href(row.remedy)) { say(en: "Put it right", nl: "Oplossen") }
                        }
                    }
                }
            }
            closeButton(model, frame, say(goOn))
        }
    }

    private static func blockedText(_ count: String) -> Text {
        Text(
            en: "Credits that could not be made: \(count)",
            nl: "Vergoedingen die niet konden worden gemaakt: \(count)"
        )
    }

    private static let goOn = Text(
        en: "What was made stays. Closing again makes the rest.",
        nl: "Wat gemaakt is blijft. Opnieuw afsluiten maakt de rest."
    )

    private static func approval(_ model: MonthEndShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            h3 { say(en: "Approve the credits", nl: "De vergoedingen goedkeuren") }
            if let approval = model.approval {
                p(.class("soft")) { say(approvedBy(approval.by, say.dateTime(approval.at))) }
            } else if model.state == .closed || (isUnfinished(model) && model.creditCount > 0) {
                approvalForm(model, frame)
            } else {
                p(.class("soft")) { say(afterClosing) }
            }
        }
    }

    private static func isUnfinished(_ model: MonthEndShow.Model) -> Bool {
        model.state == .failed || model.state == .blocked
    }

    private static let afterClosing = Text(en: "Once the month is closed.", nl: "Zodra de maand is afgesloten.")
    private static func approvedBy(_ name: String, _ at: String) -> Text {
        Text(en: "Approved by \(name) on \(at).", nl: "Goedgekeurd door \(name) op \(at).")
    }

    private static func approvalForm(_ model: MonthEndShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            p(.class("soft")) { say(approvalText) }
            if let hint = model.approvalHint { notice(.info, say(hint)) }
            if model.mayApprove {
                actionButton(
                    frame,
                    say(en: "Approve for payment", nl: "Goedkeuren voor betaling"),
                    to: .monthEndApproval(model.month),
                    style: .primary,
                    confirm: approvalQuestion(say.money(model.total), say.count(model.creditCount))
                )
            }
        }
    }

    private static let approvalText = Text(
        en: "Look the credits below through. Nothing reaches a bank before a person approves it.",
        nl: "Kijk de vergoedingen hieronder na. Niets bereikt een bank voordat een mens het goedkeurt."
    )
    private static func approvalQuestion(_ total: String, _ count: String) -> Text {
        Text(
            en: "Approve \(count) credits, \(total) in all?",
            nl: "\(count) vergoedingen goedkeuren, samen \(total)?"
        )
    }

    private static func bankFile(_ model: MonthEndShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        if !model.takesBankFile { return MonthEndHandPayments.step(model, frame) }
        return HTML {
            h3 { say(en: "Make the bank file", nl: "Het bankbestand maken") }
            if isBlocked(model) { blocks(model, say) }
            if model.approval == nil {
                p(.class("soft")) { say(en: "Once the credits are approved.", nl: "Zodra is goedgekeurd.") }
            } else if model.next.payments == 0 {
                p(.class("soft")) { say(model.files.isEmpty ? nothingToPay : allInFiles) }
            } else if !isBlocked(model) {
                makeFile(model, frame)
            }
        }
    }

    private static let nothingToPay = Text(en: "There is nothing to pay.", nl: "Er is niets te betalen.")
    private static let allInFiles = Text(
        en: "Everything approved is in a bank file; download it below.",
        nl: "Alles wat is goedgekeurd staat in een bankbestand; haal het hieronder op."
    )

    private static func makeFile(_ model: MonthEndShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let (count, total) = (say.count(model.next.payments), say.money(model.next.total))
        return HTML {
            p(.class("soft")) { say(nextFile(count, total, say.month(model.month))) }
            ul {
                model.next.days.map { paid in
                    li { say(payOn(say.date(paid.day), MonthEndShow.paidOn(paid, say))) }
                }
            }
            actionButton(
                frame,
                say(en: "Make pain.001", nl: "pain.001 maken"),
                to: .monthEndBankFile(model.month),
                style: .primary,
                confirm: fileQuestion(count, total)
            )
        }
    }

    private static func nextFile(_ count: String, _ total: String, _ month: String) -> Text {
        Text(
            en: "Payments: \(count), \(total) in all: every approved credit up to \(month) that is in no file yet.",
            nl: "Betalingen: \(count), samen \(total): elke goedgekeurde vergoeding tot en met \(month) zonder bestand."
        )
    }
    private static func payOn(_ day: String, _ what: String) -> Text {
        Text(en: "To be paid on \(day): \(what)", nl: "Te betalen op \(day): \(what)")
    }
    private static func fileQuestion(_ count: String, _ total: String) -> Text {
        Text(
            en: "Make a bank file of \(count) payments, \(total)? They are booked as handed to the bank.",
            nl: "Een bankbestand van \(count) betalingen maken, \(total)? Ze worden geboekt als aan de bank gegeven."
        )
    }

    private static func isBlocked(_ model: MonthEndShow.Model) -> Bool {
        !model.blocks.isEmpty || !model.operatorBlocks.isEmpty
    }

    private static func blocks(_ model: MonthEndShow.Model, _ say: Reader) -> HTML {
        notice(.bad, say(en: "The bank file cannot be made yet", nl: "Het bankbestand kan nog niet")) {
            ul {
                model.operatorBlocks.map { block in li { say(block) } }
                model.blocks.map { block in
                    li {
                        block.host.html
                        ": " + block.lacks.map { say($0.title) }.joined(separator: ", ")
                    }
                }
            }
        }
    }
}
