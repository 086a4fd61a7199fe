"""Where a story runs: a simulated workspace, or a vendor's environment at a URL.

A story that can run anywhere knows its target only: where the APIs are, who calls, what it is
about, which day it is, and how time goes by.
"""

import ssl
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

import httpx
import pytest

from invaller.kernel.clock import wall
from invaller.kernel.legal_dates import BRUSSELS
from invaller_contracts.connections import connection
from invaller_contracts.provider.environment import Environment, Values, environments, variables
from invaller_contracts.provider.recording import RecordingTransport, Story
from invaller_contracts.simulator import Simulator


class Target(ABC):
    """Where a story runs.

    urls: base URL by API. simulator: the workspace, None at a URL. story: what is recorded
    of it, None when nothing is.
    """

    urls: Mapping[str, str]
    simulator: Simulator | None = None
    story: Story | None = None

    @property
    @abstractmethod
    def began(self) -> datetime:
        """When the story began, aware."""

    @cached_property
    def today(self) -> date:
        """The day in Brussels on which the story began."""
        return self.began.astimezone(BRUSSELS).date()

    def day(self, offset: int) -> date:
        """The day so many days after today, or before it."""
        return self.today + timedelta(days=offset)

    @property
    def is_real(self) -> bool:
        """Whether somebody else's environment is called."""
        return self.simulator is None

    @property
    @abstractmethod
    def now(self) -> datetime:
        """The instant that it is there, aware."""

    def seconds(self) -> float:
        """The clock as clients take one: seconds since 1970."""
        return self.now.timestamp()

    @abstractmethod
    def wait(self, seconds: float) -> None:
        """Let seconds go by: really, or on the clock of the workspace."""

    @abstractmethod
    def value(self, name: str) -> str:
        """The value of a variable of an API's table; skips the story when it must be set first."""

    def transport(self, verify: ssl.SSLContext | None = None) -> httpx.BaseTransport:
        """A connection for one client, which closes it.

        verify: how to trust the server, and by which certificate to be known; not used on a
        simulator.
        """
        inner = connection(None if self.simulator else verify)
        return inner if self.story is None else RecordingTransport(inner, self._noticed)

    def _noticed(self, request: httpx.Request, answer: httpx.Response | None) -> None:
        if self.story is not None:
            self.story.add(self.now, self.urls, request, answer)


class OnSimulator(Target):
    """A simulated workspace, whose clock is moved instead of waiting.

    values: data of a URL that the workspace knows too; story: what to record into.
    """

    def __init__(
        self, simulator: Simulator, values: Values | None = None, story: Story | None = None
    ) -> None:
        self.simulator: Simulator = simulator
        self.urls = simulator.urls
        self.story = story
        self._values = values or {}

    @cached_property
    def began(self) -> datetime:
        """What the clock of the workspace showed when it was asked first."""
        return self.simulator.clock.now

    @property
    def now(self) -> datetime:
        """The instant that the clock of the workspace shows."""
        return self.simulator.clock.now

    def wait(self, seconds: float) -> None:
        """Move the clock of the workspace."""
        self.simulator.clock.advance(timedelta(seconds=seconds))

    def value(self, name: str) -> str:
        """What the workspace has, else what the URL had, else the sample."""
        variable = variables()[name]
        if variable.simulated is not None:
            return variable.simulated(self.simulator)
        given = self._values.get(name, variable.default)
        return given if given is not None else pytest.skip(f"a simulator has no {name}")


class AtUrl(Target):
    """A real environment: credentials and data come from environment variables, time is real.

    given: the environment variables; environment: the table of the story's API, whose patience
    bounds the waiting; sleep: lets seconds go by.
    """

    def __init__(
        self,
        url: str,
        given: Mapping[str, str],
        environment: Environment,
        story: Story,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = url.rstrip("/")
        self._began = wall()
        self.story = story
        self.urls = urls_at(self.url, given)
        self._given = given
        self._environment = environment
        self._sleep = sleep
        self._waited = 0.0
        self._asked: tuple[str, str] | None = None

    @property
    def began(self) -> datetime:
        """When the story began, by the machine's own time."""
        return self._began

    @property
    def now(self) -> datetime:
        """The machine's own time."""
        return wall()

    def wait(self, seconds: float) -> None:
        """Wait really; fails the story when the document lets nobody wait that long."""
        self._waited += seconds
        if self._waited > self._environment.patience:
            pytest.fail(
                f"{self._environment.api}: {' '.join(self._asked or ('nothing', 'yet'))} was asked "
                f"for {self._waited:.0f} s without what the story waits for; the documented "
                f"schedule ends after {self._environment.patience:.0f} s",
                pytrace=False,
            )
        self._sleep(seconds)

    def value(self, name: str) -> str:
        """What the environment variable says, or its default; skips the story without either."""
        variable = variables()[name]
        value = self._given.get(name) or variable.default
        if value is None:
            pytest.skip(f"set {name}: {variable.meaning}")
        if variable.file and name in self._given:
            value = Path(value).read_text("utf-8")
        if variable.secret and self.story is not None:
            self.story.hide(value)
        return value

    def _noticed(self, request: httpx.Request, answer: httpx.Response | None) -> None:
        super()._noticed(request, answer)
        asked = (request.method, str(request.url))
        if asked != self._asked:
            # Something else was asked: the patience with that begins anew.
            self._asked, self._waited = asked, 0.0


def urls_at(url: str, given: Mapping[str, str]) -> dict[str, str]:
    """The base URL of each API: what its variable says, or its documented path below the URL."""
    return {
        api: (given.get(table.url_variable.name) or url + table.base_path).rstrip("/")
        for api, table in environments().items()
    }


def target_on(place: Target | Simulator) -> Target:
    """The target that a client is made for: a workspace is one by itself."""
    return place if isinstance(place, Target) else OnSimulator(place)
