"""Judges that the rules of several APIs share; each makes one out of what differs."""

from collections.abc import Callable, Collection, Hashable, Iterator
from datetime import datetime, timedelta

from invaller_contracts.consumer.rule import Judge, Look
from invaller_contracts.consumer.run import Exchange, Run

Concerns = Callable[[Exchange], bool]
"""Whether a rule is at stake at an exchange."""


def of_api(api: str) -> Concerns:
    """Every exchange of an API."""
    return lambda exchange: exchange.api == api


def of_operations(*operation_ids: str) -> Concerns:
    """Every exchange of some operations."""
    wanted = frozenset(operation_ids)
    return lambda exchange: exchange.operation in wanted


def never_noted(concerns: Concerns, *rules: str) -> Judge:
    """The simulator notes none of these findings or explanations (`x.*`: none below x)."""

    def looks(run: Run) -> Iterator[Look]:
        for exchange in run.where(concerns):
            remark = exchange.noted(*rules)
            yield Look(exchange, None if remark is None else remark.message)

    return looks


def holds(concerns: Concerns, breach: Callable[[Exchange], str | None]) -> Judge:
    """Each exchange keeps the rule by itself; `breach` says how one does not."""

    def looks(run: Run) -> Iterator[Look]:
        for exchange in run.where(concerns):
            yield Look(exchange, breach(exchange))

    return looks


def looked_up_before_repeating(
    writes: Concerns,
    is_look_up: Concerns,
    whose: Callable[[Exchange], Hashable] = lambda exchange: None,
) -> Judge:
    """A call of which the client does not know the outcome is not sent again before a look-up.

    writes: calls that change something; is_look_up: calls that tell whether they did; whose: who
    called, where several share a workspace.
    """

    def looks(run: Run) -> Iterator[Look]:
        unknown: dict[Hashable, dict[Hashable, Exchange]] = {}
        for exchange in run:
            mine = unknown.setdefault(whose(exchange), {})
            if is_look_up(exchange):
                mine.clear()
            if not writes(exchange):
                continue
            sent = (exchange.method, exchange.path, str(exchange.request_body))
            before = mine.pop(sent, None)
            if before is not None:
                breach = f"the same was sent in exchange {before.number}, whose outcome is unknown"
                yield Look(exchange, breach)
            if exchange.unanswered:
                mine[sent] = exchange
                if before is None:
                    yield Look(exchange)

    return looks


def corrected_before_repeating(
    writes: Concerns,
    is_refusal: Concerns,
    sent: Callable[[Exchange], Hashable],
) -> Judge:
    """What was refused is not sent again as it was, while nothing else has changed meanwhile.

    writes: calls that change something; is_refusal: answers that tell that the call itself is
    wrong; sent: what makes two calls the same. A repetition that is accepted is no breach: what
    was in its way went, though no call shows it.
    """

    def looks(run: Run) -> Iterator[Look]:
        refused: dict[Hashable, Exchange] = {}
        for exchange in run.where(writes):
            if exchange.ok or exchange.unanswered:
                refused.clear()
            elif is_refusal(exchange):
                before = refused.setdefault(sent(exchange), exchange)
                again = before is not exchange
                breach = f"exchange {before.number} was the same, and refused already"
                yield Look(exchange, breach if again else None)

    return looks


def token_reused(
    is_token: Concerns, whose: Callable[[Exchange], Hashable], refused: Concerns
) -> Judge:
    """A token is used until it expires: no other one is fetched before.

    whose: to whom and for what a token is given; refused: answers after which a new token is
    right although the old one is not old (401).
    """

    def looks(run: Run) -> Iterator[Look]:
        alive: dict[Hashable, tuple[datetime, Exchange]] = {}
        for exchange in run:
            if refused(exchange):
                alive.clear()
            if not (is_token(exchange) and exchange.ok):
                continue
            key = whose(exchange)
            until, before = alive.get(key, (exchange.time, exchange))
            left = (until - exchange.time).total_seconds()
            # A good client renews a little before the end, so as never to send an old one.
            breach = f"the token of exchange {before.number} is good for {left:.0f} s more"
            yield Look(exchange, breach if left > _EARLY else None)
            lifetime = timedelta(seconds=float(exchange.response_body.get("expires_in", 0)))
            alive[key] = (exchange.time + lifetime, exchange)

    return looks


_EARLY = 60.0
"""Seconds before the end of a token at which a new one may be fetched."""


def followed_to_the_end(
    pages: Concerns, next_page: Callable[[Exchange], Hashable], page: Callable[[Exchange], Hashable]
) -> Judge:
    """When an answer says that there is a next page, that page is asked for.

    next_page: what the next page is called, None at the end; page: what page was asked. Both
    together with whatever else tells lists apart.
    """

    def looks(run: Run) -> Iterator[Look]:
        listed = [exchange for exchange in run.where(pages) if exchange.ok]
        # A page that was asked and failed was asked.
        asked: Collection[Hashable] = {page(exchange) for exchange in run.where(pages)}
        for exchange in listed:
            following = next_page(exchange)
            missed = following is not None and following not in asked
            yield Look(exchange, f"page {following} was never asked" if missed else None)

    return looks
