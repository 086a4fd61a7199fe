"""What a workspace can be told at its creation, and changed to afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from invaller.kernel.clock import Clock, ClockMode, parse_instant
from invaller.kernel.processing import Processing

STRICTNESS = ("lenient", "strict")
REGISTERS = ("closed", "open")


class SettingsError(ValueError):
    """A setting that does not exist, or a value it does not have."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one workspace.

    seed: identifiers and chance derive from it; now: where its clock starts (None: wall
    time); processing: by `api.kind`, `api` or `default`; strictness: `lenient` accepts
    what real clients are known to send, `strict` only what the document allows;
    registers: `closed` knows only seeded and imported people and employers, `open` takes
    any valid number; switches: choices where the documents leave or contradict themselves.
    """

    seed: str = "1"
    now: str | None = None
    clock: ClockMode = "real"
    processing: dict[str, str] = field(default_factory=dict)
    strictness: str = "lenient"
    registers: str = "closed"
    switches: dict[str, str] = field(default_factory=dict)

    def to_document(self) -> dict[str, Any]:
        """The settings as JSON."""
        # Written after most exchanges: asdict takes ten times as long for its deep copies.
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: dict(value) if isinstance(value, dict) else value
            for name, value in values.items()
        }

    def changed(self, document: dict[str, Any], switches: dict[str, Iterable[str]]) -> "Settings":
        """These settings with the given members replaced; `processing` and `switches` merge.

        switches: the choices of each switch that exists. Raises SettingsError for an
        unknown member or value, naming what is possible.
        """
        known = {one.name for one in fields(self)}
        unknown = sorted(set(document) - known)
        if unknown:
            raise SettingsError(f"unknown settings {unknown}; there are {sorted(known)}")
        document = {name: value for name, value in document.items() if value is not None}
        document["processing"] = self.processing | _processing(document.get("processing", {}))
        document["switches"] = self.switches | _chosen(document.get("switches", {}), switches)
        settings = replace(self, **document)
        _one_of("strictness", settings.strictness, STRICTNESS)
        _one_of("registers", settings.registers, REGISTERS)
        _one_of("clock", settings.clock, ("real", "frozen"))
        if settings.now is not None:
            Clock.started(settings.clock, parse_instant(settings.now))
        return replace(settings, seed=str(settings.seed))


def _one_of(name: str, value: str, choices: Iterable[str]) -> None:
    if value not in choices:
        raise SettingsError(f"{name} is {' or '.join(choices)}, not {value!r}")


def _processing(given: dict[str, str] | str) -> dict[str, str]:
    settings = {"default": given} if isinstance(given, str) else dict(given)
    for text in settings.values():
        Processing.parse(text)
    return settings


def _chosen(given: dict[str, str], switches: dict[str, Iterable[str]]) -> dict[str, str]:
    for name, value in given.items():
        if name not in switches:
            raise SettingsError(f"no switch {name!r}; there are {sorted(switches)}")
        _one_of(f"switch {name}", value, tuple(switches[name]))
    return dict(given)
