"""What the peers made of PyPI `ocpp` share: schema checks that are heard of, the connection, the command line."""

import argparse
import asyncio
import base64
import json
import logging
import sys
from urllib.parse import quote

import websockets
from ocpp.exceptions import OCPPError
from ocpp.messages import unpack


class Failure(Exception):
    """What the other side did wrong, in words for the test's log."""


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def quiet_logger():
    """The library logs what it also raises."""
    quiet = logging.getLogger("ocpp_peer")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    return quiet


class Strict:
    """For the library's ChargePoint: whatever is against a schema ends the play."""

    def __init__(self, identity, connection, timeout):
        super().__init__(identity, connection, response_timeout=timeout, logger=quiet_logger())
        self.problem = asyncio.get_running_loop().create_future()

    async def route_message(self, raw_msg):
        """The library answers a bad message with a CALLERROR and goes on; a test must hear of it."""
        try:
            message = unpack(raw_msg)
            if message.message_type_id == 2:
                await self._handle_call(message)
                return
        except OCPPError as error:
            self.fail(f"bad message {raw_msg!r}: {error!r}")
        await super().route_message(raw_msg)

    def fail(self, reason):
        if not self.problem.done():
            self.problem.set_exception(Failure(reason))

    def lost(self, listening):
        if not listening.cancelled():
            self.fail(f"connection: {listening.exception()!r}")


class ChargePointPeer(Strict):
    """A charge point that plays one session over one connection and then obeys commands."""

    def __init__(self, options, connection):
        super().__init__(options.identity, connection, options.timeout)
        self.options = options
        self.register = options.meter_start
        self.running = None
        self.commands = []
        self.served = asyncio.Event()

    async def ask(self, request):
        """Sends a call and returns its answer; anything but a valid result fails."""
        answer = asyncio.ensure_future(self.call(request, suppress=False))
        await asyncio.wait([answer, self.problem], return_when=asyncio.FIRST_COMPLETED)
        if self.problem.done():
            answer.cancel()
            self.problem.result()
        try:
            return answer.result()
        except Exception as error:
            raise Failure(f"{type(request).__name__}: {error!r}") from error

    async def wait_served(self, what):
        """Stays until the commands came and what follows from them is done."""
        waiting = asyncio.ensure_future(self.served.wait())
        await asyncio.wait([waiting, self.problem], timeout=self.options.timeout, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self.problem.done():
            self.problem.result()
        if not self.served.is_set():
            raise Failure(f"{what} did not come within {self.options.timeout} s, only {self.commands}")


def dial(options, protocols):
    """The connection with Basic authentication; the server must choose the first of the protocols."""
    token = base64.b64encode(f"{options.identity}:{options.key}".encode()).decode()
    return websockets.connect(
        f"{options.url.rstrip('/')}/{quote(options.identity, safe='')}", subprotocols=protocols,
        additional_headers={"Authorization": f"Basic {token}"}, open_timeout=options.timeout, ping_interval=None,
        proxy=None,
    )


async def play(options, make, protocols, obey):
    """Plays the session of a charge point, obeys what it is to wait for, and gives what there is to tell."""
    async with dial(options, protocols) as connection:
        if connection.subprotocol != protocols[0]:
            raise Failure(f"subprotocol {connection.subprotocol!r} instead of {protocols[0]!r}")
        charge_point = make(options, connection)
        listening = asyncio.ensure_future(charge_point.start())
        listening.add_done_callback(charge_point.lost)
        try:
            result = await charge_point.session()
            if options.wait_for:
                await obey(charge_point)
        finally:
            listening.cancel()
        return {**result, "commands": charge_point.commands, "running": charge_point.running}


def parser(description):
    """The options that every charge point takes."""
    options = argparse.ArgumentParser(description=description.splitlines()[0])
    options.add_argument("--url", required=True)
    options.add_argument("--identity", required=True)
    options.add_argument("--key", required=True)
    options.add_argument("--id-tag", default="TAG-0001")
    options.add_argument("--meter-start", type=int, default=0)
    options.add_argument("--energy", type=int, default=8000)
    options.add_argument("--timeout", type=float, default=60)
    return options


def main(playing):
    """Prints what a play came to as a line of JSON; exits 1 with the reason on standard error."""
    try:
        print(json.dumps(asyncio.run(playing)))
    except (Failure, OSError, TimeoutError, websockets.WebSocketException) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
