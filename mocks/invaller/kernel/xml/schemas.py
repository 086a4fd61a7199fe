"""An XSD that decides (lxml), and explains what it refuses (xmlschema)."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

if TYPE_CHECKING:
    import xmlschema


EXPLAINED = 5_000
"""Elements of a document that is explained at most; some 500 contracts."""

TOLD = 50
"""Things that are told at most of all that is wrong with a document."""


LONGEST = 300
"""Characters of a text or a value that are told at most."""


@dataclass(frozen=True, slots=True)
class XsdViolation:
    """One thing that a schema does not allow.

    path: XPath of the element; line: in the document; rule: the schema's own words for what
    it wants; found: the text or element that was there; nearest: what would be accepted.
    """

    path: str
    line: int | None
    rule: str
    message: str
    found: str | None = None
    nearest: str | None = None


class XmlSchema:
    """A schema out of a file with its includes, compiled at its first use."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def _decider(self) -> etree.XMLSchema:
        return etree.XMLSchema(etree.parse(self.path))

    @cached_property
    def _explainer(self) -> "xmlschema.XMLSchema":
        # Imported at the first refusal: loading it takes longer than all of lxml.
        import xmlschema

        return xmlschema.XMLSchema(str(self.path), defuse="always", allow="local")

    def allows(self, root: etree._Element) -> bool:
        """Whether a document is valid."""
        return bool(self._decider.validate(root))

    def violations(self, root: etree._Element) -> tuple[XsdViolation, ...]:
        """What is wrong with a document that is not allowed: one thing at least, TOLD at most.

        The explainer collects all that is wrong before it tells any of it, at a cost that grows
        with the square of it: a long document is told about in the decider's words.
        """
        if root.xpath("count(.//*)") > EXPLAINED:
            return self._decided(root)
        return self._explained(root) or self._decided(root)

    def _explained(self, root: etree._Element) -> tuple[XsdViolation, ...]:
        tree = cast(Any, root)  # xmlschema takes lxml's elements; its annotations do not say so
        explainer = self._explainer
        from xmlschema import XMLSchemaException

        found: list[XsdViolation] = []
        try:
            for error in islice(explainer.iter_errors(tree, use_location_hints=False), TOLD):
                found.append(_violation(error))  # noqa: PERF401 - those before a failure count
        except (XMLSchemaException, LookupError, TypeError, ValueError):
            pass  # an xsi:type that is no name ends its reading; the decider has its own words
        return tuple(found)

    def _decided(self, root: etree._Element) -> tuple[XsdViolation, ...]:
        """What is wrong in the words of the decider, which are shorter."""
        self._decider.validate(root)
        return tuple(
            XsdViolation(entry.path or "/", entry.line, entry.type_name, _cut(entry.message))
            for entry in islice(self._decider.error_log, TOLD)
        )


def _violation(error: "xmlschema.XMLSchemaValidationError") -> XsdViolation:
    """A refusal of xmlschema in our words."""
    return XsdViolation(
        path=error.path or "/",
        line=error.sourceline,
        rule=_rule(error),
        message=_message(error),
        found=_short(_found(error)),
        nearest=_nearest(error),
    )


def _message(error: "xmlschema.XMLSchemaValidationError") -> str:
    """What is wrong, of bounded length: a value of a megabyte is not told again."""
    from xmlschema import XMLSchemaDecodeError

    kind = getattr(error.validator, "local_name", None)
    if isinstance(error, XMLSchemaDecodeError) and kind:
        # Its own reason is that of the Python type that it reads the text with.
        return f"{_short(_found(error))!r} is no xs:{kind}"
    return _cut((error.reason or error.message or "").strip())


def _short(text: str | None) -> str | None:
    return None if text is None else _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def _rule(error: "xmlschema.XMLSchemaValidationError") -> str:
    """The facet or model that refuses, by its name in the schema language."""
    validator = error.validator
    name = getattr(validator, "local_name", None) or getattr(validator, "elem", None)
    kind = type(validator).__name__.removeprefix("Xsd").removesuffix("Facet").removesuffix("Facets")
    return f"{kind} {name}" if isinstance(name, str) else kind


def _found(error: "xmlschema.XMLSchemaValidationError") -> str | None:
    invalid = getattr(error, "invalid_tag", None)
    if invalid:
        return f"<{_local(invalid)}>"
    return error.obj if isinstance(error.obj, str) else getattr(error.elem, "text", None)


def _nearest(error: "xmlschema.XMLSchemaValidationError") -> str | None:
    """What would be accepted in its place, where the schema tells."""
    expected = getattr(error, "expected", None)
    if expected:
        return ", ".join(f"<{_local(item.name or '')}>" for item in expected if item.name) or None
    validator = error.validator
    choices = getattr(validator, "enumeration", None)
    if choices:
        texts = [str(choice) for choice in choices]
        return (get_close_matches(str(error.obj), texts, 1, 0.0) or texts)[0]
    bound = getattr(validator, "value", None)
    return None if bound is None else str(bound)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
