/// Where a list of chargers is handed in.
package enum MIDScanUpload {
    package struct Model: Sendable {
        /// What is wrong with the file that was sent.
        package let problem: Text?
        /// Lines that a list may have.
        package let mostLines: Int
        /// Mebibytes that a file may have.
        package let mostMegabytes: Int

        package init(problem: Text?, mostLines: Int, mostMegabytes: Int) {
            self.problem = problem
            self.mostLines = mostLines
            self.mostMegabytes = mostMegabytes
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return SharedPage.view(say(.midScan), lead: say(lead), frame: frame) {
            formErrors([Field(error: model.problem)], say)
            columns {
                form(model, frame)
                card(say(en: "What it does", nl: "Wat hij doet")) {
                    ul(.class("bullets")) { steps(model).map { text in li { say(text) } } }
                    p(.class("soft")) { say(.midProof) }
                }
            }
        }
    }

    private static let lead = Text(
        en: "Which of your chargers can earn ERE? Hand in your list and see what each model needs.",
        nl: "Welke van uw laders kunnen ERE opleveren? Lever uw lijst in en zie wat elk model nodig heeft."
    )

    private static func form(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let control = Control("list", Text(en: "List of chargers", nl: "Lijst met laders"), hint: hint(model))
        return postForm(frame, to: .midScan, .class("form"), .enctypeWithFiles()) {
            fieldGroup(say(en: "Your list", nl: "Uw lijst")) {
                fileField(control, accept: ".csv,.txt,.tsv,.xlsx", error: model.problem, say)
                formActions { submitButton(say(en: "Read the list", nl: "Lees de lijst")) }
                p(.class("field__hint")) { say(.listNotKept) }
            }
        }
    }

    private static func hint(_ model: Model) -> Text {
        Text(
            en:
                "CSV or Excel (XLSX), up to \(model.mostLines) lines and \(model.mostMegabytes) MB. Of a workbook the first sheet is read.",
            nl:
                "CSV of Excel (XLSX), tot \(model.mostLines) regels en \(model.mostMegabytes) MB. Van een werkmap wordt het eerste blad gelezen."
        )
    }

    private static func steps(_ model: Model) -> [Text] {
        [
            Text(
                en:
                    "Your list needs a brand and model per line; serial number, count and EAN are welcome, in whatever columns.",
                nl:
                    "Uw lijst heeft per regel een merk en model nodig; serienummer, aantal en EAN zijn welkom, in welke kolom ook."
            ),
            Text(
                en: "You check which column is which.",
                nl: "U controleert welke kolom wat is."
            ),
            Text(
                en:
                    "You see which models qualify, which do not and why, and for which somebody must look at the meter.",
                nl:
                    "U ziet welke modellen meetellen, welke niet en waarom, en bij welke iemand naar de meter moet kijken."
            ),
            Text(
                en: "You get an estimate for a year, and the whole list with its findings as CSV or Excel.",
                nl: "U krijgt een schatting voor een jaar, en de hele lijst met bevindingen als CSV of Excel."
            ),
        ]
    }
}
