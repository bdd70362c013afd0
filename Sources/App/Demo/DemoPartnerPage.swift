/// The page of the demo partner: a header, the toggle, and for whoever looks how it came there.
enum DemoPartnerPage {
    struct Grant: Sendable {
        let token: String
        let script: String
    }

    /// Who may be signed in here; the partner knows its customers by its own names.
    static let customers = [
        (reference: "K-1001", name: "Sanne Bakker"), (reference: "K-1002", name: "Mohamed El Idrissi"),
        (reference: "K-1003", name: "Bakkerij De Korenaar B.V."), (reference: "K-1004", name: "VvE Havenzicht"),
    ]

    static func html(_ grant: Grant, customer: String) -> String {
        let name = customers.first { $0.reference == customer }?.name ?? ""
        let others = customers.map { one in
            one.reference == customer
                ? "<strong>\(one.name)</strong>" : "<a href=\"/?customer=\(one.reference)\">\(one.name)</a>"
        }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>My Voltaria</title>
            <link rel="icon" href="data:,">
            <style>\(style)</style>
            <script src="\(grant.script)" async></script>
            </head>
            <body>
            <header><b>My Voltaria</b><span>\(name)</span></header>
            <main>
            <section>
            <h1>Charging at home</h1>
            <p>Your charger, your sessions, your bills. And below: what your electricity may earn.</p>
            <laadboek-ere token="\(grant.token)" label="Earn ERE"></laadboek-ere>
            </section>
            <aside>
            <h2>For whoever builds such a page</h2>
            <p>This is a partner's own site, on an origin of its own. Its server asked the API for a token; the element
            shows the rest in a frame.</p>
            <pre>&lt;script src="\(grant.script)" async&gt;&lt;/script&gt;
            &lt;laadboek-ere token="…"&gt;&lt;/laadboek-ere&gt;</pre>
            <p>Signed in here: \(others.joined(separator: ", ")).</p>
            <p>What the element told this page:</p>
            <ol id="told"></ol>
            </aside>
            </main>
            <script>\(script(customer))</script>
            </body>
            </html>
            """
    }

    private static func script(_ customer: String) -> String {
        """

        const toggle = document.querySelector("laadboek-ere");
        const note = (words) => {
          document.getElementById("told").append(Object.assign(document.createElement("li"), { textContent: words }));
        };
        for (const kind of ["off", "started", "signed", "active", "closed"]) {
          toggle.addEventListener(kind, () => note(kind));
        }
        toggle.addEventListener("expired", async () => {
          note("expired, so this page fetches another token");
          toggle.setAttribute("token", await (await fetch("/token?customer=\(customer)")).text());
        });

        """
    }

    private static let style = """

        body { margin: 0; font: 16px/1.5 Georgia, serif; color: #1c2a3a; background: #fff; }
        header { display: flex; justify-content: space-between; padding: 14px 20px; background: #1d4f91; color: #fff; }
        main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 32px; max-width: 1180px;
          margin: 0 auto; padding: 20px; }
        h1 { font-size: 28px; margin: 8px 0; }
        h2 { font-size: 18px; margin: 8px 0; }
        aside { font-size: 14px; padding: 4px 16px; background: #eef3fa; align-self: start; }
        pre { overflow-x: auto; padding: 8px; background: #fff; font-size: 12px; }
        a { color: #1d4f91; }
        @media (max-width: 800px) { main { grid-template-columns: minmax(0, 1fr); } }

        """
}
