"""Pages of a search: sorted, cut, and linked so that the links can be followed.

Source: Dimona WS REST v2, 5.1 and 7.3 to 7.8; facts: dimona C2 rows 9, 10.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from invaller.kernel.calls import Answer, Call

Item = TypeVar("Item")

_AFTER_EVERY_DATE = "9999-99-99"
"""What an absent date is sorted as."""


@dataclass(frozen=True, slots=True)
class Order:
    """How items can be sorted: the text of each key, and the number that settles ties."""

    keys: Mapping[str, Callable[[Any], str | None]]
    number: Callable[[Any], Any]

    def sorted(self, items: Sequence[Item], sort: str) -> list[Item]:
        """The items by a key; with `-` in front the other way round, ties by number still."""
        key = self.keys[sort.removeprefix("-")]
        by_number = sorted(items, key=self.number)
        return sorted(
            by_number,
            key=lambda item: key(item) or _AFTER_EVERY_DATE,
            reverse=sort.startswith("-"),
        )


def page_of(
    call: Call, items: Sequence[Item], order: Order, body: Callable[[Item], dict[str, Any]]
) -> Answer:
    """The page of a search that a call asks for.

    `self`, `prev` and `next` keep the path that was called, so that they can be followed.
    """
    page, size = call.parameters["page"], call.parameters["pageSize"]
    chosen = order.sorted(items, call.parameters["sort"])[(page - 1) * size : page * size]
    links = {"self": _link(call, page)}
    if page > 1:
        links["prev"] = _link(call, page - 1)
    if page * size < len(items):
        links["next"] = _link(call, page + 1)
    paging = {"page": page, "pageSize": size, "total": len(items)}
    return Answer(200, links | paging | {"items": [body(item) for item in chosen]})


def _link(call: Call, page: int) -> str:
    criteria = {
        name: value
        for name, value in call.parameters.items()
        if name not in ("page", "pageSize", "sort")
    }
    paging = {"pageSize": call.parameters["pageSize"], "page": page}
    if "sort" in call.given:
        paging["sort"] = call.parameters["sort"]
    return f"{call.base}{call.path}?{urlencode(criteria | paging)}"
