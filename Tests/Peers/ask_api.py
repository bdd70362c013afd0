"""Asks the running API what schemathesis makes of its description: ask_api.py URL KEY [EXAMPLES] [SEED].

No answer may be a fault of the server, and none may differ from the description: statuses, media types, bodies, headers,
what is wrong refused, methods that are not there. Bounded by examples per operation and by a deadline.
"""

import json
import os
import subprocess
import sys
import tempfile

# Far beyond what the examples take on a busy machine.
DEADLINE_SECONDS = 900
# The longest line that is printed: requests made at random are longer than anybody reads.
LINE = 600


# What is right by its form may yet name what is not there, or break a rule that no form can tell (check digits, names that
# another customer has): 422 and 409 say so by reading. Ids in paths are drawn at random, so most are not there.
CHANGES = """
[[operations]]
include-method = "{method}"
checks.positive_data_acceptance.enabled = false
"""
SETTINGS = "".join(CHANGES.format(method=method) for method in ("POST", "PUT", "PATCH", "DELETE"))


def main() -> None:
    url, key = sys.argv[1:3]
    examples = sys.argv[3] if len(sys.argv) > 3 else os.environ.get("API_EXAMPLES", "15")
    seed = sys.argv[4] if len(sys.argv) > 4 else os.environ.get("SEED", "7")
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "events.ndjson")
        command = [
            os.path.join(os.path.dirname(sys.executable), "schemathesis"), "run", url + "/api/v1/openapi.json",
            "--header", "Authorization: Bearer " + key, "--phases", "examples,coverage,fuzzing",
            "--max-examples", examples, "--seed", seed, "--no-color",
            "--request-timeout", "60", "--continue-on-failure", "--suppress-health-check", "all",
            "--generation-database", "none", "--generation-allow-x00", "false",
            "--report", "ndjson", "--report-ndjson-path", report,
        ]
        with open(os.path.join(folder, "schemathesis.toml"), "w", encoding="utf-8") as settings:
            settings.write(SETTINGS)
        played = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=DEADLINE_SECONDS)
        print("\n".join(line[:LINE] for line in (played.stdout + played.stderr).splitlines()))
        with open(report, encoding="utf-8") as lines:
            answers = sum(line.count('"status_code"') for line in lines)
        print(json.dumps({"answers": answers, "seed": seed}))
    # What was never asked proves nothing.
    sys.exit(played.returncode or (0 if answers > 100 else 1))


main()
