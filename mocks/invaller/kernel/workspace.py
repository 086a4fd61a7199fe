"""The workspace: the unit of isolation, with its own clock, data, pending work and journal."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from invaller.kernel.api import Api, Facts, Process
from invaller.kernel.calls import Refusal
from invaller.kernel.clock import Clock
from invaller.kernel.explanations import Explanation
from invaller.kernel.faults import Fault, LifeCycle, parse_fault, stuck_apis
from invaller.kernel.ids import Ids
from invaller.kernel.journal import Journal
from invaller.kernel.pending import NORMAL, Pending, Work
from invaller.kernel.processing import setting_for
from invaller.kernel.registers import Registers
from invaller.kernel.settings import Settings
from invaller.kernel.store import Documents, Store

_LOG = logging.getLogger("invaller")


class RunawayWork(RuntimeError):
    """Pending work kept making new work that was due at once."""


class Workspace:
    """One isolated backend: everything a call can see or change hangs off it.

    work_limit: items that may be done in one go before it is taken for a loop;
    life_cycle: what faults do to the work that the call being answered leaves behind;
    mishaps: which work could not be done and was set aside, until an exchange tells it.
    """

    work_limit = 100_000

    def __init__(
        self, store: Store, record: Mapping[str, Any], apis: Mapping[str, Api], journal: Journal
    ) -> None:
        self._store = store
        self.name: str = record["name"]
        self.origin = Settings(**record["origin"])
        self.settings = Settings(**record["settings"])
        self.clock = Clock.from_document(record["clock"])
        self.faults: list[Fault] = [parse_fault(rule, rule["id"]) for rule in record["faults"]]
        self._counters: dict[str, int] = dict(record["counters"])
        self._saved = self._fingerprint()
        self.apis = apis
        self.journal = journal
        self.ids = Ids(self.settings.seed, self._counters)
        self.documents = Documents(store, self.name)
        self.registers = Registers(self.documents)
        self.pending = Pending(store, self.name, lambda: self.ids.counter("pending"))
        self.life_cycle = LifeCycle()
        self.mishaps: list[Explanation] = []
        self._switches = {switch.name: switch for api in apis.values() for switch in api.switches}

    @property
    def now(self) -> datetime:
        """The instant that this workspace's clock shows, in UTC."""
        return self.clock.now()

    @property
    def strict(self) -> bool:
        """Whether only what the documents allow is accepted."""
        return self.settings.strictness == "strict"

    @property
    def registers_open(self) -> bool:
        """Whether valid numbers that are in no register are accepted."""
        return self.settings.registers == "open"

    def switch(self, name: str) -> str:
        """The choice made for a switch; raises KeyError for a switch no API declares."""
        return self.settings.switches.get(name, self._switches[name].default)

    def schedule(
        self,
        api: str,
        kind: str,
        subject: str,
        payload: dict[str, Any],
        *,
        now: datetime,
        delay: timedelta,
        priority: int = NORMAL,
    ) -> Work:
        """Accept work that the API's process does after `delay`, or as processing says."""
        processing = setting_for(self.settings.processing, api, kind)
        due = now if processing.mode == "immediate" else now + delay
        add = partial(
            self.pending.add,
            api,
            kind,
            subject,
            payload,
            due=due + self.life_cycle.late,
            processing=processing,
            priority=priority,
        )
        work = add()
        if self.life_cycle.doubled:
            add()
        if self.life_cycle.lost:
            self.pending.remove(work)
        return work

    def ask(self, service: str, facts: Facts, now: datetime) -> Facts:
        """Let the API that offers a service do it at once; raises LookupError if none does."""
        for api in self.apis.values():
            if service in api.offers:
                return api.offers[service](self, facts, now)
        raise LookupError(f"no API that is loaded offers {service}")

    def tell(self, event: str, facts: Facts, now: datetime) -> None:
        """Tell every API that listens what happened; that nobody listens is no error."""
        for api in self.apis.values():
            if event in api.listens:
                api.listens[event](self, facts, now)

    def polled(self, api: str, kind: str, subject: str, now: datetime) -> None:
        """A client looked whether this work is done: counts for `polls:N`."""
        work = self.pending.waiting_for(api, kind, subject)
        if work is None or work.polls_left is None or api in self._stuck():
            return
        if work.polls_left > 1:
            self.pending.change(work, polls_left=work.polls_left - 1, due=None)
        else:
            self.attempt(work, now)

    def attempt(self, work: Work, now: datetime) -> bool:
        """Do an item, or set it aside when that fails; tells whether it was done.

        A defect of one process stops neither the exchange that runs into it nor those after it:
        what the process had changed is taken back, and the item is held with what went wrong.
        """
        counters, settings, faults = dict(self._counters), self.settings, list(self.faults)
        try:
            with self._store.attempt():
                self.do(work, now)
        except Exception as error:
            self._counters.clear()
            self._counters.update(counters)
            self.settings, self.faults = settings, faults
            self.pending.forget_earliest()
            if isinstance(error, Refusal):
                raise
            _LOG.exception("pending work %s of workspace %s failed", work.id, self.name)
            failure = f"{type(error).__name__}: {error}"
            self.pending.set_aside(work, failure)
            self.mishaps.append(_mishap(work, failure))
            return False
        return True

    def do(self, work: Work, now: datetime) -> None:
        """Do one item of pending work, whatever it waits for."""
        self.pending.remove(work)
        self._process_of(work)(self, work, now)

    def run_due(self, until: datetime) -> list[Work]:
        """Do what is due until an instant, each item at its own time, and tell what was done."""
        done: list[Work] = []
        stuck = self._stuck()
        while (work := self.pending.next_due(until, stuck)) is not None:
            if self.attempt(work, work.due or until):
                done.append(work)
            if len(done) > self.work_limit:
                raise RunawayWork(
                    f"more than {self.work_limit} items of work fell due in {self.name}"
                )
        return done

    def advance(self, by: timedelta) -> list[Work]:
        """Move the clock forward and do what falls due on the way, in order."""
        done = self.run_due(self.clock.after(by))
        self.clock.advance(by)
        return done

    def run_until_idle(self) -> list[Work]:
        """Advance the clock from due time to due time until nothing is due any more."""
        done: list[Work] = []
        while (work := self.pending.next_due(stuck=self._stuck())) is not None:
            wait = (work.due or self.now) - self.now
            done += self.advance(max(wait, timedelta()))
            if len(done) > self.work_limit:
                raise RunawayWork(f"the pending work of {self.name} never ends")
        return done

    def clear_faults(self) -> None:
        """Remove all fault rules; what was stuck is due now."""
        if self._stuck():
            self.pending.postpone(self.now)
        self.faults.clear()

    def record(self) -> dict[str, Any]:
        """The workspace's own record, as the store keeps it."""
        return {
            "name": self.name,
            "origin": self.origin.to_document(),
            "settings": self.settings.to_document(),
            "clock": self.clock.to_document(),
            "faults": [fault.to_document() for fault in self.faults],
            "counters": dict(self._counters),
        }

    def changed_record(self) -> dict[str, Any] | None:
        """The record when it differs from the stored one, else None."""
        fingerprint = self._fingerprint()
        if fingerprint == self._saved:
            return None
        self._saved = fingerprint
        return self.record()

    def _fingerprint(self) -> tuple[object, ...]:
        # Compared after every exchange, so it is made of what is at hand already.
        rules = [(fault.id, fault.times) for fault in self.faults]
        return self.settings, replace(self.clock), dict(self._counters), rules

    def _stuck(self) -> frozenset[str]:
        """The APIs whose work is not done for now."""
        if not self.faults:
            return frozenset()
        stuck = stuck_apis(self.faults)
        return frozenset(api for api in self.apis if api in stuck or None in stuck)

    def _process_of(self, work: Work) -> Process:
        return self.apis[work.api].process[work.kind]


def _mishap(work: Work, failure: str) -> Explanation:
    return Explanation(
        "simulator.defect",
        "the simulator itself",
        f"pending work {work.id} ({work.api} {work.kind} of {work.subject}) failed: {failure}; "
        "it is held, and tried again when it is released; this is a defect of the simulator, "
        "please report it",
    )
