#!/usr/bin/env python3
"""Sends mutated handshakes, frames and JSON to the gateway of the real program, from both sides of its relay.

    fuzz_gateway.py --laadboek PATH --database URL --home DIR --seed N [--seconds S]

Charge points of ours, charge points of a back-office, and the back-office itself misbehave at random while two that
behave go on calling. Those must be answered all the time, the program must not end by itself, and its memory must not
grow after the first third of the time. Built with the address sanitizer, it ends at the first access beyond memory.
Prints one line of JSON; exit 1 with what went wrong and the seed.
"""

import argparse
import asyncio
import base64
import hashlib
import json
import os
import random
import re
import struct
import sys
import time
from collections import Counter

from installation import Difference, check, key
from relayed import RelayedInstallation

MISCHIEVOUS = 8
# A canary may wait as long; the machine may be busy.
PATIENCE = 60
# What memory may grow by after a third of the time: pools and tables that fill up.
GROWTH_KIB = 96 * 1024

CALLS = [
    ["BootNotification", {"chargePointVendor": "V", "chargePointModel": "M", "meterType": "T"}],
    ["StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Available"}],
    ["Authorize", {"idTag": "CARD"}],
    ["StartTransaction", {"connectorId": 1, "idTag": "CARD", "meterStart": 5, "timestamp": "2026-01-01T10:00:00Z"}],
    ["MeterValues", {"connectorId": 1, "transactionId": 1, "meterValue": [
        {"timestamp": "2026-01-01T10:15:00.123+02:00", "sampledValue": [
            {"value": "12.5", "unit": "kWh", "context": "Sample.Clock", "format": "SignedData"}]}]}],
    ["StopTransaction", {"transactionId": 1, "meterStop": 9, "timestamp": "2026-01-01T11:00:00Z",
                         "transactionData": [{"timestamp": "2026-01-01T10:59:59Z", "sampledValue": [{"value": "9"}]}]}],
    ["TransactionEvent", {"eventType": "Started", "timestamp": "2026-01-01T10:00:00Z", "triggerReason": "Authorized",
                          "seqNo": 0, "transactionInfo": {"transactionId": "T"}, "meterValue": [
                              {"timestamp": "2026-01-01T10:00:00Z", "sampledValue": [{"value": 1.5}]}]}],
    ["DataTransfer", {"vendorId": "v", "data": "{\"a\":[1,2,{\"b\":null}]}"}],
    ["ChangeConfiguration", {"key": "AuthorizationKey", "value": "0123456789abcdef0123"}],
    ["SetVariables", {"setVariableData": [{"attributeValue": "1", "component": {"name": "C"},
                                           "variable": {"name": "BasicAuthPassword"}}]}],
    ["UpdateFirmware", {"location": "https://example.invalid/x", "retrieveDate": "2026-01-01T00:00:00Z"}],
    ["SignCertificate", {"csr": "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----"}],
]
VALUES = [
    "0", "-1", "1e308", "-1e-400", "1" * 400, "9223372036854775808", "0.1e+5", "null", "true", "[]", "{}", '""',
    '"\\ud800"', '"\\u0000"', '"\\', '"' + "x" * 5000 + '"', "[" * 3000, '{"a":' * 3000, "1_0", "NaN", "00", "+1",
]


class Mutator:
    """Makes wrong things out of right ones."""

    def __init__(self, chance):
        self.chance = chance

    def bytes(self, data):
        data = bytearray(data)
        for _ in range(self.chance.choice([0, 1, 1, 2, 5, 20])):
            place = self.chance.randrange(len(data) + 1)
            length = self.chance.choice([1, 1, 2, 4, 16, 64])
            kind = self.chance.randrange(5)
            if kind == 0:
                data[place:place + length] = self.chance.randbytes(length)
            elif kind == 1:
                del data[place:place + length]
            elif kind == 2:
                data[place:place] = data[:self.chance.randrange(len(data) + 1)][-2000:]
            elif kind == 3 and place < len(data):
                data[place] ^= 1 << self.chance.randrange(8)
            else:
                data[place:place] = self.chance.choice([b"\0", b"\r\n", b"\xff", b"\xc0\x80", b"[", b'"', b"}", b"\\u"])
        return bytes(data)

    def text(self):
        """A call, an answer or an error, some of it in the wrong place or of the wrong kind."""
        action, payload = self.chance.choice(CALLS)
        name = self.chance.choice(["1", "2", "x" * 36, "", "\u00e9", "7"])
        frame = self.chance.choice([[2, name, action, payload], [3, name, payload], [4, name, "GenericError", "", {}]])
        text = json.dumps(frame, ensure_ascii=self.chance.random() < 0.5)
        while self.chance.random() < 0.5:
            tokens = [match.span() for match in re.finditer(r'"[^"]*"|-?[\d.]+|null|true|[\[\]{}:,]', text)]
            if not tokens:
                break
            begin, end = self.chance.choice(tokens)
            text = text[:begin] + self.chance.choice(VALUES) + text[end:]
        data = text.encode("utf-8", "surrogatepass")
        return self.bytes(data) if self.chance.random() < 0.3 else data

    def frames(self, is_masked):
        """One message as frames; the frames may be wrong too."""
        payload, made, opcode = self.text(), b"", self.chance.choice([1, 1, 1, 1, 2, 0, 8, 9, 10, 3, 15])
        parts = self.chance.choice([1, 1, 1, 2, 5, 80])
        size = max(1, -(-len(payload) // parts))
        pieces = [payload[at:at + size] for at in range(0, len(payload), size)] or [b""]
        for number, piece in enumerate(pieces):
            made += self.frame(opcode if number == 0 else 0, piece, number == len(pieces) - 1, is_masked)
        return self.bytes(made) if self.chance.random() < 0.2 else made

    def frame(self, opcode, payload, is_final, is_masked):
        if opcode >= 8:
            payload = payload[:125]
        head = bytes([(0x80 if is_final else 0) | opcode])
        mask_bit = 0x80 if is_masked else 0
        length = len(payload) if self.chance.random() < 0.97 else self.chance.choice([0, 126, 1 << 20, 1 << 40, 1 << 63])
        if length < 126:
            head += bytes([mask_bit | length])
        elif length < 65536:
            head += struct.pack("!BH", mask_bit | 126, length)
        else:
            head += struct.pack("!BQ", mask_bit | 127, length)
        if not is_masked:
            return head + payload
        mask = self.chance.randbytes(4)
        return head + mask + bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))


def request(identity, protocol="ocpp1.6"):
    token = base64.b64encode(f"{identity}:{key(identity)}".encode()).decode()
    return (
        f"GET /ocpp/{identity}?a=b%20c HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n"
        f"Sec-WebSocket-Protocol: {protocol}\r\nAuthorization: Basic {token}\r\nUser-Agent: fuzz\r\n\r\n"
    ).encode()


class Office:
    """A back-office that behaves to the canary and to nobody else."""

    def __init__(self, mutator):
        self.mutator = mutator

    async def serve(self, reader, writer):
        try:
            await self.talk(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def talk(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        name = re.search(r"(?i)sec-websocket-key: *(\S+)", head)
        proof = hashlib.sha1((name.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
        answer = (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {base64.b64encode(proof).decode()}\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"
        ).encode()
        if "/RELAYED-CANARY" in head:
            writer.write(answer)
            return await self.behave(reader, writer)
        chance = self.mutator.chance
        writer.write(self.mutator.bytes(answer) if chance.random() < 0.2 else answer)
        for _ in range(chance.randrange(30)):
            writer.write(self.mutator.frames(is_masked=False))
            await writer.drain()
            await asyncio.sleep(chance.choice([0, 0, 0.01]))
        if chance.random() < 0.5:
            writer.transport.abort()
        else:
            await asyncio.wait_for(reader.read(), 1)

    async def behave(self, reader, writer):
        while True:
            payload = await read_frame(reader)
            if payload:
                answer = json.dumps([3, json.loads(payload)[1], {"currentTime": "2026-01-01T00:00:00Z"}]).encode()
                writer.write(bytes([0x81, len(answer)]) + answer)


async def read_frame(reader):
    """The payload of the next text frame; nothing for others."""
    first, second = await reader.readexactly(2)
    length = second & 0x7F
    if length == 126:
        length = struct.unpack("!H", await reader.readexactly(2))[0]
    mask = await reader.readexactly(4) if second & 0x80 else bytes(4)
    payload = await reader.readexactly(length)
    return bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload)) if first & 0x0F == 1 else b""


class Fuzz:
    def __init__(self, way, seed, seconds):
        self.way, self.seed, self.ends = way, seed, time.monotonic() + seconds
        self.counts = Counter()

    def is_over(self):
        return time.monotonic() > self.ends

    async def admitted(self, identity):
        """A connection that is let in; a back-office that was too busy to answer in time is dialled again."""
        end = time.monotonic() + PATIENCE
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.way.port)
            writer.write(request(identity))
            status = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1]
            if status == b"101":
                return reader, writer
            writer.close()
            check(status == b"503" and time.monotonic() < end, f"{identity} is not let in: {status}")
            await asyncio.sleep(0.2)

    async def canary(self, identity):
        """Calls until the end; every call must be answered."""
        reader, writer = await self.admitted(identity)
        while not self.is_over():
            call = json.dumps([2, str(self.counts["canary"]), "Heartbeat", {}]).encode()
            writer.write(bytes([0x81, 0x80 | len(call)]) + bytes(4) + call)
            while not (payload := await asyncio.wait_for(read_frame(reader), PATIENCE)):
                pass
            check(json.loads(payload)[0] == 3, f"{identity} got {payload}")
            self.counts["canary"] += 1
            await asyncio.sleep(0.05)
        writer.close()

    async def mischief(self, number):
        mutator = Mutator(random.Random(f"{self.seed}/{number}"))
        while not self.is_over():
            check(self.way.server.poll() is None, "the program ended by itself")
            kind = mutator.chance.choice(["handshake", "own", "relayed", "relayed"])
            self.counts[kind] += 1
            try:
                await asyncio.wait_for(self.visit(kind, number, mutator), 10)
            except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                pass

    async def visit(self, kind, number, mutator):
        chance = mutator.chance
        reader, writer = await asyncio.open_connection("127.0.0.1", self.way.port)
        try:
            asked = request(f"{'RELAYED' if kind == 'relayed' else 'OWN'}-{number}", chance.choice(["ocpp1.6", "ocpp2.0.1"]))
            if kind == "handshake":
                asked = mutator.bytes(asked)
            while asked:
                cut = chance.choice([len(asked), len(asked), chance.randrange(len(asked)) + 1])
                writer.write(asked[:cut])
                asked = asked[cut:]
                await asyncio.sleep(0)
            if kind == "handshake":
                await asyncio.wait_for(reader.read(4096), 0.3)
                return
            await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 8)
            for _ in range(chance.randrange(40)):
                writer.write(mutator.frames(is_masked=True))
                self.counts["messages"] += 1
                await writer.drain()
                if chance.random() < 0.2:
                    await asyncio.sleep(0.005)
        finally:
            if chance.random() < 0.5:
                writer.transport.abort()
            else:
                writer.close()

    async def watch_memory(self):
        """Kibibytes after a third of the time, and at the end."""
        await asyncio.sleep(max(0, self.ends - time.monotonic()) / 3)
        early = self.memory()
        while not self.is_over():
            await asyncio.sleep(0.5)
        late = self.memory()
        check(late - early < GROWTH_KIB, f"memory grew from {early} to {late} KiB")
        return {"memory_kib_early": early, "memory_kib_late": late}

    def memory(self):
        with open(f"/proc/{self.way.server.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))


async def run(arguments):
    identities = ["OWN-CANARY", "RELAYED-CANARY"] + [
        f"{kind}-{number}" for kind in ("OWN", "RELAYED") for number in range(MISCHIEVOUS)
    ]
    way = RelayedInstallation(arguments.laadboek, arguments.database, arguments.home, identities)
    way.move_in("RELAYED-%")
    office = Office(Mutator(random.Random(arguments.seed)))
    server = await asyncio.start_server(office.serve, "127.0.0.1", way.office.port)
    await asyncio.to_thread(way.serve)
    fuzz = Fuzz(way, arguments.seed, arguments.seconds)
    try:
        _, _, memory, *_ = await asyncio.gather(
            fuzz.canary("OWN-CANARY"), fuzz.canary("RELAYED-CANARY"), fuzz.watch_memory(),
            *(fuzz.mischief(number) for number in range(MISCHIEVOUS)),
        )
        await asyncio.to_thread(way.end)
        return {"seed": arguments.seed, "seconds": arguments.seconds, **fuzz.counts, **memory}
    except asyncio.IncompleteReadError as error:
        raise Difference(f"a charge point that behaves lost its connection, status {way.server.poll()}") from error
    finally:
        server.close()
        if way.server.poll() is None:
            way.server.kill()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--laadboek", "--database", "--home"):
        parser.add_argument(name, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    try:
        print(json.dumps(asyncio.run(run(arguments))))
    except Difference as difference:
        sys.exit(f"seed {arguments.seed}: {difference}")


if __name__ == "__main__":
    main()
