"""Errors: statuses of Foutcodes, and one line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis


@pytest.mark.behaviour("vaph.errors.500-message", "vaph.errors.500-by-fault")
@pytest.mark.behaviour("vaph.names.error-texts")
def test_internal_error_has_a_message(isis: Isis) -> None:
    """A fault rule makes a 500 with a message in its payload, and nothing is registered."""
    isis.sim.faults.add(api="vaph", effect={"status": 500}, times=1)
    response = isis.put("contract", isis.contract())
    assert (response.status_code, response.text) == (500, "an internal error occurred")
    assert isis.listed("contract") == []


def test_no_fault_makes_a_401(isis: Isis) -> None:
    """A fault rule that asks for 401 gets the document's 403."""
    isis.sim.faults.add(api="vaph", effect={"status": 401}, times=1)
    assert isis.get("contract").status_code == 403


@pytest.mark.behaviour("vaph.errors.body-is-text", "vaph.names.error-texts")
def test_payload_of_errors(isis: Isis) -> None:
    """400, 403, 404, 405 and 415 have one line of text in UTF-8, whatever was sent."""
    odd = isis.contract(code="1", naam="é😀&#10;x")
    answers = {
        400: isis.put("contract", odd),
        403: isis.get("contract", auth=None),
        404: isis.get("contract", unit="Onbekend%0Aé%E2%80%A8%F0%9F%98%80"),
        405: isis.call("POST", "contract"),
        415: isis.put("contract", "{}", headers={"Content-Type": "application/json"}),
    }
    for status, response in answers.items():
        assert response.status_code == status
        assert response.headers["Content-Type"] == "text/plain;charset=UTF-8"
        assert len(response.content.decode().splitlines()) == 1


def test_explanations_name_the_ledger(isis: Isis) -> None:
    """A refusal by a rule has the id, source, value and what would do of the rule."""
    response = isis.put("contract", isis.contract(rijksregisternummer="27120934735"))
    assert isis.sim.explain(response)["explanations"] == [
        {
            "rule": "vaph.worker.national-number-check-digits",
            "source": "facts: vaph notes (Rijksregisternummer)",
            "message": response.text,
            "where": "rijksregisternummer",
            "found": "27120934735",
            "nearest": "27120934734",
        }
    ]


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("contract/999999999", "vaph.contract.get-missing-404"),
        ("afrekeningen/contracten/999999999", "vaph.afrekening.get-missing-404"),
        ("contract/123456789/prestatie/999999999", "vaph.prestatie.get-missing-404"),
        ("afrekeningen/2001/gepensioneerden", "vaph.empty-list.gepensioneerden-404"),
        ("afrekeningen/2001/variabeleprestaties", "vaph.empty-list.variabele-404"),
    ],
)
def test_what_is_missing_is_explained(isis: Isis, path: str, rule: str) -> None:
    """Each 404 of an entity has the entry of the ledger as its reason."""
    response = isis.get(path, unit="SE.51")
    assert (response.status_code, isis.rules(response)) == (404, [rule])
