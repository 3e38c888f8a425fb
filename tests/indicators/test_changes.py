"""The register of changes: what is wrong in it is named by file, entry and key; and which changes a report tells."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from regioanalyse.errors import InputError
from regioanalyse.indicators import changes, record
from regioanalyse.indicators.changes import in_effect

GOOD: dict[str, Any] = {
    "id": "een-wijziging",
    "title": "Een wijziging",
    "sector": "vv",
    "edition": 2022,
    "kind": "method",
    "indicators": ["care_locations"],
    "pages": [16],
    "was": "Zo.",
    "is": "Anders.",
    "why": "Daarom.",
}


def write(project: Path, *entries: object) -> None:
    text = yaml.safe_dump(list(entries), allow_unicode=True, sort_keys=False)
    (project / "data" / "changes.yaml").write_text(text, encoding="utf-8")


def test_the_register_has_what_changed_between_the_editions() -> None:
    found = {change.id: (change.kind, change.pages) for change in changes.changes("vv")}
    assert found == {
        "care-locations": ("method", (6, 16)),
        "location-map-background": ("presentation", (16,)),
        "area-change-over-period": ("presentation", (15, 20, 26)),
        "scenario-growth-window": ("method", (22, 23, 24)),
        "waiting-statuses": ("source", ()),
        "origin-ended": ("source", (12,)),
    }
    assert changes.changes("gz") == ()


def test_every_indicator_with_two_methods_has_an_entry() -> None:
    """What differs between the methodologies is in the register."""
    named = {name for change in changes.changes("vv") for name in change.indicators}
    for indicator in changes.indicators.INDICATORS:
        if indicator.sector == "vv" and (2022 in indicator.methods or indicator.until):
            assert indicator.name in named


def test_a_good_entry_is_read(project: Path) -> None:
    write(project, GOOD)
    (change,) = changes.changes()
    assert (change.id, change.is_, change.pages, change.kind_name) == (
        "een-wijziging", "Anders.", (16,), "Methode gewijzigd",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"sector": "ggz"}, "sector: found 'ggz', allowed: vv, gz"),
        ({"edition": 1999}, "edition: found 1999, allowed: 2021, 2022"),
        ({"edition": "2022"}, "edition: found '2022', allowed: a whole number"),
        ({"kind": "soort"}, "kind: found 'soort', allowed: method, source, scope, presentation"),
        ({"indicators": ["clientz"]}, "indicators: found 'clientz', allowed: active_waiting_share, "),
        ({"indicators": ["gz_share"]}, "indicators: found 'gz_share', allowed: active_waiting_share, "),
        ({"indicators": []}, "indicators: found [], allowed: a list of at least one name"),
        ({"pages": [0]}, "pages: found 0, allowed: 1 to 32, the pages of the published report"),
        ({"pages": [16, 99]}, "pages: found 99, allowed: 1 to 32"),
        ({"pages": None}, "pages: found nothing, allowed: a list of whole numbers, perhaps empty"),
        ({"was": ""}, "was: found '', allowed: a text"),
        ({"waarom": "x"}, "key: found 'waarom', allowed: id, title, sector, edition, kind, "),
        ({"per_area": "ja"}, "per_area: found 'ja', allowed: true or false"),
    ],
)
def test_a_wrong_entry_is_named_with_its_key(project: Path, wrong: dict, told: str) -> None:
    write(project, GOOD | {"id": "eerst"}, GOOD | wrong)
    with pytest.raises(InputError) as error:
        changes.changes()
    assert str(error.value).startswith(f"data/changes.yaml: entry 2 (een-wijziging): {told}")


@pytest.mark.parametrize("key", [key for key in GOOD if key != "id"])
def test_a_missing_key_is_named(project: Path, key: str) -> None:
    write(project, {name: value for name, value in GOOD.items() if name != key})
    with pytest.raises(InputError, match=rf"data/changes\.yaml: entry 1 \(een-wijziging\): {key}: found nothing"):
        changes.changes()


def test_an_id_stands_once_and_is_fit_for_a_link(project: Path) -> None:
    write(project, GOOD, GOOD)
    with pytest.raises(InputError, match="entry 2: id: found 'een-wijziging' again, allowed: each id once"):
        changes.changes()
    write(project, GOOD | {"id": "Een wijziging"})
    with pytest.raises(InputError, match=r"id: found 'Een wijziging', allowed: lower-case words with hyphens"):
        changes.changes()


@pytest.mark.parametrize(
    "text", ["- [unclosed", "just text", "id: x", "- text", "- !!python/object/apply:os.getcwd []"]
)
def test_what_is_no_list_of_entries_is_told(project: Path, text: str) -> None:
    (project / "data" / "changes.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"^data/changes\.yaml: "):
        changes.changes()


def test_a_register_that_is_not_there_is_told(project: Path) -> None:
    (project / "data" / "changes.yaml").unlink()
    with pytest.raises(InputError, match=r"data/changes\.yaml: cannot be read"):
        changes.changes()


@pytest.mark.parametrize(
    ("edition", "methodology", "expected"),
    [
        (2022, 2022, {"method", "presentation", "source"}),
        # the old methods: nothing changed but the sources
        (2022, 2021, {"source"}),
        # the new methods on the data of the year before
        (2021, 2022, {"method", "presentation"}),
        (2021, 2021, set()),
    ],
)
def test_a_report_tells_the_changes_that_are_in_effect(edition: int, methodology: int, expected: set[str]) -> None:
    assert {change.kind for change in in_effect("vv", edition, methodology)} == expected


def test_a_change_of_figures_per_area_is_not_told_of_a_region() -> None:
    told = [
        [change.id for change in in_effect("vv", 2022, 2022, "at_home_share_change", per_area)]
        for per_area in (True, False)
    ]
    assert told == [["area-change-over-period"], []]
    assert in_effect("vv", 2022, 2022, record("clients", "vv").name) == ()
