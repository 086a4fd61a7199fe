"""One document out of an OpenAPI document that is split over files.

A large specification has its paths, schemas and components in folders beside its
openapi.yaml, and refers from file to file. The bundle holds all of it with references
inside the document only, as everything that reads specifications expects.

Reading 300 files takes longer than a whole start may, so a bundle is committed beside its
sources, under their digest; where sources were changed since, they are bundled again.
"""

import gzip
import json
import os
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from invaller.kernel.parsed import load_yaml

SHIPPED = "bundle.json.gz"
"""The committed bundle, beside openapi.yaml; `make bundle` makes it."""

_FOLDERS = ("paths", "schemas", "components")
_KINDS = {"parameters": "parameters", "headers": "headers", "responses": "responses"}


class UnbundlableSpecification(ValueError):
    """References of a split specification that cannot become one document."""


def is_split(root: Path) -> bool:
    """Whether a specification's openapi.yaml is the index of others."""
    return root.name == "openapi.yaml" and (root.parent / "paths").is_dir()


def digest_of(root: Path) -> str:
    """A digest of openapi.yaml and all that may belong to it: names and contents."""
    digest = blake2b(digest_size=20)
    # Read at every start: paths of the os module, which cost a fifth of pathlib's.
    for name in [root.name, *_source_names(root)]:
        with open(f"{root.parent}/{name}", "rb") as file:
            text = file.read()
        digest.update(f"{name} {len(text)}\n".encode())
        digest.update(text)
    return digest.hexdigest()


def shipped(root: Path, digest: str) -> Any:
    """The committed bundle of the sources with this digest, or None when it is of others."""
    try:
        with gzip.open(root.with_name(SHIPPED), "rb") as file:
            made_of, _, document = file.read().partition(b"\n")
    except (OSError, EOFError):
        return None
    return json.loads(document) if made_of == digest.encode() else None


def ship(root: Path) -> Path:
    """Write the bundle that `shipped` reads; the same sources give the same bytes."""
    document = json.dumps(bundle(root), ensure_ascii=False, separators=(",", ":"))
    place = root.with_name(SHIPPED)
    content = f"{digest_of(root)}\n{document}".encode()
    place.write_bytes(gzip.compress(content, mtime=0))
    return place


def bundle(root: Path) -> dict[str, Any]:
    """The one document. Raises UnbundlableSpecification for names that stand for two things."""
    return _Bundling(root).document()


def _source_names(root: Path) -> Iterator[str]:
    """The files beside openapi.yaml, relative to it, in a fixed order."""
    for folder in _FOLDERS:
        place = f"{root.parent}/{folder}"
        names = sorted(os.listdir(place)) if os.path.isdir(place) else []
        yield from (f"{folder}/{name}" for name in names if name.endswith(".yaml"))


class _Bundling:
    """Follows references from file to file, and takes in each component once."""

    def __init__(self, root: Path) -> None:
        self._root = root = root.resolve()
        self._files: dict[Path, Any] = {}
        self._homes: dict[tuple[str, str], Path] = {}
        self._index: dict[str, Any] = self._file(root)
        self._components: dict[str, dict[str, Any]] = {
            kind: dict(items) for kind, items in self._index.get("components", {}).items()
        }

    def document(self) -> dict[str, Any]:
        paths = {path: self._local(item, self._root) for path, item in self._index["paths"].items()}
        components = {kind: dict(sorted(bag.items())) for kind, bag in self._components.items()}
        return {**self._index, "paths": paths, "components": components}

    def _file(self, path: Path) -> Any:
        if path not in self._files:
            self._files[path] = load_yaml(path.read_text("utf-8"))
        return self._files[path]

    def _local(self, node: Any, here: Path) -> Any:
        """The same with every reference to a file replaced by one into the document."""
        if isinstance(node, list):
            return [self._local(item, here) for item in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str) and len(node) == 1:
            return self._followed(reference, here)
        return {name: self._local(item, here) for name, item in node.items()}

    def _followed(self, reference: str, here: Path) -> Any:
        file, _, name = reference.partition("#/")
        path = Path(here.parent, file).resolve() if file else here
        if path == self._root:
            return {"$ref": reference}
        kind = _kind(path)
        if kind == "paths":
            return self._local(self._named(path, name), path)
        self._take_in(kind, name, path)
        return {"$ref": f"#/components/{kind}/{name}"}

    def _take_in(self, kind: str, name: str, path: Path) -> None:
        home = self._homes.setdefault((kind, name), path)
        if home != path:
            raise UnbundlableSpecification(f"{kind} {name} is in {path.name} and in {home.name}")
        bag = self._components.setdefault(kind, {})
        if name not in bag:
            bag[name] = None  # what refers to itself is met a second time
            bag[name] = self._local(self._named(path, name), path)

    def _named(self, path: Path, name: str) -> Any:
        try:
            return self._file(path)[name]
        except (OSError, KeyError) as error:
            raise UnbundlableSpecification(f"there is no {name} in {path}") from error


def _kind(path: Path) -> str:
    """Under which kind of component the content of a file goes into the document."""
    if path.parent.name == "paths":
        return "paths"
    return _KINDS.get(path.stem, "schemas") if path.parent.name == "components" else "schemas"


if __name__ == "__main__":
    for named in sys.argv[1:]:
        if is_split(Path(named)):
            sys.stdout.write(f"{ship(Path(named).resolve())}\n")
