"""Days that move: as few and as near as can be, inside their windows, in order and apart."""

from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from dosecalc.booking import Unit, booked

WEEKEND = {5: "a Saturday", 6: "a Sunday", 12: "a Saturday", 13: "a Sunday"}


def days(units: list[Unit], closed: dict[int, str], prefer: str = "earlier") -> list[int | None]:
    return [each.day for each in booked(units, lambda day: closed.get(day, ""), prefer)]


def test_what_falls_on_an_open_day_stays() -> None:
    assert days([Unit(1, 0, 3), Unit(4, 4, 4)], WEEKEND) == [1, 4]


def test_a_closed_day_moves_to_the_nearest_open_day_of_its_window() -> None:
    assert days([Unit(6, 3, 9)], WEEKEND) == [7]
    assert days([Unit(5, 3, 9)], WEEKEND) == [4]


def test_of_two_days_as_near_the_preferred_one_is_taken() -> None:
    closed = {5: "closed"}
    assert days([Unit(5, 3, 7)], closed) == [4]
    assert days([Unit(5, 3, 7)], closed, "later") == [6]


def test_nothing_moves_outside_its_window() -> None:
    (found,) = booked([Unit(5, 5, 6)], lambda day: WEEKEND.get(day, ""))
    assert found == (None, "a Saturday")


def test_doses_of_a_course_stay_apart_after_moving() -> None:
    course = ((0, 2),)
    assert days([Unit(3, 3, 3, course), Unit(5, 4, 8, course)], {5: "closed"}) == [3, 6]
    assert days([Unit(3, 3, 3), Unit(5, 4, 8)], {5: "closed"}) == [3, 4]


def test_one_dose_gives_way_where_both_can_then_be_given() -> None:
    course = ((0, 2),)
    units = [Unit(4, 2, 4, course), Unit(6, 4, 6, course)]
    assert days(units, {5: "closed", 6: "closed"}) == [2, 4]


def test_courses_do_not_keep_apart_from_each_other() -> None:
    assert days([Unit(4, 4, 4, ((0, 3),)), Unit(5, 4, 6, ((1, 3),))], {5: "closed"}) == [4, 4]


def test_what_was_done_stays_on_a_closed_day_and_keeps_the_next_dose_away() -> None:
    units = [Unit(5, 5, 5, ((0, 3),), done=True), Unit(7, 6, 9, ((0, 3),))]
    assert days(units, WEEKEND) == [5, 8]


def test_a_day_before_day_1_is_a_day_like_others() -> None:
    assert days([Unit(-7, -9, -5, ((0, 2),)), Unit(-5, -6, -3, ((0, 2),))], {-5: "x"}) == [-7, -4]


units = st.lists(
    st.tuples(st.integers(-4, 10), st.integers(0, 2), st.integers(0, 2), st.booleans()),
    min_size=1, max_size=4,
).map(
    lambda found: [
        Unit(day, day - before, day + after, ((0, 2),) if dose else ())
        for day, before, after, dose in sorted(found)
    ]
)  # fmt: skip
closings = st.sets(st.integers(-6, 12), max_size=9)


def kept(found: list[Unit], chosen: tuple[int | None, ...]) -> bool:
    """Whether a choice keeps the doses apart."""
    doses = [day for unit, day in zip(found, chosen, strict=True) if unit.gaps and day is not None]
    return all(later - day >= 2 for day, later in pairwise(doses))


@given(units, closings)
@settings(max_examples=300, deadline=None)
def test_no_other_choice_places_more_or_moves_less(found: list[Unit], closed: set[int]) -> None:
    """Against every choice there is."""
    ways = [
        [None, *(day for day in range(each.earliest, each.latest + 1) if day not in closed)]
        for each in found
    ]

    def cost(chosen: tuple[int | None, ...]) -> tuple[int, int]:
        moved = [
            abs(day - unit.day) for unit, day in zip(found, chosen, strict=True) if day is not None
        ]
        return chosen.count(None), sum(moved)

    mine = tuple(days(found, dict.fromkeys(closed, "closed")))
    assert kept(found, mine)
    assert not any(day in closed for day in mine)
    best = min(cost(chosen) for chosen in product(*ways) if kept(found, chosen))
    assert cost(mine) == best
