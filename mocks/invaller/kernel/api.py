"""What an API folder offers to the server: one `API` value, found by its folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from invaller.kernel.calls import Answer, Call
from invaller.kernel.explanations import Finding
from invaller.kernel.pending import Work
from invaller.kernel.problems import ProblemMaker, belgif_problem
from invaller.kernel.store import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from invaller.kernel.workspace import Workspace

Query = Mapping[str, list[str]]
"""Query parameters by name, each with all its texts."""

Handler = Callable[[Call], Answer]
Process = Callable[["Workspace", Work, "datetime"], None]
"""Does one due item of pending work; the instant is when it fell due."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A JSON body with known deviations of real clients put right, and what those were."""

    body: Any
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Switch:
    """A choice where documents leave or contradict themselves; the first choice is the default."""

    name: str
    choices: tuple[str, ...]
    source: str

    @property
    def default(self) -> str:
        """What applies unless a workspace says otherwise."""
        return self.choices[0]


def no_mending(_operation: str, body: Any) -> Mended:
    """For an API whose clients are not known to deviate."""
    return Mended(body)


@dataclass(frozen=True, slots=True)
class Api:
    """One simulated API.

    key: its folder name; base_path: where it is served; needs: APIs it cannot do without;
    handlers: by operationId, an absent one answers 501; process: by kind of pending work;
    mend: lenient reading of JSON bodies; reroute: lenient reading of method and path below
    the base path; mend_parameters: lenient reading of the query; outages: names of parts
    behind the API that a fault can take down; document: its specification, by
    default specs/<key>/openapi.yaml; security: how a caller is told, `bearer`
    (OAuth2 of social security) or `none`; sample: a call for the shell that answers, with
    {url}, {today} and {steer} (curl for the control plane) to fill in.
    """

    key: str
    title: str
    base_path: str
    handlers: Mapping[str, Handler]
    process: Mapping[str, Process] = field(default_factory=dict)
    problem: ProblemMaker = belgif_problem
    mend: Callable[[str, Any], Mended] = no_mending
    reroute: Callable[[str, str, Query], str] | None = None
    mend_parameters: Callable[[str, Query], Mended] | None = None
    kinds: tuple[Kind, ...] = ()
    switches: tuple[Switch, ...] = ()
    outages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    security: str = "bearer"
    sample: str = ""
    document: Mapping[str, Any] | None = None
