#!/usr/bin/env python3
"""What charge points of the real program tell their back-office of their meters, and we overhear.

    meter_facts.py --laadboek PATH --database URL --home DIR

Charge points go through to a back-office, both of PyPI `ocpp` with schema checks on, OCPP 1.6 and 2.0.1. The back-office
asks for settings; the 2.0.1 station also reports by itself. Every frame arrives as it was sent, all calls towards the
charge points are the back-office's, and we know serial number and public key of each meter.

Prints one line of JSON; exit 1 with the first difference.
"""

import asyncio
import json
import random

from ocpp.routing import on
from ocpp.v16 import call as call16
from ocpp.v16 import call_result as result16
from ocpp.v201 import call as call201
from ocpp.v201 import call_result as result201

from back_office import BackOffice, Desk16, Desk201
from installation import check, command_line
from relayed import Persistent16, Persistent201, RelayedInstallation

IDENTITIES = ["WAY-0", "WAY-1"]
PATIENCE = 120


def meter(evse):
    return {"name": "FiscalMetering", "evse": {"id": evse}}


class Hook:
    async def before(self, *_):
        pass

    after = before


class Charger16(Persistent16):
    @on("GetConfiguration")
    def configuration(self, **_):
        told = {"MeterPublicKey1": "KEY-16", "MeterSerialNumber": "SERIAL-16", "HeartbeatInterval": "300"}
        return result16.GetConfiguration(
            [{"key": name, "readonly": True, "value": value} for name, value in told.items()]
        )


class Charger201(Persistent201):
    @on("GetVariables")
    def variables(self, get_variable_data, **_):
        return result201.GetVariables([
            {"attribute_status": "Accepted", "attribute_value": "KEY-201", **asked} for asked in get_variable_data
        ])

    async def report(self):
        attribute = {"type": "Actual", "value": "SERIAL-201", "mutability": "ReadOnly"}
        data = {"component": meter(1), "variable": {"name": "SerialNumber"}, "variable_attribute": [attribute]}
        return await self.ask(call201.NotifyReport(1, "2026-01-01T00:00:00Z", 0, report_data=[data]))


class Asking:
    """A desk that can be told to ask."""

    def __init__(self, wire):
        super().__init__(wire)
        self.office.desks[self.id] = self

    async def question(self):
        await self.call(self.wanted, suppress=False)


class Asking16(Asking, Desk16):
    wanted = call16.GetConfiguration()


class Asking201(Asking, Desk201):
    wanted = call201.GetVariables([{"component": meter(1), "variable": {"name": "PublicKey"}}])

    @on("NotifyReport")
    def report(self, **_):
        return result201.NotifyReport()


async def play(way, make, identity):
    charger = make(identity, way.port, random.Random(1), Hook())
    await charger.connected()
    desk = await waiting(lambda: way.office.desks.get(identity), "the back-office has the charge point")
    await desk.question()
    if make is Charger201:
        await charger.report()
    return charger


async def waiting(condition, what):
    for _ in range(PATIENCE * 20):
        found = condition()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return found
        await asyncio.sleep(0.05)
    check(False, f"not within {PATIENCE} s: {what}")


class Office(BackOffice):
    desk16, desk201 = Asking16, Asking201

    def __init__(self, port, key):
        super().__init__(port, key)
        self.desks = {}


async def run(way):
    await way.office.start()
    played = [
        await play(way, make, identity) for make, identity in ((Charger16, "WAY-0"), (Charger201, "WAY-1"))
    ]
    question = (
        "SELECT c.identity, f.kind, f.connector_id, f.name, f.value FROM charge_point_meter_facts f "
        "JOIN charge_points c ON c.operator_id = f.operator_id AND c.id = f.charge_point_id ORDER BY 1, 2"
    )
    async def are_known():
        return len(await asyncio.to_thread(way.rows, question)) == 4

    await waiting(are_known, "the facts are known")
    wanted = [
        ["WAY-0", "public_key", "1", "MeterPublicKey1", "KEY-16"],
        ["WAY-0", "serial", "", "MeterSerialNumber", "SERIAL-16"],
        ["WAY-1", "public_key", "1", "FiscalMetering[1].PublicKey", "KEY-201"],
        ["WAY-1", "serial", "1", "FiscalMetering[1].SerialNumber", "SERIAL-201"],
    ]
    told = await asyncio.to_thread(way.rows, question)
    check(told == wanted, f"{told}")
    calls = 0
    for charger in played:
        client = way.office.client(charger.id)
        check(client.got == charger.sent, f"{charger.id}: the back-office got something else")
        check(charger.received == client.gave, f"{charger.id}: the charge point got something else")
        calls += sum(json.loads(text)[0] == 2 for text in charger.received)
        await charger._connection.connection.close()
    check(calls == len(IDENTITIES), f"{calls} calls reached the charge points")
    check(not way.office.problems, f"{way.office.problems}")
    return {"facts": len(wanted), "calls": calls}


def main(arguments):
    way = RelayedInstallation(arguments.laadboek, arguments.database, arguments.home, IDENTITIES)
    way.office = Office(way.office.port, way.office.key)
    way.move_in()
    way.serve()
    try:
        result = asyncio.run(run(way))
    finally:
        way.end()
    way.laadboek("verify")
    return result


if __name__ == "__main__":
    command_line(__doc__, main)
