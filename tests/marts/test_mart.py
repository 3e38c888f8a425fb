"""A mart is declared once: its columns are those that are counted, and indicators find it by its name."""

import pandas as pd
import pytest

from regioanalyse import marts
from regioanalyse.errors import InputError
from regioanalyse.marts import Marts
from regioanalyse.marts.counted import clients_per_cell as cells
from regioanalyse.marts.mart import all_marts
from regioanalyse.marts.shared import questions, source_tables
from regioanalyse.records.table import TABLES


def test_the_columns_are_those_that_are_counted() -> None:
    asked = questions("duckdb")
    assert {name: tuple(query.types) for name, query in asked.marts.items()} == {
        mart.name: mart.columns for mart in all_marts().values()
    }


def test_another_mart_is_counted_from_what_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    another = cells.Mart(
        "another", "Andere", ("clients",), ("households", "awards"), lambda _, awards: awards.agg(clients=1)
    )
    monkeypatch.setattr(cells, "MARTS", (*cells.MARTS, another))
    all_marts.cache_clear()
    try:
        assert "households" in source_tables()
        assert "another" in questions("duckdb").marts
        assert marts.columns_of("another") == ["month", "clients"]
        assert Marts().another.empty
    finally:
        monkeypatch.undo()
        all_marts.cache_clear()


def test_tables_are_loaded_after_those_that_they_refer_to() -> None:
    names = source_tables()
    for name in names:
        assert set(TABLES[name].refers_to) <= {*names[: names.index(name)], "regions"}


def test_what_is_not_given_has_columns_and_no_rows() -> None:
    found = Marts(use=pd.DataFrame({"clients": [1]}))
    assert found.use["clients"].tolist() == [1]
    assert list(found.flows) == ["month", "sector", "home", "care", "clients"]
    assert list(found.locations)[:4] == ["month", "sector", "location", "clients"]
    assert {"name", "lon", "lat", "region"} <= set(found.locations)
    assert list(found.population) == ["region", "area", "year", "age_band", "inhabitants"]
    assert found.replace(flows=pd.DataFrame({"clients": [2]})).use is found.use


def test_a_table_that_nobody_declared_is_refused() -> None:
    with pytest.raises(InputError, match="marts: table: found 'uze', allowed: flows, locations, "):
        Marts(uze=pd.DataFrame())


def test_what_was_loaded_has_the_columns_that_were_declared(made: None) -> None:
    found = marts.load()
    for name, table in vars(found).items():
        assert set(table) == set(marts.columns_of(name)), name
        assert len(table), name
