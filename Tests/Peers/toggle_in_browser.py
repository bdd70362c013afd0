#!/usr/bin/env python3
"""Plays the toggle in real Chromium against the real program.

    toggle_in_browser.py --laadboek PATH --database URL --home DIR

A customer with a phone comes from an invitation to an active mandate; another does it by keyboard alone, a third without
scripts, a fourth makes every mistake there is and goes back and forth. Each page is looked at on the way: nothing
scrolls sideways, everything has a label and can be hit, errors belong to their fields, and the console stays silent.
Prints one line of JSON; exit 1 with the first difference. PLAY_PICTURES names a folder for pictures of all pages.
"""

import email
import email.policy
import json
import re
import time

from chromium import DESK, PHONE, Chromium, Patience
from installation import Difference, Installation, check, command_line, iban

PASSWORD = "a correct horse battery staple"
# A refused form is answered with this status, and browsers note that.
REFUSED = "status of 422"
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40


def ean(number):
    """An EAN with its check digit."""
    digits = f"8716859{number:010d}"
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return digits + str(-total % 10)


class Mailbox:
    """The mails that the program wrote to files, the newest to somebody first."""

    def __init__(self, folder):
        self.folder, self.read = folder, set()

    def newest(self, to):
        """Waits for a mail that nobody has read yet; its text."""
        patience = Patience()
        while patience.lasts():
            for path in sorted(self.folder.glob("*.eml"), reverse=True):
                mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                if path.name not in self.read and to in mail["To"]:
                    self.read.add(path.name)
                    return mail.get_content()
            time.sleep(0.05)
        raise Difference(f"no mail to {to}")

    def link(self, to):
        return re.search(r"http://\S+", self.newest(to)).group()

    def code(self, to):
        return re.search(r"^(\d{6})\s*$", self.newest(to), re.MULTILINE)[1]


class Play:
    """An operator's installation, its desk in a browser, and customers as they come."""

    def __init__(self, arguments):
        self.site = Installation(arguments.laadboek, arguments.database, arguments.home)
        self.base = f"http://localhost:{self.site.port}"
        self.mails = Mailbox(self.site.home / "data" / "mail")
        self.files = {name: self.site.home / name for name in ("meter.jpg", "large.jpg", "huge.jpg", "strange.jpg")}
        self.files["meter.jpg"].write_bytes(PHOTO)
        self.files["large.jpg"].write_bytes(PHOTO + bytes(8 << 20))
        self.files["huge.jpg"].write_bytes(PHOTO + bytes(30 << 20))
        self.files["strange.jpg"].write_bytes(b"<svg/>")
        self.move_in()
        self.site.serve()
        self.browser = Chromium(self.site.home)
        self.desk = self.browser.page(DESK, name="desk")
        self.sign_in(self.desk, "admin@voltaria.example")

    def move_in(self):
        address = {"street": "Kade", "house_number": "1", "postcode": "1011 AA", "town": "Amsterdam", "country": "NL"}
        world = {
            "operator": {"reference": "voltaria", "name": "Voltaria", "number_prefix": "VOL", "address": address,
                         "iban": iban(1)},
            "users": [{"email": "admin@voltaria.example", "name": "Ada", "role": "operator_admin",
                       "password": PASSWORD}],
        }
        path = self.site.home / "portfolio.json"
        path.write_text(json.dumps(world))
        self.site.laadboek("portfolio", "import", str(path))

    def sign_in(self, page, address):
        page.visit(self.base + "/sign-in")
        page.fill("E-mail", address)
        page.fill("Password", PASSWORD)
        page.button("Sign in")

    def invite(self, name):
        """The desk adds a customer and writes to it; the address of the mailbox."""
        address = f"{name.split()[0].lower()}@customer.example"
        self.desk.visit(self.base + "/customers/new")
        self.desk.choose("Private person")
        self.desk.fill("Name", name)
        self.desk.fill("E-mail", address)
        self.desk.choose("Send the invitation now")
        self.desk.sound()
        self.desk.button("Save")
        self.desk.sound()
        return address

    def customer(self, name, screen=PHONE, scripts=True):
        """A customer that followed its invitation and is signed in."""
        address = self.invite(name)
        page = self.browser.page(screen, scripts, name.split()[0])
        page.mailbox = address
        page.visit(self.mails.link(address))
        page.sound()
        page.fill("New password", PASSWORD)
        page.fill("The same once more", PASSWORD)
        page.button("Save")
        page.sound()
        page.fill("E-mail", address)
        page.fill("Password", PASSWORD)
        page.button("Sign in")
        page.at("/customer")
        page.sound()
        return page


# The steps, as somebody does them who knows what is asked for

def begin(page):
    page.button("Earn ERE") if page.isTouched is False else page.visit(re.sub(r"(//[^/]+).*", r"\1", page.ask(
        "location.href")) + "/customer/ere")
    page.says("Earn ERE with your charger", "nobody can promise a price")
    page.sound()
    page.button("Turn it on")
    page.at("/who")


def say_who(page, name):
    page.sound()
    page.choose("Private person")
    page.fill("Name", name)
    page.button("Save and go on")


def fill_connection(page, number):
    page.fill("EAN", number)
    page.fill("Street", "Keizersgracht")
    page.fill("House number", "12")
    page.fill("Postcode", "1015cs")
    page.fill("Town", "Amsterdam")
    page.fill("Country", "NL")
    page.choose("A house, an office, other things too")
    page.choose("The connection is in the holder's name")


def say_connection(page, number):
    page.at("/connection")
    page.sound()
    fill_connection(page, number)
    page.button("Save and go on")


def say_charger(page, serial, file=None):
    page.at("/chargers")
    page.sound()
    page.fill("Brand", "Alfen")
    page.fill("Model", "Eve Single Pro-line")
    page.fill("Serial number", serial)
    page.choose("Inside the charger")
    if file:
        page.attach("Photo of the marks", file)
    page.button("Save charger")


def say_account(page):
    page.at("/payout")
    page.sound()
    page.fill("IBAN", "NL91 ABNA 0417 1643 00")
    page.button("Save and go on")


def ask_for_code(play, page):
    page.at("/mandate")
    page.sound()
    page.choose("I have read the mandate and agree to it.")
    page.button("Send me the code")
    page.at("/signature")
    page.sound()
    return play.mails.code(page.mailbox)


def sign(page, name, code):
    page.fill("Name", name)
    page.fill("Code", code)
    page.button("Sign")


# The plays

def on_a_phone(play):
    """From an invitation to an active mandate, with the desk in between."""
    page = play.customer("Anna de Vries")
    begin(page)
    say_who(page, "Anna de Vries")
    say_connection(page, ean(1))
    say_charger(page, "ACE0012345", play.files["meter.jpg"])
    say_account(page)
    page.says("Given by: Anna de Vries, Keizersgracht 12, 1015 CS Amsterdam", f"Connection (EAN): {ean(1)}")
    page.silent("Photos of a meter are still missing")
    sign(page, "Anna de Vries", ask_for_code(play, page))
    page.says("Being checked", "Photo of the meter (jpg, 10 kB)", "Not looked at yet", "not an offer and not a promise")
    page.sound()
    desk = play.desk
    desk.visit(play.base + "/enrolments")
    desk.sound()
    desk.says("Being checked", ean(1))
    desk.button("Anna de Vries")
    desk.sound()
    desk.silent("Let it count")
    desk.button("Accept")
    desk.sound()
    desk.button("Let it count")
    desk.says("On")
    page.visit(page.ask("location.href"))
    page.says("Accepted", "Sessions from 1 Jan")
    page.silent("Being checked", "Somebody looks at what you handed in")
    page.visit(play.base + "/customer/ere")
    page.says("On", "Keizersgracht 12, Amsterdam", ean(1), "Turn off")
    page.sound()
    page.button("Turn off")
    page.says("so yours ends after 31 December")
    page.sound()
    page.button("Keep it on")
    page.no_complaints()


def by_keyboard(play):
    """Tab, Enter, space and arrows are enough, and the keyboard is always seen."""
    page = play.customer("Bea Bos", DESK)
    page.tour()
    page.tab_to("Earn ERE")
    page.leaving(lambda: page.key("Enter"))
    page.tour()
    page.tab_to("Turn it on")
    page.leaving(lambda: page.key(" "))
    page.at("/who")

    def write(label, text):
        page.tab_to(label)
        page.ask("void document.activeElement.select()")
        page.type(text)

    def pick(label):
        """To the group, and within it by arrows, as browsers have it."""
        for _ in range(120):
            page.key("Tab")
            if page.ask("document.activeElement.type") == "radio":
                break
        for _ in range(10):
            if page.ask("play.focus()")["label"].startswith(label):
                if not page.ask("document.activeElement.checked"):
                    page.key(" ")
                return
            page.key("ArrowDown")
        raise Difference(f"no arrow comes to {label}")

    def go(label="Save and go on"):
        page.tab_to(label)
        page.leaving(lambda: page.key("Enter"))

    page.tour()
    page.ask("void document.activeElement.blur()")
    pick("Private person")
    write("Name", "Bea Bos")
    page.leaving(lambda: page.key("Enter"))
    page.at("/connection")
    page.tour()
    page.ask("void document.activeElement.blur()")
    write("EAN", ean(2)[:-1] + str((int(ean(2)[-1]) + 1) % 10))
    for label, text in (("Street", "Singel"), ("House number", "7"), ("Postcode", "1012 VC"), ("Town", "Amsterdam")):
        write(label, text)
    pick("A house, an office")
    page.tab_to("The connection is in the holder's name")
    page.key(" ")
    go()
    # What is wrong has the keyboard, is told, and one step leads to the field.
    stop = page.ask("[document.activeElement.className, play.words(document.activeElement)]")
    check("notice" in stop[0] and "EAN" in stop[1], f"the keyboard is at {stop} and not at what is wrong")
    page.wrong("EAN", "The last digit does not fit")
    page.key("Tab")
    check(page.ask("document.activeElement.tagName") == "A", "what is wrong does not lead to its field")
    page.key("Enter")
    page.until("document.activeElement === play.control('EAN')", "the keyboard in the wrong field")
    page.ask("void document.activeElement.select()")
    page.type(ean(2))
    page.leaving(lambda: page.key("Enter"))
    page.at("/chargers")
    page.tour()
    page.ask("void document.activeElement.blur()")
    for label, text in (("Brand", "Alfen"), ("Model", "Eve Single"), ("Serial number", "ACE0020002")):
        write(label, text)
    pick("Inside the charger")
    go("Save charger")
    page.at("/payout")
    page.tour()
    page.ask("void document.activeElement.blur()")
    write("IBAN", "NL91ABNA0417164300")
    page.leaving(lambda: page.key("Enter"))
    page.at("/mandate")
    page.tour()
    page.ask("void document.activeElement.blur()")
    page.tab_to("I have read the mandate")
    page.key(" ")
    go("Send me the code")
    page.tour()
    page.ask("void document.activeElement.blur()")
    write("Name", "Bea Bos")
    write("Code", play.mails.code(page.mailbox))
    page.leaving(lambda: page.key("Enter"))
    page.says("Being checked")
    page.tour()
    page.no_complaints(REFUSED)


def without_scripts(play):
    """The whole way without a single script."""
    page = play.customer("Cees Cox", PHONE, scripts=False)
    check(page.ask("document.documentElement.dataset.scripts") is None, "scripts run")
    begin(page)
    say_who(page, "Cees Cox")
    say_connection(page, ean(3))
    say_charger(page, "ACE0030003")
    say_account(page)
    page.choose(page.ask("[...document.querySelectorAll('[name=years][type=radio]')].at(-1).labels[0].innerText"))
    page.button("Show")
    page.says("Calendar years: ")
    sign(page, "Cees Cox", ask_for_code(play, page))
    page.says("Being checked")
    for name, words in (("strange.jpg", "This is no photo"), ("large.jpg", "The file is larger than 8 MB.")):
        page.attach("Add a photo or paper", play.files[name])
        page.button("Hand in")
        page.wrong("Add a photo or paper", words)
        page.sound()
    page.attach("Add a photo or paper", play.files["huge.jpg"])
    page.button("Hand in")
    page.says("This is too large")
    page.visit(page.ask("location.href").removesuffix("/proof"))
    page.attach("Add a photo or paper", play.files["meter.jpg"])
    page.button("Hand in")
    page.says("Photo of the meter (jpg, 10 kB)")
    page.sound()
    page.no_complaints(REFUSED, "status of 413")


def with_mistakes(play):
    """Every mistake is told at its field, what was typed stays, and steps can be gone back to."""
    page = play.customer("Dirk Dam")
    begin(page)
    say_who(page, "Dirk Dam")
    for number, words in ((ean(4)[:-1] + str((int(ean(4)[-1]) + 1) % 10), "The last digit does not fit"),
                          (ean(4)[:-1], "this one has 17"), ("8716859000000000O4", "digits only"),
                          (ean(3), "This connection has a provider for this year and the next")):
        fill_connection(page, number)
        page.button("Save and go on")
        page.wrong("EAN", words)
        page.sound()
        check(page.value("EAN") == number and page.value("Street") == "Keizersgracht", "what was typed is gone")
    page.silent("Cees", "Cox")
    page.fill("EAN", ean(4))
    page.choose("The connection is in the holder's name", False)
    page.button("Save and go on")
    page.wrong("The connection is in the holder's name", "Only the holder of the connection can take part")
    page.sound()
    say_connection(page, ean(4))
    large_files(play, page)
    back_and_forth(page)
    page.choose("I have read the mandate and agree to it.")
    late_code(play, page)
    page.no_complaints(REFUSED)


def large_files(play, page):
    """What is too large is told at its field, however large it is; the other fields keep what was typed."""
    page.fill("Brand", "Alfen")
    page.fill("Model", "Eve Single Pro-line")
    page.fill("Serial number", "ACE0040004")
    page.choose("In the fuse box")
    page.button("Save charger")
    page.wrong("Inside the charger", "A meter outside the charger does not count")
    page.sound()
    page.choose("Inside the charger")
    page.attach("Photo of the marks", play.files["strange.jpg"])
    page.button("Save charger")
    page.wrong("Photo of the marks", "This is no photo")
    page.sound()
    for name in ("large.jpg", "huge.jpg"):
        page.attach("Photo of the marks", play.files[name])
        page.open("Save charger")
        page.until("play.control('Photo of the marks').validationMessage === 'The file is larger than 8 MB.'",
                   f"{name} told at its field")
        page.at("/chargers")
    check(page.value("Serial number") == "ACE0040004", "what was typed is gone")
    page.attach("Photo of the marks", play.files["meter.jpg"])
    page.choose("Inside the charger")
    page.button("Save charger")
    page.at("/payout")


def back_and_forth(page):
    """By links, by the browser's own button, and past what is not done yet."""
    way = page.path.rsplit("/", 1)[0]
    page.button("Back")
    page.at("/chargers")
    page.says("ACE0040004")
    page.button("Back")
    page.at("/connection")
    check(page.value("EAN") == ean(4) and page.value("Postcode") == "1015 CS", "the connection is forgotten")
    page.button("1. You")
    check(page.value("Name") == "Dirk Dam", "the name is forgotten")
    page.fill("Name", "Dirk van Dam")
    page.button("Save and go on")
    page.at("/payout", "after going back and saying it anew")
    page.ask("void history.back()")
    page.until(f"location.pathname === '{way}/who' && document.readyState === 'complete'", "the page before")
    page.visit(page.ask("location.origin") + way + "/mandate")
    page.at("/payout", "before the account is said")
    page.fill("IBAN", "NL92ABNA0417164300")
    page.button("Save and go on")
    page.wrong("IBAN", "The check digits of this IBAN are wrong")
    page.sound()
    say_account(page)
    page.says("Given by: Dirk van Dam")
    page.button("Send me the code")
    page.wrong("I have read the mandate", "Please fill this in.")
    page.sound()


def late_code(play, page):
    """A wrong code, one for an earlier text, one that is too late, and at last the right one."""
    page.button("Send me the code")
    code = play.mails.code(page.mailbox)
    sign(page, "Dirk van Dam", f"{(int(code) + 1) % 1_000_000:06d}")
    page.wrong("Code", "This is not the code. Attempts left: 4.")
    page.sound()
    sign(page, "Somebody Else", code)
    page.wrong("Name", "Type the name as it stands in the mandate.")
    play.site.rows("UPDATE ere_signing_codes SET sent_at = sent_at - interval '1 hour',"
                   " expires_at = expires_at - interval '1 hour'")
    sign(page, "Dirk van Dam", code)
    page.says("This code works no more. Ask for another one.", "Read and sign")
    page.sound()
    page.choose("I have read the mandate and agree to it.")
    page.button("Send me the code")
    sign(page, "Dirk van Dam", play.mails.code(page.mailbox))
    page.says("Being checked")


PARTS = (on_a_phone, by_keyboard, without_scripts, with_mistakes)


def run(arguments):
    play = Play(arguments)
    began = time.monotonic()
    took = {}
    try:
        for part in PARTS:
            part(play)
            took[part.__name__] = round(time.monotonic() - began, 1)
        play.desk.no_complaints()
        check(not play.browser.faults, "\n".join(play.browser.faults))
    finally:
        play.browser.leave()
        play.site.end()
    return {"plays": len(took), "seconds": took}


if __name__ == "__main__":
    command_line(__doc__, run)
