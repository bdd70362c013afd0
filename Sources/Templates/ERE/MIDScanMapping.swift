/// Which column of a list is which.
package enum MIDScanMapping {
    package struct Model: Sendable {
        package let form: MIDScanForm
        /// Lines that hold something, the headings among them.
        package let lines: Int
        /// The first lines as they were read.
        package let preview: [[String]]
        /// Lines that cannot be read.
        package let problems: [MIDScanResult.LineProblem]

        package init(form: MIDScanForm, lines: Int, preview: [[String]], problems: [MIDScanResult.LineProblem]) {
            self.form = form
            self.lines = lines
            self.preview = preview
            self.problems = problems
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return SharedPage.view(say(.midScan), lead: say(lead(say.count(model.lines))), frame: frame) {
            formErrors(model.form.all, say)
            if !model.problems.isEmpty { MIDScanResult.problems(model.problems, hidden: 0, say) }
            model.form.view(say(en: "Scan the list", nl: "Scan de lijst"), frame)
            preview(model, say)
        }
    }

    private static func lead(_ count: String) -> Text {
        Text(
            en: "\(count) lines were read. Please check which column is which.",
            nl: "Er zijn \(count) regels gelezen. Controleer welke kolom wat is."
        )
    }

    private static func preview(_ model: Model, _ say: Reader) -> HTML {
        let columns = model.form.choices.dropFirst().enumerated().map { index, choice in
            Column<[String]>(choice.title) { row in row.indices.contains(index) ? row[index] : "" }
        }
        let name = say(en: "The first lines", nl: "De eerste regels")
        return tableCard(name) { denseTable(name, columns, model.preview) }
    }
}
