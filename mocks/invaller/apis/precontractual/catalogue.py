"""The issues of this API: which parameter, which text, which section of the document.

The document prints eight, of which two share one text. Two more are assumed, for a number
that it describes without saying how a wrong one is refused. The belgif type of each goes on
the wire only when the switch `precontractual.issue-types` asks for it.
Sources: precontractual data, 3.3.7 to 3.3.14; belgif REST guide, issues (facts: belgif 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from invaller.apis.precontractual.domain.outcomes import RefusalKind
from invaller.kernel.problems import GUIDE


@dataclass(frozen=True, slots=True)
class IssueType:
    """A belgif issue type: what follows `urn:problem-type:`, the page of the guide, a title."""

    urn: str
    page: str
    title: str

    def members(self) -> dict[str, str]:
        """Return the members that an issue of this type starts with."""
        return {
            "type": f"urn:problem-type:{self.urn}",
            "href": f"{GUIDE}/issues/{self.page}.html",
            "title": self.title,
        }


_REJECTED = IssueType(
    "belgif-ext:input-validation:rejectedInput",
    "ext/rejectedInput",
    "Input is not allowed in this context",
)
_REQUIRED = IssueType(
    "belgif-ext:input-validation:requiredInput",
    "ext/requiredInput",
    "Input is required in this context",
)
_OUT_OF_RANGE = IssueType(
    "belgif-ext:input-validation:outOfRange", "ext/outOfRange", "Input value is out of range"
)
_STRUCTURE = IssueType(
    "belgif-ext:input-validation:invalidStructure",
    "ext/invalidStructure",
    "Input value has invalid structure",
)
_INVALID = IssueType("belgif:input-validation:invalidInput", "invalidInput", "Invalid input")
_NOT_FOUND = IssueType(
    "belgif:input-validation:referencedResourceNotFound",
    "referencedResourceNotFound",
    "Referenced resource not found",
)
SCHEMA = IssueType(
    "belgif:input-validation:schemaViolation",
    "schemaViolation",
    "Input isn't valid with respect to schema",
)
UNKNOWN_INPUT = IssueType("belgif:input-validation:unknownInput", "unknownInput", "Unknown input")


@dataclass(frozen=True, slots=True)
class CatalogueIssue:
    """One issue that this API tells: its parameter, text, section, and whether the example of
    that section shows an instance. ``{value}`` in the text is the value sent.
    """

    name: str
    detail: str
    section: str
    instance: bool
    type: IssueType


_NOT_THE_TOKENS = (
    "The mandataryEnterpriseNumber does not correspond to the CBE provided in the token"
)

CATALOGUE: Mapping[RefusalKind, CatalogueIssue] = {
    RefusalKind.REPRESENTED_SUPERFLUOUS: CatalogueIssue(
        "representedEnterpriseNumber",
        "The representedEnterpriseNumber should not be provided for a request from an employer",
        "3.3.7",
        True,
        _REJECTED,
    ),
    RefusalKind.REPRESENTED_MISSING: CatalogueIssue(
        "representedEnterpriseNumber",
        "The representedEnterpriseNumber should be provided for a request from a provider",
        "3.3.8",
        True,
        _REQUIRED,
    ),
    RefusalKind.TOKEN_MISMATCH: CatalogueIssue(
        "mandataryEnterpriseNumber", _NOT_THE_TOKENS, "3.3.9", True, _INVALID
    ),
    # The text speaks of another parameter than the name: the document prints it so.
    RefusalKind.MANDATARY_SSIN_MISSING: CatalogueIssue(
        "mandatarySsin", _NOT_THE_TOKENS, "3.3.10", True, _REQUIRED
    ),
    RefusalKind.START_IN_PAST: CatalogueIssue(
        "startDate", "StartDate cannot be in the past", "3.3.11", False, _OUT_OF_RANGE
    ),
    RefusalKind.START_OUTSIDE_WINDOW: CatalogueIssue(
        "startDate",
        "StartDate should fall within the permitted time frame",
        "3.3.12",
        False,
        _OUT_OF_RANGE,
    ),
    RefusalKind.CITIZEN_UNKNOWN: CatalogueIssue(
        "citizen",
        "The citizen SSIN is not valid or does not exist",
        "3.3.13",
        False,
        _INVALID,
    ),
    RefusalKind.MANDATARY_UNKNOWN: CatalogueIssue(
        "mandataryEnterpriseNumber",
        "The mandataryEnterpriseNumber is not valid or does not exist",
        "3.3.14",
        False,
        _INVALID,
    ),
    # The document has no text for these two: those of belgif's own library.
    RefusalKind.REPRESENTED_INVALID: CatalogueIssue(
        "representedEnterpriseNumber",
        "Enterprise number {value} is invalid",
        "assumed",
        False,
        _STRUCTURE,
    ),
    RefusalKind.REPRESENTED_UNKNOWN: CatalogueIssue(
        "representedEnterpriseNumber",
        "Referenced resource representedEnterpriseNumber = '{value}' does not exist",
        "assumed",
        False,
        _NOT_FOUND,
    ),
}
"""Every refusal of a question that is a bad request."""
