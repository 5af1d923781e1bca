"""The little HTTP that both stand-ins need: one function from Request to Response, on loopback.

Stands apart so that the stand-ins speak of calls and voices, not of sockets. A response of None
closes the connection without an answer, which is how a vendor's time-out looks.
"""

import json
import sys
import threading
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Request:
    """`target` is path and query as they came, `path` is decoded; header names are lower case."""

    method: str
    target: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes

    def form(self) -> tuple[tuple[str, str], ...]:
        """The fields of a form body, blank and repeated ones included."""
        return tuple(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    def basic_auth(self) -> tuple[str, str] | None:
        """User and password, or None where there are none to be read."""
        scheme, _, value = self.headers.get("authorization", "").partition(" ")
        try:
            user, colon, password = b64decode(value, validate=True).decode().partition(":")
        except ValueError:
            return None
        return (user, password) if scheme.lower() == "basic" and colon else None


@dataclass(frozen=True, slots=True)
class Response:
    """What goes back."""

    status: int
    body: bytes
    content_type: str


def json_response(status: int, value: object) -> Response:
    """`value` as JSON."""
    return Response(status, json.dumps(value).encode(), "application/json")


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that gave up is no error of ours; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # only shown


class Server:
    """Answers on a free port of loopback from `start` until `stop`."""

    def __init__(self, respond: Callable[[Request], Response | None]) -> None:
        self._server = _HttpServer((LOOPBACK, 0), _handler(respond))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,))

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return f"http://{LOOPBACK}:{self._server.server_address[1]}"

    def start(self) -> None:
        """Begins to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answers nothing more and gives the port back."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(respond: Callable[[Request], Response | None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Without it the last packet of a small answer waits for the client's delayed ACK: 40 ms.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            request = Request(
                method=self.command,
                target=self.path,
                path=unquote(parts.path),
                query=tuple(parse_qsl(parts.query, keep_blank_values=True)),
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self.rfile.read(length),
            )
            response = respond(request)
            if response is None:
                self.close_connection = True
                return
            self.send_response(response.status)
            self.send_header("Content-Type", response.content_type)
            self.send_header("Content-Length", str(len(response.body)))
            self.end_headers()
            self.wfile.write(response.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
            """Says nothing: a stand-in's own record is its transcript."""

    return Handler
