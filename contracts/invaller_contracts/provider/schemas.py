"""What the schemas of a specification say of a place in a body, all alternatives together."""

from collections.abc import Iterator
from typing import Any

from invaller_contracts.provider.operations import Document, resolved


class Place:
    """The schemas that may describe one place in a body of an API; none where nothing does."""

    def __init__(self, api: str, schemas: list[Document]) -> None:
        self._api = api
        self._schemas = [one for schema in schemas for one in self._alternatives(schema)]

    def _alternatives(self, schema: Document) -> Iterator[Document]:
        schema = resolved(self._api, schema)
        yield schema
        for word in ("allOf", "anyOf", "oneOf"):
            for part in schema.get(word, ()):
                yield from self._alternatives(part)

    @property
    def is_enum(self) -> bool:
        """Whether its values are listed: which one it is says something."""
        return any("enum" in schema for schema in self._schemas)

    @property
    def is_nullable(self) -> bool:
        """Whether it may be null."""
        return any(schema.get("nullable") for schema in self._schemas)

    def member(self, name: str) -> "Place":
        """The place of a member of an object."""
        found = [schema["properties"][name] for schema in self._with("properties", name)]
        return Place(self._api, found)

    def leaves_open(self, name: str) -> bool:
        """Whether objects here may have a member and may lack it, as far as is documented."""
        may_lack = not any(name in schema.get("required", ()) for schema in self._schemas)
        return may_lack and bool(self._with("properties", name))

    def _with(self, word: str, name: str) -> list[Document]:
        return [schema for schema in self._schemas if name in schema.get(word, {})]

    def item(self) -> "Place":
        """The place of an item of a list; elements of XML are lists of one in no schema."""
        found: list[Any] = [schema["items"] for schema in self._schemas if "items" in schema]
        return Place(self._api, found) if found else self
