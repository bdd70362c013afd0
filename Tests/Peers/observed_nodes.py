#!/usr/bin/env python3
"""Two processes of the real program on one database, between which an observed charge point moves.

    observed_nodes.py --laadboek PATH --database URL --home DIR

Whichever process holds the charge point tells its observer; the other one gives it back first, so the observer never
has two connections, and hears each message once. A process that is killed is replaced by the other one within the time
after which it counts as gone. Prints one line of JSON with what it took; exit 1 with the first difference.
"""

import asyncio
import json
import signal
import time
from pathlib import Path

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

from installation import check, command_line, free_port
from two_gateways import Node, call, portfolio

PATIENCE = 120


class Observer:
    """Keeps what it hears. A connection whose Close it has answered is over, though its socket may end later."""

    def __init__(self):
        self.port, self.calls, self.connections, self.most_open = free_port(), [], [], 0

    async def run(self, ws):
        self.connections.append(ws)
        self.most_open = max(self.most_open, sum(each.state is State.OPEN for each in self.connections))
        try:
            async for message in ws:
                _, id_, action, payload = json.loads(message)
                self.calls.append((action, payload))
                answer = {"transactionId": 70 + len(self.calls), "idTagInfo": {"status": "Accepted"}}
                await asyncio.sleep(0.02)
                boot = {"status": "Accepted", "currentTime": "2025-01-01T00:00:00Z", "interval": 600}
                known = {"StartTransaction": answer, "BootNotification": boot}
                await ws.send(json.dumps([3, id_, known.get(action, {})]))
        except ConnectionClosed:
            pass

    def named(self, *actions):
        return [call for call in self.calls if call[0] in actions]

    async def until(self, count, what, names=("StartTransaction", "MeterValues", "StopTransaction")):
        """Waits until so many different messages of the kinds came; gives the seconds it took."""
        began = time.monotonic()
        while (found := len({json.dumps(call) for call in self.named(*names)})) < count:
            check(time.monotonic() - began < PATIENCE, f"{what}: {found} of {count}")
            await asyncio.sleep(0.05)
        return time.monotonic() - began


class ChargePoint:
    def __init__(self):
        self.connection, self.minute = None, 0

    async def move(self, node):
        self.connection = await node.connect()

    async def measure(self, number, count):
        for _ in range(count):
            self.minute += 1
            value = {"timestamp": f"2025-06-01T10:{self.minute:02d}:00Z", "sampledValue": [{"value": str(self.minute)}]}
            await call(self.connection, "MeterValues",
                       {"connectorId": 1, "transactionId": number, "meterValue": [value]})


async def play(first, second, observer):
    point, took = ChargePoint(), {}
    await point.move(first)
    await call(point.connection, "BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"})
    start = {"connectorId": 1, "idTag": "CARD", "meterStart": 0, "timestamp": "2025-06-01T10:00:00Z"}
    number = (await call(point.connection, "StartTransaction", start))["transactionId"]
    await point.measure(number, 5)
    await observer.until(6, "at the first process")
    await point.move(second)
    await point.measure(number, 5)
    took["moved"] = await observer.until(11, "at the second process")
    await point.measure(number, 10)
    second.process.send_signal(signal.SIGKILL)
    second.process.wait()
    await point.move(first)
    await point.measure(number, 5)
    stop = {"transactionId": number, "meterStop": 99, "timestamp": "2025-06-01T11:00:00Z"}
    await call(point.connection, "StopTransaction", stop)
    # What the one that was killed had not handed over comes when it is back.
    second.serve("ocpp")
    took["taken_over"] = await observer.until(27, "after the second process was killed")
    # Told behind everything else: what would come twice has come.
    await call(point.connection, "StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Available"})
    await observer.until(1, "the last status", ["StatusNotification"])
    return took


async def whole_play(first, second, observer):
    server = await serve(
        observer.run, "127.0.0.1", observer.port, subprotocols=["ocpp1.6"], compression=None, open_timeout=PATIENCE,
        ping_interval=None,
    )
    took = await play(first, second, observer)
    server.close()
    own = observer.named("StartTransaction")
    check(len(own) == 1, f"{len(own)} starts")
    numbers = {payload["transactionId"] for _, payload in observer.named("MeterValues", "StopTransaction")}
    check(len(numbers) == 1, f"numbers {numbers}")
    minutes = [payload["meterValue"][0]["timestamp"] for _, payload in observer.named("MeterValues")]
    # One message may have been on its way to it when the process was killed.
    again = len(minutes) - len(set(minutes))
    check(len(set(minutes)) == 25 and again <= 1, f"readings {minutes}")
    check(len(observer.named("StopTransaction")) == 1, "stops")
    check(observer.most_open == 1, f"{observer.most_open} connections at once")
    return {**{name: round(seconds, 3) for name, seconds in took.items()}, "again": again}


def run(options):
    first, second, observer = Node(options, "first"), Node(options, "second"), Observer()
    Path(options.home).mkdir(parents=True, exist_ok=True)
    world = portfolio()
    world["upstreams"] = [{"name": "Observer", "url": f"ws://127.0.0.1:{observer.port}/"}]
    world["charge_points"][0]["observers"] = [{"upstream": "Observer"}]
    path = Path(options.home) / "portfolio.json"
    path.write_text(json.dumps(world))
    first.laadboek("portfolio", "import", str(path))
    try:
        first.serve("ocpp")
        second.serve("ocpp")
        return asyncio.run(whole_play(first, second, observer))
    finally:
        first.stop()
        second.stop()


if __name__ == "__main__":
    command_line(__doc__, run)
