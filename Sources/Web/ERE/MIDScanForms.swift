import Domain
import Formats
import Templates
import Values

/// Reads and prints the form that carries a list along.
enum MIDScanForms {
    /// What the headings tell, as the form's values.
    static func recognised(_ list: ListFile) -> [String: String] {
        let found = MIDScan.recognised(in: list.rows.first?.cells ?? [])
        var values = Dictionary(uniqueKeysWithValues: found.map { ($0.key.rawValue, String($0.value)) })
        values["headings"] = found.isEmpty ? "" : "yes"
        return values
    }

    /// The list that came back with the form; `nil` when it is none of ours.
    static func list(_ form: FormReader) -> ListFile? {
        guard let list = ListFile(carried: form.typed("list")) else { return nil }
        return ListFile(rows: list.rows, faults: faults(form.typed("unread")))
    }

    private static func faults(_ text: String) -> [ListLineFault] {
        text.split(separator: ";").prefix(ListFileLimits().faults).compactMap { part in
            let words = part.split(separator: " ")
            guard words.count == 2, let line = Int(words[0]), let code = ListLineFault.Code(rawValue: String(words[1]))
            else { return nil }
            return ListLineFault(line: line, code: code)
        }
    }

    /// Which column is which; `nil` while that is wrong, which the form then says.
    static func columns(_ form: inout FormReader, _ list: ListFile) -> [MIDScan.Column: Int]? {
        var columns: [MIDScan.Column: Int] = [:]
        for column in MIDScan.Column.allCases {
            let name = column.rawValue
            guard !form.typed(name).isEmpty else { continue }
            guard let place = Int(form.typed(name)), (0..<list.width).contains(place) else {
                form.reject(name, .notAChoice)
                continue
            }
            if columns.values.contains(place) { form.reject(name, MIDScanWords.columnTwice) }
            columns[column] = place
        }
        if columns[.brand] == nil, columns[.model] == nil { form.reject("model", MIDScanWords.modelNeeded) }
        return form.isValid ? columns : nil
    }

    static func form(_ form: FormReader, _ list: ListFile, _ table: EREFactorTable) -> MIDScanForm {
        MIDScanForm(
            list: list.carried,
            unread: list.faults.map { "\($0.line) \($0.code.rawValue)" }.joined(separator: ";"),
            columns: MIDScan.Column.allCases.map { column in
                MIDScanForm.Column(
                    name: column.rawValue,
                    title: MIDScanWords.title(column),
                    field: form[column.rawValue]
                )
            },
            choices: [Choice("", "–")] + choices(list),
            hasHeadings: form["headings"],
            kWh: form["kwh"],
            price: form["price"],
            priceUnit: form["per"],
            fee: form["fee"],
            basis: form["basis"],
            year: form["year"],
            years: table.years
        )
    }

    private static func choices(_ list: ListFile) -> [Choice] {
        let first = list.rows.first?.cells ?? []
        return (0..<list.width).map { index in
            let heading = first.indices.contains(index) ? first[index].prefix(40) : ""
            return Choice(String(index), letters(index) + (heading.isEmpty ? "" : ": " + heading))
        }
    }

    /// The name of a column as spreadsheets have it: A to Z, AA and on.
    private static func letters(_ index: Int) -> String {
        let (upper, lower) = index.quotientAndRemainder(dividingBy: 26)
        let letter = Unicode.Scalar(UInt8(65 + lower))
        return (upper > 0 ? letters(upper - 1) : "") + String(letter)
    }
}
