"""Path, query and header parameters: read as the specification types them, then checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from invaller.kernel.problems import Violation
from invaller.serving.json_schema import Checked

_BOOLEANS = {"true": True, "false": False}


class Parameter:
    """One parameter of an operation, with its validator compiled once."""

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self.name: str = definition["name"]
        self.place: str = definition["in"]
        self.required: bool = definition.get("required", False)
        self._schema: Mapping[str, Any] = definition["schema"]
        self._exploded: bool = definition.get("explode", definition.get("style", "form") == "form")
        self._checked = Checked(self._schema)
        self.default = self._schema.get("default")

    def read(self, texts: Sequence[str]) -> Any:
        """The value that the texts of a parameter mean; text that does not fit stays text."""
        if self._schema.get("type") != "array":
            return _typed(texts[-1], self._schema)
        items = texts if self._exploded else texts[-1].split(",")
        return [_typed(item, self._schema.get("items", {})) for item in items]

    def violations(self, value: Any) -> tuple[Violation, ...]:
        """What the specification does not allow in a value of this parameter."""
        return self._checked.violations(value, self.place, self.name)


def _typed(text: str, schema: Mapping[str, Any]) -> Any:
    kind = schema.get("type")
    try:
        if kind == "integer":
            # int() would also take "1_0", " 1" and other scripts' digits.
            return int(text) if text.isascii() and text.lstrip("-").isdigit() else text
        if kind == "number":
            return float(text)
    except ValueError:
        return text
    if kind == "boolean":
        return _BOOLEANS.get(text, text)
    return text


def read_parameters(
    parameters: Sequence[Parameter],
    path: Mapping[str, str],
    query: Mapping[str, Sequence[str]],
    headers: Mapping[str, str],
) -> tuple[dict[str, Any], tuple[Violation, ...]]:
    """The parameters of a call by name, and what is wrong with them."""
    values: dict[str, Any] = {}
    violations: list[Violation] = []
    for parameter in parameters:
        texts = _texts(parameter, path, query, headers)
        if texts:
            values[parameter.name] = parameter.read(texts)
            violations += parameter.violations(values[parameter.name])
        elif parameter.required:
            violations.append(
                Violation(
                    parameter.place,
                    parameter.name,
                    "required",
                    f"Missing {parameter.place} parameter '{parameter.name}'",
                )
            )
        elif parameter.default is not None:
            values[parameter.name] = parameter.default
    return values, tuple(violations)


def _texts(
    parameter: Parameter,
    path: Mapping[str, str],
    query: Mapping[str, Sequence[str]],
    headers: Mapping[str, str],
) -> Sequence[str]:
    if parameter.place == "path":
        return [path[parameter.name]] if parameter.name in path else []
    if parameter.place == "header":
        value = headers.get(parameter.name.lower())
        return [] if value is None else [value]
    return query.get(parameter.name, [])


def respelled(
    parameters: Sequence[Parameter], query: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """A query with the names of known parameters as the specification spells them."""
    names = {one.name.lower(): one.name for one in parameters if one.place == "query"}
    spelled: dict[str, list[str]] = {}
    for name, texts in query.items():
        spelled.setdefault(names.get(name.lower(), name), []).extend(texts)
    return spelled


def unknown_parameters(
    parameters: Sequence[Parameter], query: Mapping[str, Sequence[str]]
) -> tuple[Violation, ...]:
    """Query parameters that the specification does not know (refused in strict mode)."""
    known = {parameter.name for parameter in parameters if parameter.place == "query"}
    return tuple(
        Violation("query", name, "additionalProperties", f"Input {name} is unknown")
        for name in query
        if name not in known
    )
