/// The public front page: what this installation is, and the door.
package enum Landing {
    package static func view(frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.plain(heading(say), frame: frame) {
            section(.class("hero")) {
                h1 { heading(say) }
                p(.class("hero__lead")) {
                    say(
                        en:
                            """
                            Laadboek speaks to charge points, prices every session by contract and by the \
                            energy price of that moment, and credits the owner of the connection. Every cent \
                            can be followed back to the meter.
                            """,
                        nl:
                            """
                            Laadboek spreekt met laadpunten, prijst elke sessie volgens contract en de \
                            energieprijs van dat moment, en vergoedt de eigenaar van de aansluiting. Elke \
                            cent is terug te volgen tot de meter.
                            """
                    )
                }
                div(.class("hero__actions")) {
                    linkButton(say(.signIn), to: .signIn, style: .primary)
                    linkButton(say(.ereCalculator), to: .ereCalculator)
                }
            }
            way(say)
            promises(say)
        }
    }

    private static func heading(_ say: Reader) -> String {
        say(
            en: "Charging sessions become money that everybody can check",
            nl: "Van laadsessie naar geld dat iedereen kan narekenen"
        )
    }

    private static func way(_ say: Reader) -> HTML {
        let steps: [(String, String)] = [
            (
                say(en: "Session", nl: "Sessie"),
                say(en: "built from the charger's own messages", nl: "opgebouwd uit de berichten van de lader")
            ),
            (
                say(en: "Price", nl: "Prijs"),
                say(en: "of the quarter hour, with its date and source", nl: "van het kwartier, met datum en bron")
            ),
            (
                say(en: "Line", nl: "Regel"),
                say(en: "with the formula and everything in it", nl: "met de formule en alles wat erin gaat")
            ),
            (
                say(en: "Credit", nl: "Vergoeding"),
                say(en: "each month, as a document and a payment", nl: "elke maand, als document en betaling")
            ),
        ]
        return ol(.class("way")) {
            steps.map { step in
                li {
                    strong { step.0 }
                    span { step.1 }
                }
            }
        }
    }

    private static func promises(_ say: Reader) -> HTML {
        div(.class("promises")) {
            promise(
                say(en: "Nothing is lost", nl: "Niets gaat verloren"),
                say(
                    en: "A message is on disk before the charge point gets its answer.",
                    nl: "Een bericht staat op schijf voordat het laadpunt antwoord krijgt."
                )
            )
            promise(
                say(en: "Nothing is guessed", nl: "Niets wordt gegokt"),
                say(
                    en:
                        """
                        A missing price waits visibly. A doubtful session is held, with the reason, until a \
                        person decides.
                        """,
                    nl:
                        """
                        Een ontbrekende prijs wacht zichtbaar. Een twijfelachtige sessie wordt met reden \
                        vastgehouden tot een mens beslist.
                        """
                )
            )
            promise(
                say(en: "Nothing is edited", nl: "Niets wordt herschreven"),
                say(
                    en:
                        """
                        Prices, lines and documents are dated and added to, never changed. One command \
                        recomputes them all and compares.
                        """,
                    nl:
                        """
                        Prijzen, regels en documenten zijn gedateerd en worden aangevuld, nooit gewijzigd. \
                        Eén opdracht rekent alles na en vergelijkt.
                        """
                )
            )
        }
    }

    private static func promise(_ heading: String, _ text: String) -> HTML {
        div {
            h2 { heading }
            p { text }
        }
    }
}
