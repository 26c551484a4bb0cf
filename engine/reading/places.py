"""A set of places in a file that knows what lies above and below them."""

from __future__ import annotations

from collections.abc import Iterable

from engine.reading.composer import Path


class Places:
    """Paths, asked in constant time whether another path touches one of them."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self.paths: set[Path] = set()
        self._above: set[Path] = set()
        for path in paths:
            self.add(path)

    def add(self, path: Path) -> None:
        """Add one place."""
        self.paths.add(path)
        self._above.update(path[:length] for length in range(len(path)))

    def touch(self, path: Path) -> bool:
        """Say whether one of the places is `path`, above it or below it."""
        return path in self._above or any(path[:length] in self.paths for length in range(len(path) + 1))

    def __contains__(self, path: object) -> bool:
        """Say whether `path` itself is one of the places."""
        return path in self.paths
