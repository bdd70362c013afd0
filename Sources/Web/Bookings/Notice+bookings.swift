import Templates

extension Notice {
    /// What became of work on booking lines.
    var ofBookings: Flash {
        switch self {
        case .bookingsMeasured: Flash(.good, Text(en: "The quarter is measured.", nl: "Het kwartaal is gemeten."))
        case .bookingsAccepted:
            Flash(
                .good,
                Text(
                    en: "Accepted. Lines with something against them, or changed meanwhile, were left alone.",
                    nl: "Akkoord gegeven. Regels waar iets tegen is, of die intussen wijzigden, zijn blijven liggen."
                )
            )
        case .nothingAccepted:
            Flash(
                .caution,
                Text(
                    en: "Nothing was accepted: tick lines, or look at what stands in the way.",
                    nl: "Er is niets akkoord gegeven: vink regels aan, of kijk wat er in de weg staat."
                )
            )
        default: Flash(.caution, Text(en: "Choose a quarter that has begun.", nl: "Kies een kwartaal dat begonnen is."))
        }
    }
}
