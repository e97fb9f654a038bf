"""Figures as parts of a page: small, in the page's own colours, with ids of their own.

A figure is drawn in the light and in the dark theme. Both have the same shapes, so one is kept, and
each of its colours becomes a variable of the page that has a value in either theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_LINK = re.compile(r"url\(#([^)]+)\)")
_DECIMAL = re.compile(r"-?\d+\.\d{2,}")
_UPRIGHT = re.compile(r"rotate\(-?0(?:\.0)? ")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_SHAPED = ("d", "x", "y", "points", "transform")


class Styles:
    """The styles and the colours of all figures of a page, each once."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._colours: dict[tuple[str, str], str] = {}

    def name(self, light: str, dark: str) -> str:
        """The class of a style that is given in both themes."""
        text = re.sub(r"\s*([:;])\s*", r"\1", light).strip(";")
        if _COLOUR.sub("", light) == _COLOUR.sub("", dark):
            others = iter(_COLOUR.findall(dark))
            text = _COLOUR.sub(lambda found: self._colour(found[0], next(others)), text)
        return self._names.setdefault(text, f"f{len(self._names)}")

    def _colour(self, light: str, dark: str) -> str:
        name = self._colours.setdefault((light, dark), f"--f{len(self._colours)}")
        return f"var({name})"

    def see_through(self) -> frozenset[str]:
        """The classes of what lets shine through what lies under it."""
        return frozenset(name for text, name in self._names.items() if "opacity" in text)

    def rules(self) -> str:
        """The styles as CSS."""
        return "".join(f"svg .{name}{{{text}}}" for text, name in self._names.items())

    def colours(self, theme: int) -> str:
        """The colours as CSS variables: of the light theme for 0, of the dark one for 1."""
        return "".join(f"{name}:{pair[theme]};" for pair, name in self._colours.items())


def inline(light: bytes, dark: bytes, name: str, styles: Styles) -> str:
    """The `svg` element of a figure; its ids begin with `name`, its styles are in `styles`."""
    root, other = _tree(light, name), _tree(dark, name)
    theirs = list(other.iter())
    if [each.tag for each in root.iter()] != [each.tag for each in theirs]:
        theirs = list(root.iter())
    for element, twin in zip(list(root.iter()), theirs, strict=True):
        style = element.attrib.pop("style", None)
        if style is not None:
            element.set("class", styles.name(style, twin.get("style", style)))
    for element in root.iter():
        _shorten(element)
    _join(root, styles.see_through())
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")


def _tree(content: bytes, name: str) -> ElementTree.Element:
    """A figure without namespaces, without what no page needs, and with ids of its own."""
    root = ElementTree.fromstring(content)
    for element in root.iter():
        element.tag = _local(element.tag)
        element.attrib = {_local(key): value for key, value in element.attrib.items()}
    root.attrib.pop("version", None)
    for key in ("width", "height"):
        root.set(key, f"{float(root.attrib[key].removesuffix('pt')) * 4 / 3:.0f}")
    _clean(root)
    _rename(root, name)
    _unwrap(root)
    return root


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _clean(parent: ElementTree.Element) -> None:
    """Take out metadata, and the style that would hold for the whole page."""
    for child in list(parent):
        _clean(child)
        child.tail = None
        empty = child.tag in ("defs", "g") and not len(child)
        if child.tag in ("metadata", "style") or empty:
            parent.remove(child)
    if parent.text is not None and not parent.text.strip():
        parent.text = None


def _rename(root: ElementTree.Element, name: str) -> None:
    """Give each id that something points to a new one, and take the others away."""
    wanted = set(_targets(root))
    names: dict[str, str] = {}
    for element in root.iter():
        given = element.attrib.pop("id", None)
        if given in wanted:
            element.set("id", names.setdefault(str(given), f"{name}-{len(names)}"))
    for element in root.iter():
        for key, value in element.attrib.items():
            element.set(key, _pointed(key, value, names))


def _targets(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "href":
                yield value.removeprefix("#")
            elif key == "aria-labelledby":
                yield from value.split()
            else:
                yield from _LINK.findall(value)


def _pointed(key: str, value: str, names: dict[str, str]) -> str:
    if key == "href":
        found = names.get(value.removeprefix("#"))
        return value if found is None else f"#{found}"
    if key == "aria-labelledby":
        return " ".join(names.get(each, each) for each in value.split())
    return _LINK.sub(lambda link: f"url(#{names.get(link[1], link[1])})", value)


def _unwrap(parent: ElementTree.Element) -> None:
    """Put the parts of a group that says nothing in its place."""
    for child in parent:
        _unwrap(child)
    children = list(parent)
    if any(child.tag == "g" and not child.attrib for child in children):
        for child in children:
            parent.remove(child)
        for child in children:
            parent.extend(list(child) if child.tag == "g" and not child.attrib else [child])


def _shorten(element: ElementTree.Element) -> None:
    """Round coordinates to a tenth of a point, and leave out what tells nothing."""
    for key in _SHAPED:
        value = element.get(key)
        if value is not None and "scale" not in value and "matrix" not in value:
            element.set(key, _DECIMAL.sub(_rounded, value))
    if _UPRIGHT.match(element.get("transform", "")):
        del element.attrib["transform"]
    line = element.get("d")
    if line is not None:
        element.set("d", _path(line))


def _rounded(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")


def _path(line: str) -> str:
    """A path with level and upright steps written as such.

    >>> _path("M 1 2 L 5 2 L 5 9 L 7 3 z")
    'M1 2H5V9L7 3z'
    """
    found: list[str] = []
    place = ["", ""]
    for letter, rest in _STEP.findall(line):
        numbers = rest.split()
        if letter == "L" and len(numbers) == 2:
            level, upright = numbers[1] == place[1], numbers[0] == place[0]
            if not (level and upright):
                step = f"H{numbers[0]}" if level else f"V{numbers[1]}" if upright else ""
                found.append(step or f"L{' '.join(numbers)}")
        else:
            found.append(letter + " ".join(numbers))
        place = numbers[-2:] or ["", ""]
    return "".join(found)


def _join(parent: ElementTree.Element, see_through: frozenset[str]) -> None:
    """Draw shapes that follow each other in one style as one; not those one can see through."""
    before: ElementTree.Element | None = None
    for child in list(parent):
        _join(child, see_through)
        plain = child.tag == "path" and set(child.attrib) <= {"d", "class", "clip-path"}
        if not plain or child.get("class") in see_through or not child.get("d", "").endswith("z"):
            before = None
        elif before is not None and _alike(before, child):
            before.set("d", before.get("d", "") + child.get("d", ""))
            parent.remove(child)
        else:
            before = child


def _alike(one: ElementTree.Element, other: ElementTree.Element) -> bool:
    return all(one.get(key) == other.get(key) for key in ("class", "clip-path"))
