"""Reading what clients write: properties of the lenient reading of paths and bodies."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.prisma.paths import findings_for, reroute
from invaller.apis.prisma.wire import mend
from invaller.kernel.specs import read_yaml

PATHS = sorted(
    (method.upper(), re.sub(r"{(\w+)}", "20250401", template))
    for template, item in read_yaml("prisma", "openapi.yaml")["paths"].items()
    for method in item
)

CONTRACT = {
    "Startdate": "20250401",
    "WorkingTime": "PartTime",
    "WeekhoursWorker": 19.5,
    "Student": {"Exist": "Y", "SolidarityContribution": "N"},
    "ParCom": "124",
}


def rules(method: str, path: str) -> list[str]:
    """The rules of the findings about a path."""
    return [finding.rule for finding in findings_for(method, path)]


def in_case(text: str, capitals: int) -> str:
    """A text with capitals where a number has bits, and small letters elsewhere."""
    letters = enumerate(text)
    return "".join(c.upper() if capitals >> at % 32 & 1 else c.lower() for at, c in letters)


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_paths_of_the_manual_are_left_alone(method: str, path: str) -> None:
    """A path as the manual spells it means itself, without a finding."""
    assert reroute(method, path, {}) == path
    assert rules(method, path) == []


@given(of=st.sampled_from(PATHS), capitals=st.integers(0, 2**32 - 1))
def test_letter_case_of_paths_means_nothing(of: tuple[str, str], capitals: int) -> None:
    """A path in any letter case is the manual's path, and a finding when it was another."""
    method, path = of
    sent = in_case(path, capitals)
    assert reroute(method, sent, {}) == path
    assert rules(method, sent) == ([] if sent == path else ["prisma.lenient.path-case"])


@given(of=st.sampled_from(PATHS), slashes=st.integers(2, 4))
def test_slashes_mean_nothing(of: tuple[str, str], slashes: int) -> None:
    """A path with several slashes for each one is the manual's path, with a finding."""
    method, path = of
    sent = path.replace("/", "/" * slashes)
    assert reroute(method, sent, {}) == path
    assert "prisma.lenient.double-slash" in rules(method, sent)


@given(path=st.text(st.sampled_from("/wWorkeR12.,%Ç ﬀ\n"), max_size=20))
def test_any_path_can_be_read(path: str) -> None:
    """Whatever a path is, it is read, and reading what was read changes nothing."""
    read = reroute("GET", path, {})
    assert reroute("GET", read, {}) == read


@given(capitals=st.integers(0, 2**32 - 1))
def test_letter_case_of_members_means_nothing(capitals: int) -> None:
    """Members in any letter case, at any depth, are the schema's."""
    sent: dict[str, Any] = {in_case(name, capitals): value for name, value in CONTRACT.items()}
    student = in_case("Student", capitals)
    sent[student] = {in_case(name, capitals): "Y" for name in sent[student]}
    expected = CONTRACT | {"Student": {"Exist": "Y", "SolidarityContribution": "Y"}}
    assert mend("addContract", sent).body == expected


def test_body_of_the_schema_is_left_alone() -> None:
    """A body in the schema's own spelling is taken as it is, without a finding."""
    mended = mend("addContract", CONTRACT)
    assert (mended.body, mended.findings) == (CONTRACT, ())


@given(number=st.integers(0, 99_999_999_999))
def test_forms_of_a_national_number(number: int) -> None:
    """A national number as text, with or without zeros in front, or as a float is that number."""
    for sent in (str(number), f"{number:011d}", f"{number}.0", float(number), number):
        body: dict[str, Any] = {"WorkerNumber": 1, "INSS": sent, "contract": []}
        read = mend("addWorker", body).body["INSS"]
        assert (type(read), read) == (int, number)


@pytest.mark.parametrize("sent", ["", "x", "1.5", "123456789012", "٣", True, None, [], 1.5])
def test_what_is_no_national_number_is_left_to_the_schema(sent: Any) -> None:
    """What cannot be read as a national number stays as it was sent, so that it is refused."""
    assert mend("addWorker", {"INSS": sent}).body == {"INSS": sent}


@given(
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(list(CONTRACT)), inner),
    )
)
def test_any_body_can_be_mended(body: Any) -> None:
    """Whatever a body is, it is mended, and mending what was mended changes nothing."""
    for operation in ("addContract", "addPrestations", "deletePrestations", "getWorkers"):
        mended = mend(operation, body).body
        assert mend(operation, mended).body == mended
