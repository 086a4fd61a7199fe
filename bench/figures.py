"""What is printed: figures of several servers in a row, their ratio, and what is expected."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One line. values: by server, the simulator's first.

    expected: the limit of the simulator's value, if there is one; at_most: whether it is an
    upper limit.
    """

    name: str
    unit: str
    values: dict[str, float]
    expected: float | None = None
    at_most: bool = True

    @property
    def own(self) -> float:
        """The simulator's value."""
        return next(iter(self.values.values()))

    @property
    def verdict(self) -> str:
        """Whether the simulator's value is as expected."""
        if self.expected is None:
            return ""
        kept = self.own <= self.expected if self.at_most else self.own >= self.expected
        word = "at most" if self.at_most else "at least"
        limit = f"{word} {self.expected:g} {self.unit}"
        return f"{limit}: {'yes' if kept else 'NO'}"

    def cells(self, servers: list[str]) -> list[str]:
        """The line's cells: name, each server's value with the ratio to it, and the verdict."""
        cells = [f"{self.name} ({self.unit})", _number(self.own)]
        for server in servers[1:]:
            value = self.values.get(server)
            cells.append("" if value is None else f"{_number(value)} (x{self.own / value:.2f})")
        return [*cells, self.verdict]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


@dataclass
class Table:
    """Figures under the names of servers, the simulator's first."""

    servers: list[str]
    figures: list[Figure] = field(default_factory=list)

    def text(self) -> str:
        """The table in aligned columns; xN: the simulator's value over the other one's."""
        rows = [["", *self.servers, "expected"]]
        rows += [figure.cells(self.servers) for figure in self.figures]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines = []
        for row in rows:
            first, *others = (
                cell.ljust(width) if place in (0, len(row) - 1) else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            lines.append("  ".join([first, *others]).rstrip())
        return "\n".join(lines)
