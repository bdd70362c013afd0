package import Values

/// Whose pages of connecting they are; the pages are the same, their addresses and a few words are not.
package enum ConnectSide: Hashable, Sendable {
    case operators, hosts

    var list: Route { self == .operators ? .chargePoints : .portalChargePoints }
    var start: Route { self == .operators ? .connect : .portalConnect }
    var details: Route { self == .operators ? .connectDetails : .portalConnectDetails }

    package func waiting(_ id: ChargePointID) -> Route { self == .operators ? .connecting(id) : .portalConnecting(id) }
    func state(_ id: ChargePointID) -> Route { self == .operators ? .connectingState(id) : .portalConnectingState(id) }
    func events(_ id: ChargePointID) -> Route {
        self == .operators ? .chargePointEvents(id) : .portalChargePointEvents(id)
    }
}
