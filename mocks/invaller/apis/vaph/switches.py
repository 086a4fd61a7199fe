"""Choices where the document leaves or contradicts itself; the first choice is the default."""

from invaller.kernel.api import Switch

DATE_OFFSET = Switch(
    "vaph.date-offset",
    ("literal", "brussels"),
    "VAPH ISIS, Een contract opzoeken, Voorbeeld; facts: vaph_fields.json, contradictions 5",
)
"""The offset of dates in answers: +02:00 as printed, or that of Brussels on the day."""

UNDECLARED_PREFIX = Switch(
    "vaph.undeclared-prefix",
    ("declared", "undeclared"),
    "VAPH ISIS, Een lijst van afrekening bruggepensioneerden opzoeken, Response; "
    "facts: vaph_fields.json, contradictions 6",
)
"""Whether the two yearly lists declare the prefix ns2, which the document leaves out."""

SWITCH_OFF = Switch(
    "vaph.switch-off",
    ("2030-01-01", "2028-01-01", "2027-01-01", "2026-01-01", "2025-01-01", "2019-03-08", "never"),
    "not documented: a deprecation without an end",
)
"""The first day, in Brussels, on which the deprecated base URLs answer 404."""

SWITCHES = (DATE_OFFSET, UNDECLARED_PREFIX, SWITCH_OFF)
