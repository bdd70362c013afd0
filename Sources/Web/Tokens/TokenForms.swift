import Domain
import Templates
import Values

/// The form of a charge card: what it holds, how it is read, what can be wrong with it.
struct TokenForms {
    /// The zone in which the last day ends.
    let zone: Zone

    /// `known` is the card as it is, when it is not a new one.
    func read(_ form: inout FormReader, known: TokenDetails?) -> TokenDetails? {
        let parent = form.text("group", isRequired: false, atMost: TokenForms.uidLength)
        let details = TokenDetails(
            uid: form.text("uid", atMost: TokenForms.uidLength),
            label: form.text("label", isRequired: false, atMost: 140),
            parentUID: parent.isEmpty ? nil : parent,
            isBlocked: form.isTicked("blocked"),
            expiresAt: expiry(form.day("valid_through", isRequired: false), known)
        )
        return form.isValid ? details : nil
    }

    /// As the schema has it; OCPP 1.6 takes 20, later versions 36.
    private static let uidLength = 64

    /// The end of the day; a moment within that same day, as an import may bring it, stays as exact as it was.
    private func expiry(_ day: LocalDate?, _ known: TokenDetails?) -> Timestamp? {
        guard let day else { return nil }
        if let moment = known?.expiresAt, lastDay(moment) == day { return moment }
        return zone.span(of: day).until
    }

    /// The last day that is not over at a moment.
    func lastDay(_ expiry: Timestamp) -> LocalDate { zone.date(of: expiry.adding(seconds: -1)) }

    static func show(_ rejection: TokenRejection, on form: inout FormReader) {
        switch rejection {
        case .uidTaken: form.reject("uid", .alreadyTaken)
        case .uidLength: form.reject("uid", .tooLong(uidLength))
        }
    }

    static let empty = TokenForm.Model(
        id: nil,
        uid: Field(),
        label: Field(),
        group: Field(),
        validThrough: Field(),
        isBlocked: Field()
    )

    func model(_ token: Token) -> TokenForm.Model {
        TokenForm.Model(
            id: token.id,
            uid: Field(token.details.uid),
            label: Field(token.details.label),
            group: Field(token.details.parentUID ?? ""),
            validThrough: Field(token.details.expiresAt.map { lastDay($0).description } ?? ""),
            isBlocked: Field(token.details.isBlocked ? "yes" : "")
        )
    }

    static func model(_ id: TokenID?, _ form: FormReader) -> TokenForm.Model {
        TokenForm.Model(
            id: id,
            uid: form["uid"],
            label: form["label"],
            group: form["group"],
            validThrough: form["valid_through"],
            isBlocked: form["blocked"]
        )
    }
}
