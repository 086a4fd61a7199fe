"""A world: the workspaces of one server over one store. Two worlds never touch."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from invaller.kernel.api import Api
from invaller.kernel.clock import Clock, parse_instant
from invaller.kernel.identity.certificates import (
    forget_certificates,
    keep_certificates,
    registered,
)
from invaller.kernel.identity.clients import mint_clients
from invaller.kernel.identity.tokens import forget_tokens
from invaller.kernel.journal import Journal
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.quarters import Quarter
from invaller.kernel.seeding import seed_of
from invaller.kernel.settings import Settings
from invaller.kernel.store import Documents, Store
from invaller.kernel.workspace import Workspace

DEFAULT = "default"
"""The workspace of calls that name no other."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_HIDDEN = "~"
"""First character of names that are not workspaces: templates and snapshots."""
_SEED = f"{_HIDDEN}seed/"


class WorldError(ValueError):
    """A workspace or snapshot that does not exist, exists already, or has an unusable name."""


class UnusableName(WorldError):
    """A name that a workspace or snapshot cannot have."""


class World:
    """All workspaces of one server.

    is_continued: the database held workspaces already; they keep their own settings.
    """

    def __init__(self, apis: Mapping[str, Api], store: Store, settings: Settings) -> None:
        self.apis = apis
        self.store = store
        self.settings = settings
        self.turn = asyncio.Lock()
        self._live: dict[str, Workspace] = {}
        self._touched: set[str] = set()
        self._journals: dict[str, Journal] = {}
        self._templates: dict[str, str] = {}
        with self.store.transaction():
            self._numbered = self._last_number()
            self.is_continued = DEFAULT in self.store.names()
            if not self.is_continued:
                self._create(DEFAULT, settings)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One exchange: stored as a whole, or not at all when it raises."""
        try:
            with self.store.transaction():
                yield
                for name in self._touched & self._live.keys():
                    if (record := self._live[name].changed_record()) is not None:
                        self.store.put_record(name, record)
        except BaseException:
            # What is in memory may be ahead of what is stored: read it again next time.
            for name in self._touched:
                self._live.pop(name, None)
            raise
        finally:
            self._touched.clear()

    def names(self) -> list[str]:
        """The names of the workspaces, the default one first."""
        names = [name for name in self.store.names() if not name.startswith(_HIDDEN)]
        return sorted(names, key=lambda name: (name != DEFAULT, name))

    def find(self, name: str) -> Workspace | None:
        """The workspace of this name, or None."""
        self._touched.add(name)
        live = self._live.get(name)
        if live is not None:
            return live
        if _NAME.fullmatch(name) is None or (record := self.store.record(name)) is None:
            return None
        return self._wake(record)

    def workspace(self, name: str = DEFAULT) -> Workspace:
        """The workspace of this name; raises WorldError when there is none."""
        workspace = self.find(name)
        if workspace is None:
            raise WorldError(f"no workspace {name!r}; there are {', '.join(self.names())}")
        return workspace

    def create(self, name: str | None, settings: Settings) -> Workspace:
        """A new workspace, filled from the seed; without a name it gets the next `wN`."""
        name = self._next_name() if name is None else name
        self._check_free(name)
        return self._create(name, settings)

    def fork(self, source: str, name: str | None) -> Workspace:
        """A copy of a workspace that goes its own way, with credentials of its own."""
        origin = self.workspace(source)
        name = self._next_name() if name is None else name
        self._check_free(name)
        self._copy(origin, name)
        fork = self.workspace(name)
        forget_tokens(fork.documents)
        forget_certificates(fork.documents)
        self._mint(fork)
        return fork

    def delete(self, name: str) -> None:
        """Forget a workspace; the default one can be reset, not deleted."""
        if name == DEFAULT:
            raise WorldError("the default workspace cannot be deleted; reset it instead")
        self.workspace(name)
        self._live.pop(name, None)
        self._journals.pop(name, None)
        for stored in self.store.names():
            if stored == name or stored.startswith(f"{_HIDDEN}snapshot/{name}/"):
                self.store.drop(stored)

    def reset(self, name: str) -> Workspace:
        """Bring a workspace back to how it was created; its journal is emptied.

        Certificates that were issued still lead to it: they lie in files of the tested system.
        """
        workspace = self.workspace(name)
        issued = registered(workspace.documents)
        self.store.clear(name)
        self._live.pop(name, None)
        self._journals.pop(name, None)
        again = self._create(name, workspace.origin)
        keep_certificates(again.documents, issued)
        return again

    def save_snapshot(self, workspace: Workspace, snapshot: str) -> None:
        """Keep the workspace's clock, settings, data and pending work under a name."""
        target = self._snapshot_name(workspace.name, snapshot)
        self.store.drop(target)
        self._copy(workspace, target)

    def restore_snapshot(self, name: str, snapshot: str) -> Workspace:
        """Bring a workspace back to a snapshot of it, its clock included."""
        source, record = self.snapshot(name, snapshot)
        issued = registered(self.workspace(name).documents)
        self.store.clear(name)
        self.store.copy(source, name)
        restored = self.adopt({**record, "name": name})
        keep_certificates(restored.documents, issued)
        return restored

    def snapshot(self, name: str, snapshot: str) -> tuple[str, dict[str, Any]]:
        """Where a snapshot is stored, and its record; raises WorldError when there is none."""
        stored = self._snapshot_name(name, snapshot)
        record = self.store.record(stored)
        if record is None:
            raise WorldError(f"workspace {name!r} has no snapshot {snapshot!r}")
        return stored, record

    def adopt(self, record: dict[str, Any]) -> Workspace:
        """Let a workspace go on from another record of itself, e.g. an imported one."""
        self.store.put_record(record["name"], record)
        self._live.pop(record["name"], None)
        return self.workspace(record["name"])

    def delete_snapshot(self, name: str, snapshot: str) -> None:
        """Forget a snapshot; raises WorldError when there is none."""
        target, _ = self.snapshot(name, snapshot)
        self.store.drop(target)

    def snapshots(self, name: str) -> list[str]:
        """The names of a workspace's snapshots."""
        prefix = f"{_HIDDEN}snapshot/{name}/"
        return [stored[len(prefix) :] for stored in self.store.names() if stored.startswith(prefix)]

    def _create(self, name: str, settings: Settings) -> Workspace:
        clock = Clock.started(settings.clock, parse_instant(settings.now) if settings.now else None)
        settings = replace(settings)
        record = {
            "name": name,
            "origin": settings.to_document(),
            "settings": settings.to_document(),
            "clock": clock.to_document(),
            "faults": [],
            "counters": {},
        }
        self.store.share(self._template(clock), name)
        self.store.put_record(name, record)
        workspace = self._wake(record)
        self._mint(workspace)
        return workspace

    def _mint(self, workspace: Workspace) -> None:
        """Give a workspace the credentials that lead to it and to no other."""
        name, seed = workspace.name, workspace.settings.seed
        mint_clients(workspace.documents, name, seed)
        for api in self.apis.values():
            if api.mint is not None:
                api.mint(workspace.documents, name, seed)

    def _template(self, clock: Clock) -> str:
        # Seeds may speak of quarters relative to today, so there is one template a quarter;
        # what an API sows itself may speak of days.
        today = legal_date(clock.now())
        by_day = any(api.sow is not None for api in self.apis.values())
        period = str(today if by_day else Quarter.of(today))
        name = self._templates.get(period)
        if name is None or self.store.record(name) is None:
            name = self._templates[period] = self._sown(today)
        return name

    def _sown(self, today: date) -> str:
        """The template with what a workspace begins with today.

        It is named by what it holds: a later version of the seed is another template, and
        what older workspaces share does not change under them.
        """
        seed = seed_of(self.store, self.apis, today)
        name = f"{_SEED}{seed.digest}"
        if self.store.record(name) is None:
            self.store.put_record(name, {"name": name})
            Documents(self.store, name).put_rows(seed.rows)
        return name

    def _wake(self, record: dict[str, Any]) -> Workspace:
        name = record["name"]
        self._touched.add(name)
        journal = self._journals.setdefault(name, Journal())
        self._live[name] = Workspace(self.store, record, self.apis, journal)
        return self._live[name]

    def _copy(self, source: Workspace, target: str) -> None:
        self.store.copy(source.name, target)
        self.store.put_record(target, {**source.record(), "name": target})

    def _next_name(self) -> str:
        while True:
            self._numbered += 1
            if self.store.record(f"w{self._numbered}") is None:
                return f"w{self._numbered}"

    def _check_free(self, name: str) -> None:
        if _NAME.fullmatch(name) is None:
            raise UnusableName(
                f"{name!r} is no name for a workspace: letters, digits, '.', '_' and '-', "
                "at most 100, beginning with a letter or digit"
            )
        if self.store.record(name) is not None:
            raise WorldError(f"workspace {name!r} exists already")

    def _snapshot_name(self, workspace: str, snapshot: str) -> str:
        if _NAME.fullmatch(snapshot) is None:
            raise UnusableName(f"{snapshot!r} is no name for a snapshot")
        return f"{_HIDDEN}snapshot/{workspace}/{snapshot}"

    def _last_number(self) -> int:
        numbers = [int(name[1:]) for name in self.store.names() if re.fullmatch(r"w\d+", name)]
        return max(numbers, default=0)


def open_world(apis: Mapping[str, Api], settings: Settings, state: str) -> World:
    """A world over the database at a URL; templates that nobody shares any more are dropped."""
    store = Store(state)
    with store.transaction():
        shared = store.sharing.templates()
        for name in store.names():
            if name.startswith(_SEED) and name not in shared:
                store.drop(name)
    return World(apis, store, settings)
