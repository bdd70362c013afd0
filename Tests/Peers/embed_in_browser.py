#!/usr/bin/env python3
"""Plays the toggle in the page of another site, in real Chromium against the real program.

    embed_in_browser.py --laadboek PATH --database URL --home DIR

A partner's server on another host name asks the API for tokens and shows a page of its own, with a content security
policy, into which our script puts a frame. A customer with a phone goes from the toggle to an active mandate in it; a
token that was used leads to another one; a site that is not on the list shows nothing, whatever it puts into a frame.
Prints one line of JSON; exit 1 with the first difference. PLAY_PICTURES names a folder for pictures of all pages.
"""

import http.server
import json
import threading
import time
import urllib.parse
import urllib.request

from chromium import DESK, PHONE, Patience
from installation import Difference, check, command_line, free_port
from toggle_in_browser import (
    REFUSED, Play, ask_for_code, ean, fill_connection, say_account, say_charger, say_connection, say_who, sign,
)

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>My energy</title></head>
<body><h1>My energy</h1><p>What this partner has to say of itself.</p>
{before}<laadboek-ere token="{token}" label="Earn ERE"></laadboek-ere>{after}
<script nonce="n">
  window.told = [];
  const toggle = document.querySelector("laadboek-ere");
  for (const kind of ["off", "started", "signed", "active", "closed", "expired"]) {{
    toggle.addEventListener(kind, () => told.push(kind));
  }}
  toggle.addEventListener("expired", async () => toggle.setAttribute("token", await (await fetch("/token")).text()));
</script>
<p>The end of the partner's page.</p></body></html>
"""
SCRIPT_TAG = '<script src="{home}/embed/v1/embed.js"></script>'
BARE = '<!doctype html><link rel="icon" href="data:,"><title>Bare</title><h1>Bare</h1><iframe src="{source}" width="300" height="300"></iframe>'


class PartnerServer:
    """The server of a partner, reached by the names of several sites; only one of them is on the list."""

    def __init__(self, home, key):
        self.home, self.key, self.customer, self.fixed = home, key, None, None
        self.port = free_port()
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path = urllib.parse.urlsplit(self.path)
                if path.path in ("/", "/late"):
                    # The element is known when the page comes to it, or found in the page, as by a script that is async.
                    tag = SCRIPT_TAG.format(home=server.home)
                    before, after = (tag, "") if path.path == "/" else ("", tag)
                    self.answer(PAGE.format(before=before, after=after, token=server.fixed or server.token()))
                elif path.path == "/token":
                    server.fixed = None
                    self.answer(server.token())
                elif path.path == "/bare":
                    self.answer(BARE.format(source=server.home + path.query))
                else:
                    self.send_error(404)

            def answer(self, text):
                body = text.encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", "default-src 'none'; connect-src 'self'; img-src 'self' data:;"
                                 f" script-src {server.home} 'nonce-n'; frame-src {server.home}")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def site(self, name):
        return f"http://{name}.test:{self.port}"

    def token(self):
        body = json.dumps({"customer_id": self.customer, "language": "en"}).encode()
        request = urllib.request.Request(
            self.home + "/api/v1/embed-tokens", body,
            {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            check(answer.status == 201, f"a token is answered with {answer.status}")
            return json.load(answer)["token"]

    def leave(self):
        self.server.shutdown()


class EmbedPlay(Play):
    """The installation, its desk, and a partner's server beside them."""

    def __init__(self, arguments):
        super().__init__(arguments)
        desk = self.desk
        desk.visit(self.base + "/api-keys")
        desk.fill("Name", "website")
        desk.choose("Show customers the toggle on your own pages")
        desk.button("Make the key")
        self.partner = PartnerServer(self.base, desk.ask("document.getElementById('secret').innerText"))
        desk.visit(self.base + "/embedding")
        desk.sound()
        desk.fill("Address", self.partner.site("partner"))
        desk.button("Add it")
        desk.says(self.partner.site("partner"))
        desk.sound()

    def known(self, name):
        """A customer whom nobody has written to; the partner's next pages are about it."""
        address = f"{name.split()[0].lower()}@customer.example"
        self.desk.visit(self.base + "/customers/new")
        self.desk.choose("Private person")
        self.desk.fill("Name", name)
        self.desk.fill("E-mail", address)
        self.desk.choose("Send the invitation now", False)
        self.desk.button("Save")
        self.partner.customer = int(self.site.rows(f"SELECT id FROM customers WHERE email = '{address}'")[0][0])
        return address


def framed(page, words="Earn ERE"):
    """The frame on a partner's page, once it says so."""
    page.until("!!document.querySelector('laadboek-ere iframe')", "a frame")
    patience = Patience()
    while patience.lasts():
        page.browser.listen(0.05)
        for frame in page.frames[-1:]:
            try:
                if frame.ask("document.readyState === 'complete' && !!document.body") and words in frame.words:
                    return frame
            except Exception:  # The document is on its way out.
                time.sleep(0.05)
    raise Difference(f"{page.name}: no frame says {words!r}\n{page.where()}")


def fits(page, frame):
    """The frame is as high as what is in it, and nothing in it scrolls."""
    patience = Patience()
    while patience.lasts():
        height = frame.ask("Math.ceil(document.body.getBoundingClientRect().height)")
        shown = page.ask("document.querySelector('iframe').clientHeight")
        if height == shown and frame.ask("document.documentElement.scrollHeight <= innerHeight"):
            return height
        page.browser.listen(0.05)
    raise Difference(f"{frame.name} at {frame.path}: {height} px of page in {shown} px of frame")


def in_a_foreign_page(play):
    """From the toggle to an active mandate, on a phone, within the page of another site."""
    mailbox = play.known("Fenna Fokker")
    page = play.browser.page(PHONE, name="partner")
    page.visit(play.partner.site("partner") + "/")
    frame = framed(page, "Earn ERE with your charger")
    frame.mailbox = mailbox
    frame.says("nobody can promise a price")
    frame.silent("Sign out", "Menu")
    frame.sound()
    heights = {fits(page, frame)}
    frame.button("Turn it on")
    frame.at("/who")
    page.until("told.includes('started')", "told that it is started")
    heights.add(fits(page, frame))
    say_who(frame, "Fenna Fokker")
    # What is wrong has the keyboard, as outside of frames.
    fill_connection(frame, ean(6)[:-1] + str((int(ean(6)[-1]) + 1) % 10))
    frame.button("Save and go on")
    frame.wrong("EAN", "The last digit does not fit")
    frame.until("document.activeElement.classList.contains('notice')", "the keyboard at what is wrong")
    frame.sound()
    heights.add(fits(page, frame))
    say_connection(frame, ean(6))
    say_charger(frame, "ACE0060006", play.files["meter.jpg"])
    say_account(frame)
    heights.add(fits(page, frame))
    frame.says("Given by: Fenna Fokker, Keizersgracht 12, 1015 CS Amsterdam")
    sign(frame, "Fenna Fokker", ask_for_code(play, frame))
    frame.says("Being checked")
    frame.sound()
    page.until("told.includes('signed')", "told that it is signed")
    check(frame.ask("document.querySelector('a[target=_blank]').href").endswith("/mandate.pdf"), "no mandate to keep")
    # Going on and back scrolls the partner's page to where the frame begins.
    check(page.ask("document.querySelector('laadboek-ere').getBoundingClientRect().top") > -2, "the frame begins out of view")
    check(len(heights) > 2, f"the frame is always {heights} px high")
    desk = play.desk
    desk.visit(play.base + "/enrolments")
    desk.button("Fenna Fokker")
    desk.button("Accept")
    desk.button("Let it count")
    page.visit(play.partner.site("partner") + "/late")
    frame = framed(page, "Keizersgracht 12, Amsterdam")
    frame.says("On", ean(6))
    page.until("told.includes('active')", "told that it is active")
    check(page.ask("told") == ["active"], f"told {page.ask('told')}")
    frame.open("Close")
    page.until("document.querySelector('laadboek-ere').hidden", "hidden after the customer closed it")
    check(page.ask("told") == ["active", "closed"], f"told {page.ask('told')}")
    cookies = page.do("Network.getCookies", urls=[play.base + "/", play.base + frame.path])["cookies"]
    check(cookies == [], f"there are cookies: {cookies}")
    page.no_complaints()
    frame.no_complaints(REFUSED, "autofocus")


def with_another_token(play):
    """A token that was used leads to a page that says so, and the partner's page to another token."""
    play.known("Gijs Groen")
    used = play.partner.token()
    with urllib.request.urlopen(f"{play.base}/embed/{used}", timeout=120) as answer:
        check(answer.status == 200, f"a token opens with {answer.status}")
    play.partner.fixed = used
    page = play.browser.page(DESK, name="late")
    page.visit(play.partner.site("partner") + "/")
    frame = framed(page, "Earn ERE with your charger")
    check(page.ask("told")[0] == "expired", f"told {page.ask('told')}")
    frame.sound()
    # In the middle of it the frame is over: what was saved is there in the next one.
    frame.button("Turn it on")
    say_who(frame, "Gijs Groen")
    frame.at("/connection")
    play.site.rows("UPDATE embed_frames SET seen_at = seen_at - interval '31 minutes' WHERE opened_at IS NOT NULL")
    fill_connection(frame, ean(7))
    frame.open("Save and go on")
    page.until("told.filter((kind) => kind === 'expired').length === 2", "told that it is over")
    frame = framed(page, "Not finished")
    frame.button("Go on")
    frame.at("/connection")
    page.no_complaints("status of 410")


def on_a_site_not_listed(play):
    """Nothing of ours is shown there, by token or without, and nothing is told."""
    play.known("Hedy Haan")
    page = play.browser.page(DESK, name="stranger")
    page.visit(play.partner.site("stranger") + "/")
    page.until("!!document.querySelector('iframe')", "a frame")
    refused(page)
    check(page.ask("told") == [], f"a stranger is told {page.ask('told')}")
    for address in ("/", "/sign-in", "/customer/ere", "/embedding", "/embed/" + play.partner.token()):
        page.complaints.clear()
        page.visit(play.partner.site("stranger") + "/bare?" + address)
        refused(page)
    listed = play.browser.page(DESK, name="listed")
    listed.visit(play.partner.site("partner") + "/bare?/sign-in")
    refused(listed)


def refused(page):
    """The browser says why it shows nothing, and nothing is shown."""
    patience = Patience()
    while not any("frame-ancestors" in text for text in page.complaints + sum((f.complaints for f in page.frames), [])):
        check(patience.lasts(), f"{page.name}: nothing is refused: {page.complaints}\n{page.where()}")
        page.browser.listen(0.1)
    for frame in page.frames:
        try:
            text = frame.words
        except Exception:  # There is no document at all.
            continue
        check("ERE" not in text and "Laadboek" not in text, f"{page.name} shows {text!r}")


PARTS = (in_a_foreign_page, with_another_token, on_a_site_not_listed)


def run(arguments):
    play = EmbedPlay(arguments)
    began = time.monotonic()
    took = {}
    try:
        for part in PARTS:
            part(play)
            took[part.__name__] = round(time.monotonic() - began, 1)
        play.desk.no_complaints()
        check(not play.browser.faults, "\n".join(play.browser.faults))
    finally:
        play.partner.leave()
        play.browser.leave()
        play.site.end()
    return {"plays": len(took), "seconds": took}


if __name__ == "__main__":
    command_line(__doc__, run)
