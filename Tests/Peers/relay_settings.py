"""Plays back-office and charge point around relays that are set otherwise than by default, and looks at rarer rules of
the wire.

Prints the same lines as `relay_probes.py`, whose back-office and charge point it uses.
"""
import asyncio, base64, json

from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

import relay_probes
from relay_probes import PATIENCE, arguments, call, charger, main, standstill, status_of, until, up, url

relay_probes.PROBES.clear()
probe = relay_probes.probe
OWN_KEY = b"secret"


def signed(identity, key):
    """A charge point that shows a key, or none."""
    shown = {"Authorization": "Basic " + base64.b64encode(identity.encode() + b":" + key).decode()} if key else {}
    return connect(
        url(identity), subprotocols=["ocpp1.6"], additional_headers=shown, compression=None, ping_interval=None,
        proxy=None, open_timeout=PATIENCE,
    )


async def refused(identity, key):
    try:
        async with signed(identity, key):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


@probe
async def other_credentials_go_on_once_ours_were_shown():
    async with signed("CP-REPLACE", OWN_KEY) as ws:
        await ws.send(call("Heartbeat"))
        await asyncio.wait_for(ws.recv(), PATIENCE)
        assert up.handshakes[-1].headers["Authorization"] == "Basic b3RoZXI6Y3JlZGVudGlhbHM="
    before = len(up.handshakes)
    assert await refused("CP-REPLACE", b"guess") == 401
    assert await refused("CP-REPLACE", None) == 401
    assert len(up.handshakes) == before, "the back-office was dialled for a stranger"


@probe
async def no_credentials_go_on_once_ours_were_shown():
    async with signed("CP-NONE", OWN_KEY) as ws:
        await ws.send(call("Heartbeat"))
        await asyncio.wait_for(ws.recv(), PATIENCE)
        assert up.handshakes[-1].headers.get("Authorization") is None
    before = len(up.handshakes)
    assert await refused("CP-NONE", b"guess") == 401
    assert len(up.handshakes) == before


@probe
async def a_query_stays_here_where_it_is_set_so():
    async with charger("CP-QUIET", "?token=a%2Fb"):
        assert up.handshakes[-1].path == "/base/CP-QUIET", up.handshakes[-1].path


@probe
async def compression_is_not_agreed_on():
    offer = "permessage-deflate; client_max_window_bits"
    async with signed("CP-1", OWN_KEY) as plain:
        assert plain.response.headers.get("Sec-WebSocket-Extensions") is None
    async with connect(
        url(), subprotocols=["ocpp1.6"], additional_headers={"Authorization": "Basic eA=="}, compression="deflate",
        proxy=None, ping_interval=None, open_timeout=PATIENCE,
    ) as ws:
        assert ws.request.headers["Sec-WebSocket-Extensions"].startswith(offer.split(";")[0])
        assert ws.response.headers.get("Sec-WebSocket-Extensions") is None
        assert up.handshakes[-1].headers.get("Sec-WebSocket-Extensions") is None
        await ws.send(call("Heartbeat", {"x": "y" * 2000}))
        await asyncio.wait_for(ws.recv(), PATIENCE)


@probe
async def a_back_office_that_never_answers_the_handshake_is_503():
    await up.stop()
    ended = asyncio.Event()

    async def listen(reader, writer):
        while await reader.read(4096):
            pass
        ended.set()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", arguments.upstream)
    try:
        status, seen = await status_of()
        assert status == 503 and int(seen["Retry-After"]) > 0, status
        # And it is let go of.
        await asyncio.wait_for(ended.wait(), PATIENCE)
    finally:
        server.close()
        await up.start()


@probe
async def a_back_office_that_does_not_read_stops_the_charger():
    reads = asyncio.Event()
    sent, received = [], []

    async def sleep(ws):
        await reads.wait()
        async for message in ws:
            received.append(message)

    up.behave = sleep
    piece = json.dumps([2, "big", "DataTransfer", {"data": "x" * 100_000}])
    async with charger() as ws:
        async def pour():
            for number in range(400):
                await ws.send(piece)
                sent.append(number)

        task = asyncio.create_task(pour())
        stuck = await standstill(sent)
        assert stuck < 400, stuck
        reads.set()
        await asyncio.wait_for(task, PATIENCE)
        assert await until(lambda: len(received) == 400), len(received)
        assert set(received) == {piece}


@probe
async def a_chargers_close_without_code_is_a_plain_end_for_the_upstream():
    async with charger() as ws:
        await ws.send(call("Heartbeat"))
        await asyncio.wait_for(ws.recv(), PATIENCE)
        ws.transport.write(b"\x88\x80\x00\x00\x00\x00")
        assert await until(lambda: up.closes and up.closes[-1][0] == 1006), up.closes[-1:]


@probe
async def pings_of_the_back_office_are_answered_here_and_never_passed_on():
    pongs = []

    async def ping(ws):
        for _ in range(5):
            await asyncio.wait_for(await ws.ping(), PATIENCE)
            pongs.append(ws)
        await up.echo_conf(ws)

    up.behave = ping
    seen = []
    async with charger() as ws:
        original = ws.protocol.recv_frame

        def spy(frame):
            if frame.opcode in (9, 10):
                seen.append(frame.opcode)
            return original(frame)

        ws.protocol.recv_frame = spy
        assert await until(lambda: len(pongs) == 5), len(pongs)
        await ws.send(call("Heartbeat"))
        await asyncio.wait_for(ws.recv(), PATIENCE)
    assert seen == [], seen


@probe
async def who_is_refused_five_times_a_minute_is_put_off_unread():
    up.status = 401
    before = len(up.handshakes)
    seen = [await status_of("CP-GUESS") for _ in range(7)]
    assert [status for status, _ in seen] == [401] * 5 + [429] * 2, seen
    assert int(seen[-1][1]["Retry-After"]) > 0
    assert len(up.handshakes) == before + 5
    up.status = None
    # Nobody else has to wait for it.
    assert (await status_of())[0] == 101


@probe
async def commands_that_change_who_speaks_pass_and_are_noticed():
    commands = [
        ("ChangeConfiguration", '{ "key":"CentralSystemURL", "value":"wss://elsewhere.example/" }', "Accepted"),
        ("ChangeConfiguration", '{"key":"SecurityProfile","value":"2"}', "RebootRequired"),
        ("UpdateFirmware", '{"location":"ftp://a/f","retrieveDate":"2026-01-01T00:00:00Z"}', None),
        ("Reset", '{"type":"Hard"}', "Accepted"),
        # What is not done changes nothing.
        ("ChangeConfiguration", '{"key":"BackendURL","value":"wss://never.example/"}', "Rejected"),
        ("Reset", '{"type":"Soft"}', "Accepted"),
    ]
    texts = [f'[2, "w{number}","{action}",{payload}]' for number, (action, payload, _) in enumerate(commands)]
    answers = [
        json.dumps([3, f"w{number}", {} if status is None else {"status": status}])
        for number, (_, _, status) in enumerate(commands)
    ]

    async def command(ws):
        for text in texts:
            await ws.send(text)
            up.messages.append(await ws.recv())

    up.behave = command
    start = len(up.messages)
    async with charger("CP-MOVED") as ws:
        for text, answer in zip(texts, answers):
            assert await asyncio.wait_for(ws.recv(), PATIENCE) == text
            await ws.send(answer)
        assert await until(lambda: up.messages[start:] == answers), up.messages[start:]


@probe
async def messages_of_later_versions_pass_unchanged():
    up.subprotocols, up.behave = ["ocpp2.1"], up.echo
    samples = [
        '[6,"s","NotifyPeriodicEventStream",{"id":1,"pending":0,"basetime":"2026-01-01T00:00:00Z","data":[]}]',
        '[5,"r","InternalError","",{}]', '[2,"t","TransactionEvent",{"eventType":"Started" }]',
        '[3,"nobody",{"totalCost":1.50}]',
    ]
    async with charger(offered=("ocpp2.1", "ocpp2.0.1")) as ws:
        assert ws.subprotocol == "ocpp2.1", ws.subprotocol
        for sample in samples:
            await ws.send(sample)
            assert await asyncio.wait_for(ws.recv(), PATIENCE) == sample


if __name__ == "__main__":
    asyncio.run(main(relay_probes.PROBES))
