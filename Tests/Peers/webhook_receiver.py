"""Receives webhooks and checks each with the convention's own library: webhook_receiver.py PORT COUNT SECRET...

Ends after COUNT requests; prints a line of JSON for each, with the places of the secrets by which it verifies. What is
answered, the path says: /fail 500, /redirect 302, anything else 200.
"""

import http.server
import json
import sys

from standardwebhooks import Webhook, WebhookVerificationError


def verified(secret: str, body: bytes, headers: dict) -> bool:
    try:
        Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True


class Receiver(http.server.BaseHTTPRequestHandler):
    secrets: list = []
    seen = 0

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        good = [place for place, secret in enumerate(self.secrets) if verified(secret, body, headers)]
        bad = [place for place, secret in enumerate(self.secrets) if verified(secret, body + b" ", headers)]
        print(json.dumps({
            "path": self.path, "id": headers["webhook-id"], "type": json.loads(body)["type"], "verified": good,
            "tampered": bad, "media": headers["content-type"],
        }), flush=True)
        status = {"/fail": 500, "/redirect": 302}.get(self.path, 200)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/ok")
        self.send_header("Content-Length", "0")
        self.end_headers()
        Receiver.seen += 1

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    port, count = int(sys.argv[1]), int(sys.argv[2])
    Receiver.secrets = sys.argv[3:]
    server = http.server.HTTPServer(("127.0.0.1", port), Receiver)
    while Receiver.seen < count:
        server.handle_request()


main()
