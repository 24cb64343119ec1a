"""What a CasparCG server does to a template's data on its way from a client to the page.

The tokens of a command and the masking of quotes are as servers up to 2.5.0 have them: a backslash
inside a value reaches the page's script as it is, where it is an escape of its own.
"""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

UNMASKED = {"\\": "\\", '"': '"', "n": "\n"}
CALLS = {"PLAY": "play()", "STOP": "stop()", "NEXT": "next()"}


def tokens(command: str) -> list[str]:
    """The words of a command; quoted ones hold spaces, and an unknown mask is lost with its letter."""
    found: list[str] = []
    word, quoted, masked = "", False, False
    for letter in command:
        if masked:
            word, masked = word + UNMASKED.get(letter, ""), False
        elif letter == "\\":
            masked = True
        elif letter == '"' or (letter == " " and not quoted):
            quoted = not quoted if letter == '"' else quoted
            found, word = ([*found, word], "") if word or (letter == '"' and not quoted) else (found, word)
        else:
            word += letter
    return [*found, word] if word else found


def update_script(data: str) -> str:
    """The script that a server runs in the page to hand data over."""
    masked = data.strip(' "').replace('"', '\\"')
    return f'update("{masked}")'


def scripts(command: str) -> list[str]:
    """The scripts that one `CG` command runs in the page, in their order."""
    words = tokens(command)
    act, rest = words[2], words[4:]
    if act == "ADD":
        _, plays, *data = rest
        return [update_script("".join(data)), *(["play()"] if plays == "1" else [])]
    return [update_script(rest[0])] if act == "UPDATE" else [CALLS[act]]


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        for line in self.rfile:
            command = line.decode().rstrip("\r\n")
            answer = "202 CG OK"
            if command.startswith("REQ "):
                _, number, command = command.split(" ", 2)
                answer = f"RES {number} 202 CG OK"
            self.server.heard.append(command)  # type: ignore[attr-defined]
            self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def amcp_server() -> Iterator[tuple[int, list[str]]]:
    """A server that answers every command with 202, as they do; its port, and what it heard."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Line) as server:
        server.daemon_threads = True
        heard: list[str] = []
        server.heard = heard  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], heard
        server.shutdown()
