import HTTPServer
import Templates
import Values

/// A form did not come from a page of its sender, or from one of an earlier session.
struct ForgedRequest: Error, CustomStringConvertible {
    let code = "request.forged"
    var description: String { "\(code): the form does not come from a page of this visitor" }
}

/// Forms that were open for longer than their session: what is told of them, and how they can be sent after all.
enum StaleForms {
    /// More than any form of ours that people fill in by hand; beyond it nothing is shown again.
    private static let limitBytes = 128 * 1_024
    /// Words in the names of fields that are never written back into a page.
    private static let secrets = ["password", "secret", "credential", "key", "token"]

    /// What a person is told whose form was not taken.
    ///
    /// What was typed is shown again, and can be sent again by a button, only where the browser says that the form stood
    /// on one of our own pages: a stranger's page must not have its words sent by ours.
    static func page(_ visit: Visit) -> ErrorPage.StaleForm {
        let configuration = visit.shell.configuration
        let isSignedIn = visit.visitor.session != nil
        let back = visit.formPage
        if OriginCheck.isForeign(visit.request, configuration) {
            return ErrorPage.StaleForm(cause: .foreign, action: visit.route, typed: [], isWhole: false, back: back)
        }
        let cause: ErrorPage.StaleForm.Cause = isSignedIn ? .earlierSession : .signedOut
        let fields = typed(visit)
        let isOwn = OriginCheck.isOwn(visit.request, configuration) && Route.signIn != visit.route
        guard isOwn, let fields, size(fields) <= limitBytes else {
            return ErrorPage.StaleForm(cause: cause, action: visit.route, typed: [], isWhole: false, back: back)
        }
        let shown = fields.filter { !isSecret($0) }
        let isWhole = shown.count == fields.count
        return ErrorPage.StaleForm(cause: cause, action: visit.route, typed: shown, isWhole: isWhole, back: back)
    }

    /// Whether anything was typed or chosen that a person would miss.
    static func holdsSomething(_ visit: Visit) -> Bool {
        guard let fields = typed(visit) else { return true }
        return !fields.isEmpty
    }

    /// The fields but for the token; `nil` where a file is among them or the form cannot be read.
    private static func typed(_ visit: Visit) -> [Link.Pair]? {
        guard let form = try? visit.request.form(), form.files.isEmpty else { return nil }
        return form.fields.all.filter { $0.name != forgeryFieldName }.map { Link.Pair($0.name, $0.value) }
    }

    private static func isSecret(_ field: Link.Pair) -> Bool {
        !field.value.isEmpty && secrets.contains { field.name.lowercased().contains($0) }
    }

    private static func size(_ fields: [Link.Pair]) -> Int {
        fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    }
}
