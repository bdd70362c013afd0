extension SessionProjectionTests {
    static let plain = [
        Case("nothing", "10:00 raw [2,\"1\",\"Heartbeat\",{}]"),
        Case("a session under way", "10:00 start 7 1000", "T:7 c1 10:00- 1000- n0"),
        Case(
            "a whole session",
            """
            10:00 start 7 1000
            10:15 read 7 1500
            10:30 read 7 2000
            11:00 stop 7 3000
            """,
            "T:7 c1 10:00-11:00 1000-3000 n2"
        ),
        Case(
            "two connectors at the same time",
            """
            10:00 start 7 1000
            10:05 start 8 500 c2
            10:15 read 7 1500
            10:16 read - 700 c2
            11:00 stop 7 3000
            11:05 stop 8 900
            """,
            "T:7 c1 10:00-11:00 1000-3000 n1",
            "T:8 c2 10:05-11:05 500-900 n1"
        ),
        Case(
            "one after the other on a connector",
            """
            10:00 start 7 1000
            11:00 stop 7 3000
            12:00 start 8 3000
            13:00 stop 8 3000
            """,
            "T:7 c1 10:00-11:00 1000-3000 n0",
            "T:8 c1 12:00-13:00 3000-3000 n0"
        ),
        Case(
            "the same message ids on two connections",
            """
            10:00 ask 1000 id=m1 on=1
            10:00 ask 500 c2 id=m1 on=2
            10:00 answer 8 id=m1
            11:00 stop 8 900
            """,
            "T:8 c2 10:00-11:00 500-900 n0"
        ),
    ]

    static let starts = [
        Case("a start without its answer is no session yet", "10:00 ask 1000"),
        Case("an answer without its start is none either", "10:00 answer 7"),
        Case("a start that was refused", "10:00 ask 1000\n10:00 refuse", "! start_refused"),
        Case("an answer that has no number", "10:00 ask 1000\n10:00 answer", "! start_answer_unreadable"),
        Case(
            "a start sent again gets the same number",
            """
            10:00 start 7 1000
            10:02 start 7 1000 at=10:00
            11:00 stop 7 3000
            """,
            "T:7 c1 10:00-11:00 1000-3000 n0 repeated_start"
        ),
        Case(
            "a start sent again before it was answered",
            """
            10:00 ask 1000 id=m1
            10:01 again 1
            10:01 answer 7 id=m1
            10:01 answer 7 id=m1
            """,
            "T:7 c1 10:00- 1000- n0"
        ),
        Case(
            "a start whose answer was lost at a back-office that took it all the same",
            """
            10:00 ask 1000 id=m1 on=1
            10:02 start 7 1000 at=10:00 id=m2 on=2
            11:00 stop 7 3000
            """,
            "T:7 c1 10:00-11:00 1000-3000 n0 repeated_start"
        ),
        Case(
            "a start sent again that gets another number from a back-office that does not look for the first",
            """
            10:00 start 7 1000
            10:02 start 8 1000 at=10:00
            11:00 stop 8 3000
            """,
            "T:7 c1 10:00- 1000- n0 missing_stop",
            "T:8 c1 10:00-11:00 1000-3000 n0 repeated_start"
        ),
        Case(
            "a start sent again after the stop",
            """
            10:00 start 7 1000
            11:00 stop 7 3000
            11:01 start 7 1000 at=10:00
            """,
            "T:7 c1 10:00-11:00 1000-3000 n0 repeated_start"
        ),
        Case(
            "a number used for another session",
            """
            10:00 start 7 1000
            11:00 stop 7 3000
            12:00 start 7 3000
            12:30 read 7 3500
            13:00 stop 7 4000
            """,
            "T:7 c1 10:00-11:00 1000-3000 n0",
            "T:7@1748865600000000 c1 12:00-13:00 3000-4000 n1 transaction_id_reused"
        ),
        Case(
            "a start under a number used before, sent again after its stop",
            """
            10:00 start 7 1000
            11:00 stop 7 3000
            12:00 start 7 3000
            13:00 stop 7 4000
            13:01 again 3
            13:02 read 7 3900 at=12:59
            """,
            "T:7 c1 10:00-11:00 1000-3000 n0",
            "T:7@1748865600000000 c1 12:00-13:00 3000-4000 n1 repeated_start transaction_id_reused"
        ),
        Case(
            "a token that was not accepted",
            "10:00 start 7 1000 status=Blocked",
            "T:7 c1 10:00- 1000- n0 token_not_accepted"
        ),
        Case("connector 0", "10:00 start 7 1000 c0", "T:7 c0 10:00- 1000- n0 bad_connector"),
        Case("a connector below 0", "10:00 start 7 1000 c-3", "T:7 c0 10:00- 1000- n0 bad_connector"),
        Case(
            "a connector that no charge point has",
            "10:00 start 7 1000 c99999999999",
            "T:7 c0 10:00- 1000- n0 bad_connector"
        ),
        Case(
            "a start while the session before is open",
            """
            10:00 start 7 1000
            12:00 start 8 3000
            """,
            "T:7 c1 10:00- 1000- n0 missing_stop",
            "T:8 c1 12:00- 3000- n0"
        ),
        Case(
            "the stop of a session that another one replaced",
            """
            10:00 start 7 1000
            12:00 start 8 3000
            12:05 stop 7 2900 at=11:00
            13:00 stop 8 4000
            """,
            "T:7 c1 10:00-11:00 1000-2900 n0 late_stop",
            "T:8 c1 12:00-13:00 3000-4000 n0"
        ),
        Case(
            "a start before the last stop on the connector",
            """
            10:00 start 7 1000
            11:00 stop 7 3000
            11:01 start 8 3000 at=10:59
            """,
            "T:7 c1 10:00-11:00 1000-3000 n0",
            "T:8 c1 10:59- 3000- n0 overlap"
        ),
    ]

    static let stops = [
        Case(
            "a stop sent again",
            "10:00 start 7 1000\n11:00 stop 7 3000\n11:01 again 2",
            "T:7 c1 10:00-11:00 1000-3000 n0 repeated_stop"
        ),
        Case(
            "a second stop with another register",
            "10:00 start 7 1000\n11:00 stop 7 3000\n11:30 stop 7 3500",
            "T:7 c1 10:00-11:00 1000-3000 n0 second_stop_differs"
        ),
        Case(
            "a stop sent again when its number was used for another session",
            """
            10:00 start 7 1000
            11:00 stop 7 3000
            12:00 start 7 3000
            12:01 again 2
            """,
            "T:7 c1 10:00-11:00 1000-3000 n0 repeated_stop",
            "T:7@1748865600000000 c1 12:00- 3000- n0 transaction_id_reused"
        ),
        Case(
            "a stop of a transaction nobody knows",
            "11:00 stop 99 3000",
            "O:99:1748862000000000:3000000 c0 11:00-11:00 ?-3000 n0 unmatched_stop"
        ),
        Case(
            "the same again",
            "11:00 stop 99 3000\n11:01 again 1",
            "O:99:1748862000000000:3000000 c0 11:00-11:00 ?-3000 n0 repeated_stop unmatched_stop"
        ),
        Case(
            "a stop without a number fits the only open session",
            "10:00 start 7 1000\n11:00 stop -1 3000",
            "T:7 c1 10:00-11:00 1000-3000 n0 matched_by_time"
        ),
        Case(
            "the same again, while the next session is open",
            """
            10:00 start 7 1000
            11:00 stop 0 3000
            11:02 start 8 3000
            11:03 again 2
            """,
            "T:7 c1 10:00-11:00 1000-3000 n0 repeated_stop matched_by_time",
            "T:8 c1 11:02- 3000- n0"
        ),
        Case(
            "a stop without a number, and two sessions fit",
            """
            10:00 start 7 1000
            10:05 start 8 500 c2
            11:00 stop 0 3000
            """,
            "O:0:1748862000000000:3000000 c0 11:00-11:00 ?-3000 n0 unmatched_stop",
            "T:7 c1 10:00- 1000- n0",
            "T:8 c2 10:05- 500- n0"
        ),
        Case(
            "a stop without a number that lies below the only open session's start",
            "10:00 start 7 1000\n11:00 stop -1 900",
            "O:-1:1748862000000000:900000 c0 11:00-11:00 ?-900 n0 unmatched_stop",
            "T:7 c1 10:00- 1000- n0"
        ),
        Case(
            "a stop before the start",
            "10:00 start 7 1000\n11:00 stop 7 3000 at=09:00",
            "T:7 c1 10:00-09:00 1000-3000 n0 stop_before_start"
        ),
        Case(
            "a stop that brings its readings, the start's among them",
            """
            10:00 start 7 1000
            10:15 read 7 1500
            11:00 stop 7 3000 data=10:00/1000
            """,
            "T:7 c1 10:00-11:00 1000-3000 n2"
        ),
    ]
}
