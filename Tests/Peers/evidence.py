"""What must be true of a database after a replay, however it went: nothing lost, nothing doubled, every cent right."""

from datetime import datetime, timedelta
from decimal import Decimal

from installation import check

QUARTER = timedelta(minutes=15)


def check_answered(way, path):
    """Every call that was answered lies in the frames, byte for byte."""
    kept = {(identity, call) for identity, call in way.rows(
        "SELECT c.identity, encode(f.payload, 'hex') FROM ocpp_frames f "
        "JOIN charge_points c ON c.operator_id = f.operator_id AND c.id = f.charge_point_id WHERE NOT f.is_outgoing"
    )}
    answered = 0
    for line in path.read_bytes().splitlines():
        identity, call = line.split(b"\t", 1)
        answered += 1
        check((identity.decode(), call.hex()) in kept, f"an answered call is lost: {line.decode()}")
    return answered


def quarters(start, stop):
    """How many quarter hours of the clock lie strictly between two stamps."""
    first, last = (datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ") for stamp in (start, stop))
    midnight = first.replace(hour=0, minute=0)
    moment = midnight + ((first - midnight) // QUARTER + 1) * QUARTER
    return max(0, -(-(last - moment) // QUARTER)) if moment < last else 0


def check_sessions(way, world, flags_allowed=frozenset()):
    """Every session once, with its readings, its amounts and no flag that tells of a loss."""
    found = {}
    for identity, connector, start, stop, state, flags, readings, distinct, amount, other in way.rows(
        "SELECT c.identity, s.connector_id, to_char(s.started_at, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), "
        "to_char(s.stopped_at, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), s.state, array_to_string(s.flags, ' '), "
        "count(r.sampled_at), count(DISTINCT r.sampled_at), l.amount, l.other_amount "
        "FROM sessions s JOIN charge_points c ON c.operator_id = s.operator_id AND c.id = s.charge_point_id "
        "JOIN journal_heads h ON h.operator_id = s.operator_id AND h.session_id = s.id "
        "JOIN priced_lines l ON l.operator_id = h.operator_id AND l.id = h.line_id "
        "LEFT JOIN meter_readings r ON r.operator_id = s.operator_id AND r.session_id = s.id "
        "GROUP BY c.identity, s.operator_id, s.id, l.amount, l.other_amount"
    ):
        name = (identity, int(connector), start, stop)
        check(name not in found, f"{name} is there twice")
        check(state == "completed", f"{name} is {state}")
        odd = set(flags.split()) - flags_allowed
        check(not odd, f"{name} is flagged {' '.join(sorted(odd))}")
        check(readings == distinct, f"{name} has {readings} readings of {distinct} moments")
        found[name] = (int(readings), amount, other)
    for line in world.expected["lines"]:
        name = (line["charge_point"], int(line["connector"]), line["start_utc"], line["stop_utc"])
        check(name in found, f"{name} is lost")
        readings, amount, other = found[name]
        wanted = quarters(line["start_utc"], line["stop_utc"])
        check(readings == wanted, f"{name} has {readings} readings, {wanted} were sent")
        for got, right in ((amount, line["amount"]), (other, line["amount_other_mode"])):
            same = (right is None) == (got == "") and (right is None or Decimal(right) == Decimal(got))
            check(same, f"{name}: {got}, expected {right}")
    return found
