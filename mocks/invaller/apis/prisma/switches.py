"""Choices where the documents leave or contradict themselves; the first choice is the default."""

from invaller.kernel.api import Switch

FIRST_LOOK = Switch(
    "prisma.first-look",
    ("hastens", "waits"),
    "not documented; facts: prisma notes, trap 9 (clients that look once and expect the worker)",
)
"""Whether the first Result call on a waiting entry lets the queue be worked up to it.

Only in lenient mode, and for entries that wait for nothing but their time.
"""

SWITCHES = (FIRST_LOOK,)
