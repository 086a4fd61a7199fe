"""The public face of the package: one list of names, complete and in order."""

import importlib

import invaller_clients

PUBLIC_MODULES = (
    "dimona",
    "dimona_answers",
    "dimona_blocks",
    "errors",
    "loket",
    "loket_answers",
    "loketoauth",
    "oauth",
    "polling",
    "precontractual",
    "prisma",
    "prisma_answers",
    "prisma_certificate",
    "prisma_worker",
    "problems",
)


def test_the_list_of_names_is_sorted_and_without_doubles() -> None:
    """`__all__` has each name once: constants first, then classes, each in alphabetical order."""
    names = invaller_clients.__all__
    assert names == sorted(set(names), key=lambda name: (not name.isupper(), name))


def test_every_listed_name_can_be_imported() -> None:
    """Every name of `__all__` is a member of the package."""
    assert [name for name in invaller_clients.__all__ if not hasattr(invaller_clients, name)] == []


def test_every_public_class_of_the_public_modules_is_listed() -> None:
    """A class that a public module defines under a public name is in `__all__`."""
    defined = set()
    for module_name in PUBLIC_MODULES:
        module = importlib.import_module(f"invaller_clients.{module_name}")
        defined |= {
            name
            for name, value in vars(module).items()
            if isinstance(value, type)
            and value.__module__ == module.__name__
            and not name.startswith("_")
        }
    assert defined - set(invaller_clients.__all__) == set()
