#!/usr/bin/env python3
"""Runs the real program in one process per role and checks what machines and proxies ask of it.

    process_roles.py --laadboek PATH --database URL --home DIR

Every role answers /healthz, /readyz and /metrics. Figures need the token. X-Forwarded-For counts from a trusted proxy
and from nobody else: for the limits of forms and for the address of a refused charge point. Prints one line of JSON;
exit 1 with the first difference.
"""

import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from installation import Installation, check, command_line

TOKEN = "0123456789abcdef0123"
# Forms of one address in a row; see WebLimits.
FORMS = 120


class Process(Installation):
    """A process with some roles and settings."""

    def __init__(self, options, roles, **settings):
        super().__init__(options.laadboek, options.database, Path(options.home) / roles)
        self.home.mkdir(parents=True, exist_ok=True)
        self.environment |= {"LAADBOEK_ROLES": roles, "LAADBOEK_NODE": roles.replace(",", "-"), **settings}

    def ask(self, path, form=None, **fields):
        """The status and text of an answer to a request with header fields."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        headers = {name.replace("_", "-"): value for name, value in fields.items()}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def dial(self, identity, **fields):
        """The status of a charge point's handshake."""
        headers = {name.replace("_", "-"): value for name, value in fields.items()}
        try:
            connect(f"ws://127.0.0.1:{self.port}/ocpp/{identity}", subprotocols=["ocpp1.6"],
                    additional_headers=headers, proxy=None, open_timeout=60).close()
        except InvalidStatus as refusal:
            return refusal.response.status_code
        return 101


def machines(process, has_spool):
    check(process.ask("/healthz") == (200, "ok\n"), f"{process.home.name}: /healthz")
    # A database that takes its time on a busy machine makes a process unready for a moment.
    for _ in range(60):
        status, text = process.ask("/readyz")
        if status == 200:
            break
        time.sleep(1)
    lines = ["database: ok", "migrations: ok"] + (["spool: ok"] if has_spool else [])
    check(status == 200 and text.splitlines() == lines, f"{process.home.name}: /readyz says {status} {text!r}")
    check(process.ask("/metrics")[0] == 401, f"{process.home.name}: figures without the token")
    check(process.ask("/metrics", Authorization="Bearer " + TOKEN[:-1] + "4")[0] == 401, "figures with a wrong token")
    status, text = process.ask("/metrics", Authorization="Bearer " + TOKEN)
    check(status == 200 and "http_connections" in text, f"{process.home.name}: no figures")


def limits(web):
    """Forms are counted by the client's address, which only a trusted proxy may tell."""
    sent = (web.ask("/language", {}, X_Forwarded_For="203.0.113.1")[0] for _ in range(20 * FORMS))
    check(429 in sent, "one client sends forms without end")
    check(web.ask("/language", {}, X_Forwarded_For="203.0.113.2")[0] == 403, "another client is limited, too")
    # Some may be let through again: the limit refills as time goes by. Fewer than the other client may send.
    both = (web.ask("/language", {}, X_Forwarded_For="203.0.113.2, 203.0.113.1")[0] for _ in range(FORMS - 20))
    check(429 in both, "the address that the proxy added does not count")


def refusals(gateway, trusts):
    """The board of refused charge points shows the client's address."""
    name = "TRUSTED" if trusts else "DIRECT"
    check(gateway.dial(name, X_Forwarded_For="203.0.113.9") == 404, "an unknown charge point gets in")
    sql = f"SELECT host(remote_address::inet) FROM refused_handshakes WHERE identity = '{name}'"
    for _ in range(600):
        found = gateway.rows(sql)
        if found:
            break
        time.sleep(0.1)
    check(found == [["203.0.113.9" if trusts else "127.0.0.1"]], f"{name} was refused from {found}")
    log = (gateway.home / "server.log").read_text()
    check(("remote=203.0.113.9" in log) == trusts, f"{name}: the log has another address")


def run(options):
    shared = {"LAADBOEK_METRICS_TOKEN": TOKEN}
    trusting = {**shared, "LAADBOEK_TRUSTED_PROXIES": "10.0.0.0/8, 127.0.0.1"}
    web, gateway = Process(options, "web", **trusting), Process(options, "ocpp", **trusting)
    jobs, direct = Process(options, "jobs", **shared), Process(options, "ocpp,jobs", **shared)
    everything = [web, gateway, jobs, direct]
    try:
        for process in everything:
            process.serve()
            machines(process, has_spool="ocpp" in process.home.name)
        limits(web)
        refusals(gateway, trusts=True)
        refusals(direct, trusts=False)
        check(jobs.ask("/hosts")[0] == 404, "a process without pages has pages")
        return {"processes": len(everything)}
    finally:
        for process in everything:
            if process.server:
                process.end()


if __name__ == "__main__":
    command_line(__doc__, run)
