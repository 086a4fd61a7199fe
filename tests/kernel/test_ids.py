"""Identifiers and chance derive from (seed, kind, counter) and from nothing else."""

from collections.abc import Callable
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.ids import Ids, derive, fraction_from, operator_token, uuid_from

_SEEDS = st.text(max_size=8)


def _drawn(ids: Ids) -> list[object]:
    return [
        ids.integer("number", 1, 10**12),
        ids.hexadecimal("token", 40),
        ids.fraction("delay"),
        ids.counter("pending"),
    ]


@given(_SEEDS)
def test_same_seed_same_values(seed: str) -> None:
    """Two workspaces on the same seed mint the same values, however they take turns."""
    one, two = Ids(seed, {}), Ids(seed, {})
    first = [_drawn(one), _drawn(one)]
    alternately = [(_drawn(two), _drawn(Ids("other", {})))[0] for _ in range(2)]
    assert first == alternately


def test_another_seed_gives_other_values() -> None:
    """Another seed gives other numbers, texts and fractions; counters count all the same."""
    one, two = _drawn(Ids("1", {})), _drawn(Ids("2", {}))
    assert all(a != b for a, b in zip(one[:3], two[:3], strict=True))
    assert one[3] == two[3] == 1


def test_kinds_do_not_disturb_each_other() -> None:
    """The values of one kind are the same whether or not another kind is drawn in between."""
    alone, mixed = Ids("1", {}), Ids("1", {})
    expected = [alone.hexadecimal("token", 8) for _ in range(3)]
    got = []
    for _ in range(3):
        mixed.integer("number", 1, 6)
        got.append(mixed.hexadecimal("token", 8))
    assert got == expected
    assert len(set(got)) == 3


def test_counters_go_on_where_they_were() -> None:
    """Ids over kept counters go on: nothing is minted twice after a restart."""
    whole = Ids("1", {})
    expected = [whole.hexadecimal("token", 16) for _ in range(4)]
    counters: dict[str, int] = {}
    got = [Ids("1", counters).hexadecimal("token", 16) for _ in range(4)]
    assert got == expected
    assert counters == {"token": 4}


@given(_SEEDS, st.integers(-(10**9), 10**9), st.integers(0, 10**9))
def test_integers_stay_within_bounds(seed: str, low: int, width: int) -> None:
    """A drawn integer lies within its bounds, both included."""
    assert low <= Ids(seed, {}).integer("n", low, low + width) <= low + width


def test_integers_reach_their_bounds() -> None:
    """Every value between the bounds is drawn sooner or later."""
    ids = Ids("1", {})
    assert {ids.integer("die", 1, 6) for _ in range(200)} == {1, 2, 3, 4, 5, 6}


@given(_SEEDS)
def test_fractions_lie_below_one(seed: str) -> None:
    """A fraction is at least 0 and less than 1."""
    assert 0 <= Ids(seed, {}).fraction("f") < 1
    assert 0 <= fraction_from(seed) < 1


@given(_SEEDS, st.integers(1, 64))
def test_hexadecimal_has_its_length(seed: str, digits: int) -> None:
    """A token has as many hexadecimal digits as were asked."""
    text = Ids(seed, {}).hexadecimal("token", digits)
    assert len(text) == digits
    assert int(text, 16) >= 0


def test_parts_do_not_run_together() -> None:
    """Parts that only differ in where one ends and the next begins give other bytes."""
    assert derive("ab", "c") != derive("a", "bc") != derive("abc")


def test_uuid_has_the_layout_of_version_4() -> None:
    """A derived UUID is the same for the same parts and reads as version 4."""
    made: Callable[..., str] = uuid_from
    assert made("trace", 1) == made("trace", 1) != made("trace", 2)
    assert UUID(made("trace", 1)).version == 4


def test_operator_token_is_not_seeded() -> None:
    """Two operator tokens differ, and hold enough to be unguessable."""
    one, two = operator_token(), operator_token()
    assert one != two
    assert min(len(one), len(two)) >= 32
