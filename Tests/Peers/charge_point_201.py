#!/usr/bin/env python3
"""A charging station speaking OCPP 2.0.1, by PyPI `ocpp` with its schema checks on.

    charge_point_201.py --url ws://127.0.0.1:8080/ocpp --identity CS-1 --key SECRET [--id-tag TAG]
                        [--meter-start WH] [--energy WH] [--lose SEQ] [--await COMMANDS] [--timeout SECONDS]

Dials URL/IDENTITY with Basic authentication and plays one transaction: BootNotification, StatusNotification,
Authorize, TransactionEvent Started, three times Updated, Ended, MeterValues, Heartbeat, SecurityEventNotification.
With --lose the event of that number is never sent. With --await it stays until the CSMS has sent these commands,
with commas between: RequestStartTransaction begins a transaction, RequestStopTransaction ends it, SetVariables keeps
values that GetVariables then tells, Reset and TriggerMessage are accepted.

Prints one JSON line; exits 1 with the reason on standard error for a refused connection, an answer or a command
against its schema, a CALLERROR, or silence.
"""

from datetime import datetime, timedelta, timezone

from ocpp.routing import after, on
from ocpp.v201 import ChargePoint as ChargePoint201
from ocpp.v201 import call, call_result

from ocpp_peer import ChargePointPeer, Failure, main, parser, play, stamp


def now():
    return datetime.now(timezone.utc).replace(microsecond=0)


class Station(ChargePointPeer, ChargePoint201):
    def __init__(self, options, connection):
        super().__init__(options, connection)
        self.sequence, self.count = 0, 0
        self.variables = {}
        self.wanted = set(filter(None, (options.wait_for or "").split(",")))

    @property
    def token(self):
        return {"idToken": self.options.id_tag, "type": "ISO14443"}

    def readings(self, moment, register, context):
        energy = {
            "value": register / 1000,
            "context": context,
            "measurand": "Energy.Active.Import.Register",
            "unitOfMeasure": {"unit": "kWh"},
        }
        return [{"timestamp": stamp(moment), "sampledValue": [energy]}]

    async def event(self, kind, moment, trigger, context, register, **further):
        number, self.sequence = self.sequence, self.sequence + 1
        info = {"transactionId": self.running, **further.pop("info", {})}
        if number == self.options.lose:
            return None
        return await self.ask(
            call.TransactionEvent(
                event_type=kind,
                timestamp=stamp(moment),
                trigger_reason=trigger,
                seq_no=number,
                transaction_info=info,
                meter_value=self.readings(moment, register, context),
                **further,
            )
        )

    async def start_transaction(self, moment, trigger="Authorized", remote=None):
        self.count += 1
        self.running, self.sequence = f"{self.options.identity}-{stamp(moment)}-{self.count}", 0
        info = {"chargingState": "Charging"}
        if remote is not None:
            info["remoteStartId"] = remote
        return await self.event(
            "Started",
            moment,
            trigger,
            "Transaction.Begin",
            self.register,
            info=info,
            evse={"id": 1, "connectorId": 1},
            id_token=self.token,
        )

    async def stop_transaction(self, moment, energy, reason="Local", trigger="StopAuthorized"):
        self.register += energy
        info = {"stoppedReason": reason}
        await self.event("Ended", moment, trigger, "Transaction.End", self.register, info=info, id_token=self.token)
        ended, self.running = self.running, None
        return ended

    async def session(self):
        begin = now() - timedelta(minutes=30)
        boot = await self.ask(call.BootNotification({"model": "Peer", "vendorName": "Independent"}, "PowerUp"))
        if boot.status != "Accepted":
            raise Failure(f"BootNotification: {boot.status}")
        await self.ask(call.StatusNotification(stamp(begin), "Occupied", 1, 1))
        authorized = await self.ask(call.Authorize(self.token))
        started = await self.start_transaction(begin)
        for part in (1, 2, 3):
            moment, register = begin + timedelta(minutes=7 * part), self.register + self.options.energy * part // 4
            await self.event("Updated", moment, "MeterValuePeriodic", "Sample.Periodic", register)
        ended = await self.stop_transaction(begin + timedelta(minutes=28), self.options.energy)
        await self.ask(call.MeterValues(0, self.readings(now(), self.register, "Sample.Clock")))
        await self.ask(call.Heartbeat())
        await self.ask(call.SecurityEventNotification("SettingSystemTime", stamp(now())))
        return {
            "transaction_id": ended,
            "authorize": authorized.id_token_info["status"],
            "start": started.id_token_info["status"] if started else None,
            "meter_start": self.options.meter_start,
            "meter_stop": self.register,
        }

    def finished(self, action):
        self.commands.append(action)
        if self.wanted <= set(self.commands):
            self.served.set()

    @on("RequestStartTransaction")
    def accept_start(self, **_):
        return call_result.RequestStartTransaction("Accepted" if self.running is None else "Rejected")

    @after("RequestStartTransaction")
    async def obey_start(self, remote_start_id, **_):
        await self.start_transaction(now(), "RemoteStart", remote_start_id)
        self.finished("RequestStartTransaction")

    @on("RequestStopTransaction")
    def accept_stop(self, transaction_id, **_):
        return call_result.RequestStopTransaction("Accepted" if transaction_id == self.running else "Rejected")

    @after("RequestStopTransaction")
    async def obey_stop(self, transaction_id, **_):
        if transaction_id == self.running:
            await self.stop_transaction(now(), 250, "Remote", "RemoteStop")
            self.finished("RequestStopTransaction")

    @on("SetVariables")
    def set_variables(self, set_variable_data, **_):
        results = []
        for setting in set_variable_data:
            name = (setting["component"]["name"], setting["variable"]["name"])
            self.variables[name] = setting["attribute_value"]
            results.append(
                {
                    "attributeStatus": "Accepted",
                    "component": setting["component"],
                    "variable": setting["variable"],
                }
            )
        return call_result.SetVariables(results)

    @after("SetVariables")
    def has_set(self, **_):
        self.finished("SetVariables")

    @on("GetVariables")
    def get_variables(self, get_variable_data, **_):
        results = []
        for query in get_variable_data:
            value = self.variables.get((query["component"]["name"], query["variable"]["name"]))
            result = {
                "attributeStatus": "UnknownVariable" if value is None else "Accepted",
                "component": query["component"],
                "variable": query["variable"],
            }
            if value is not None:
                result["attributeValue"] = value
            results.append(result)
        return call_result.GetVariables(results)

    @after("GetVariables")
    def has_told(self, **_):
        self.finished("GetVariables")

    @on("Reset")
    def accept_reset(self, **_):
        return call_result.Reset("Accepted")

    @after("Reset")
    def obey_reset(self, **_):
        self.finished("Reset")

    @on("TriggerMessage")
    def accept_trigger(self, **_):
        return call_result.TriggerMessage("Accepted")

    @after("TriggerMessage")
    def obey_trigger(self, **_):
        self.finished("TriggerMessage")


if __name__ == "__main__":
    words = parser(__doc__)
    words.add_argument("--lose", type=int, default=-1)
    words.add_argument("--await", dest="wait_for")
    chosen = words.parse_args()
    main(play(chosen, Station, ["ocpp2.0.1", "ocpp1.6"], lambda peer: peer.wait_served(chosen.wait_for)))
