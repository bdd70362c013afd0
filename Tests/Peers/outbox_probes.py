"""Plays charge points and their back-office, which comes and goes, around the gateway's outbox.

Prints one JSON object a line: {"probe": name, "ok": bool, "detail": text}. Every probe has a charge point of its own,
since what an outbox holds outlives a connection. Written from OCPP 1.6 and the rules of the outbox alone, with PyPI
`websockets` on both sides.
"""
import argparse, asyncio, base64, http, itertools, json, re, time, uuid

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed, InvalidStatus

parser = argparse.ArgumentParser()
parser.add_argument("--gateway", type=int, required=True)
parser.add_argument("--upstream", type=int, required=True)
parser.add_argument("--grace", type=float, required=True)
parser.add_argument("--patience", type=float, required=True)
arguments = parser.parse_args()

FIRST = 1_900_000_000
SUBPROTOCOLS = ["ocpp1.5", "ocpp1.6", "ocpp2.0.1", "ocpp2.1"]
PROBES = []


def probe(function):
    PROBES.append(function)
    return function


class Upstream:
    """A back-office: keeps what every charge point told it, and how many of its calls were unanswered at once."""

    def __init__(self):
        self.server = None
        self.sockets = {}
        self.told = {}
        self.most_unanswered = {}
        self.numbers = itertools.count(100)
        self.status = None
        # One list for every server of it, changed in place.
        self.subprotocols = list(SUBPROTOCOLS)
        self.delay = 0.0
        # By charge point: a function, async or not, that takes a call and says "answer", "silent", "die" or a text to
        # send.
        self.rules = {}

    async def start(self):
        def check(connection, request):
            if self.status:
                return connection.respond(http.HTTPStatus(self.status), "no\n")

        self.server = await serve(
            self.run, "127.0.0.1", arguments.upstream, process_request=check, subprotocols=self.subprotocols,
            compression=None, ping_interval=None, open_timeout=60,
        )

    async def stop(self):
        """Gone like a machine that lost its power."""
        for ws in list(self.sockets.values()):
            ws.transport.abort()
        self.server.close(close_connections=False)
        await self.server.wait_closed()
        await until(lambda: not self.sockets)

    async def run(self, ws):
        name = ws.request.path.rsplit("/", 1)[1]
        self.sockets[name] = ws
        unanswered = 0

        async def answer(message, frame):
            nonlocal unanswered
            unanswered += 1
            self.most_unanswered[name] = max(self.most_unanswered.get(name, 0), unanswered)
            await asyncio.sleep(self.delay)
            what = self.rules.get(name, lambda frame: "answer")(frame)
            if asyncio.iscoroutine(what):
                what = await what
            if what == "die":
                return ws.transport.abort()
            if what == "silent":
                return
            await ws.send(self.conf(frame) if what == "answer" else what)
            unanswered -= 1

        tasks = set()
        try:
            async for message in ws:
                self.told.setdefault(name, []).append(message)
                frame = json.loads(message)
                if frame[0] == 2:
                    task = asyncio.create_task(answer(message, frame))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
        except ConnectionClosed:
            pass
        finally:
            for task in tasks:
                task.cancel()
            if self.sockets.get(name) is ws:
                del self.sockets[name]

    def conf(self, frame):
        _, id_, action, payload = frame
        if "idToken" in payload:
            status = "Accepted" if payload["idToken"]["idToken"] == "FRIEND" else "Unknown"
            return json.dumps([3, id_, {"idTokenInfo": {"status": status}}])
        verdict = {"status": "Accepted" if payload.get("idTag") == "FRIEND" else "Invalid"}
        answers = {
            "BootNotification": lambda: {"status": "Accepted", "currentTime": "2025-01-01T00:00:00Z", "interval": 77},
            "Heartbeat": lambda: {"currentTime": "2001-01-01T00:00:00Z"},
            "Authorize": lambda: {"idTagInfo": verdict},
            "StartTransaction": lambda: {"transactionId": next(self.numbers), "idTagInfo": verdict},
        }
        return json.dumps([3, id_, answers.get(action, dict)()])

    def calls(self, name, *actions):
        """What a charge point asked, but for the marks of `settle`."""
        frames = [json.loads(message) for message in self.told.get(name, [])]
        frames = [frame for frame in frames if frame[0] != 2 or frame[3].get("connectorId") != MARK]
        return [frame for frame in frames if frame[0] == 2 and (not actions or frame[2] in actions)]

    def actions(self, name):
        return [frame[2] for frame in self.calls(name)]


up = Upstream()


async def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        await asyncio.sleep(0.01)
    return False


def headers(name, key="secret"):
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{key}".encode()).decode()}


class Charger:
    """A charge point with one call at a time."""

    def __init__(self, name, key="secret", protocols=("ocpp1.6",)):
        self.name = name
        self.connection = connect(
            f"ws://127.0.0.1:{arguments.gateway}/ocpp/{name}", subprotocols=list(protocols),
            additional_headers=headers(name, key), compression=None, ping_interval=None, proxy=None, open_timeout=60,
        )
        self.commands = []

    async def __aenter__(self):
        self.ws = await self.connection.__aenter__()
        return self

    async def __aexit__(self, *error):
        await self.connection.__aexit__(*error)

    async def send(self, action, payload, id_=None):
        id_ = id_ or str(uuid.uuid4())
        message = json.dumps([2, id_, action, payload])
        await self.ws.send(message)
        return id_, message

    async def read(self, seconds=None):
        """The next answer; commands of the back-office are accepted on the way."""
        end = time.monotonic() + (seconds or arguments.grace + 60)
        while True:
            frame = json.loads(await asyncio.wait_for(self.ws.recv(), max(0.01, end - time.monotonic())))
            if frame[0] != 2:
                assert frame[0] == 3, f"an error: {frame}"
                return frame
            self.commands.append(frame)
            await self.ws.send(json.dumps([3, frame[1], {"status": "Accepted"}]))

    async def ask(self, action, payload, id_=None):
        id_, _ = await self.send(action, payload, id_)
        frame = await self.read()
        assert frame[1] == id_, (frame, id_)
        return frame[2]

    async def boot(self):
        answer = await self.ask("BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"})
        assert answer["status"] == "Accepted", answer
        return answer

    async def introduce(self):
        await self.boot()
        assert (await self.ask("Authorize", {"idTag": "FRIEND"}))["idTagInfo"]["status"] == "Accepted"

    async def start(self, meter=0, tag="FRIEND", connector=1):
        return await self.ask("StartTransaction", {
            "connectorId": connector, "idTag": tag, "meterStart": meter, "timestamp": "2025-06-01T10:00:00Z",
        })

    async def measure(self, number, meter):
        return await self.ask("MeterValues", {
            "connectorId": 1, "transactionId": number,
            "meterValue": [{"timestamp": "2025-06-01T10:15:00Z", "sampledValue": [{"value": str(meter)}]}],
        })

    async def stop(self, number, meter=1000):
        return await self.ask("StopTransaction", {
            "transactionId": number, "meterStop": meter, "timestamp": "2025-06-01T11:00:00Z",
        })


async def go(cp):
    """The back-office goes, and the grace time passes: the charge point is answered here."""
    await up.stop()
    assert (await cp.ask("Heartbeat", {}))["currentTime"] > "2025", "a back-office that is gone has answered"


# The connector of readings that only show that everything before them was told.
MARK = 99


async def settle(cp):
    """Waits until the back-office was told everything: a reading passes it under the charge point's own id, unchanged.

    Whatever would be told twice has been by then, since a message of the outbox keeps such a reading behind it.
    """
    while True:
        value = str(uuid.uuid4().int)
        id_, message = await cp.send("MeterValues", {"connectorId": MARK, "meterValue": [
            {"timestamp": "2025-06-01T12:00:00Z", "sampledValue": [{"value": value}]}]})
        assert (await cp.read())[1] == id_
        # Under another id it was still behind something; the next one goes when it has been told itself.
        assert await until(lambda: any(value in told for told in up.told[cp.name]))
        if message in up.told[cp.name]:
            return


def in_order(name, *actions):
    return lambda: up.actions(name)[-len(actions):] == list(actions)


@probe
async def cut_before_start():
    async with Charger("OB-1") as cp:
        await cp.introduce()
        await go(cp)
        assert (await cp.ask("Authorize", {"idTag": "FRIEND"}))["idTagInfo"]["status"] == "Accepted"
        assert (await cp.ask("Authorize", {"idTag": "STRANGER"}))["idTagInfo"]["status"] == "Invalid"
        assert (await cp.ask("Heartbeat", {}))["currentTime"] > "2025"
        started = await cp.start()
        number = started["transactionId"]
        assert number >= FIRST and started["idTagInfo"]["status"] == "Accepted", started
        # Written in a way of its own, so that every byte counts.
        reading = '[2, "m-1","MeterValues" ,{"transactionId" : %d,"connectorId":1, "meterValue":[{"timestamp":"2025-06-01T10:15:00.000Z","sampledValue":[{"value":"1.50"}]}]}]' % number
        await cp.ws.send(reading)
        assert (await cp.read()) == [3, "m-1", {}]
        assert await cp.stop(number) == {}
        before = len(up.told["OB-1"])
        await up.start()
        assert await until(in_order("OB-1", "StartTransaction", "MeterValues", "StopTransaction")), up.actions("OB-1")
        told = up.told["OB-1"][before:]
        assert len(told) == 3, told
        ids = [json.loads(message)[1] for message in told]
        assert all(str(uuid.UUID(id_)) == id_ for id_ in ids) and len(set(ids)) == 3, ids
        given = json.loads(told[2])[3]["transactionId"]
        assert given < FIRST
        assert told[1] == reading.replace('"m-1"', f'"{ids[1]}"').replace(str(number), str(given)), told[1]
        assert (await cp.ask("Heartbeat", {}))["currentTime"].startswith("2001"), "the back-office answers again"
        await settle(cp)
        assert len(up.calls("OB-1", "StartTransaction", "StopTransaction")) == 2


@probe
async def cut_between_start_and_stop():
    async with Charger("OB-2") as cp:
        await cp.introduce()
        number = (await cp.start())["transactionId"]
        assert number < FIRST
        await go(cp)
        await cp.measure(number, 500)
        await cp.stop(number)
        await up.start()
        assert await until(in_order("OB-2", "StartTransaction", "MeterValues", "StopTransaction"))
        assert [frame[3]["transactionId"] for frame in up.calls("OB-2", "MeterValues", "StopTransaction")] == [number] * 2


@probe
async def numbers_are_exchanged_for_as_long_as_the_transaction_lasts():
    async with Charger("OB-3") as cp:
        await cp.introduce()
        await go(cp)
        number = (await cp.start())["transactionId"]
        await up.start()
        assert await until(lambda: len(up.calls("OB-3", "StartTransaction")) == 1)
        await settle(cp)
        await cp.measure(number, 10)
        given = up.calls("OB-3", "MeterValues")[0][3]["transactionId"]
        assert given < FIRST, given
        ws = up.sockets["OB-3"]
        for action, payload in (
            ("RemoteStopTransaction", {"transactionId": given}),
            ("SetChargingProfile", {"connectorId": 1, "csChargingProfiles": {"transactionId": given, "stackLevel": 1}}),
            ("RemoteStartTransaction", {"idTag": "X", "chargingProfile": {"transactionId": given}}),
            ("RemoteStopTransaction", {"transactionId": 1}),
        ):
            await ws.send(json.dumps([2, action + str(payload), action, payload]))
        # Commands are read on the way to an answer.
        while len(cp.commands) < 4:
            await cp.ask("Heartbeat", {})
        seen = [frame[3] for frame in cp.commands]
        assert seen[0] == {"transactionId": number} and seen[3] == {"transactionId": 1}, seen
        assert seen[1]["csChargingProfiles"] == {"transactionId": number, "stackLevel": 1}, seen
        assert seen[2]["chargingProfile"] == {"transactionId": number}, seen
        await cp.stop(number)
        assert up.calls("OB-3", "StopTransaction")[0][3]["transactionId"] == given


@probe
async def cut_during_replay_sends_the_same_frame_once_more():
    async with Charger("OB-4") as cp:
        await cp.introduce()
        await go(cp)
        number = (await cp.start())["transactionId"]
        await cp.measure(number, 1)
        await cp.stop(number)
        deaths = iter(["die"])
        up.rules["OB-4"] = lambda frame: next(deaths, "answer") if frame[2] == "MeterValues" else "answer"
        await up.start()
        assert await until(in_order("OB-4", "StartTransaction", "MeterValues", "MeterValues", "StopTransaction"))
        twice = [message for message in up.told["OB-4"] if "MeterValues" in message]
        assert twice[0] == twice[1], twice
        await settle(cp)
        assert len(up.calls("OB-4", "StartTransaction")) == len(up.calls("OB-4", "StopTransaction")) == 1


@probe
async def what_gets_no_answer_twice_is_parked_and_the_rest_goes_on():
    async with Charger("OB-5") as cp:
        await cp.introduce()
        await go(cp)
        await cp.ask("MeterValues", {"connectorId": 1, "meterValue": []})
        await cp.ask("MeterValues", {"connectorId": 2, "meterValue": []})
        up.rules["OB-5"] = lambda frame: "silent" if frame[3].get("connectorId") == 1 else "answer"
        await up.start()
        assert await until(lambda: len(up.calls("OB-5", "MeterValues")) == 3, 4 * arguments.patience + 60)
        assert [frame[3]["connectorId"] for frame in up.calls("OB-5", "MeterValues")] == [1, 1, 2]
        assert (await cp.ask("Heartbeat", {}))["currentTime"].startswith("2001")


@probe
async def a_refusal_is_parked_and_never_reaches_the_charge_point():
    async with Charger("OB-6") as cp:
        await cp.introduce()
        await go(cp)
        number = (await cp.start())["transactionId"]
        await cp.stop(number)
        other = (await cp.start(meter=7, connector=2))["transactionId"]
        await cp.stop(other, 2000)

        def refuse(frame):
            return json.dumps([4, frame[1], "InternalError", "", {}]) if frame[3].get("meterStart") == 0 else "answer"

        up.rules["OB-6"] = refuse
        await up.start()
        assert await until(in_order("OB-6", "StartTransaction", "StartTransaction", "StopTransaction"))
        await settle(cp)
        assert len(up.calls("OB-6", "StopTransaction")) == 1, "a stop without its start was told"


@probe
async def one_call_at_a_time_and_what_comes_meanwhile_waits_behind():
    async with Charger("OB-7") as cp:
        await cp.introduce()
        await go(cp)
        number = (await cp.start())["transactionId"]
        for meter in range(20):
            await cp.measure(number, meter)
        goes_on = asyncio.Event()

        async def hold(frame):
            if frame[2] == "MeterValues":
                await goes_on.wait()
            return "answer"

        # So that two that are told at once are seen.
        up.rules["OB-7"], up.delay = hold, 0.02
        await up.start()
        assert await until(lambda: len(up.calls("OB-7", "MeterValues")) >= 1)
        # The back-office answers nothing meanwhile.
        assert await cp.measure(number, 99) == {}, "a message of a transaction waited for the back-office"
        id_, _ = await cp.send("Heartbeat", {})
        # Who has answered the ping has read what came before it.
        await asyncio.wait_for(await cp.ws.ping(), 60)
        goes_on.set()
        answer = await cp.read()
        assert answer[1] == id_ and answer[2]["currentTime"].startswith("2001"), "a heartbeat goes in between"
        assert await cp.stop(number) == {}
        assert await until(lambda: len(up.calls("OB-7", "StopTransaction")) == 1, 60)
        up.delay = 0.0
        told = up.actions("OB-7")
        assert "MeterValues" in told[told.index("Heartbeat"):], "the heartbeat waited until the end"
        values = [f[3]["meterValue"][0]["sampledValue"][0]["value"] for f in up.calls("OB-7", "MeterValues")]
        assert values == [str(meter) for meter in range(20)] + ["99"], values
        assert up.most_unanswered["OB-7"] == 1, up.most_unanswered["OB-7"]


@probe
async def a_start_that_comes_again_has_its_number_and_is_told_once():
    async with Charger("OB-8") as cp:
        await cp.introduce()
        await go(cp)
        first = await cp.start()
        again = await cp.start()
        assert first == again, (first, again)
        await cp.stop(first["transactionId"])
        await cp.stop(first["transactionId"])
        await up.start()
        assert await until(lambda: len(up.calls("OB-8", "StopTransaction")) == 1)
        await cp.stop(first["transactionId"])
        await settle(cp)
        assert len(up.calls("OB-8", "StartTransaction")) == len(up.calls("OB-8", "StopTransaction")) == 1


@probe
async def only_the_latest_status_of_a_connector_is_told():
    async with Charger("OB-9") as cp:
        await cp.introduce()
        await go(cp)
        for connector, status in ((1, "Preparing"), (2, "Faulted"), (1, "Charging"), (1, "Available")):
            payload = {"connectorId": connector, "status": status, "errorCode": "NoError",
                       "timestamp": f"2025-06-01T10:0{connector}:00Z"}
            assert await cp.ask("StatusNotification", payload) == {}
        await up.start()
        assert await until(lambda: len(up.calls("OB-9", "StatusNotification")) == 2)
        await settle(cp)
        told = [(frame[3]["connectorId"], frame[3]["status"]) for frame in up.calls("OB-9", "StatusNotification")]
        assert told == [(2, "Faulted"), (1, "Available")], told


async def status_of(name, key="secret"):
    try:
        async with Charger(name, key):
            return 101
    except InvalidStatus as error:
        assert error.response.status_code != 503 or int(error.response.headers["Retry-After"]) > 0
        return error.response.status_code


@probe
async def a_charge_point_that_comes_in_the_outage_is_let_in_when_it_is_known():
    async with Charger("OB-10") as cp:
        await cp.introduce()
    await up.stop()
    assert await status_of("OB-10", "another") == 503
    assert await status_of("OB-11") == 503, "the back-office never let it in"
    async with Charger("OB-10") as cp:
        assert cp.ws.subprotocol == "ocpp1.6"
        assert (await cp.boot())["interval"] == 77
        number = (await cp.start())["transactionId"]
    async with Charger("OB-10") as cp:
        await cp.stop(number)
        await up.start()
        assert await until(in_order("OB-10", "BootNotification", "StartTransaction", "StopTransaction"))
    assert len(up.calls("OB-10", "BootNotification")) == 2


@probe
async def what_waits_goes_with_the_next_connection():
    async with Charger("OB-12") as cp:
        await cp.introduce()
        await go(cp)
        number = (await cp.start())["transactionId"]
        await cp.stop(number)
    await up.start()
    # Nothing says that nobody dials; this shows it only where somebody would at once.
    await asyncio.sleep(0.3)
    assert not up.calls("OB-12", "StartTransaction")
    async with Charger("OB-12"):
        assert await until(in_order("OB-12", "StartTransaction", "StopTransaction"))


@probe
async def a_data_transfer_waits_for_the_back_office():
    async with Charger("OB-13") as cp:
        await cp.introduce()
        await go(cp)
        id_, _ = await cp.send("DataTransfer", {"vendorId": "v"})
        try:
            await cp.read(0.5)
            assert False, "somebody answered"
        except asyncio.TimeoutError:
            pass
        await up.start()
        assert (await cp.read())[1] == id_
        assert up.calls("OB-13", "DataTransfer")[0][1] == id_


@probe
async def a_start_whose_answer_was_lost_is_told_once_more():
    async with Charger("OB-14") as cp:
        await cp.introduce()
        deaths = iter(["die"])
        up.rules["OB-14"] = lambda frame: next(deaths, "answer") if frame[2] == "StartTransaction" else "answer"
        up.status = 503
        number = (await cp.start())["transactionId"]
        assert number >= FIRST
        up.status = None
        assert await until(lambda: len(up.calls("OB-14", "StartTransaction")) == 2)
        await settle(cp)
        assert len(up.calls("OB-14", "StartTransaction")) == 2
        await cp.stop(number)
        assert up.calls("OB-14", "StopTransaction")[0][3]["transactionId"] < FIRST


@probe
async def a_number_that_is_taken_becomes_another():
    async with Charger("OB-15") as cp:
        await cp.introduce()
        await go(cp)
        number = (await cp.start())["transactionId"]
        await up.start()
        assert await until(lambda: len(up.calls("OB-15", "StartTransaction")) == 1)
        await settle(cp)

        def same(frame):
            if frame[2] != "StartTransaction":
                return "answer"
            return json.dumps([3, frame[1], {"transactionId": number, "idTagInfo": {"status": "Accepted"}}])

        up.rules["OB-15"] = same
        other = (await cp.start(meter=55))["transactionId"]
        assert other >= FIRST and other != number, (other, number)
        await cp.stop(other, 60)
        await cp.stop(number, 61)
        told = [frame[3]["transactionId"] for frame in up.calls("OB-15", "StopTransaction")]
        assert told[0] == number and told[1] < FIRST, (told, number)


@probe
async def a_back_office_that_refuses_the_charge_point_is_obeyed():
    async with Charger("OB-16") as cp:
        await cp.introduce()
        up.status = 401
        up.sockets["OB-16"].transport.abort()
        try:
            await asyncio.wait_for(cp.ws.recv(), 60)
            assert False
        except ConnectionClosed as error:
            assert error.rcvd.code == 1001, error.rcvd
    assert await status_of("OB-16") == 401
    up.status = None


@probe
async def a_restart_of_the_back_office_goes_unnoticed():
    async with Charger("OB-17") as cp:
        await cp.introduce()
        await up.sockets["OB-17"].close(1012, "restart")
        number = (await cp.start())["transactionId"]
        await cp.stop(number)
        assert await until(lambda: len(up.calls("OB-17", "StopTransaction")) == 1)
        assert len(up.calls("OB-17", "StartTransaction")) == 1


@probe
async def cards_that_nobody_knows_may_charge_where_it_is_set_so():
    async with Charger("OB-19") as cp:
        await cp.introduce()
        assert (await cp.ask("Authorize", {"idTag": "FOE"}))["idTagInfo"]["status"] == "Invalid"
        await go(cp)
        assert (await cp.ask("Authorize", {"idTag": "STRANGER"}))["idTagInfo"]["status"] == "Accepted"
        # What the back-office said once counts.
        assert (await cp.ask("Authorize", {"idTag": "FOE"}))["idTagInfo"]["status"] == "Invalid"
        assert (await cp.start(tag="STRANGER"))["idTagInfo"]["status"] == "Accepted"
        assert (await cp.start(tag="FOE", connector=2))["idTagInfo"]["status"] == "Invalid"
        await up.start()
        assert await until(lambda: len(up.calls("OB-19", "StartTransaction")) == 2)


@probe
async def a_command_for_a_session_that_is_being_told_waits_for_its_number():
    async with Charger("OB-20") as cp:
        await cp.introduce()
        await go(cp)
        number = (await cp.start())["transactionId"]
        order = []

        async def command_then_answer(frame):
            ws = up.sockets["OB-20"]
            await ws.send(json.dumps([2, "stop", "RemoteStopTransaction", {"transactionId": 555}]))
            await ws.send(json.dumps([2, "other", "TriggerMessage", {"requestedMessage": "Heartbeat"}]))
            assert await until(lambda: any(json.loads(m)[:2] == [3, "other"] for m in up.told["OB-20"]))
            order.append("answer")
            await ws.send(json.dumps([3, frame[1], {"transactionId": 555, "idTagInfo": {"status": "Accepted"}}]))

        tasks = []

        def rule(frame):
            if frame[2] != "StartTransaction":
                return "answer"
            tasks.append(asyncio.create_task(command_then_answer(frame)))
            return "silent"

        up.rules["OB-20"] = rule
        await up.start()
        seen = []
        while "stop" not in seen:
            frame = json.loads(await asyncio.wait_for(cp.ws.recv(), 60))
            seen.append(frame[1])
            if frame[1] == "stop":
                assert order == ["answer"], "the command came before the number was known"
                assert frame[3] == {"transactionId": number}, frame
            await cp.ws.send(json.dumps([3, frame[1], {"status": "Accepted"}]))
        # What is about no transaction waits for nothing.
        assert seen == ["other", "stop"], seen
        await tasks[0]


@probe
async def reports_are_answered_and_told_and_requests_are_not():
    reports = [
        ("FirmwareStatusNotification", {"status": "Downloading"}),
        ("DiagnosticsStatusNotification", {"status": "Uploaded"}),
        ("LogStatusNotification", {"status": "Uploaded"}),
        ("SecurityEventNotification", {"type": "SettingSystemTime", "timestamp": "2025-06-01T10:00:00Z"}),
    ]
    async with Charger("OB-21") as cp:
        await cp.introduce()
        await go(cp)
        for action, payload in reports:
            assert await cp.ask(action, payload) == {}, action
        await cp.send("SignCertificate", {"csr": "x"})
        try:
            await cp.read(0.5)
            assert False, "somebody answered"
        except asyncio.TimeoutError:
            pass
        # The charge point goes on without an answer.
        assert (await cp.ask("Heartbeat", {}))["currentTime"] > "2025"
        await up.start()
        names = [action for action, _ in reports]
        assert await until(in_order("OB-21", *names)), up.actions("OB-21")
        await settle(cp)
        assert [frame[3] for frame in up.calls("OB-21", *names)] == [payload for _, payload in reports]
        assert not up.calls("OB-21", "SignCertificate")


async def event(cp, kind, number, *, transaction="T-1", **more):
    return await cp.ask("TransactionEvent", {
        "eventType": kind, "timestamp": f"2025-06-01T10:{number:02d}:00Z", "triggerReason": "CablePluggedIn",
        "seqNo": number, "transactionInfo": {"transactionId": transaction}, **more,
    })


async def transactions_of_a_station(name, protocol):
    """A station of OCPP 2 whose back-office goes and comes back: what it said is told, unchanged and in order."""
    friend, stranger = ({"idToken": {"idToken": token, "type": "ISO14443"}} for token in ("FRIEND", "STRANGER"))
    accepted, invalid = ({"idTokenInfo": {"status": status}} for status in ("Accepted", "Invalid"))
    async with Charger(name, protocols=(protocol,)) as cp:
        answer = await cp.ask("BootNotification", {
            "reason": "PowerUp", "chargingStation": {"vendorName": "V", "model": "M"}})
        assert answer["status"] == "Accepted", answer
        assert await cp.ask("Authorize", friend) == accepted
        await go(cp)
        assert await cp.ask("Authorize", friend) == accepted
        assert await cp.ask("Authorize", stranger) == invalid
        before = len(up.told[name])
        assert await event(cp, "Started", 0, **friend) == accepted
        assert await event(cp, "Updated", 1) == {}
        assert await event(cp, "Updated", 1) == {}
        assert await cp.ask("StatusNotification", {
            "timestamp": "2025-06-01T10:00:00Z", "connectorStatus": "Occupied", "evseId": 1, "connectorId": 1}) == {}
        assert await cp.ask("StatusNotification", {
            "timestamp": "2025-06-01T10:01:00Z", "connectorStatus": "Available", "evseId": 1, "connectorId": 1}) == {}
    # It comes back meanwhile, and offers more than the back-office took.
    async with Charger(name, protocols=("ocpp1.6", protocol)) as cp:
        assert cp.ws.subprotocol == protocol, cp.ws.subprotocol
        # Written in a way of its own, so that every byte counts.
        ended = ('[2, "e-1","TransactionEvent" ,{"eventType":"Ended", "timestamp":"2025-06-01T11:00:00.000Z","triggerReason":'
                 '"EVCommunicationLost","seqNo":2,"transactionInfo":{"transactionId":"T-1"},"x":1.50}]')
        await cp.ws.send(ended)
        assert (await cp.read()) == [3, "e-1", {}]
        # Nobody need be known where a button starts.
        nobody = {"idToken": {"idToken": "", "type": "NoAuthorization"}}
        assert await event(cp, "Started", 0, transaction="T-2", **nobody) == accepted
        up.subprotocols[:] = [protocol]
        await up.start()
        wanted = ["TransactionEvent", "TransactionEvent", "StatusNotification", "TransactionEvent", "TransactionEvent"]
        assert await until(in_order(name, *wanted)), up.actions(name)
        told = up.told[name][before:]
        assert len(told) == 5, told
        assert told[3] == ended.replace('"e-1"', f'"{json.loads(told[3])[1]}"'), told[3]
        assert json.loads(told[2])[3]["connectorStatus"] == "Available"
        assert [json.loads(text)[3].get("seqNo") for text in told] == [0, 1, None, 2, 0], told
        await settle(cp)
        assert len(up.calls(name, "TransactionEvent")) == 4
        assert await event(cp, "Ended", 1, transaction="T-2") == {}
    assert up.most_unanswered[name] == 1


@probe
async def transactions_of_ocpp_201_are_told_as_they_were():
    await transactions_of_a_station("OB-22", "ocpp2.0.1")


@probe
async def transactions_of_ocpp_21_are_told_as_they_were():
    await transactions_of_a_station("OB-23", "ocpp2.1")


@probe
async def a_back_office_that_was_away_hears_the_last_boot_first_where_it_is_set_so():
    async with Charger("OB-24") as cp:
        await cp.introduce()
        # Nothing but the charge point's own boot before it was away.
        assert up.actions("OB-24") == ["BootNotification", "Authorize"], up.actions("OB-24")
        await go(cp)
        number = (await cp.start())["transactionId"]
        answered = asyncio.Event()

        async def late(frame):
            await answered.wait()
            await up.sockets["OB-24"].send(up.conf(frame))

        tasks = []

        def rule(frame):
            if frame[2] != "BootNotification":
                return "answer"
            tasks.append(asyncio.create_task(late(frame)))
            return "silent"

        up.rules["OB-24"] = rule
        await up.start()
        assert await until(lambda: tasks)
        # The charge point is answered meanwhile, and the back-office hears nothing more before it has answered.
        assert await cp.measure(number, 5) == {}
        assert up.actions("OB-24")[2:] == ["BootNotification"], up.actions("OB-24")
        answered.set()
        assert await until(in_order("OB-24", "BootNotification", "StartTransaction", "MeterValues"))
        boots = up.calls("OB-24", "BootNotification")
        assert boots[0][3] == boots[1][3] and boots[0][1] != boots[1][1], boots
        await settle(cp)
        await cp.stop(number)
        # A boot that waits goes by itself.
        up.rules = {}
        await go(cp)
        await cp.boot()
        await up.start()
        assert await until(lambda: len(up.calls("OB-24", "BootNotification")) == 3)
        await settle(cp)
        assert len(up.calls("OB-24", "BootNotification")) == 3


@probe
async def another_protocol_has_no_outbox():
    async with Charger("OB-18", protocols=("ocpp1.5",)) as cp:
        await cp.ask("Heartbeat", {})
        await up.stop()
        try:
            await asyncio.wait_for(cp.ws.recv(), arguments.grace + 60)
            assert False
        except ConnectionClosed as error:
            assert error.rcvd.code == 1001, error.rcvd
    await up.start()


async def main():
    await up.start()
    for function in PROBES:
        up.status, up.delay, up.rules = None, 0.0, {}
        up.subprotocols[:] = SUBPROTOCOLS
        detail = ""
        try:
            await asyncio.wait_for(function(), 240)
            ok = True
        except Exception as error:  # every failure is a finding
            ok, detail = False, f"{type(error).__name__}: {error}"
        print(json.dumps({"probe": function.__name__, "ok": ok, "detail": detail}), flush=True)
        if not up.server.is_serving():
            await up.start()
        await until(lambda: not up.sockets)


asyncio.run(main())
