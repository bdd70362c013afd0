#!/usr/bin/env python3
"""Kills workers that make payouts with SIGKILL and lets others finish the run.

    payout_killed.py --laadboek PATH --database URL --home DIR

The database has one run of payouts that was begun and at which nobody has worked, of some thousand customers of one
operator. A worker is killed within the transaction of its second step, which waits for a customer that we hold; then
two workers begin at once, and one of them is killed after some more steps. Then the job is rung for again, and the run
is asked for once more. Afterwards:

- nothing of the step is there in which the first worker died;
- every customer has one payout, one document and one entry in the books, of the same amount;
- numbers of documents have no gap.

Prints one line of JSON; exit 1 with the first difference.
"""

import signal
import subprocess
import time
from pathlib import Path

from installation import Installation, check, command_line

# Customers of a transaction of the job; see EREPayouts.
STEP = 500
SECONDS = 300


class Worker(Installation):
    """A process that does jobs and nothing else."""

    def __init__(self, options, name):
        super().__init__(options.laadboek, options.database, Path(options.home) / name)
        self.home.mkdir(parents=True, exist_ok=True)
        self.environment |= {"LAADBOEK_ROLES": "jobs", "LAADBOEK_NODE": name}


class Holder:
    """Somebody who has a customer's row and does not give it back."""

    def __init__(self, database, customer):
        self.psql = subprocess.Popen(
            ["psql", "--no-psqlrc", "--tuples-only", "--no-align", "--quiet", database],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.tell("BEGIN; SELECT pg_backend_pid() FROM customers WHERE id = %s FOR UPDATE;" % customer)
        self.pid = int(self.psql.stdout.readline())

    def tell(self, text):
        self.psql.stdin.write(text + "\n")
        self.psql.stdin.flush()

    def let_go(self):
        self.tell("ROLLBACK;")
        self.psql.stdin.close()
        check(self.psql.wait(timeout=60) == 0, "the holder ended badly")


def wait(what, is_so):
    end = time.monotonic() + SECONDS
    while not is_so():
        check(time.monotonic() < end, f"{what}: not after {SECONDS} s")
        time.sleep(0.02)


def progress(way):
    (row,) = way.rows("SELECT done, total, finished_at IS NOT NULL, message FROM ere_payout_progress")
    check(row[3] == "", f"the run stopped: {row[3]}")
    return int(row[0]), int(row[1]), row[2] == "t"


def die_in_the_middle(options):
    """Kills a worker that waits within its second step."""
    worker = Worker(options, "first")
    (customer,), = worker.rows(
        f"SELECT DISTINCT customer_id FROM ere_trade_lines ORDER BY customer_id OFFSET {STEP * 3 // 2} LIMIT 1"
    )
    holder = Holder(options.database, customer)
    blocked = f"SELECT count(*) FROM pg_stat_activity WHERE {holder.pid} = ANY (pg_blocking_pids(pid))"
    worker.launch()
    wait("the first worker waits for a customer", lambda: worker.rows(blocked) != [["0"]])
    check(progress(worker)[0] == STEP, f"{progress(worker)[0]} customers are done, not {STEP}")
    worker.stop(signal.SIGKILL)
    holder.let_go()
    return worker


def finish_by_two(options, way):
    """Two begin at once; the first to begin dies when it likes."""
    second, third = Worker(options, "second"), Worker(options, "third")
    second.launch()
    third.launch()
    wait("some steps more", lambda: progress(way)[0] >= 2 * STEP)
    second.stop(signal.SIGKILL)
    at_death = progress(way)[0]
    wait("the run ends", lambda: progress(way)[2])
    return third, at_death


SUMS = """
    SELECT (SELECT count(*) FROM ere_payouts), (SELECT count(DISTINCT customer_id) FROM ere_payouts),
        (SELECT count(*) FROM credits WHERE ere_run_id IS NOT NULL), (SELECT count(DISTINCT customer_id) FROM credits),
        (SELECT count(*) FROM ledger_transactions WHERE kind = 'ere_payout'),
        (SELECT sum(payable_minor) FROM ere_payouts), (SELECT sum(total_minor) FROM credits),
        (SELECT -sum(CASE p.side WHEN 'debit' THEN p.amount_minor ELSE -p.amount_minor END)
            FROM ledger_accounts a JOIN ledger_postings p ON p.operator_id = a.operator_id AND p.account_id = a.id
            WHERE starts_with(a.code, 'payable:customer:')),
        (SELECT sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) FROM ledger_postings)
"""
NUMBERS = "SELECT series, min(number_in_series), max(number_in_series), count(*) FROM credits GROUP BY series"


def look(way, customers):
    (row,) = way.rows(SUMS)
    payouts, payees, documents, recipients, entries, payable, total, owed, balance = map(int, row)
    check({payouts, payees, documents, recipients, entries} == {customers}, f"{row}, of {customers} customers")
    check(payable == total == owed > 0 and balance == 0, f"{row} do not add up")
    for series, first, last, count in way.rows(NUMBERS):
        check((first, last) == ("1", count), f"{series}: {count} numbers from {first} to {last}")
    return row


def run(options):
    way = die_in_the_middle(options)
    done, customers, _ = progress(way)
    check(done == STEP and customers > 3 * STEP, f"{done} of {customers} customers when the first worker is dead")
    third, at_death = finish_by_two(options, way)
    found = look(way, customers)
    # The bell rings again, and somebody asks for the same run.
    way.rows("NOTIFY ere_payouts")
    (quarter,), = way.rows("SELECT to_char(quarter, 'YYYY\"-Q\"Q') FROM ere_payout_runs")
    asked = way.laadboek("ere", "payout", "--quarter", quarter)
    check(" 0 new, " in asked, f"asked again: {asked}")
    third.end()
    check(look(way, customers) == found, "the job changed something when it was rung for again")
    return {"payouts": int(found[0]), "done_at_first_death": done, "done_at_second_death": at_death}


if __name__ == "__main__":
    command_line(__doc__, run)
