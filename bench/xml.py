"""VAPH ISIS: contracts registered by way of the XSD, and a list of a thousand of them."""

import base64
from collections.abc import Callable, Iterator
from statistics import median

from bench.figures import Figure
from bench.load import Conversation, drive, request
from bench.servers import BARE, INVALLER, Running
from bench.simulated import control, expect

_LISTED = 1_000
_LOOKS = 20
_LOGIN = base64.b64encode(b"isis:isis-simulator").decode()
_HEADERS = {"Authorization": f"Basic {_LOGIN}", "Content-Type": "application/xml"}
_CONTRACT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<contract>
  <werknemer>
    <rijksregisternummer>{}</rijksregisternummer>
    <naam>Doe</naam>
    <voornaam>John</voornaam>
  </werknemer>
  <begindatum>2014-01-01</begindatum>
  <einddatum>2014-12-31</einddatum>
  <functie>
    <code>630</code>
  </functie>
  <ancJaar>5</ancJaar>
  <ancMaand>11</ancMaand>
</contract>
"""
"""The document's request, for one worker after the other."""

Say = Callable[[str], None]


def xml_figures(
    server: Running, bare: Running, rounds: int, seconds: float, say: Say
) -> list[Figure]:
    """Contracts registered a second, beside a server that only parses them, and the list."""
    rates: dict[str, list[float]] = {INVALLER.name: [], BARE.name: []}
    busiest = 0.0
    for number in range(rounds):
        ours = _Unit(server, f"isis-{number}")  # each round begins with an empty one
        for kind, target, conversation in (
            (INVALLER, server, ours.registering), (BARE, bare, _bare_registering),
        ):  # fmt: skip
            load = drive(target.port, conversation, seconds)
            rates[kind.name].append(load.rate)
            busiest = max(busiest, load.busy)
    say(f"  the load generator was busy {busiest:.0%} of its time at most")
    registered = {name: median(values) for name, values in rates.items()}
    listed = _Unit(server, "isis-list").listing()
    return [
        Figure("contract registered, by XSD", "requests/s", registered, 800, at_most=False),
        Figure(f"list of {_LISTED:,} contracts", "ms", {INVALLER.name: listed}, expected=100),
    ]


class _Unit:
    """A subsidie-eenheid without contracts, in a workspace of its own."""

    def __init__(self, server: Running, name: str) -> None:
        control(server, name, "immediate")
        self._server = server
        self._path = f"/w/{name}/isis/SE.50/contract"
        self._workers = _workers()

    def registering(self) -> Conversation:
        """Register one contract after the other."""
        while True:
            expect(201, (yield self._registration()))

    def listing(self) -> float:
        """Milliseconds in which a thousand contracts are listed; the median of some looks."""

        def filling() -> Conversation:
            for _ in range(_LISTED):
                expect(201, (yield self._registration()))

        def looking() -> Conversation:
            answer = expect(200, (yield request("GET", self._path, _HEADERS)))
            assert answer.body.count(b"<contract>") == _LISTED

        drive(self._server.port, filling, seconds=600, connections=1)
        looks = [drive(self._server.port, looking, 60, connections=1) for _ in range(_LOOKS)]
        return median(look.seconds for look in looks) * 1_000

    def _registration(self) -> bytes:
        return request("PUT", self._path, _HEADERS, _CONTRACT.format(next(self._workers)).encode())


def _bare_registering() -> Conversation:
    body = _CONTRACT.format(next(_workers())).encode()
    while True:
        expect(201, (yield request("PUT", "/contract", _HEADERS, body)))


def _workers() -> Iterator[str]:
    """Valid numbers of different people born on 280 days of the 1970s."""
    for serial in range(1, 998):
        for day in range(280):
            digits = f"{70 + day // 28}01{day % 28 + 1:02}{serial:03}"
            yield f"{digits}{97 - int(digits) % 97:02}"
