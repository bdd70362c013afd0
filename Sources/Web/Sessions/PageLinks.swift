import Domain
import Templates
import Values

/// Where names lead: a host's people have fewer pages than the operator's, under addresses of their own.
enum PageLinks {
    case operatorPages, portal

    func session(_ id: SessionID) -> Route { self == .portal ? .portalSession(id) : .session(id) }
    func line(_ id: LineID, of session: SessionID) -> Route { self == .portal ? .portalSession(session) : .line(id) }
    func credit(_ id: CreditID) -> Route { self == .portal ? .portalCredit(id) : .credit(id) }
    func host(_ id: HostID) -> Route? { self == .portal ? nil : .host(id) }
    func site(_ id: SiteID) -> Route? { self == .portal ? nil : .site(id) }
    func chargePoint(_ id: ChargePointID) -> Route? { self == .portal ? nil : .chargePoint(id) }
    func contract(_ id: ReimbursementContractID) -> Route? { self == .portal ? nil : .reimbursementContract(id) }
    func contract(_ id: SupplyContractID) -> Route? { self == .portal ? nil : .supplyContract(id) }
}

/// The choices of filters over lists of sessions and lines.
enum PlaceChoices {
    static func hosts(_ hosts: [HostName]) -> [Choice] { hosts.map { Choice("\($0.id)", $0.name) } }
    static func sites(_ sites: [SiteName]) -> [Choice] {
        sites.map { Choice("\($0.id)", $0.name, detail: $0.hostName) }
    }
}
