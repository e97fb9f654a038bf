"""Labels beside the ends of lines: moved apart as little as keeps them from touching."""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """The middles of labels of these heights, near where they are wanted, none over another.

    They keep their order, and stay between `low` and `high` where they fit there.

    >>> spread([1.0, 1.0, 5.0], [1.0, 1.0, 1.0], 0.0, 10.0)
    [0.5, 1.5, 5.0]
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    blocks: list[_Block] = []
    for place in order:
        block = _Block([place], heights[place], wanted[place] - heights[place] / 2)
        block.hold(low, high)
        while blocks and blocks[-1].bottom + blocks[-1].height > block.bottom:
            block = blocks.pop().joined(block, wanted, heights)
            block.hold(low, high)
        blocks.append(block)
    found = [0.0] * len(wanted)
    for block in blocks:
        bottom = block.bottom
        for place in block.members:
            found[place] = bottom + heights[place] / 2
            bottom += heights[place]
    return found


class _Block:
    """Labels that touch, from their bottom upwards."""

    def __init__(self, members: list[int], height: float, bottom: float) -> None:
        self.members, self.height, self.bottom = members, height, bottom

    def hold(self, low: float, high: float) -> None:
        self.bottom = max(min(self.bottom, high - self.height), low)

    def joined(self, other: _Block, wanted: Sequence[float], heights: Sequence[float]) -> _Block:
        """Both as one, where its labels are on average as near to their places as they can be."""
        members = self.members + other.members
        below, bottoms = 0.0, []
        for place in members:
            bottoms.append(wanted[place] - heights[place] / 2 - below)
            below += heights[place]
        return _Block(members, below, sum(bottoms) / len(bottoms))
