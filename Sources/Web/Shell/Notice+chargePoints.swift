import Templates

extension Notice {
    /// What became of something that was asked of a charge point; `nil` for other notices.
    var ofChargePoint: Flash? {
        switch self {
        case .commandQueued: Flash(.info, Text(en: "The command is queued.", nl: "De opdracht staat klaar."))
        case .commandWithdrawn: Flash(.good, Text(en: "The command is withdrawn.", nl: "De opdracht is ingetrokken."))
        case .commandNotInProtocol:
            Flash(
                .caution,
                Text(
                    en: "The protocol of this charge point has no such command; nothing was sent.",
                    nl: "Het protocol van dit laadpunt kent deze opdracht niet; er is niets verstuurd."
                )
            )
        case .localListCurrent:
            Flash(
                .good,
                Text(
                    en: "The list is as your cards are; nothing needed sending.",
                    nl: "De lijst is gelijk aan uw passen; er hoefde niets verstuurd te worden."
                )
            )
        case .commandsWaiting:
            Flash(
                .caution,
                Text(
                    en: "Too many commands wait for this charge point already; nothing was added.",
                    nl: "Er wachten al te veel opdrachten op dit laadpunt; er is niets toegevoegd."
                )
            )
        case .chargePointRetired:
            Flash(.caution, Text(en: "This charge point is out of use.", nl: "Dit laadpunt is buiten gebruik."))
        case .chargePointInUse:
            Flash(.info, Text(en: "This charge point is in use.", nl: "Dit laadpunt is in gebruik."))
        case .chargePointRelayed:
            Flash(
                .caution,
                Text(
                    en: "This charge point goes through to another back-office; nothing was sent.",
                    nl: "Dit laadpunt gaat door naar een andere backoffice; er is niets verstuurd."
                )
            )
        case .keyUnderWay:
            Flash(
                .caution,
                Text(
                    en: "A new key is on its way to this charge point already; nothing was sent.",
                    nl: "Er is al een nieuwe sleutel naar dit laadpunt onderweg; er is niets verstuurd."
                )
            )
        case .commandOver:
            Flash(
                .info,
                Text(
                    en: "The command was sent or is over already; there is nothing to withdraw.",
                    nl: "De opdracht is al verzonden of voorbij; er valt niets in te trekken."
                )
            )
        default: nil
        }
    }
}
