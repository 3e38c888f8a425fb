"""What an indicator declares: its relations refer to others, and it reads the tables that it says."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from regioanalyse import indicators, marts
from regioanalyse.errors import InputError
from regioanalyse.indicators import INDICATORS, record
from regioanalyse.records.categories import DELIVERY_FORMS, STATUSES
from regioanalyse.records.indicator import PERSONS, Indicator, indicator_in, theme_files
from regioanalyse.records.sector import SECTORS
from regioanalyse.worked_examples import examples

EACH = pytest.mark.parametrize("about", INDICATORS, ids=lambda each: f"{each.sector}-{each.name}")


def related(relation: str) -> list[tuple[Indicator, Indicator]]:
    """Return each indicator that has a relation, with the one that it has it with."""
    return [(each, record(name, each.sector)) for each in INDICATORS if (name := getattr(each, relation))]


def test_relations_are_with_indicators_of_the_same_sector() -> None:
    for about in INDICATORS:
        assert about.related <= {each.name for each in indicators.records(about.sector)}, about.name


def test_both_ends_of_a_flow_say_so() -> None:
    pairs = related("other_end")
    assert {(about.name, other.other_end) for about, other in pairs} == {("inflow", "inflow"), ("outflow", "outflow")}


def test_a_change_counts_what_it_is_the_change_of() -> None:
    pairs = related("change_of")
    assert len(pairs) == 10
    for about, of in pairs:
        assert (about.numerator, about.denominator) == (of.numerator, of.denominator), about.name


def test_a_complement_has_the_members_that_the_value_has_not() -> None:
    cells = [(each, each.complement_of) for each in INDICATORS if each.complement_of]
    assert len(cells) == 3
    for about, cell in cells:
        dimension = record(cell.indicator, about.sector).by
        assert dimension in about.numerator.where
        assert cell.category not in about.numerator.where[dimension]  # type: ignore[index]


def test_members_are_those_of_the_tables() -> None:
    for quantity in (each for about in INDICATORS for each in (about.numerator, about.denominator) if each):
        assert set(quantity.where.get("delivery_form", ())) <= set(DELIVERY_FORMS)
        assert set(quantity.where.get("status", ())) <= set(STATUSES)


class Recorded:
    """Marts that remember which of their tables were read."""

    def __init__(self, of: marts.Marts) -> None:
        self.of, self.read = of, set[str]()

    def __getattr__(self, name: str) -> object:
        self.read.add(name)
        return getattr(self.of, name)


def worked_out(about: Indicator) -> tuple[pd.DataFrame, set[str]]:
    """Return what the worked example of an indicator gives, and which tables were read for it."""
    example = next(each for each in examples() if (each.sector, each.indicator) == (about.sector, about.name))
    recorded = Recorded(example.marts())
    table = indicators.table_of(about, recorded, SECTORS[about.sector].edition(example.edition))  # type: ignore[arg-type]
    return table, recorded.read


@EACH
def test_an_indicator_reads_the_tables_that_it_declares(about: Indicator) -> None:
    assert worked_out(about)[1] == set(about.tables)


@EACH
def test_a_value_has_the_persons_behind_it_where_it_counts_some(about: Indicator) -> None:
    table, _ = worked_out(about)
    counted = {each.counts for each in (about.numerator, about.denominator) if each}
    if about.numerator.counts in PERSONS:
        assert table["count"].notna().any()
    elif not counted & {*PERSONS, "expected_clients"}:
        assert table["count"].isna().all()


def test_every_indicator_of_a_theme_is_of_some_sector() -> None:
    listed = {name for sector in SECTORS.values() for names in sector.indicators.values() for name in names}
    known = [name for file in theme_files() for name in yaml.safe_load(file.read_text(encoding="utf-8"))["indicators"]]
    assert sorted(known) == sorted(listed)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("unit", "{kleur}", "toy.yaml: clients: unit: found '{kleur}', allowed: texts with these names in braces: "),
        ("decimals", 9, "toy.yaml: clients: decimals: found 9, allowed: less than or equal to 3"),
        ("colour", "blue", "toy.yaml: clients: key: found 'colour', allowed: name, "),
        (
            "change_of",
            "klanten",
            "toy.yaml: clients: related indicator: found 'klanten', allowed: active_",
        ),
        ("by", "status", "toy.yaml: clients: record: found .*, allowed: part_of: the indicator that shows"),
    ],
)
def test_a_wrong_record_is_refused_with_file_indicator_and_key(
    tmp_path: Path, key: str, value: object, message: str
) -> None:
    text = {"title": "Het aantal", "unit": "klanten", "measure": "klanten", "decimals": 0, "source": "Declaraties",
            "reference": "januari", "explanation": "Alle {clients}."}  # fmt: skip
    given = {"numerator": {"counts": "clients"}, "tables": ["use"], **text, key: value}
    file = tmp_path / "toy.yaml"
    file.write_text(yaml.safe_dump({"indicators": {"clients": given}}), encoding="utf-8")
    sector = SECTORS["vv"].model_copy(update={"indicators": {"toy": {"clients": None}}})
    with pytest.raises(InputError, match=message):
        indicator_in(sector.edition(2022), file, "clients", {})
