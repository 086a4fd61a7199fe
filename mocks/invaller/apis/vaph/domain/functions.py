"""Function codes: a table of which only two codes are documented, to be replaced by your own.

Source: VAPH ISIS, Een contract opzoeken, Voorbeeld; facts: vaph notes (no list of function codes).
"""

from collections.abc import Iterable
from difflib import get_close_matches

from invaller.apis.vaph.domain.refused import Refused


def unknown_function(code: str, known: Iterable[str]) -> Refused:
    """The refusal of a code that is not in the table; known: the codes that are."""
    codes = sorted(known)
    nearest = get_close_matches(code, codes, 1, 0.0)
    return Refused(
        "vaph.function.unknown-400",
        "not documented",
        f"function code {code} is not known",
        "functie/code",
        code,
        codes,
        nearest[0] if nearest else None,
    )
