"""XML in few words: names and values, without markup."""

import re

_LEAF = re.compile(r"<([\w.-]+)>([^<]*)</\1>")
_NAME = re.compile(r"^\s*<(?:\?.*?\?>\s*<)?(?:\w+:)?([\w.-]+)", re.DOTALL)


def is_xml(body: object) -> bool:
    """Whether a body is a text that begins like XML."""
    return isinstance(body, str) and body.lstrip().startswith("<")


def xml_told(body: str) -> str:
    """The name of the root, and each element with a value."""
    root = _NAME.match(body)
    values = (f"{name} {value.strip()}" for name, value in _LEAF.findall(body))
    return f"{root[1] if root else ''} {{{', '.join(values)}}}"
