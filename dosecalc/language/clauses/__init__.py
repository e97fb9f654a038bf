"""Every way of saying something about a course: one file each, registered here once."""

from collections.abc import Callable
from typing import NamedTuple

from dosecalc.language.clauses import (
    agent,
    apart,
    as_needed,
    dose,
    escalation,
    except_days,
    extent,
    frequency,
    infusion,
    limit,
    on_days,
    on_off,
    sites,
    start,
    time_of_day,
    unstated,
    volume,
    weekdays,
    weeks,
)
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node


class Clause(NamedTuple):
    """A rule of the grammar, what reads it, and a phrase that shows it."""

    rule: str
    read: Callable[[Node, Draft], None]
    example: str


CLAUSES: tuple[Clause, ...] = (
    Clause(dose.RULE, dose.read, dose.EXAMPLE),
    Clause(frequency.RULE, frequency.read, frequency.EXAMPLE),
    Clause(on_days.RULE, on_days.read, on_days.EXAMPLE),
    Clause(weekdays.RULE, weekdays.read, weekdays.EXAMPLE),
    Clause(weeks.RULE, weeks.read, weeks.EXAMPLE),
    Clause(weeks.AT_RULE, weeks.read_at, weeks.AT_EXAMPLE),
    Clause(except_days.RULE, except_days.read, except_days.EXAMPLE),
    Clause(on_off.RULE, on_off.read, on_off.EXAMPLE),
    Clause(time_of_day.RULE, time_of_day.read, time_of_day.EXAMPLE),
    Clause(time_of_day.MEALS_RULE, time_of_day.read_meals, time_of_day.MEALS_EXAMPLE),
    Clause(apart.RULE, apart.read, apart.EXAMPLE),
    Clause(extent.RULE, extent.read, extent.EXAMPLE),
    Clause(start.RULE, start.read, start.EXAMPLE),
    Clause(infusion.RULE, infusion.read, infusion.EXAMPLE),
    Clause(escalation.RULE, escalation.read, escalation.EXAMPLE),
    Clause(volume.RULE, volume.read, volume.EXAMPLE),
    Clause(volume.AT_RULE, volume.read_at, volume.AT_EXAMPLE),
    Clause(sites.RULE, sites.read, sites.EXAMPLE),
    Clause(sites.DIVIDED_RULE, sites.read_divided, sites.DIVIDED_EXAMPLE),
    Clause(limit.RULE, limit.read, limit.EXAMPLE),
    Clause(limit.CAPPED_RULE, limit.read_capped, limit.CAPPED_EXAMPLE),
    Clause(as_needed.RULE, as_needed.read, as_needed.EXAMPLE),
    Clause(as_needed.MOST_RULE, as_needed.read_most, as_needed.EXAMPLE),
    Clause(as_needed.CONDITION_RULE, as_needed.read_condition, as_needed.CONDITION_EXAMPLE),
    Clause(agent.RULE, agent.read, agent.EXAMPLE),
    Clause(agent.ROUTE_RULE, agent.read_route, agent.ROUTE_EXAMPLE),
    Clause(unstated.RULE, unstated.read, unstated.EXAMPLE),
)
READERS = {clause.rule: clause.read for clause in CLAUSES}
