"""Exact amounts: `1e9 to 16e9 particles`, `about 1.5 mL`, `unknown particles`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dosecalc.units import Unit
from dosecalc.value import Value

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def _scientific(value: Fraction) -> tuple[str, int]:
    """The shortest exact mantissa between 1 and 10 and its power of ten."""
    digits, power = value.numerator, 0
    rest = value.denominator
    while rest % 10 == 0:
        rest, power = rest // 10, power - 1
    while rest % 2 == 0:
        rest, digits, power = rest // 2, digits * 5, power - 1
    while rest % 5 == 0:
        rest, digits, power = rest // 5, digits * 2, power - 1
    text = str(digits)
    stripped = text.rstrip("0")
    power += len(text) - len(stripped)
    mantissa = stripped[0] + ("." + stripped[1:] if len(stripped) > 1 else "")
    return mantissa, power + len(stripped) - 1


def _terminates(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def number(value: Fraction | int) -> str:
    """The value as the language writes it, without loss.

    >>> number(Fraction(3, 2)), number(256 * 10**9), number(Fraction(245, 3)), number(4000)
    ('1.5', '2.56e11', '245/3', '4000')
    """
    value = Fraction(value)
    if value < 0:
        return "-" + number(-value)
    if not _terminates(value):
        return f"{value.numerator}/{value.denominator}"
    if value and (value >= 10**6 or value < Fraction(1, 10**6)):
        mantissa, power = _scientific(value)
        return f"{mantissa}e{power}"
    return _decimal(value)


def _decimal(value: Fraction) -> str:
    whole, rest = divmod(value.numerator, value.denominator)
    text = str(whole)
    if rest:
        places = 0
        while (rest * 10**places) % value.denominator:
            places += 1
        text += "." + str(rest * 10**places // value.denominator).zfill(places)
    return text


def readable(value: Fraction | int) -> str:
    """The value as a table prints it: exact where short, else four figures marked `≈`.

    >>> readable(Fraction(256 * 10**9)), readable(Fraction(245, 3)), readable(12_500)
    ('2.56 × 10¹¹', '≈ 81.67', '12,500')
    """
    value = Fraction(value)
    if value < 0:
        return "−" + readable(-value)
    if value and (value >= 10**6 or value < Fraction(1, 10**4)):
        return _readable_power(value)
    if _terminates(value):
        text = _decimal(value)
        if len(text.partition(".")[2]) <= 4:
            whole, point, rest = text.partition(".")
            return f"{int(whole):,}" + point + rest
    if value >= 1000:
        return f"≈ {round(value):,}"
    return f"≈ {_figures(value)}"


def _figures(value: Fraction, figures: int = 4) -> str:
    power = len(str(value.numerator // value.denominator)) if value >= 1 else 0
    if value < 1:
        power = 1 - len(str(value.denominator // value.numerator))
    return _decimal(Fraction(round(value * 10 ** (figures - power)), 10 ** (figures - power)))


def _readable_power(value: Fraction) -> str:
    power = len(str(value.numerator)) - len(str(value.denominator))
    scaled = value / Fraction(10) ** power
    if scaled < 1:
        power, scaled = power - 1, scaled * 10
    elif scaled >= 10:
        power, scaled = power + 1, scaled / 10
    exact = _terminates(scaled) and len(_decimal(scaled)) <= 6
    mantissa = _decimal(scaled) if exact else _decimal(Fraction(round(scaled * 1000), 1000))
    if mantissa == "10":
        mantissa, power = "1", power + 1
    mark = "" if exact else "≈ "
    return f"{mark}{mantissa} × 10{str(power).translate(_SUPERSCRIPTS)}"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Figure(Value):
    """One exact number or a range of them; `high` is None where nothing bounds it above.

    >>> str(Figure(Fraction(1), Fraction(4))), str(Figure(Fraction(60), None))
    ('1 to 4', 'at least 60')
    """

    low: Fraction
    high: Fraction | None
    about: bool = False

    def __post_init__(self) -> None:
        if self.high is not None and self.high < self.low:
            raise ValueError(f"a range from {number(self.low)} down to {number(self.high)}")

    @property
    def exact(self) -> bool:
        """Whether the figure is a single number."""
        return self.low == self.high

    def scaled(self, factor: Fraction | int) -> Figure:
        """The figure times an exact factor of zero or more."""
        high = None if self.high is None else self.high * factor
        return Figure(self.low * factor, high, self.about)

    def __str__(self) -> str:
        about = "about " if self.about else ""
        if self.high is None:
            return f"{about}at least {number(self.low)}"
        if self.exact:
            return about + number(self.low)
        if self.low == 0:
            return f"{about}up to {number(self.high)}"
        return f"{about}{number(self.low)} to {number(self.high)}"


def just(value: int | Fraction) -> Figure:
    """The figure that is one exact number."""
    return Figure(Fraction(value), Fraction(value))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Amount(Value):
    """A figure with its unit. No figure: unknown amount. No unit: nothing is known of it.

    >>> from dosecalc.units import find
    >>> str(Amount(just(10**11), find("particles"))), str(Amount(None, find("mL")))
    ('1e11 particles', 'unknown mL')
    """

    figure: Figure | None
    unit: Unit | None

    def __str__(self) -> str:
        if self.unit is None:
            return "an unknown amount"
        if self.figure is None:
            return f"unknown {self.unit}"
        if self.unit.name == "unstated":
            return str(self.figure)
        if self.figure.low == self.figure.high == 1:
            return f"{self.figure} {self.unit.singular}"
        return f"{self.figure} {self.unit}"

    def scaled(self, factor: Fraction | int) -> Amount:
        """The amount times an exact factor."""
        return Amount(self.figure and self.figure.scaled(factor), self.unit)
