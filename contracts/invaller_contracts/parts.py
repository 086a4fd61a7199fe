"""What a simulated workspace consists of for a test: clock, pending work, journal, faults."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from invaller_contracts.control import Control

Document = dict[str, Any]
Documents = list[dict[str, Any]]


class Clock:
    """The clock of a workspace; it only moves forward."""

    def __init__(self, control: Control) -> None:
        self._control = control

    @property
    def now(self) -> datetime:
        """The instant that it shows, aware, in UTC."""
        return datetime.fromisoformat(self._control.ask("GET", "/clock")["now"])

    @property
    def mode(self) -> str:
        """Whether it is `real` or `frozen`."""
        return str(self._control.ask("GET", "/clock")["mode"])

    def advance(self, by: str | timedelta) -> Documents:
        """Move forward by a duration (ISO 8601 such as PT3S); gives the work that fell due."""
        duration = f"PT{by.total_seconds():.6f}S" if isinstance(by, timedelta) else by
        return _fell_due(self._control.ask("POST", "/clock/advance", {"by": duration}))

    def set(self, instant: str | datetime) -> Documents:
        """Move forward to an instant; gives the work that fell due."""
        text = instant if isinstance(instant, str) else instant.isoformat()
        return _fell_due(self._control.ask("PUT", "/clock", {"now": text}))

    def switch(self, mode: str) -> None:
        """Let it run (`real`) or stand still (`frozen`) from where it is."""
        self._control.ask("PUT", "/clock", {"mode": mode})

    def run_until_idle(self) -> Documents:
        """Move from due time to due time until nothing is due; gives the work that was done."""
        return _fell_due(self._control.ask("POST", "/clock/run-until-idle"))


def _fell_due(clock: Mapping[str, Any]) -> Documents:
    return list(clock["fellDue"])


class Pending:
    """Work that was accepted and is not done yet."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def list(self) -> Documents:
        """The items, in the order in which they will be done."""
        return list(self._control.ask("GET", "/pending")["pending"])

    def release(self, identifier: str, outcome: str | None = None) -> Document:
        """Do an item now, whatever it waits for; gives the item."""
        body = {} if outcome is None else {"outcome": outcome}
        answer = self._control.ask("POST", f"/pending/{identifier}/release", body)
        return dict(answer["released"])


class Requests:
    """The journal: what was asked and answered, oldest first."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def list(self, **query: Any) -> Documents:
        """Summaries; query: api, operation, status, limit (the last so many)."""
        return list(self._control.ask("GET", "/requests", **query)["requests"])

    def find(self, **pattern: Any) -> Documents:
        """Whole exchanges that match; pattern: api, operation, method, status, urlPath ..."""
        return list(self._control.ask("POST", "/requests/find", pattern)["requests"])

    def count(self, **pattern: Any) -> int:
        """How many exchanges match a pattern."""
        return int(self._control.ask("POST", "/requests/count", pattern)["count"])

    def get(self, trace: str) -> Document:
        """One exchange by its trace id or number, whole, secrets redacted."""
        return dict(self._control.ask("GET", f"/requests/{trace}"))

    def clear(self) -> None:
        """Empty the journal."""
        self._control.ask("DELETE", "/requests")


class Faults:
    """Rules that make matching calls go wrong."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def add(self, *, effect: Mapping[str, Any], **rule: Any) -> Document:
        """Add a rule; effect: status (with body), delay, truncate, drop or outage.

        rule: which calls it hits: api, operation, match, times, probability.
        """
        return dict(self._control.ask("POST", "/faults", {**rule, "effect": dict(effect)}))

    def list(self) -> Documents:
        """The rules, in the order in which they are tried."""
        return list(self._control.ask("GET", "/faults")["faults"])

    def clear(self) -> None:
        """Remove all rules."""
        self._control.ask("DELETE", "/faults")


class Settings:
    """Strictness, registers, switches and processing."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def get(self) -> Document:
        """Strictness, registers and switches (with their choices), and processing."""
        settings = self._control.ask("GET", "/settings")
        return {**settings, "processing": self._control.ask("GET", "/processing")}

    def change(self, *, processing: Mapping[str, str] | str | None = None, **changes: Any) -> None:
        """Change strictness, registers, switches, or when accepted work is done.

        processing: one setting (`time`, `immediate`, `polls:N`, `hold`), or settings by
        `api.kind`, `api` or `default`.
        """
        if changes:
            self._control.ask("PUT", "/settings", changes)
        if processing is not None:
            given = {"default": processing} if isinstance(processing, str) else dict(processing)
            self._control.ask("PUT", "/processing", given)


class Credentials:
    """The OAuth2 clients of a workspace and the key with which they sign.

    applications and users: of a service where people sign in, by name and by user name.
    """

    def __init__(self, control: Control, description: Mapping[str, Any]) -> None:
        self._control = control
        self.clients: dict[str, Document] = {
            client["name"]: dict(client) for client in description["clients"]
        }
        self.applications: dict[str, Document] = {
            application["name"]: dict(application)
            for application in description.get("applications", ())
        }
        self.users: dict[str, Document] = {
            user["username"]: dict(user) for user in description.get("users", ())
        }
        self.private_key: str = description["privateKey"]
        self.public_key: str = description["publicKey"]

    def client_id(self, name: str = "provider") -> str:
        """The client id of a client by its name; raises KeyError for a name that is not there."""
        return str(self.clients[name]["clientId"])

    def token(self, name: str = "provider") -> str:
        """A fresh access token with all scopes of the client."""
        return str(self._control.ask("GET", "/token", client=name))

    def bearer_of(self, username: str, application: str = "partner") -> dict[str, str]:
        """An Authorization header with a fresh access token of a user of an application."""
        token = self._control.ask("GET", "/token", user=username, application=application)
        return {"Authorization": f"Bearer {token}"}

    def bearer(self, name: str = "provider") -> dict[str, str]:
        """An Authorization header with a fresh access token."""
        return {"Authorization": f"Bearer {self.token(name)}"}


class Certificates:
    """Client certificates of a workspace, for APIs that know their callers by one."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def issue(self, user: str, **options: str) -> Document:
        """A certificate for a user: `certificate`, `privateKey` and `ca` as PEM texts.

        options: kind (`good`, or what is wrong with it), format (`pfx` adds `pfx`), password.
        """
        return dict(self._control.ask("POST", "/certs", {"user": user, **options}))
