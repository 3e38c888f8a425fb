"""Generated pages: made again only when what goes into them changed."""

import pickle
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box

from regioanalyse.book.pages import making
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.book.staging.folder import Staging

NAMES = {"rotterdam": "Rotterdam", "utrecht": "Utrecht"}


EVERY = ["all", "first rotterdam", "method rotterdam", "first utrecht", "method utrecht"]


@pytest.fixture
def staged(project_with_data: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what pages are made from here on: those about all regions, the first ones and those about methods."""
    found: list[str] = []

    def stand_in(name: str, maker: making.Maker) -> making.Maker:
        def make(region: str, book: making.Book) -> dict[str, str]:
            found.append(f"{name} {region}".strip())
            return dict.fromkeys(maker(region, book), "text")

        return make

    def names_of_first(region: str, book: making.Book) -> dict[str, str]:
        return dict.fromkeys(making._names_of_first_pages(region, book), "")

    monkeypatch.setattr(making, "_of_all", stand_in("all", lambda *_: dict.fromkeys(making._COMMON, "")))
    monkeypatch.setattr(making, "_first_pages", stand_in("first", names_of_first))
    monkeypatch.setattr(making, "_method_pages", stand_in("method", making._sectors_by_method_page))
    return found


def test_pages_can_be_made_in_other_processes() -> None:
    for make in (making._of_all, making._first_pages, making._method_pages):
        group = making._Group(make, "utrecht", ("a.md",), "key")
        assert pickle.loads(pickle.dumps(group)) == group


def stage(project: Path, title: str = "Nu") -> None:
    chapters = [
        Chapter(region, "vv", "03-nu", title if region == "utrecht" else "Nu", 2022, 2022, ()) for region in NAMES
    ]
    making.stage(Staging(project / "staging"), making.Book(chapters, NAMES, {"vv": (2022, 2022)}))


@pytest.mark.parametrize(
    ("changed", "anew"),
    [
        ("data/texts/vv/rotterdam/means.md", ["first rotterdam"]),
        ("data/texts/gz/rotterdam/bottlenecks.md", []),
        ("data/published.csv", EVERY),
    ],
)
def test_a_changed_file_makes_the_pages_anew_that_are_made_from_it(
    project_with_data: Path, staged: list[str], changed: str, anew: list[str]
) -> None:
    stage(project_with_data)
    stage(project_with_data)
    assert staged == EVERY
    staged.clear()
    file = project_with_data / changed
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    stage(project_with_data)
    assert staged == anew


def test_a_changed_chapter_makes_the_pages_of_its_region_anew_and_those_about_all(
    project_with_data: Path, staged: list[str]
) -> None:
    stage(project_with_data)
    staged.clear()
    stage(project_with_data, "Straks")
    assert staged == ["all", "first utrecht"]


def test_a_region_that_lies_on_another_one_has_a_shape_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, within, beside = box(0, 0, 40_000, 40_000), box(0, 0, 40_000, 30_000), box(100_000, 0, 140_000, 40_000)
    table = gpd.GeoDataFrame({"region": ["a", "b", "c"]}, geometry=[whole, within, beside])
    monkeypatch.setattr(making.maps, "region_shapes", lambda: table)
    monkeypatch.setattr(making.maps, "note", lambda: "Schematisch.")
    shapes = making._shapes()
    # with the corners that are left out as detail
    expected = {"a": 400e6, "b": 1200e6, "c": 1600e6}
    assert {region: shape.area for region, shape in shapes.items()} == pytest.approx(expected, rel=0.05)
    crossed = box(0, 0, 40_000, 40_000).union(box(40_000, 40_000, 50_000, 50_000))
    assert making._surface(crossed.boundary) is None
    assert making._surface(crossed) == crossed
