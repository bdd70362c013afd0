package import Values

/// From where somebody looks at what is verified: people of the operator at their own, people of the platform at a partner's.
package enum EREVerifierDesk: Hashable, Sendable {
    case own
    case partner(OperatorID)

    package func population(_ year: Int) -> Route { .audit(.population(self, String(year))) }
    package func table(_ year: Int) -> Route { .audit(.populationTable(self, String(year))) }
    package func pack(_ year: Int) -> Route { .audit(.populationPack(self, String(year))) }
    package func request(_ year: Int) -> Route { .audit(.sampleRequest(self, String(year))) }
    package func sample(_ id: ERESampleID) -> Route { .audit(.sample(self, id)) }
    package func answer(_ id: ERESampleID) -> Route { .audit(.sampleAnswer(self, id)) }

    func start(_ say: Reader) -> Crumb {
        switch self {
        case .own: Crumb(say(.ereFilings), .ereFilings)
        case .partner: Crumb(say(.verification), .verification)
        }
    }

    /// What addresses begin with, and the arguments there.
    var prefix: String {
        switch self {
        case .own: ""
        case .partner: "/admin/verification/{partner}"
        }
    }

    var arguments: [String] {
        switch self {
        case .own: []
        case .partner(let id): ["\(id)"]
        }
    }
}
