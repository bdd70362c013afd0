"""Plays back-office and charge point around the gateway and says of each rule of the wire whether it holds.

Prints one JSON object a line: {"probe": name, "ok": bool, "detail": text}. Written from the rules alone (RFC 6455,
OCPP-J 1.6) with PyPI `websockets` on both sides and plain sockets where a library would be too polite.
"""
import argparse, asyncio, base64, http, json, os, ssl, time

import websockets
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Close
from websockets.protocol import State

parser = argparse.ArgumentParser()
parser.add_argument("--gateway", type=int, required=True)
parser.add_argument("--upstream", type=int, required=True)
parser.add_argument("--grace", type=float, default=2.0)
parser.add_argument("--certificate", help="of this machine, for both sides; then some probes are played over TLS")
parser.add_argument("--key")
arguments = parser.parse_args()

KEY = b"charge\x00\xff:key with every kind of byte"
PROBES = []
TLS_PROBES = []
# What is to come does so in milliseconds, but the machine may be busy.
PATIENCE = 60


def probe(function):
    PROBES.append(function)
    return function


def over_tls(function):
    """Played over TLS, too."""
    TLS_PROBES.append(function)
    return function


def contexts():
    """What the back-office and the charge point speak TLS with; nothing when they do not."""
    if not arguments.certificate:
        return None, None
    office = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    office.load_cert_chain(arguments.certificate, arguments.key)
    return office, ssl.create_default_context(cafile=arguments.certificate)


OFFICE_TLS, CHARGER_TLS = contexts()


class Upstream:
    """The back-office: keeps what it saw, answers as the probe of the moment says."""

    def __init__(self):
        self.handshakes = []
        self.messages = []
        self.sockets = []
        self.pings = 0
        self.closes = []
        self.events = []
        self.behave = self.echo_conf
        self.status = None
        self.subprotocols = ["ocpp1.6"]
        self.server = None

    async def start(self):
        def check(connection, request):
            self.handshakes.append(request)
            is_alone = all(socket_.state is not State.OPEN for socket_ in self.sockets)
            self.events.append("dial" if is_alone else "dial beside an open one")
            if self.status:
                response = connection.respond(http.HTTPStatus(self.status), "no\n")
                if self.status == 401:
                    response.headers["WWW-Authenticate"] = 'Basic realm="upstream"'
                return response

        def choose(connection, offered):
            for wanted in self.subprotocols:
                if wanted in offered:
                    return wanted
            return None

        self.server = await serve(
            self.run, "127.0.0.1", arguments.upstream, process_request=check, select_subprotocol=choose,
            compression=None, max_size=None, ping_interval=None, open_timeout=PATIENCE, ssl=OFFICE_TLS,
        )

    async def stop(self, abort=False):
        if abort:
            for socket_ in list(self.sockets):
                socket_.transport.abort()
        self.server.close(close_connections=not abort)
        await self.server.wait_closed()

    async def run(self, ws):
        self.sockets.append(ws)
        try:
            await self.behave(ws)
        except ConnectionClosed:
            pass
        finally:
            self.sockets.remove(ws)
            self.closes.append((ws.close_code, ws.close_reason))
            self.events.append("gone")

    async def echo_conf(self, ws):
        """Answers every call with an empty result."""
        async for message in ws:
            self.messages.append(message)
            try:
                frame = json.loads(message)
            except (ValueError, UnicodeDecodeError):
                continue
            if isinstance(frame, list) and frame and frame[0] == 2:
                await ws.send(json.dumps([3, frame[1], {}]))

    async def echo(self, ws):
        async for message in ws:
            self.messages.append(message)
            await ws.send(message)


up = Upstream()


def url(identity="CP-1", query=""):
    return f"{'wss' if CHARGER_TLS else 'ws'}://127.0.0.1:{arguments.gateway}/ocpp/{identity}{query}"


def headers(identity="CP-1"):
    return {"Authorization": "Basic " + base64.b64encode(identity.encode() + b":" + KEY).decode()}


def charger(identity="CP-1", query="", offered=("ocpp1.6",), **extra):
    return connect(
        url(identity, query), subprotocols=list(offered) or None, additional_headers=headers(identity),
        compression=None, max_size=None, ping_interval=None, proxy=None, open_timeout=PATIENCE, ssl=CHARGER_TLS, **extra,
    )


def call(action, payload=None, id_="1"):
    return json.dumps([2, id_, action, payload or {}])


async def status_of(identity="CP-1", query=""):
    try:
        async with charger(identity, query):
            return 101, {}
    except InvalidStatus as error:
        return error.response.status_code, error.response.headers


async def until(condition, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        await asyncio.sleep(0.01)
    return False


async def standstill(sent):
    """Waits until something was sent and nothing more is; how much. A slow machine stands still early, which is as good."""
    assert await until(lambda: sent)
    stuck = -1
    while stuck != len(sent):
        stuck = len(sent)
        await asyncio.sleep(1)
    return stuck


@over_tls
@probe
async def subprotocol_is_the_upstreams_choice():
    async with charger(offered=("ocpp2.0.1", "ocpp1.6")) as ws:
        offered = up.handshakes[-1].headers.get("Sec-WebSocket-Protocol")
        assert ws.subprotocol == "ocpp1.6", ws.subprotocol
        assert offered == "ocpp2.0.1, ocpp1.6", offered


@probe
async def other_subprotocols_pass():
    up.subprotocols = ["ocpp2.0.1"]
    async with charger(offered=("ocpp2.0.1", "ocpp1.6")) as ws:
        assert ws.subprotocol == "ocpp2.0.1", ws.subprotocol


@probe
async def no_common_subprotocol_closes_both():
    up.subprotocols = ["ocpp9"]
    async with charger(offered=("ocpp1.6",)) as ws:
        try:
            await asyncio.wait_for(ws.recv(), PATIENCE)
            assert False, "a message"
        except ConnectionClosed:
            pass
        assert ws.subprotocol is None
    assert await until(lambda: not up.sockets)


@over_tls
@probe
async def authorization_passes_byte_for_byte():
    async with charger():
        assert up.handshakes[-1].headers["Authorization"] == headers()["Authorization"]


@probe
async def user_agent_passes_and_nothing_of_ours():
    async with charger(user_agent_header="EVBox/1.2 (G4)"):
        seen = up.handshakes[-1].headers
        assert seen["User-Agent"] == "EVBox/1.2 (G4)", seen["User-Agent"]
        assert seen.get("Origin") is None and seen.get("Sec-WebSocket-Extensions") is None
        names = {name.lower() for name, _ in seen.raw_items()}
        allowed = {"host", "upgrade", "connection", "sec-websocket-version", "sec-websocket-key", "authorization",
                   "sec-websocket-protocol", "user-agent"}
        assert names <= allowed, names - allowed


@probe
async def identity_keeps_its_percent_encoding():
    async with charger("CP%20two"):
        assert up.handshakes[-1].path == "/base/CP%20two", up.handshakes[-1].path


@probe
async def query_passes():
    async with charger(query="?token=a%2Fb&x=1"):
        assert up.handshakes[-1].path == "/base/CP-1?token=a%2Fb&x=1", up.handshakes[-1].path


async def expect_status(status):
    up.status = status
    before = len(up.handshakes)
    seen, seen_headers = await status_of()
    assert seen == status, seen
    assert len(up.handshakes) == before + 1
    return seen_headers


@over_tls
@probe
async def upstream_401_is_401():
    seen = await expect_status(401)
    assert seen["WWW-Authenticate"] == 'Basic realm="upstream"'


@probe
async def upstream_403_is_403():
    await expect_status(403)


@probe
async def upstream_404_is_404():
    await expect_status(404)


@over_tls
@probe
async def unreachable_upstream_is_503_with_retry_after():
    await up.stop()
    try:
        status, seen = await status_of()
        assert status == 503, status
        assert int(seen["Retry-After"]) > 0
    finally:
        await up.start()


@over_tls
async def a_charge_point_of_ours_signs_in_by_its_key():
    for key, wanted in ((b"secret", 101), (b"guess", 401)):
        shown = {"Authorization": "Basic " + base64.b64encode(b"OWN:" + key).decode()}
        try:
            async with connect(
                url("OWN"), subprotocols=["ocpp1.6"], additional_headers=shown, ssl=CHARGER_TLS, proxy=None,
                open_timeout=PATIENCE,
            ) as ws:
                await ws.send(call("BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"}))
                answer = json.loads(await asyncio.wait_for(ws.recv(), PATIENCE))
                assert wanted == 101 and answer[2]["status"] == "Accepted", answer
        except InvalidStatus as error:
            assert error.response.status_code == wanted, error.response.status_code


@over_tls
async def a_back_office_of_an_unknown_authority_is_503():
    before = len(up.handshakes)
    status, seen = await status_of("CP-DISTRUST")
    assert status == 503 and int(seen["Retry-After"]) > 0, status
    assert len(up.handshakes) == before, "it heard the charge point's key"


@probe
async def unknown_identity_is_404_and_not_dialled():
    before = len(up.handshakes)
    status, _ = await status_of("nobody")
    assert status == 404 and len(up.handshakes) == before


@probe
async def first_message_after_101_is_answered_60_of_60():
    answered = 0
    for number in range(60):
        async with charger() as ws:
            await ws.send(call("BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"}, str(number)))
            answered += json.loads(await asyncio.wait_for(ws.recv(), PATIENCE))[1] == str(number)
    assert answered == 60, answered


@over_tls
@probe
async def first_message_of_the_upstream_arrives():
    async def greet(ws):
        await ws.send(call("TriggerMessage", {"requestedMessage": "BootNotification"}, "hello"))
        await up.echo_conf(ws)

    up.behave = greet
    for _ in range(20):
        async with charger() as ws:
            assert json.loads(await asyncio.wait_for(ws.recv(), PATIENCE))[1] == "hello"


@over_tls
@probe
async def payload_bytes_are_exact_both_ways():
    up.behave = up.echo
    samples = [
        '[2, "1" ,"Heartbeat",{ }]', '[ 2,\n"2","X",{"a":1.50,"b":1e3,"\\u00e9":"\u00e9"}]', "not JSON at all", "",
        "[9,1,2]", "\u0000\u0001", '{"a":1}', "[]", "€" * 1000, b"\x00\xff binary", b"", '[2,"3","Y",{"k":null,"k":2}]',
    ]
    async with charger() as ws:
        for sample in samples:
            await ws.send(sample)
            back = await asyncio.wait_for(ws.recv(), PATIENCE)
            assert back == sample and type(back) is type(sample), (sample, back)
    assert up.messages[-len(samples):] == samples


@over_tls
@probe
async def a_mebibyte_passes_and_more_is_1009():
    up.behave = up.echo
    async with charger() as ws:
        big = "x" * (1024 * 1024)
        await ws.send(big)
        assert await asyncio.wait_for(ws.recv(), PATIENCE) == big
        try:
            await ws.send(big + "y")
            await asyncio.wait_for(ws.recv(), PATIENCE)
            assert False, "too big passed"
        except ConnectionClosed as error:
            assert error.rcvd and error.rcvd.code == 1009, error.rcvd
    assert await until(lambda: not up.sockets)


@probe
async def a_back_office_that_says_too_much_is_1009_for_both():
    async def pour(ws):
        await ws.send("x" * (1024 * 1024 + 1))
        await ws.wait_closed()

    up.behave = pour
    async with charger() as ws:
        try:
            await asyncio.wait_for(ws.recv(), PATIENCE)
            assert False, "too big passed"
        except ConnectionClosed as error:
            assert error.rcvd and error.rcvd.code == 1009, error.rcvd
    assert await until(lambda: up.closes and up.closes[-1][0] == 1009), up.closes[-1:]


@over_tls
@probe
async def a_thousand_each_way_stay_in_order():
    received = []

    async def flood(ws):
        async def talk():
            for number in range(1000):
                await ws.send(json.dumps([2, f"u{number}", "TriggerMessage", {}]))
        task = asyncio.create_task(talk())
        async for message in ws:
            up.messages.append(message)
        await task

    up.behave = flood
    async with charger() as ws:
        async def listen():
            while len(received) < 1000:
                received.append(json.loads(await ws.recv())[1])
        task = asyncio.create_task(listen())
        start = len(up.messages)
        for number in range(1000):
            await ws.send(call("Heartbeat", id_=f"c{number}"))
        await asyncio.wait_for(task, PATIENCE)
        assert await until(lambda: len(up.messages) - start == 1000)
        assert [json.loads(m)[1] for m in up.messages[start:]] == [f"c{n}" for n in range(1000)]
    assert received == [f"u{n}" for n in range(1000)]


@probe
async def equal_ids_crossing_find_their_answers():
    async def cross(ws):
        await ws.send(call("GetConfiguration", id_="7"))
        answers = 0
        async for message in ws:
            frame = json.loads(message)
            if frame[0] == 2:
                await ws.send(json.dumps([3, frame[1], {"transactionId": 5, "idTagInfo": {"status": "Accepted"}}]))
            else:
                up.messages.append(message)

    up.behave = cross
    async with charger() as ws:
        first = json.loads(await ws.recv())
        await ws.send(call("StartTransaction", {"connectorId": 1}, "7"))
        await ws.send(json.dumps([3, "7", {"configurationKey": []}]))
        second = json.loads(await asyncio.wait_for(ws.recv(), PATIENCE))
        assert first[:3] == [2, "7", "GetConfiguration"] and second[0:2] == [3, "7"], (first, second)
        assert await until(lambda: up.messages and json.loads(up.messages[-1])[:2] == [3, "7"])


@probe
async def ids_used_twice_are_answered_twice():
    async def start(ws):
        number = 0
        async for message in ws:
            number += 1
            await ws.send(json.dumps([3, json.loads(message)[1], {"transactionId": number}]))

    up.behave = start
    async with charger() as ws:
        for expected in (1, 2, 3):
            await ws.send(call("StartTransaction", {"connectorId": 1}, "same"))
            assert json.loads(await asyncio.wait_for(ws.recv(), PATIENCE))[2]["transactionId"] == expected


@probe
async def answers_without_a_question_pass():
    async def odd(ws):
        await ws.send('[3,"nobody asked",{"transactionId":99}]')
        await ws.send('[4,"nor this","GenericError","",{}]')
        await up.echo_conf(ws)

    up.behave = odd
    async with charger() as ws:
        assert await asyncio.wait_for(ws.recv(), PATIENCE) == '[3,"nobody asked",{"transactionId":99}]'
        assert await asyncio.wait_for(ws.recv(), PATIENCE) == '[4,"nor this","GenericError","",{}]'


@probe
async def order_is_kept_behind_a_held_answer():
    async def burst(ws):
        async for message in ws:
            id_ = json.loads(message)[1]
            await ws.send(json.dumps([3, id_, {"transactionId": 1}]))
            for number in range(20):
                await ws.send(json.dumps([2, f"{id_}-{number}", "TriggerMessage", {}]))

    up.behave = burst
    async with charger() as ws:
        for round_ in range(10):
            await ws.send(call("StartTransaction", {"connectorId": 1}, f"s{round_}"))
            got = [json.loads(await asyncio.wait_for(ws.recv(), PATIENCE))[1] for _ in range(21)]
            assert got == [f"s{round_}"] + [f"s{round_}-{n}" for n in range(20)], got


@over_tls
@probe
async def fragments_arrive_whole():
    up.behave = up.echo
    async with charger() as ws:
        async def parts():
            for part in ('[2,"1",', '"Data', 'Transfer",{"vendorId":"é"}]'):
                yield part
        await ws.send(parts())
        assert await asyncio.wait_for(ws.recv(), PATIENCE) == '[2,"1","DataTransfer",{"vendorId":"é"}]'


@over_tls
@probe
async def the_chargers_close_reaches_the_upstream():
    async with charger() as ws:
        await ws.close(4001, "charger says bye")
    assert await until(lambda: up.closes and up.closes[-1] == (4001, "charger says bye")), up.closes[-1:]


@over_tls
@probe
async def the_upstreams_close_reaches_the_charger():
    async def leave(ws):
        await ws.close(4002, "upstream says bye")

    up.behave = leave
    async with charger() as ws:
        try:
            await asyncio.wait_for(ws.recv(), PATIENCE)
            assert False
        except ConnectionClosed as error:
            assert (error.rcvd.code, error.rcvd.reason) == (4002, "upstream says bye"), error.rcvd


@probe
async def a_close_without_code_is_1001_down():
    async def leave(ws):
        await ws.close(1005 if False else 1000)

    async def bare(ws):
        ws.transport.write(b"\x88\x00")
        # Only then may the library close by itself, which it does with a code.
        await ws.wait_closed()

    up.behave = bare
    async with charger() as ws:
        try:
            await asyncio.wait_for(ws.recv(), PATIENCE)
            assert False
        except ConnectionClosed as error:
            assert error.rcvd.code == 1001, error.rcvd


@over_tls
@probe
async def a_charger_that_vanishes_is_a_plain_end_for_the_upstream():
    async with charger() as ws:
        await ws.send(call("Heartbeat"))
        await asyncio.wait_for(ws.recv(), PATIENCE)
        ws.transport.abort()
    assert await until(lambda: up.closes and up.closes[-1][0] == 1006), up.closes[-1:]


@probe
async def pings_are_answered_here_and_never_passed_on():
    seen = []

    async def listen(ws):
        original = ws.protocol.recv_frame

        def spy(frame):
            if frame.opcode in (9, 10):
                seen.append(frame.opcode)
            return original(frame)

        ws.protocol.recv_frame = spy
        await up.echo_conf(ws)

    up.behave = listen
    async with charger() as ws:
        for _ in range(5):
            await asyncio.wait_for(await ws.ping(os.urandom(8)), PATIENCE)
        await ws.send(call("Heartbeat"))
        await asyncio.wait_for(ws.recv(), PATIENCE)
    assert seen == [], seen


@over_tls
@probe
async def the_newest_socket_wins_and_the_upstream_never_sees_two():
    async with charger() as old:
        assert await until(lambda: len(up.sockets) == 1)
        up.events.clear()
        async with charger() as new:
            try:
                await asyncio.wait_for(old.recv(), PATIENCE)
                assert False
            except ConnectionClosed as error:
                assert error.rcvd.code == 1000, error.rcvd
            await new.send(call("Heartbeat"))
            await asyncio.wait_for(new.recv(), PATIENCE)
            # The older one is told to close, and has said so, before the newer one is dialled. Its handler hears of the end
            # of the connection a moment later.
            assert await until(lambda: "gone" in up.events)
            assert sorted(up.events) == ["dial", "gone"], up.events


@probe
async def other_credentials_cannot_push_a_charger_aside():
    async with charger() as ws:
        up.status = 401
        stranger = {"Authorization": "Basic " + base64.b64encode(b"CP-1:guess").decode()}
        try:
            async with connect(
                url(), subprotocols=["ocpp1.6"], additional_headers=stranger, proxy=None, open_timeout=PATIENCE,
            ):
                assert False
        except InvalidStatus as error:
            assert error.response.status_code == 401
        up.status = None
        await ws.send(call("Heartbeat"))
        await asyncio.wait_for(ws.recv(), PATIENCE)


@probe
async def a_lost_upstream_is_dialled_again_and_nothing_is_lost():
    async with charger() as ws:
        await ws.send(call("Heartbeat", id_="a"))
        await asyncio.wait_for(ws.recv(), PATIENCE)
        # Away, but so that its door says when it is dialled again: the relay has noticed.
        up.status, dials = 503, len(up.handshakes)
        for socket_ in list(up.sockets):
            socket_.transport.abort()
        assert await until(lambda: len(up.handshakes) > dials)
        await ws.send(call("StatusNotification", {"connectorId": 1}, "b"))
        await ws.send(call("Heartbeat", id_="c"))
        up.status = None
        answers = [json.loads(await asyncio.wait_for(ws.recv(), arguments.grace + PATIENCE))[1] for _ in range(2)]
        assert answers == ["b", "c"], answers


@probe
async def an_upstream_that_stays_away_sends_the_charger_away():
    async with charger() as ws:
        await ws.send(call("Heartbeat", id_="a"))
        await asyncio.wait_for(ws.recv(), PATIENCE)
        await up.stop(abort=True)
        try:
            begin = time.monotonic()
            await ws.send(call("StartTransaction", {"connectorId": 1}, "held"))
            try:
                await asyncio.wait_for(ws.recv(), arguments.grace + PATIENCE)
                assert False, "somebody answered"
            except ConnectionClosed as error:
                assert error.rcvd.code == 1001, error.rcvd
            assert time.monotonic() - begin < arguments.grace + PATIENCE / 2
        finally:
            await up.start()


@probe
async def a_call_whose_answer_is_lost_ends_the_connection_at_once():
    async def die(ws):
        await ws.recv()
        ws.transport.abort()

    up.behave = die
    async with charger() as ws:
        await ws.send(call("StartTransaction", {"connectorId": 1}, "x"))
        try:
            await asyncio.wait_for(ws.recv(), arguments.grace * 0.9)
            assert False
        except ConnectionClosed as error:
            assert error.rcvd.code == 1001, error.rcvd


async def answer_and_leave(ws, leave):
    await ws.recv()
    await ws.send('[3,"last",{"transactionId":77,"idTagInfo":{"status":"Accepted"}}]')
    await leave()


async def expect_answer(ws):
    await ws.send(call("StartTransaction", {"connectorId": 1}, "last"))
    answer = json.loads(await asyncio.wait_for(ws.recv(), PATIENCE))
    assert answer[2]["transactionId"] == 77, answer


@over_tls
@probe
async def an_answer_comes_before_the_close_behind_it():
    up.behave = lambda ws: answer_and_leave(ws, lambda: ws.close(4003, "enough"))
    for _ in range(10):
        async with charger() as ws:
            await expect_answer(ws)
            try:
                await asyncio.wait_for(ws.recv(), PATIENCE)
                assert False
            except ConnectionClosed as error:
                assert error.rcvd.code == 4003, error.rcvd


@probe
async def an_upstream_that_answers_and_vanishes_is_dialled_again():
    async def vanish(ws):
        ws.transport.write_eof()

    up.behave = lambda ws: answer_and_leave(ws, lambda: vanish(ws))
    async with charger() as ws:
        for _ in range(3):
            await expect_answer(ws)


@probe
async def a_charger_that_does_not_read_stops_the_upstream():
    sent = []

    async def pour(ws):
        piece = json.dumps([2, "big", "DataTransfer", {"data": "x" * 100_000}])
        for number in range(400):
            await ws.send(piece)
            sent.append(number)

    up.behave = pour
    reader, writer = await asyncio.open_connection("127.0.0.1", arguments.gateway, limit=1024)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write((
        f"GET /ocpp/CP-1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Protocol: ocpp1.6\r\nAuthorization: {headers()['Authorization']}\r\n\r\n"
    ).encode())
    writer.transport.pause_reading()
    stuck = await standstill(sent)
    assert stuck < 400, stuck
    writer.transport.resume_reading()
    total = 0
    while total < 400 * 100_000:
        data = await asyncio.wait_for(reader.read(1 << 20), PATIENCE)
        assert data
        total += len(data)
    writer.close()


@probe
async def every_message_of_the_upstream_came_from_the_charger():
    own = []
    async with charger() as ws:
        start = len(up.messages)
        for number in range(50):
            message = call("MeterValues", {"connectorId": 1}, f"m{number}")
            own.append(message)
            await ws.send(message)
            # And every message of the charger's came from the upstream.
            assert json.loads(await asyncio.wait_for(ws.recv(), PATIENCE)) == [3, f"m{number}", {}]
        assert up.messages[start:] == own


@probe
async def a_new_key_passes_and_is_not_kept():
    async def rotate(ws):
        await ws.send(call("ChangeConfiguration", {"key": "AuthorizationKey", "value": "0123456789abcdef0123"}, "k"))
        up.messages.append(await ws.recv())

    up.behave = rotate
    async with charger() as ws:
        frame = json.loads(await asyncio.wait_for(ws.recv(), PATIENCE))
        assert frame[3]["value"] == "0123456789abcdef0123", frame
        await ws.send(json.dumps([3, "k", {"status": "Accepted"}]))
        assert await until(lambda: up.messages and '"k"' in up.messages[-1])


async def main(probes):
    await up.start()
    for function in probes:
        up.status, up.subprotocols, up.behave = None, ["ocpp1.6"], up.echo_conf
        detail = ""
        try:
            await asyncio.wait_for(function(), 5 * PATIENCE)
            ok = True
        except Exception as error:  # every failure is a finding
            ok, detail = False, f"{type(error).__name__}: {error}"
        print(json.dumps({"probe": function.__name__, "ok": ok, "detail": detail}), flush=True)
        await until(lambda: not up.sockets)


if __name__ == "__main__":
    asyncio.run(main(TLS_PROBES if arguments.certificate else PROBES))
