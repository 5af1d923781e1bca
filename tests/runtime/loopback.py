"""A server on loopback that answers what a test tells it to, and keeps what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode())


@dataclass
class Answers:
    """`replies` (status, body) are used up one after another; the last one stays."""

    replies: list[tuple[int, bytes]]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def next(self) -> tuple[int, bytes]:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def answering(*replies: tuple[int, bytes]) -> Iterator[Answers]:
    """Serve these replies at `url`. A status of 0 breaks the connection instead."""
    answers = Answers(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): text for name, text in self.headers.items()}
            answers.asked.append(Asked(self.command, self.path, headers, body))
            status, reply = answers.next()
            if status == 0:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output to themselves."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        answers.url = f"http://127.0.0.1:{server.server_port}"
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            yield answers
        finally:
            server.shutdown()
            serving.join()
