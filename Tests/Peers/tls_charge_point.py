#!/usr/bin/env python3
"""A charge point of security profile 3: signs in by a client certificate and says one heartbeat.

    tls_charge_point.py URL CA [CERT KEY]

Prints "answered" when the heartbeat was answered, "refused STATUS" when the handshake was, "closed" otherwise.
"""

import asyncio
import json
import ssl
import sys

import websockets


async def play(url, authority, client):
    context = ssl.create_default_context(cafile=authority)
    context.check_hostname = False
    if client:
        context.load_cert_chain(*client)
    try:
        async with websockets.connect(url, subprotocols=["ocpp1.6"], ssl=context, open_timeout=60) as connection:
            await connection.send(json.dumps([2, "1", "Heartbeat", {}]))
            answer = json.loads(await asyncio.wait_for(connection.recv(), 60))
            return "answered" if answer[:2] == [3, "1"] else f"odd {answer}"
    except websockets.InvalidStatus as refusal:
        return f"refused {refusal.response.status_code}"
    except (OSError, websockets.WebSocketException, EOFError):
        return "closed"


print(asyncio.run(play(sys.argv[1], sys.argv[2], sys.argv[3:5])))
