extension SessionProjectionTests {
    static let readings = [
        Case(
            "a reading sent again at once",
            "10:00 start 7 1000\n10:15 read 7 1500\n10:16 again 2",
            "T:7 c1 10:00- 1000- n1 repeated_reading"
        ),
        Case(
            "a reading sent again after others",
            """
            10:00 start 7 1000
            10:15 read 7 1500
            10:30 read 7 2000
            10:31 again 2
            """,
            "T:7 c1 10:00- 1000- n2 repeated_reading"
        ),
        Case(
            "a reading sent again when the next session is open",
            """
            10:00 start 7 1000
            10:15 read - 1500
            11:00 stop 7 3000
            11:05 start 8 3000
            11:06 again 2
            """,
            "T:7 c1 10:00-11:00 1000-3000 n1 repeated_reading",
            "T:8 c1 11:05- 3000- n0"
        ),
        Case(
            "readings in the wrong order",
            """
            10:00 start 7 1000
            10:31 read 7 2000 at=10:30
            10:32 read 7 1500 at=10:15
            11:00 stop 7 3000
            """,
            "T:7 c1 10:00-11:00 1000-3000 n2 reading_out_of_order"
        ),
        Case(
            "a reading that comes after the stop",
            """
            10:00 start 7 1000
            11:00 stop 7 3000
            11:01 read 7 2500 at=10:45
            """,
            "T:7 c1 10:00-11:00 1000-3000 n1"
        ),
        Case(
            "a reading taken after the stop",
            """
            10:00 start 7 1000
            11:00 stop 7 3000
            11:15 read 7 3000
            """,
            "T:7 c1 10:00-11:00 1000-3000 n1 reading_outside_session"
        ),
        Case(
            "a reading taken before the start",
            "10:00 start 7 1000\n10:01 read 7 1000 at=09:45",
            "T:7 c1 10:00- 1000- n1 reading_outside_session"
        ),
        Case(
            "a reading of a transaction nobody knows",
            "10:00 start 7 1000\n10:15 read 8 1500",
            "T:7 c1 10:00- 1000- n0",
            "! unknown_transaction"
        ),
        Case(
            "a reading without a transaction belongs to the open session",
            "10:00 start 7 1000\n10:15 read - 1500\n10:30 read 0 2000\n10:45 read -1 2500",
            "T:7 c1 10:00- 1000- n3"
        ),
        Case("a reading without a transaction and without a session", "10:15 read - 1500"),
        Case("a reading of the main meter", "10:00 start 7 1000\n10:15 read - 9999 c0", "T:7 c1 10:00- 1000- n0"),
        Case(
            "a reading without a time",
            "10:00 start 7 1000\n10:15 read 7 1500 at=none",
            "T:7 c1 10:00- 1000- n0 unreadable_reading"
        ),
    ]

    static let registers = [
        Case(
            "readings in kilowatt-hours",
            "10:00 start 7 1000\n10:15 read 7 2 unit=kWh\n11:00 stop 7 3000",
            "T:7 c1 10:00-11:00 1000-3000 n1"
        ),
        Case(
            "readings without a unit are watt-hours",
            "10:00 start 7 1000\n10:15 read 7 1500 unit=none\n11:00 stop 7 3000",
            "T:7 c1 10:00-11:00 1000-3000 n1"
        ),
        Case(
            "kilowatt-hours that call themselves watt-hours",
            "10:00 start 7 1000\n10:15 read 7 2\n11:00 stop 7 3000",
            "T:7 c1 10:00-11:00 1000-3000 n1 reading_outside_register"
        ),
        Case(
            "watt-hours that call themselves kilowatt-hours",
            "10:00 start 7 1000\n10:15 read 7 1500 unit=kWh\n11:00 stop 7 3000",
            "T:7 c1 10:00-11:00 1000-3000 n1 reading_outside_register"
        ),
        Case(
            "a register that falls between readings",
            "10:00 start 7 1000\n10:15 read 7 2000\n10:30 read 7 1500\n11:00 stop 7 3000",
            "T:7 c1 10:00-11:00 1000-3000 n2 register_backwards"
        ),
        Case(
            "a register that falls over the session",
            "10:00 start 7 1000\n11:00 stop 7 400",
            "T:7 c1 10:00-11:00 1000-400 n0 negative_energy"
        ),
        Case(
            "a meter that was reset between sessions",
            "10:00 start 7 1000\n11:00 stop 7 3000\n12:00 start 8 0",
            "T:7 c1 10:00-11:00 1000-3000 n0",
            "T:8 c1 12:00- 0- n0 register_reset"
        ),
        Case(
            "a late stop does not hide that",
            """
            10:00 start 7 1000
            11:00 start 8 2000
            12:00 stop 8 3000
            12:01 stop 7 1900 at=10:59
            13:00 start 9 2500
            """,
            "T:7 c1 10:00-10:59 1000-1900 n0 late_stop",
            "T:8 c1 11:00-12:00 2000-3000 n0",
            "T:9 c1 13:00- 2500- n0 register_reset"
        ),
        Case("a start without a register", "10:00 start 7 -", "T:7 c1 10:00- ?- n0 missing_register"),
        Case(
            "a stop without a register",
            "10:00 start 7 1000\n11:00 stop 7 -",
            "T:7 c1 10:00-11:00 1000-? n0 missing_register"
        ),
        Case(
            "a register below zero",
            "10:00 start 7 -5\n11:00 stop 7 100",
            "T:7 c1 10:00-11:00 -5-100 n0 negative_register"
        ),
        Case(
            "more than a megawatt",
            "10:00 start 7 0\n11:00 stop 7 2000000",
            "T:7 c1 10:00-11:00 0-2000000 n0 implausible_power"
        ),
        Case(
            "a register that no meter shows",
            "10:00 start 7 0\n11:00 stop 7 9000000000000000",
            "T:7 c1 10:00-11:00 0-? n0 missing_register"
        ),
    ]

    static let clocks = [
        Case(
            "a clock that was never set: the times of receipt stand in",
            "10:00 start 7 1000 at=1970\n11:00 stop 7 3000 at=1970",
            "T:7 c1 10:00-11:00 1000-3000 n0 clock_fault"
        ),
        Case(
            "no times at all",
            "10:00 start 7 1000 at=none\n10:05 start 7 1000 at=none\n11:00 stop 7 3000 at=none\n11:05 again 3",
            "T:7 c1 10:00-11:00 1000-3000 n0 repeated_start repeated_stop clock_fault"
        ),
        Case(
            "times without a zone are UTC",
            "10:00 start 7 1000 at=09:58L\n11:00 stop 7 3000",
            "T:7 c1 09:58-11:00 1000-3000 n0 time_without_zone"
        ),
        Case(
            "a stop in the far future is no boundary for later sessions",
            """
            10:00 start 7 1000
            11:00 stop 7 3000 at=2030
            12:00 start 8 3000
            13:00 stop 8 4000
            13:30 start 9 4000
            """,
            "T:7 c1 10:00-2030 1000-3000 n0 stop_in_future",
            "T:8 c1 12:00-13:00 3000-4000 n0",
            "T:9 c1 13:30- 4000- n0"
        ),
        Case(
            "a stop of an unset clock is no boundary for sessions that were queued",
            """
            10:00 start 7 1000
            11:00 stop 7 3000 at=1970
            11:01 start 8 3000 at=10:30
            """,
            "T:7 c1 10:00-11:00 1000-3000 n0 clock_fault",
            "T:8 c1 10:30- 3000- n0"
        ),
        Case(
            "a stop a little ahead is over when it is received",
            "10:00 start 7 1000\n11:00 stop 7 3000 at=11:08\n11:02 start 8 3000",
            "T:7 c1 10:00-11:08 1000-3000 n0",
            "T:8 c1 11:02- 3000- n0"
        ),
        Case(
            "a start that cannot be right proves no overlap, and does not hide the meter",
            "10:00 start 7 1000\n11:00 stop 7 3000\n10:59 start 8 500 at=none",
            "T:7 c1 10:00-11:00 1000-3000 n0",
            "T:8 c1 10:59- 500- n0 register_reset clock_fault"
        ),
        Case(
            "the register of a stop that cannot be right is where the meter is",
            "10:00 start 7 1000\n11:00 stop 7 3000 at=2030\n12:00 start 8 2000",
            "T:7 c1 10:00-2030 1000-3000 n0 stop_in_future",
            "T:8 c1 12:00- 2000- n0 register_reset"
        ),
        Case(
            "a clock that the back-office set wrongly, until it is told better",
            """
            09:00 told 08:00
            10:00 start 7 1000 at=09:00
            10:30 stop 7 2000 at=10:30
            10:31 start 8 2000 at=09:31
            10:45 stop 8 2500 at=10:45
            10:46 told 10:46
            10:50 start 9 2500
            11:00 stop 9 3000
            11:01 start 10 3000 at=10:59
            """,
            "T:10 c1 10:59- 3000- n0 overlap",
            "T:7 c1 09:00-10:30 1000-2000 n0",
            "T:8 c1 09:31-10:45 2000-2500 n0",
            "T:9 c1 10:50-11:00 2500-3000 n0"
        ),
        Case(
            "a start in the future",
            "10:00 start 7 1000 at=10:11",
            "T:7 c1 10:11- 1000- n0 start_in_future"
        ),
        Case(
            "a clock that runs ten minutes ahead is believed",
            "10:00 start 7 1000 at=10:10",
            "T:7 c1 10:10- 1000- n0"
        ),
        Case(
            "a stop in the future",
            "10:00 start 7 1000\n11:00 stop 7 3000 at=12:00",
            "T:7 c1 10:00-12:00 1000-3000 n0 stop_in_future"
        ),
        Case(
            "frames that come hours late with their own times",
            "15:00 start 7 1000 at=10:00\n15:01 stop 7 3000 at=11:00",
            "T:7 c1 10:00-11:00 1000-3000 n0"
        ),
    ]

    static let unreadable = [
        Case("no JSON", "10:00 raw [2,", "! unreadable"),
        Case("no message", "10:00 raw {}", "! unreadable"),
        Case(
            "a start that cannot be read",
            #"10:00 raw [2,"1","StartTransaction",{"connectorId":"one"}]"#,
            "! unreadable_payload"
        ),
    ]
}
