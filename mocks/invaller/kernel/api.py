"""What an API folder offers to the server: one `API` value, found by its folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from invaller.kernel.calls import Answer, Call, Caller
from invaller.kernel.explanations import Finding
from invaller.kernel.pending import Work
from invaller.kernel.problems import ProblemMaker, Violation, belgif_problem
from invaller.kernel.store import Documents, Kind

if TYPE_CHECKING:
    from datetime import date, datetime

    from invaller.kernel.workspace import Workspace

Query = Mapping[str, list[str]]
"""Query parameters by name, each with all its texts."""

Handler = Callable[[Call], Answer]
Process = Callable[["Workspace", Work, "datetime"], None]
"""Does one due item of pending work; the instant is when it fell due."""

Facts = dict[str, Any]
"""What one API tells another, as JSON-able data; who offers it says what is in it."""

Service = Callable[["Workspace", Facts, "datetime"], Facts]
"""Does at once what another API of the workspace asks for, and answers."""

Credential = tuple[Kind, str]
"""What leads a call to its workspace: a kind of document and the key of one."""

Listener = Callable[["Workspace", Facts, "datetime"], None]
"""Hears what happened in another API of the workspace."""


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
    default specs/<key>/openapi.yaml; sample: a call for the shell that answers, with {url},
    {today} and {steer} (curl for the control plane) to fill in.

    other_base_paths: where it is served too; any_case: base paths are found in any letter case
    (what a strict workspace then still refuses); any_path_case: whole paths are, in every
    workspace; any_query_case: so are names of query parameters; typed_paths: a path parameter
    that is a uuid or an integer takes nothing else, and tells paths apart; root_segments: with
    an empty base path, the first segments of the paths that are its; media_type_names: what
    clients are known to write for a media type, in lower case; claim: the credential that
    query and body of a call name, for calls that carry no token; mint: gives a new or forked
    workspace the credentials that lead to it alone (documents, name and seed of the
    workspace); sow: writes what a seed file cannot say into a new workspace (documents, its
    first day); admit: who calls, asked before anything of the call is checked, with its path
    parameters as texts (raises Refusal), for an API whose callers carry no bearer token;
    by_certificate: its callers are known by their client certificate;
    any_media_type: bodies are read as the first media type of their operation, whatever
    Content-Type says; receive_invalid: answers a call that the specification does not allow,
    where that stores something.

    pages: what is served beside the base paths, by path, for GET: no operations of the document,
    so that nothing but the caller is checked; unrouted: answers a call below the base paths that
    no operation serves, with the methods that its path does have (default: 404 or 405);
    adopt: the same API over another document, one that a user brings in.

    offers and listens: how APIs meet that know nothing of each other: services by name that
    `Workspace.ask` reaches, and listeners by the name of an event that `Workspace.tell` spreads.
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
    sample: str = ""
    document: Mapping[str, Any] | None = None
    other_base_paths: tuple[str, ...] = ()
    any_case: bool = False
    any_path_case: bool = False
    any_query_case: bool = False
    typed_paths: bool = False
    root_segments: tuple[str, ...] = ()
    media_type_names: Mapping[str, str] = field(default_factory=dict)
    claim: Callable[[Query, bytes], Credential | None] | None = None
    mint: Callable[[Documents, str, str], None] | None = None
    sow: Callable[[Documents, "date"], None] | None = None
    admit: Callable[[Call], Caller | None] | None = None
    by_certificate: bool = False
    any_media_type: bool = False
    receive_invalid: Callable[[Call, tuple[Violation, ...]], Answer] | None = None
    pages: Mapping[str, Handler] = field(default_factory=dict)
    unrouted: Callable[[Call, tuple[str, ...]], Answer] | None = None
    adopt: "Callable[[Mapping[str, Any]], Api] | None" = None
    offers: Mapping[str, Service] = field(default_factory=dict)
    listens: Mapping[str, Listener] = field(default_factory=dict)

    @property
    def base_paths(self) -> tuple[str, ...]:
        """Every base path that it is served under."""
        return (self.base_path, *self.other_base_paths)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where it is found, to tell people: its base path, or its paths at the root."""
        return tuple(f"/{segment}" for segment in self.root_segments) or (self.base_path,)

    def base_path_of(self, path: str) -> str | None:
        """The longest base path that a path lies under, or None."""
        under = f"{path.lower() if self.any_case or self.any_path_case else path}/"
        if self.root_segments:
            first = under.split("/", 2)[1]
            return self.base_path if first in self.root_segments else None
        found = [base for base in self.base_paths if under.startswith(f"{base}/")]
        return max(found, key=len, default=None)
