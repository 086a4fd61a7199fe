"""The one stylesheet: it stands in every page, and pages admit no other."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

STYLE = (files("invaller.console") / "style.css").read_text("utf-8")
STYLE_HASH = f"sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}"
"""The stylesheet's source expression for a Content-Security-Policy."""
