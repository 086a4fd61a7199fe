"""Specifications that are split over files become one document."""

import gzip
from pathlib import Path

import pytest
import yaml

from invaller.kernel.bundling import (
    SHIPPED,
    UnbundlableSpecification,
    bundle,
    digest_of,
    is_split,
    ship,
    shipped,
)
from invaller.kernel.specs import read_yaml, specs_folder

SPLIT = [path for path in specs_folder().glob("*/openapi.yaml") if is_split(path)]

FILES = {
    "openapi.yaml": """
openapi: 3.0.3
info: {title: Shelf, version: "1"}
paths: {/books: {$ref: paths/book.yaml#/books}}
components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
""",
    "paths/book.yaml": """
books:
  parameters: [{$ref: ../components/parameters.yaml#/page}]
  get:
    responses: {"200": {content: {application/json: {schema: {$ref: ../schemas/book.yaml#/Book}}}}}
""",
    "schemas/book.yaml": """
Book: {properties: {author: {$ref: person.yaml#/Person}, sequel: {$ref: "#/Book"}}}
""",
    "schemas/person.yaml": "Person: {type: string}",
    "components/parameters.yaml": "page: {name: page, in: query, schema: {type: integer}}",
}
MEANING = """
openapi: 3.0.3
info: {title: Shelf, version: "1"}
paths:
  /books:
    parameters: [{$ref: "#/components/parameters/page"}]
    get:
      responses:
        "200": {content: {application/json: {schema: {$ref: "#/components/schemas/Book"}}}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  parameters: {page: {name: page, in: query, schema: {type: integer}}}
  schemas:
    Book:
      properties:
        author: {$ref: "#/components/schemas/Person"}
        sequel: {$ref: "#/components/schemas/Book"}
    Person: {type: string}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The openapi.yaml of a small specification in files."""
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "openapi.yaml"


def test_references_lead_into_the_document(root: Path) -> None:
    """The bundle holds each component once, and refers to nothing outside itself."""
    assert bundle(root) == yaml.safe_load(MEANING)


def test_one_name_for_two_things(root: Path) -> None:
    """A name that two files give to different schemas cannot be bundled."""
    (root.parent / "schemas" / "person.yaml").write_text(
        "Person: {$ref: other.yaml#/Book}", "utf-8"
    )
    (root.parent / "schemas" / "other.yaml").write_text("Book: {type: string}", "utf-8")
    with pytest.raises(UnbundlableSpecification, match=r"schemas Book is in other\.yaml"):
        bundle(root)


@pytest.mark.parametrize("reference", ["person.yaml#/Nobody", "nowhere.yaml#/Person"])
def test_reference_to_nothing(root: Path, reference: str) -> None:
    """A reference to a name or file that is not there says which it is."""
    (root.parent / "schemas" / "book.yaml").write_text(f"Book: {{$ref: {reference}}}", "utf-8")
    with pytest.raises(UnbundlableSpecification, match=reference.rpartition("/")[2]):
        bundle(root)


def test_shipped_bundle_counts_for_its_sources_only(root: Path) -> None:
    """What was shipped is used until a source changes, is added or is renamed."""
    ship(root)
    assert shipped(root, digest_of(root)) == bundle(root)
    (root.parent / "schemas" / "more.yaml").write_text("{}", "utf-8")
    assert shipped(root, digest_of(root)) is None


def test_same_sources_ship_the_same_bytes(root: Path) -> None:
    """Shipping twice changes nothing, so that version control sees no change."""
    assert ship(root).read_bytes() == ship(root).read_bytes()


@pytest.mark.parametrize("content", [b"", b"no gzip", gzip.compress(b"", mtime=0)])
def test_broken_bundle_is_not_used(root: Path, content: bytes) -> None:
    """A shipped file that is cut off is as good as none."""
    root.with_name(SHIPPED).write_bytes(content)
    assert shipped(root, digest_of(root)) is None


@pytest.mark.parametrize("path", SPLIT, ids=lambda path: path.parent.name)
def test_committed_bundles_are_up_to_date(path: Path) -> None:
    """The committed bundle is of the sources as they are: else run `make bundle`."""
    document = shipped(path, digest_of(path))
    assert document is not None
    assert document == bundle(path) == read_yaml(path.parent.name, "openapi.yaml")


def test_there_is_a_split_specification() -> None:
    """The tests above are about something."""
    assert "loket" in {path.parent.name for path in SPLIT}
