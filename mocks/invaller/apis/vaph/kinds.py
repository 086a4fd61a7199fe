"""The documents that this API keeps, beside the users of `kernel.identity.basic`.

Members carry the vendor's names where the vendor has one; dates are ISO 8601 texts, decimals
the texts that answers show.
"""

from invaller.kernel.identity.basic import USERS
from invaller.kernel.store import Kind

UNIT = Kind("vaph.unit", (), ("number", "name", "erkenningsnummer"))
"""A subsidie-eenheid; key: its number without leading zeros."""

FUNCTION = Kind("vaph.function", (), ("code", "omschrijving"))
"""A function code and its label; key: the code. assumed: whether the label is ours."""

WORKER = Kind("vaph.worker", (), ("rijksregisternummer", "naam", "voornaam"))
"""A worker, known for ever; key: the rijksregisternummer."""

CONTRACT = Kind(
    "vaph.contract",
    ("unit", "rijksregisternummer", "line"),
    ("id", "unit", "rijksregisternummer", "line", "begindatum", "code", "ancJaar", "ancMaand"),
)
"""A contract; key: its id. unit: number; line: unit, worker and function, with slashes."""

PRESTATIE = Kind(
    "vaph.prestatie",
    ("contractId", "month"),
    (
        *("id", "contractId", "month", "jaar", "maand", "uren", "uurstel"),
        *("prestatieeenheid", "afwezigheid"),
    ),
)
"""A prestatie; key: its id. month: contract, year and month, with slashes."""

AFREKENING = Kind(
    "vaph.afrekeningscontract",
    ("unit",),
    (
        *("id", "unit", "rijksregisternummer", "naam", "voornaam", "code", "ancJaar", "ancMaand"),
        *("prestatieeenheid", "gelijkgesteldeperiode", "prestatiejaar"),
    ),
)
"""An afrekeningscontract; key: its id."""

GEPENSIONEERDEN = Kind("vaph.gepensioneerden", ("unit",), ("unit", "werkingsjaar", "entries"))
"""The bruggepensioneerden of a year; key: unit and year, with a slash."""

VARIABELE = Kind("vaph.variabeleprestaties", ("unit",), ("unit", "werkingsjaar", "entries"))
"""The variabele prestaties of a year; key: unit and year, with a slash."""

KINDS = (
    USERS,
    UNIT,
    FUNCTION,
    WORKER,
    CONTRACT,
    PRESTATIE,
    AFREKENING,
    GEPENSIONEERDEN,
    VARIABELE,
)


def line_of(unit: str, worker: str, function: str) -> str:
    """What has at most one valid contract at a time: unit, worker and function."""
    return f"{unit}/{worker}/{function}"
