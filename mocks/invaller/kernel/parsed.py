"""YAML texts, parsed once a machine: what they mean is kept as JSON, which loads ten times faster.

The kept form lies in the user's cache folder under a digest of the text, so it is never
out of date; where it cannot be written, the text is parsed at each start.
"""

import json
import os
import tempfile
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

_FORM = "1"
"""Part of the digest: raise it when the way of parsing changes."""


def parse_yaml(text: str) -> Any:
    """What a YAML text of plain values (no dates, no tags) means."""
    digest = blake2b(f"{_FORM}\n{text}".encode(), digest_size=20).hexdigest()
    return remembered(digest, lambda: load_yaml(text))


def load_yaml(text: str) -> Any:
    """What a YAML text means, read anew."""
    # Most starts find what they need among what is kept.
    import yaml

    return yaml.load(text, yaml.CSafeLoader)


def remembered(digest: str, make: Callable[[], Any]) -> Any:
    """What was made of something with this digest: kept from an earlier start, or made now."""
    kept = _folder() / f"{digest}.json"
    try:
        return json.loads(kept.read_text("utf-8"))
    except (OSError, ValueError):
        made = make()
        _keep(kept, made)
        return made


def remembered_last(name: str, digest: str, make: Callable[[], Any]) -> Any:
    """As `remembered`, for what is large and soon out of date: only the last one is kept."""
    kept = _folder() / f"{name}.json"
    try:
        of, value = json.loads(kept.read_text("utf-8"))
        if of == digest:
            return value
    except (OSError, ValueError, TypeError):
        pass
    made = make()
    _keep(kept, [digest, made])
    return made


def _folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "invaller"


def _keep(kept: Path, parsed: Any) -> None:
    """Write whole or not at all: another process may read at the same time."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=kept.parent, delete=False) as file:
            file.write(json.dumps(parsed))
        Path(file.name).replace(kept)
    except OSError:
        return
