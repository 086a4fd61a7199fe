"""How values of the control plane look on a page."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

STATUSES = ("documented", "observed", "assumed")
"""On whose word a behaviour of the fidelity ledger is there, surest first."""

_NOTICES = {
    "advanced": "The clock moved forward; {count} items of pending work were done.",
    "released": "The item was done.",
    "reset": "The workspace is as it was created; its journal is empty.",
    "cleared": "No fault rule is left.",
}


def notice(name: str, count: int) -> str:
    """What a button did, in words; nothing for a name that no button gives."""
    return _NOTICES.get(name, "").format(count=count)


def instant(text: str | None) -> str:
    """An instant for people: to the millisecond, without the letters."""
    return "" if text is None else text[:23].replace("T", " ").rstrip("Z")


def waits_for(work: Mapping[str, Any]) -> str:
    """What an item of pending work waits for."""
    if work["due"]:
        return f"due {instant(work['due'])}"
    if work["pollsLeft"]:
        return f"{work['pollsLeft']} more polls"
    failed = f"; it failed: {work['failure']}" if work.get("failure") else ""
    return f"held until it is released{failed}"


def outcome_class(status: int) -> str:
    """The class of an HTTP status: what colour it has."""
    return {2: "good", 4: "refused", 5: "failed"}.get(status // 100, "other")


def pretty(value: Any) -> str:
    """A body for people: indented JSON, or the text that it is."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


def counts(entries: Sequence[Mapping[str, str]]) -> dict[str, int]:
    """How many behaviours there are of each status, and in all."""
    found = Counter(entry["status"] for entry in entries)
    return {**{status: found[status] for status in STATUSES}, "all": len(entries)}


FILTERS = {
    "instant": instant,
    "waits_for": waits_for,
    "outcome_class": outcome_class,
    "pretty": pretty,
    "counts": counts,
}
"""The filters of the templates by name."""
