"""What all contracts share: each story says on whose word it stands.

    @pytest.mark.truth("documented")

`verified`: seen on the vendor's own service, or in a client that works against it;
`documented`: the vendor's document says so; `assumed`: nobody says it, the simulator chose.
A module can say it for all its stories with `pytestmark`; the story's own word counts.
"""

import pytest

TRUTHS = ("verified", "documented", "assumed")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers of contracts, also where they are run outside a checkout."""
    config.addinivalue_line("markers", f"truth(word): whose word a story is: {', '.join(TRUTHS)}")
    config.addinivalue_line("markers", "behaviour(*ids): the ledger entries that a test proves")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a story that does not say on whose word it stands."""
    for item in items:
        if not item.path.name.startswith("test_stories"):
            continue
        marker = item.get_closest_marker("truth")
        if marker is None or len(marker.args) != 1 or marker.args[0] not in TRUTHS:
            words = " or ".join(TRUTHS)
            raise pytest.UsageError(f"{item.nodeid}: mark it truth({words})")
