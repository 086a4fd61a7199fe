"""OpenAPI 3.0 schemas as JSON Schema, compiled once, and their errors as violations."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import jsonschema_rs

from invaller.kernel.problems import Violation

Schema = Mapping[str, Any]


def as_json_schema(schema: Any) -> Any:
    """The JSON Schema (draft 4) that an OpenAPI 3.0 schema object means.

    `nullable` becomes a type of its own; `components`, which connexion adds to a body's
    schema, is left out, as its references are resolved already.
    """
    if isinstance(schema, list):
        return [as_json_schema(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        # What stands under `properties` are names of members, whatever they are called.
        name: {member: as_json_schema(its) for member, its in item.items()}
        if name == "properties"
        else as_json_schema(item)
        for name, item in schema.items()
        if name != "components"
    }
    if plain.pop("nullable", False) is True:
        if "type" in plain:
            plain["type"] = [plain["type"], "null"]
        if "enum" in plain:
            plain["enum"] = [*plain["enum"], None]
    return plain


_FORMS = {
    "oneOf": "must fit exactly one of the forms that the specification has for it",
    "anyOf": "must fit one of the forms that the specification has for it",
}
"""Messages for rules whose own message repeats the whole value."""


class Checked:
    """A compiled schema that tells all violations of a value."""

    def __init__(self, schema: Schema) -> None:
        self._validator = jsonschema_rs.Draft4Validator(
            as_json_schema(schema), validate_formats=True
        )

    def violations(self, value: Any, place: str, name: str = "") -> tuple[Violation, ...]:
        """What the schema does not allow in a value; empty when it is valid."""
        if self._validator.is_valid(value):
            return ()
        try:
            errors = list(self._validator.iter_errors(value))
        except ValueError as error:
            # The library quotes what it refuses, and some 250 levels are all that it quotes.
            return (Violation(place, name, "depth", f"nested too deeply: {error}"),)
        return tuple(
            violation for error in errors for violation in _violations(error, value, place, name)
        )


def _violations(
    error: jsonschema_rs.ValidationError, value: Any, place: str, name: str
) -> Iterator[Violation]:
    path = list(error.instance_path)
    found = value
    for step in path:
        found = found[step]
    rule: str = error.kind.name
    here = _json_path(path, name)
    if rule == "required":
        member = _json_path([_detail_of(error, "property")], here)
        yield Violation(place, member, rule, f"{member} is required and missing")
    elif rule == "additionalProperties":
        for unexpected in _detail_of(error, "unexpected"):
            member = _json_path([unexpected], here)
            yield Violation(place, member, rule, f"Input {member} is unknown")
    else:
        message = f"{here or f'the {place}'} {_FORMS[rule]}" if rule in _FORMS else error.message
        yield Violation(place, here, rule, message, found=found, nearest=_nearest(error, found))


def _detail_of(error: jsonschema_rs.ValidationError, name: str) -> Any:
    # Each kind of error has members of its own, which the stubs do not tell apart.
    return getattr(error.kind, name, None)


def _json_path(path: list[str | int], name: str) -> str:
    """A path in the style of the belgif guide: `items[0].member`."""
    text = name
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _nearest(error: jsonschema_rs.ValidationError, found: Any) -> Any:
    options = _detail_of(error, "options")
    if not isinstance(options, list) or not isinstance(found, str):
        return None
    by_case = {str(option).lower(): option for option in options}
    close = get_close_matches(found.lower(), list(by_case), n=1, cutoff=0.3)
    return by_case[close[0]] if close else None
