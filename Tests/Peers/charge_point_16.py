#!/usr/bin/env python3
"""A charge point speaking OCPP 1.6 JSON, by PyPI `ocpp` with its schema checks on.

    charge_point_16.py --url ws://127.0.0.1:8080/ocpp --identity CP-1 --key SECRET
                       [--connector 1] [--id-tag TAG] [--meter-start WH] [--energy WH]
                       [--await ACTION] [--timeout SECONDS]

Dials URL/IDENTITY with Basic authentication and plays one session: BootNotification, StatusNotification,
Authorize, StartTransaction, MeterValues three times, StopTransaction, Heartbeat, DataTransfer. With --await
it then stays until the central system has sent that command (RemoteStartTransaction, RemoteStopTransaction
or Reset). A remote start is followed by the start of a transaction, a remote stop by its end; a
RemoteStopTransaction that is awaited gets a running transaction to stop.

Prints one JSON line; exits 1 with the reason on standard error for a refused connection, an answer or a
command against its schema, a CALLERROR, or silence.
"""

from datetime import datetime, timedelta, timezone

from ocpp.routing import after, on
from ocpp.v16 import ChargePoint as ChargePoint16
from ocpp.v16 import call, call_result
from ocpp.v16.enums import (
    Action,
    ChargePointErrorCode,
    ChargePointStatus,
    RegistrationStatus,
    RemoteStartStopStatus,
    ResetStatus,
)

from ocpp_peer import ChargePointPeer, Failure, main, parser, play, stamp

COMMANDS = ["RemoteStartTransaction", "RemoteStopTransaction", "Reset"]


def verdict(accepted):
    return RemoteStartStopStatus.accepted if accepted else RemoteStartStopStatus.rejected


class ChargePoint(ChargePointPeer, ChargePoint16):
    async def session(self):
        """Plays a whole session, half an hour long and over now; returns what the test wants to know."""
        begin = datetime.now(timezone.utc).replace(microsecond=0) - timedelta(minutes=30)
        boot = await self.ask(call.BootNotification("Independent", "Peer", charge_point_serial_number="P-0001"))
        if boot.status != RegistrationStatus.accepted:
            raise Failure(f"BootNotification: {boot.status}")
        await self.status(ChargePointStatus.preparing, begin)
        authorized = await self.ask(call.Authorize(self.options.id_tag))
        started = await self.start_transaction(begin, self.options.id_tag)
        for part in (1, 2, 3):
            await self.meter(begin + timedelta(minutes=7 * part), self.options.energy * part // 4)
        stopped = await self.stop_transaction(begin + timedelta(minutes=28), self.options.energy)
        heartbeat = await self.ask(call.Heartbeat())
        data = await self.ask(call.DataTransfer("example.invalid", message_id="Ping", data="{}"))
        return {
            "transaction_id": started.transaction_id,
            "boot": boot.status,
            "authorize": authorized.id_tag_info["status"],
            "start": started.id_tag_info["status"],
            "stop": (stopped.id_tag_info or {}).get("status"),
            "data_transfer": data.status,
            "current_time": heartbeat.current_time,
            "meter_start": self.options.meter_start,
            "meter_stop": self.register,
        }

    async def status(self, status, moment):
        fine = ChargePointErrorCode.no_error
        await self.ask(call.StatusNotification(self.options.connector, fine, status, timestamp=stamp(moment)))

    async def start_transaction(self, moment, id_tag):
        started = await self.ask(call.StartTransaction(self.options.connector, id_tag, self.register, stamp(moment)))
        self.running = started.transaction_id
        await self.status(ChargePointStatus.charging, moment)
        return started

    async def meter(self, moment, energy):
        value = {
            "value": str(self.options.meter_start + energy),
            "context": "Sample.Clock",
            "measurand": "Energy.Active.Import.Register",
            "unit": "Wh",
        }
        readings = [{"timestamp": stamp(moment), "sampledValue": [value]}]
        await self.ask(call.MeterValues(self.options.connector, readings, transaction_id=self.running))

    async def stop_transaction(self, moment, energy, reason="Local"):
        self.register += energy
        request = call.StopTransaction(
            self.register, stamp(moment), self.running, reason=reason, id_tag=self.options.id_tag
        )
        self.running = None
        stopped = await self.ask(request)
        await self.status(ChargePointStatus.available, moment)
        return stopped

    async def serve_command(self, action):
        """Stays until the command came and what follows from it is done."""
        if action == "RemoteStopTransaction":
            await self.start_transaction(datetime.now(timezone.utc), self.options.id_tag)
        await self.wait_served(action)

    def finished(self, action):
        self.commands.append(action)
        if action == self.options.wait_for:
            self.served.set()

    @on(Action.remote_start_transaction)
    def accept_remote_start(self, **_):
        return call_result.RemoteStartTransaction(verdict(self.running is None))

    @after(Action.remote_start_transaction)
    async def obey_remote_start(self, id_tag, **_):
        try:
            if self.running is None:
                await self.start_transaction(datetime.now(timezone.utc), id_tag)
            self.finished("RemoteStartTransaction")
        except Failure as failure:
            self.fail(str(failure))

    @on(Action.remote_stop_transaction)
    def accept_remote_stop(self, transaction_id, **_):
        return call_result.RemoteStopTransaction(verdict(transaction_id == self.running))

    @after(Action.remote_stop_transaction)
    async def obey_remote_stop(self, transaction_id, **_):
        try:
            if transaction_id == self.running:
                await self.stop_transaction(datetime.now(timezone.utc), 250, reason="Remote")
            self.finished("RemoteStopTransaction")
        except Failure as failure:
            self.fail(str(failure))

    @on(Action.reset)
    def accept_reset(self, **_):
        return call_result.Reset(ResetStatus.accepted)

    @after(Action.reset)
    async def obey_reset(self, **_):
        self.finished("Reset")


if __name__ == "__main__":
    words = parser(__doc__)
    words.add_argument("--connector", type=int, default=1)
    words.add_argument("--await", dest="wait_for", choices=COMMANDS)
    chosen = words.parse_args()
    main(play(chosen, ChargePoint, ["ocpp1.6"], lambda peer: peer.serve_command(chosen.wait_for)))
