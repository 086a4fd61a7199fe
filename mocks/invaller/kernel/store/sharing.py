"""Documents that workspaces share with the template that they were made from.

A new workspace has no rows: of each kind it reads those of its template, until it first
writes that kind. Then the rows of the kind are copied in their order, and the sharing of it
ends. Nobody can tell: a template never changes once a workspace shares it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CursorResult,
    Executable,
    String,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from invaller.kernel.store.tables import DOCUMENTS, SHARES

Run = Callable[[Executable, Mapping[str, Any]], CursorResult[Any]]
"""Runs a statement that is kept, with its parameters."""

_COPIED = [c.name for c in DOCUMENTS.columns if c.name not in ("number", "workspace")]

_SHARE = select(SHARES.c.template, SHARES.c.own).where(SHARES.c.workspace == bindparam("at"))
_BEGIN = insert(SHARES)
_END = update(SHARES).where(SHARES.c.workspace == bindparam("at")).values(own=bindparam("kinds"))
_FORGET = delete(SHARES).where(SHARES.c.workspace == bindparam("at"))
_KINDS = select(DOCUMENTS.c.kind).where(DOCUMENTS.c.workspace == bindparam("at")).distinct()
_TEMPLATES = select(SHARES.c.template).distinct()
_COPY_KIND = insert(DOCUMENTS).from_select(
    ["workspace", *_COPIED],
    select(bindparam("target", type_=String), *(DOCUMENTS.c[name] for name in _COPIED))
    .where(DOCUMENTS.c.workspace == bindparam("at"), DOCUMENTS.c.kind == bindparam("of_kind"))
    .order_by(DOCUMENTS.c.number),
)
_SHARERS = select(SHARES.c.workspace, SHARES.c.template, SHARES.c.own).where(
    SHARES.c.template.in_(
        select(DOCUMENTS.c.workspace).where(
            DOCUMENTS.c.kind == bindparam("of_kind"), DOCUMENTS.c.key == bindparam("of_key")
        )
    )
)


@dataclass(frozen=True, slots=True)
class _Share:
    """What a workspace shares: all kinds of its template but those that it has rows of itself."""

    template: str
    own: frozenset[str]


class Sharing:
    """Which workspace shares what, kept in memory as far as it was asked for."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._shares: dict[str, _Share | None] = {}
        self._kinds: dict[str, frozenset[str]] = {}

    def home(self, workspace: str, kind: str) -> str:
        """Under whose name the documents of this kind lie that a workspace sees."""
        share = self._share(workspace)
        if share is None or kind in share.own or kind not in self._kinds_of(share.template):
            return workspace
        return share.template

    def template(self, workspace: str) -> str | None:
        """The template that a workspace was made from, if it shares anything with one."""
        share = self._share(workspace)
        return None if share is None else share.template

    def templates(self) -> set[str]:
        """The templates that any workspace or snapshot shares."""
        return {row.template for row in self._run(_TEMPLATES, {})}

    def sharers(self, kind: str, key: str) -> list[tuple[str, str]]:
        """The workspaces that see a document of a template, each with that template."""
        rows = self._run(_SHARERS, {"of_kind": kind, "of_key": key})
        return [(row.workspace, row.template) for row in rows if kind not in json.loads(row.own)]

    def begin(self, workspace: str, template: str) -> None:
        """Let a workspace without documents share all those of a template."""
        self._keep(workspace, _Share(template, frozenset()))

    def copy(self, source: str, target: str) -> None:
        """Let a workspace without documents share what another one shares."""
        share = self._share(source)
        if share is not None:
            self._keep(target, share)

    def end(self, workspace: str, kind: str) -> None:
        """Give a workspace rows of its own of a kind, which is about to be written."""
        share = self._share(workspace)
        if share is None or self.home(workspace, kind) == workspace:
            return
        self._run(_COPY_KIND, {"target": workspace, "at": share.template, "of_kind": kind})
        own = share.own | {kind}
        self._run(_END, {"at": workspace, "kinds": json.dumps(sorted(own))})
        self._shares[workspace] = _Share(share.template, own)

    def forget(self, workspace: str) -> None:
        """Let a workspace, or a template that nobody shares, be without documents."""
        self._run(_FORGET, {"at": workspace})
        self._shares.pop(workspace, None)
        self._kinds.pop(workspace, None)

    def clear(self) -> None:
        """Forget what is kept in memory: a change was taken back."""
        self._shares.clear()
        self._kinds.clear()

    def _keep(self, workspace: str, share: _Share) -> None:
        own = json.dumps(sorted(share.own))
        self._run(_BEGIN, {"workspace": workspace, "template": share.template, "own": own})
        self._shares[workspace] = share

    def _share(self, workspace: str) -> _Share | None:
        if workspace not in self._shares:
            row = self._run(_SHARE, {"at": workspace}).first()
            found = None if row is None else _Share(row.template, frozenset(json.loads(row.own)))
            self._shares[workspace] = found
        return self._shares[workspace]

    def _kinds_of(self, template: str) -> frozenset[str]:
        kinds = self._kinds.get(template)
        if kinds is None:
            kinds = frozenset(row.kind for row in self._run(_KINDS, {"at": template}))
            self._kinds[template] = kinds
        return kinds
