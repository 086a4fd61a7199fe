"""Lenient reading that more than one API needs: what was wrong is put right, with a finding."""

from collections.abc import Mapping, Sequence

from invaller.kernel.api import Mended
from invaller.kernel.explanations import Finding


def trimmed(query: Mapping[str, Sequence[str]], finding: Finding) -> Mended:
    """Query parameters without white space around names and values.

    The documents print such parameters: `periodId =1`, `citizen= 07010189901`. The finding
    is given when there was any.
    """
    parameters = {name.strip(): [text.strip() for text in texts] for name, texts in query.items()}
    as_sent = {name: list(texts) for name, texts in query.items()}
    return Mended(parameters, () if parameters == as_sent else (finding,))
