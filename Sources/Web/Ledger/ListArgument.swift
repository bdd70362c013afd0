package import Templates

/// The last segment of the address of a list about one thing: the thing, and the format where it ends in one.
///
/// `/ledger/accounts/12` is a page, `/ledger/accounts/12.csv` the same list to take along.
package struct ListArgument<Value: PathArgument>: PathArgument {
    package let value: Value
    package let format: ExportFormat?

    package init?(pathText: String) {
        let format = ExportFormat.allCases.first { pathText.hasSuffix("." + $0.rawValue) }
        let text = format.map { String(pathText.dropLast($0.rawValue.count + 1)) } ?? pathText
        guard let value = Value(pathText: text) else { return nil }
        self.init(value: value, format: format)
    }

    private init(value: Value, format: ExportFormat?) {
        self.value = value
        self.format = format
    }

    package static var pathExample: ListArgument { ListArgument(value: .pathExample, format: nil) }
}
