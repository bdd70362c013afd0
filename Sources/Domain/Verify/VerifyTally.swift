/// Counts what is compared while a kind of facts is verified.
struct VerifyTally {
    /// What is compared.
    let kind: String
    /// How many were compared.
    var checked = 0
    private var firstDifference: String?
    private var differences = 0

    init(kind: String) {
        self.kind = kind
    }

    /// Notes a difference.
    mutating func note(_ difference: String) {
        differences += 1
        if firstDifference == nil { firstDifference = difference }
    }

    /// What came of it.
    var report: VerifyReport {
        let first = firstDifference.map { differences > 1 ? "\($0) (and \(differences - 1) more)" : $0 }
        return VerifyReport(kind: kind, checked: checked, firstDifference: first)
    }
}
