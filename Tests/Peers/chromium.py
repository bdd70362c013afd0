"""Debian's Chromium, driven over the DevTools protocol as a person drives it: by pointer, touch and keyboard.

The protocol goes through a pipe: the browser ends by itself when the play does, however it ends. What a page complains
of (errors of scripts, breaches of its content security policy) is kept, and a play asks for it at its end.
"""

import atexit
import base64
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from installation import Difference, check

# Far beyond what a page takes on a busy machine; less for people who write a play.
PATIENCE_SECONDS = float(os.environ.get("PLAY_PATIENCE", "120"))
# Presses of Tab on one page; no page of ours has as many stops.
STOPS = 120
KEYS = {
    "Tab": (9, None), "Enter": (13, "\r"), " ": (32, " "), "ArrowDown": (40, None), "ArrowUp": (38, None),
    "Backspace": (8, None), "Escape": (27, None),
}
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
DESK = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}

# What the plays ask pages. A control is named by its label, a button or link by its words.
SCRIPT = """
(() => {
  const words = (node) => node.innerText.replace(/\\s+/g, " ").trim();
  const isSeen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
  const isOpen = (node) => !node.closest("details:not([open])") || node.matches("details > summary");
  const play = {
    words,
    control(name) {
      const labels = [...document.querySelectorAll("label")].filter(isSeen);
      const label = labels.find((node) => words(node) === name)
        ?? labels.find((node) => words(node).startsWith(name));
      return label?.control ?? document.querySelector(`input[type=file][name="${name}"]`);
    },
    button(name) {
      const all = [...document.querySelectorAll("button, a, summary")].filter(isSeen);
      return all.find((node) => words(node) === name);
    },
    target(node) {
      if (!node) return null;
      const seen = isSeen(node) && node.type !== "radio" && node.type !== "checkbox" ? node : node.labels?.[0] ?? node;
      // What frames ask of the page around them happens later than they think; there the page itself scrolls.
      if (window === top) seen.scrollIntoView({ block: "center", behavior: "instant" });
      const box = seen.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const hit = document.elementFromPoint(x, y);
      return hit && (seen.contains(hit) || hit.contains(seen)) && box.width > 0 ? [x, y] : null;
    },
    stops() {
      const kinds = "a[href], button, summary, input:not([type=hidden]), select, textarea, iframe, [tabindex='0']";
      return [...document.querySelectorAll(kinds)].filter((node) => {
        if (!isSeen(node) || node.disabled || !isOpen(node)) return false;
        if (node.type !== "radio") return true;
        const group = [...document.getElementsByName(node.name)].filter((other) => other.form === node.form);
        return node === (group.find((other) => other.checked) ?? group[0]);
      });
    },
    tell(node) {
      if (!node || node === document.body || node === document.documentElement) return "";
      return [node.tagName.toLowerCase(), node.name || node.getAttribute("href") || "", words(node).slice(0, 40)]
        .join(" ").trim();
    },
    focus() {
      const node = document.activeElement;
      const style = getComputedStyle(node);
      const box = (node.matches(".choice input") ? node.labels[0] : node).getBoundingClientRect();
      return {
        at: play.tell(node), label: node.labels?.[0] ? words(node.labels[0]) : words(node), name: node.name ?? "",
        type: node.type ?? "", value: node.value ?? "",
        isShown: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || node === document.body,
        isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      };
    },
    // What somebody with a phone, thick fingers or a screen reader trips over.
    faults() {
      const faults = [];
      const wide = document.documentElement.scrollWidth;
      if (wide > innerWidth) {
        const out = [...document.querySelectorAll("body *")].filter((node) => {
          return isSeen(node) && node.getBoundingClientRect().right > innerWidth + 1;
        });
        faults.push(`scrolls sideways: ${wide} of ${innerWidth} px, ${play.tell(out[0])} ${out[0]?.className}`);
      }
      for (const node of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
        const name = node.labels?.length ? words(node.labels[0]) : node.getAttribute("aria-label");
        if (isSeen(node) && !name) faults.push(`has no label: ${node.outerHTML.slice(0, 200)}`);
      }
      const errors = [...document.querySelectorAll(".field__error")];
      for (const error of errors) {
        const owner = document.querySelector(`[aria-describedby~="${error.id}"]`);
        if (!owner) faults.push(`an error belongs to nothing: ${words(error)}`);
        else if (owner.getAttribute("aria-invalid") !== "true") faults.push(`is not marked as wrong: ${owner.id}`);
      }
      const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
      for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) faults.push(`two are #${id}`);
      if (document.querySelectorAll("h1").length !== 1) faults.push("has not one heading of the first order");
      if (matchMedia("(pointer: coarse)").matches || innerWidth < 600) {
        for (const node of document.querySelectorAll("button, .button, main .input, summary, main .choice, .nav__link")) {
          const box = node.getBoundingClientRect();
          if (isSeen(node) && isOpen(node) && !node.closest("code") && box.height < (node.matches(".choice") ? 24 : 36)) {
            faults.push(`is ${box.height.toFixed(1)} px high: ${play.tell(node)}`);
          }
        }
      }
      return faults;
    },
  };
  return play;
})()
"""


class Patience:
    """How long somebody waits. A machine that stands still for a while keeps nobody waiting: a look counts a second at most."""

    def __init__(self):
        self.waited, self.looked = 0, time.monotonic()

    def lasts(self):
        now = time.monotonic()
        self.waited, self.looked = self.waited + min(1, now - self.looked), now
        return self.waited < PATIENCE_SECONDS


class Gone(Exception):
    """The document that was asked is no more."""


class Chromium:
    """One browser; its pages live in contexts that know nothing of each other."""

    def __init__(self, home, *options):
        home = Path(home)
        # Names of sockets have about a hundred characters, and those of our homes are long.
        self.profile = Path(tempfile.mkdtemp(prefix="laadboek-", dir="/tmp"))
        # Where pictures go of every page that a play has come to, for people who want to look.
        self.pictures = os.environ.get("PLAY_PICTURES")
        self.count, self.shots, self.buffer, self.answers, self.pages, self.faults = 0, 0, b"", {}, {}, []
        mine, theirs = os.pipe(), os.pipe()
        # The browser reads from 3 and writes to 4, which may be our own ends here.
        ends = [fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, 10) for number in (mine[0], theirs[1])]
        self.output, self.input = mine[1], theirs[0]
        os.close(mine[0])
        os.close(theirs[1])
        with open(home / "chromium.log", "ab") as log:
            self.process = subprocess.Popen(
                [self.program(), *self.options(self.profile), *options], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "HOME": str(self.profile), "TMPDIR": str(self.profile)}, start_new_session=True, close_fds=False,
                preexec_fn=lambda: [os.dup2(end, place) for end, place in zip(ends, (3, 4))],
            )
        for end in ends:
            os.close(end)
        atexit.register(self.leave)

    @staticmethod
    def program():
        program = shutil.which("chromium")
        check(program, "there is no chromium; bin/setup installs it")
        return program

    @staticmethod
    def options(profile):
        """Nothing that asks the world outside, and no sandbox below root, which has none."""
        own = ["--no-sandbox"] if os.geteuid() == 0 else []
        return own + [
            "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={profile / 'data'}", "--disable-gpu",
            "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio",
            "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication",
            "--no-proxy-server", "--password-store=basic", "--hide-scrollbars", "--site-per-process",
            "--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            "about:blank",
        ]

    def leave(self):
        """Ends the browser and all that it started."""
        if self.process.poll() is None:
            os.close(self.output)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    # The protocol

    def send(self, method, parameters=None, session=None):
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        rest = json.dumps(message).encode() + b"\0"
        while rest:
            rest = rest[os.write(self.output, rest):]
        return self.count

    def call(self, method, parameters=None, session=None):
        number, patience = self.send(method, parameters, session), Patience()
        while number not in self.answers:
            check(patience.lasts(), f"chromium does not answer {method}")
            self.listen(1)
        answer = self.answers.pop(number)
        if "error" in answer:
            raise Gone(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def listen(self, seconds):
        """Takes in what the browser says, waiting for it no longer than that."""
        ready, _, _ = select.select([self.input], [], [], seconds)
        if not ready:
            return
        read = os.read(self.input, 1 << 16)
        check(read, "chromium ended by itself")
        *messages, self.buffer = (self.buffer + read).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self.answers[message["id"]] = message
            elif message.get("sessionId") in self.pages:
                self.pages[message["sessionId"]].hear(message["method"], message["params"])

    # Pages

    def page(self, screen=PHONE, scripts=True, name="page"):
        """A page of a context of its own, as after a fresh start."""
        context = self.call("Target.createBrowserContext", {"disposeOnDetach": True})["browserContextId"]
        target = self.call("Target.createTarget", {"url": "about:blank", "browserContextId": context})["targetId"]
        session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = Page(self, session, name)
        page.prepare()
        page.do("Emulation.setDeviceMetricsOverride", **screen)
        page.isTouched = screen["mobile"]
        if page.isTouched:
            page.do("Emulation.setTouchEmulationEnabled", enabled=True)
        if not scripts:
            page.do("Emulation.setScriptExecutionDisabled", value=True)
        return page


class Page:
    """A page, or the frame of another site in one, and what it complained of."""

    def __init__(self, browser, session, name, parent=None):
        self.browser, self.session, self.name, self.parent = browser, session, name, parent
        self.complaints, self.frames, self.isTouched = [], [], False
        browser.pages[session] = self

    def prepare(self):
        for domain in ("Page", "Runtime", "Log", "DOM"):
            self.do(domain + ".enable")
        self.do("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=False, flatten=True)

    def do(self, method, **parameters):
        return self.browser.call(method, parameters, self.session)

    def hear(self, method, event):
        if method == "Runtime.exceptionThrown":
            details = event["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Runtime.consoleAPICalled" and event["type"] in ("error", "assert"):
            self.complaints.append(json.dumps([argument.get("value") for argument in event["args"]]))
        elif method == "Log.entryAdded" and event["entry"]["level"] == "error":
            entry = event["entry"]
            self.complaints.append(f"{entry['text']} {entry.get('url', '')}")
        elif method == "Page.javascriptDialogOpening":
            self.complaints.append("asks: " + event["message"])
            self.browser.send("Page.handleJavaScriptDialog", {"accept": True}, self.session)
        elif method == "Target.attachedToTarget" and event["targetInfo"]["type"] == "iframe":
            frame = Page(self.browser, event["sessionId"], self.name + " frame", self)
            frame.isTouched = self.isTouched
            self.frames.append(frame)
            for domain in ("Page", "Runtime", "Log", "DOM"):
                self.browser.send(domain + ".enable", {}, frame.session)
        elif method == "Target.detachedFromTarget":
            self.frames = [frame for frame in self.frames if frame.session != event["sessionId"]]

    def no_complaints(self, *but):
        """Nothing was complained of but what a play provokes."""
        self.ask("1")
        found = [text for text in self.complaints if not any(word in text for word in but)]
        check(not found, f"{self.name}: the console says {found}")

    # Asking

    def ask(self, expression, by_value=True):
        """What the page makes of an expression; `play` has what plays share."""
        code = f"(() => {{ const play = {SCRIPT}; return ({expression}); }})()"
        answer = self.do("Runtime.evaluate", expression=code, returnByValue=by_value, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Difference(f"{self.name}: {expression}: {details.get('exception', {}).get('description', details)}")
        return answer["result"].get("value") if by_value else answer["result"].get("objectId")

    def until(self, expression, what=None):
        """Waits for it; what it came to."""
        patience = Patience()
        while True:
            try:
                found = self.ask(expression)
                if found:
                    return found
            except Gone:
                pass
            if not patience.lasts():
                raise Difference(f"{self.name}: never {what or expression}\n{self.where()}")
            self.browser.listen(0.05)

    def where(self):
        try:
            return self.ask("location.href + '\\n' + document.body.innerText.slice(0, 3000)")
        except Gone as gone:
            return f"(no page: {gone})"

    @property
    def words(self):
        return self.ask("play.words(document.body)")

    @property
    def path(self):
        return self.ask("location.pathname")

    def says(self, *texts):
        for text in texts:
            check(text in self.words, f"{self.name} does not say {text!r}:\n{self.where()}")

    def silent(self, *texts):
        for text in texts:
            check(text not in self.words, f"{self.name} says {text!r}:\n{self.where()}")

    def at(self, path, what=""):
        check(self.path.endswith(path), f"{self.name} is at {self.path} and not at {path} {what}\n{self.where()}")

    def sound(self):
        """Keeps what somebody trips over on the page; a play tells all of it at its end."""
        self.browser.faults += [f"{self.name} at {self.path}: {fault}" for fault in self.ask("play.faults()")]

    # Acting

    def visit(self, url):
        self.leaving(lambda: self.do("Page.navigate", url=url))

    def leaving(self, act):
        """Acts, and waits for the page that comes of it."""
        self.ask("void (window.playedHere = true)")
        act()
        self.until("!window.playedHere && document.readyState === 'complete'", "another page")
        self.picture()

    def picture(self):
        if not self.browser.pictures or self.parent:
            return
        self.browser.shots += 1
        path = self.ask("location.pathname").strip("/").replace("/", "-")
        name = f"{self.browser.shots:03d}-{self.name}-{path[:60]}.png".replace(" ", "-")
        size = self.do("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 4000), "scale": 0.75}
        shot = self.do("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        Path(self.browser.pictures, name).write_bytes(base64.b64decode(shot["data"]))

    def origin(self):
        """Where the frame begins in the window."""
        if not self.parent:
            return 0, 0
        x, y = self.parent.ask(
            "(() => { const frame = document.querySelector('iframe'); const box = frame.getBoundingClientRect();"
            " return [box.left + frame.clientLeft, box.top + frame.clientTop]; })()"
        )
        above = self.parent.origin()
        return x + above[0], y + above[1]

    def press(self, target):
        """Presses the middle of an element, with a finger on a phone."""
        x, y = self.until(f"play.target({target})", f"to be pressed: {target}")
        if self.parent:
            self.aim(x, y)
        left, top = self.origin()
        x, y, window = x + left, y + top, self.parent or self
        if self.isTouched:
            window.do("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
            window.do("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        else:
            for kind in ("mousePressed", "mouseReleased"):
                window.do("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def aim(self, x, y):
        """Brings a place of a frame into view, and the pointer there until the frame feels it.

        Where frames are, a browser that routes what is pressed learns somewhat later than the page around them.
        """
        top = self.parent.ask("document.querySelector('iframe').getBoundingClientRect().top + scrollY")
        self.parent.ask(f"void scrollTo({{ top: {top + y} - innerHeight / 2, behavior: 'instant' }})")
        self.ask("void (window.playedAt ??= (addEventListener('mousemove', (event) => {"
                 " window.playedAt = [event.clientX, event.clientY]; }, true), [-9, -9]))")
        patience, step = Patience(), 0
        while patience.lasts():
            left, above = self.origin()
            step = 1 - step
            self.parent.do("Input.dispatchMouseEvent", type="mouseMoved", x=x + left + step, y=y + above)
            felt = self.ask("playedAt")
            if abs(felt[0] - x) < 2 and abs(felt[1] - y) < 2:
                return
            self.browser.listen(0.05)
        raise Difference(f"{self.name}: nobody gets to {x}, {y} of the frame\n{self.where()}")

    def button(self, name):
        """Presses a button or link that leads to another page."""
        self.leaving(lambda: self.press(f"play.button({json.dumps(name)})"))

    def open(self, name):
        self.press(f"play.button({json.dumps(name)})")

    def fill(self, name, text):
        control = f"play.control({json.dumps(name)})"
        self.press(control)
        self.until(f"document.activeElement === {control}", f"the keyboard in {name}")
        self.ask(f"void {control}.select()")
        self.do("Input.insertText", text=text) if text else self.key("Backspace")
        self.until(f"{control}.value === {json.dumps(text)}", f"{text!r} in {name}")

    def choose(self, name, isChosen=True):
        """Ticks a box or picks one of several."""
        control = f"play.control({json.dumps(name)})"
        if self.until(f"[{control}?.checked]", name) == [isChosen]:
            return
        self.press(control)
        self.until(f"{control}.checked === {json.dumps(isChosen)}", f"{name} chosen")

    def attach(self, name, file):
        node = self.ask(f"play.control({json.dumps(name)})", by_value=False)
        check(node, f"{self.name} takes no file {name}\n{self.where()}")
        self.do("DOM.setFileInputFiles", files=[str(file)], objectId=node)

    def value(self, name):
        return self.ask(f"play.control({json.dumps(name)}).value")

    def wrong(self, name, text):
        """The control is marked as wrong, and its description says why."""
        found = self.ask(
            f"(() => {{ const node = play.control({json.dumps(name)}); const owner = node.type === 'radio'"
            " ? node.closest('fieldset') : node; return [owner.getAttribute('aria-invalid'),"
            " (owner.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)"
            ".map((id) => play.words(document.getElementById(id))).join(' ')]; })()"
        )
        check(found[0] == "true" and text in found[1], f"{self.name}: {name} is {found} and not wrong by {text!r}")

    # The keyboard

    def key(self, key, shift=False):
        code, text = KEYS[key]
        event = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": code,
                 "modifiers": 8 if shift else 0}
        window = self.parent or self
        window.do("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **event,
                  **({"text": text} if text else {}))
        window.do("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, text):
        window = self.parent or self
        for character in text:
            window.do("Input.dispatchKeyEvent", type="keyDown", text=character, key=character)
            window.do("Input.dispatchKeyEvent", type="keyUp", key=character)

    def tab_to(self, label):
        """Tabs to a control, button or link; every stop on the way must be seen to have the keyboard."""
        seen = []
        for _ in range(STOPS):
            self.key("Tab")
            stop = self.ask("play.focus()")
            if seen and seen[-1] == stop["at"] and self.ask("document.activeElement.type") == "date":
                continue
            seen.append(stop["at"])
            check(not stop["at"] or stop["isShown"], f"{self.name}: nobody sees that {stop['at']} has the keyboard")
            check(not stop["at"] or stop["isInView"], f"{self.name}: {stop['at']} has the keyboard out of view")
            if stop["label"] == label or stop["label"].startswith(label + " "):
                return stop
        raise Difference(f"{self.name} at {self.path}: Tab does not come to {label!r} but to {seen}")

    def tour(self):
        """Goes round the whole page by Tab: every stop comes, in the order in which it is read, and none holds one fast."""
        self.ask("void document.activeElement.blur()")
        self.ask("void (window.playedStops = play.stops())")
        count = self.ask("playedStops.length")
        order = []
        for _ in range(STOPS):
            self.key("Tab")
            place = self.ask("playedStops.indexOf(document.activeElement)")
            # A date has a stop each for its day, month, year and calendar, which Chromium marks by itself.
            if order and place == order[-1] and self.ask("document.activeElement.type") == "date":
                continue
            stop = self.ask("play.focus()")
            check(not stop["at"] or stop["isShown"], f"{self.name}: nobody sees that {stop['at']} has the keyboard")
            if place in order or (place < 0 and not stop["at"] and len(order) >= count):
                break
            if stop["at"]:
                check(place >= 0, f"{self.name} at {self.path}: the keyboard stops at {stop['at']}")
                order.append(place)
        missing = [self.ask(f"play.tell(playedStops[{index}])") for index in sorted(set(range(count)) - set(order))]
        check(not missing, f"{self.name} at {self.path}: Tab passes over {missing}")
        check(order.index(0) in (0, count - 1) or sorted(order) == list(range(count)), f"{order}")
        turned = order[order.index(0):] + order[:order.index(0)]
        check(turned == sorted(turned), f"{self.name} at {self.path}: Tab jumps: {order}")
