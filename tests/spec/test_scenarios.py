"""scenario_…: a base year with *a* at home and *b* intramural, *T* clients in 2025, and *g* points of growth.

The share at home stays a/(a+b) in scenario 1, grows by g/2 in scenario 2 and by g in scenario 3. At home is share × T
and intramural the rest; extra is against the base year.
"""

import pytest

from tests.spec.conftest import marts_of, table_of, values_of


def rotterdam(name: str) -> list[float]:
    """Return one of the six indicators in the three scenarios, for the numbers published for Rotterdam.

    a = 1853 and b = 5314 in 2020, so 7167 clients; T = 7361; g = 6.59: the share at home was 20% in 2017 (2000 of
    10000) and is 26.59% in 2022 (2659 of 10000).
    """
    marts = marts_of(
        use="""
        month    region     delivery_form  clients
        2020-01  rotterdam  vpt             405
        2020-01  rotterdam  mpt             977
        2020-01  rotterdam  pgb             471
        2020-01  rotterdam  intramural     5314
        2022-01  rotterdam  mpt            2659
        2022-01  rotterdam  intramural     7341
        """,
        # use is 7167 / 7167 = 1, so that the forecast is the number of clients
        population="region year inhabitants\nrotterdam 2020 7167\nnederland 2020 90000",
        forecast="region year inhabitants\nrotterdam 2020 7118\nrotterdam 2025 7361\nnederland 2025 90000",
        at_home_history="""
        region     year  clients  at_home
        rotterdam  2016  10000    9999
        rotterdam  2017  10000    2000
        rotterdam  2018  10000    9999
        """,
    )
    values = values_of(name, "vv", 2022, marts)
    assert [key for key in values if key.startswith("rotterdam")] == [
        f"rotterdam 2025 scenario_{number}" for number in (1, 2, 3)
    ]
    return [values[f"rotterdam 2025 scenario_{number}"] for number in (1, 2, 3)]


# share 1: 1853 / 7167 = 25.8546%; 2: + 6.59 / 2 = 29.1496%; 3: + 6.59 = 32.4446%
SHARES = [25.8546, 29.1496, 32.4446]


def test_published_clients_at_home() -> None:
    # 7361 × share = 1903, 2146, 2388
    assert [round(value) for value in rotterdam("scenario_at_home_clients")] == [1903, 2146, 2388]


def test_published_extra_at_home() -> None:
    # minus 1853: 50, 293, 535
    assert [round(value) for value in rotterdam("scenario_at_home_extra")] == [50, 293, 535]


def test_published_share_at_home() -> None:
    assert rotterdam("scenario_at_home_share") == pytest.approx(SHARES, abs=1e-4)


def test_published_intramural_clients() -> None:
    # 7361 - 1903 = 5458, 7361 - 2146 = 5215, 7361 - 2388 = 4973
    assert [round(value) for value in rotterdam("scenario_intramural_clients")] == [5458, 5215, 4973]


def test_published_extra_intramural_is_negative_where_fewer_are_needed() -> None:
    # minus 5314: 144, -99, -341
    assert [round(value) for value in rotterdam("scenario_intramural_extra")] == [144, -99, -341]


def test_published_intramural_share_is_the_rest() -> None:
    assert rotterdam("scenario_intramural_share") == pytest.approx([100 - share for share in SHARES], abs=1e-4)


def test_total_is_the_same_in_all_three() -> None:
    pairs = zip(rotterdam("scenario_at_home_clients"), rotterdam("scenario_intramural_clients"), strict=True)
    assert [at_home + intramural for at_home, intramural in pairs] == pytest.approx([7361, 7361, 7361])


TWO_REGIONS = marts_of(
    use="""
    month    region     delivery_form  clients
    2020-01  rotterdam  mpt             20
    2020-01  rotterdam  intramural      80
    2020-01  drenthe    mpt            150
    2020-01  drenthe    intramural     150
    2022-01  rotterdam  mpt             30
    2022-01  rotterdam  intramural      70
    2022-01  drenthe    mpt            180
    2022-01  drenthe    intramural     120
    """,
    population="region year inhabitants\nrotterdam 2020 1000\ndrenthe 2020 3000\nnederland 2020 90000",
    forecast="""
    region     year  inhabitants
    rotterdam  2025   2000
    drenthe    2025   3000
    nederland  2025  90000
    """,
    at_home_history="""
    region     year  clients  at_home
    rotterdam  2017  100       20
    drenthe    2017  300      120
    """,
)


def test_comparator_pools_the_counts_of_its_regions() -> None:
    # base 170 / 400 = 42.5%; growth 210 / 400 - 140 / 400 = 17.5 points; T = 200 + 300 = 500
    # scenario 3: 60% of 500 = 300 at home, 300 - 170 = 130 extra; intramural 200, 200 - 230 = -30 extra
    at_home = values_of("scenario_at_home_clients", "vv", 2022, TWO_REGIONS)
    assert at_home["zilveren-kruis 2025 scenario_1"] == pytest.approx(212.5)
    assert at_home["zilveren-kruis 2025 scenario_2"] == pytest.approx(256.25)
    assert at_home["zilveren-kruis 2025 scenario_3"] == pytest.approx(300)
    extra = values_of("scenario_intramural_extra", "vv", 2022, TWO_REGIONS)
    assert extra["zilveren-kruis 2025 scenario_3"] == pytest.approx(-30)


def test_each_region_has_its_own_growth() -> None:
    # rotterdam 20% → 30% now: +10, drenthe 40% → 60% now: +20 on its 50% of 2020
    shares = values_of("scenario_at_home_share", "vv", 2022, TWO_REGIONS)
    assert shares["rotterdam 2025 scenario_3"] == pytest.approx(30)
    assert shares["drenthe 2025 scenario_2"] == pytest.approx(60)
    assert shares["drenthe 2025 scenario_3"] == pytest.approx(70)


def test_the_country_has_no_scenarios() -> None:
    assert not [key for key in values_of("scenario_at_home_share", "vv", 2022, TWO_REGIONS) if "nederland" in key]


WINDOWS = marts_of(
    use="""
    month    region     delivery_form  clients
    2020-01  rotterdam  mpt             30
    2020-01  rotterdam  intramural      70
    2021-01  rotterdam  mpt             40
    2021-01  rotterdam  intramural      60
    2022-01  rotterdam  mpt             50
    2022-01  rotterdam  intramural      50
    2019-01  rotterdam  mpt             25
    2019-01  rotterdam  intramural      75
    """,
    population="region year inhabitants\nrotterdam 2020 100\nrotterdam 2019 100\nnederland 2020 9000",
    forecast="region year inhabitants\nrotterdam 2025 200\nrotterdam 2024 100\nnederland 2025 9000",
    at_home_history="""
    region     year  clients  at_home
    rotterdam  2015  100       15
    rotterdam  2016  100       24
    rotterdam  2017  100       28
    """,
)


def shares(edition: int, methodology: int) -> list[float]:
    frame = table_of("scenario_at_home_share", "vv", edition, WINDOWS, methodology)
    mine = frame[frame["area"] == "rotterdam"]
    assert set(mine["period"]) == {str(edition + 3)}
    return mine["value"].tolist()


def test_the_method_of_2022_measures_the_growth_up_to_the_edition() -> None:
    # 2022: 28% in 2017 → 50% in 2022: 22 points on 30% of 2020
    assert shares(2022, 2022) == pytest.approx([30, 41, 52])
    # 2021: 24% in 2016 → 40% in 2021: 16 points on 25% of 2019
    assert shares(2021, 2022) == pytest.approx([25, 33, 41])


def test_the_method_of_2021_measures_it_up_to_the_year_before() -> None:
    # 2022: 24% in 2016 → 40% in 2021: 16 points on 30% of 2020
    assert shares(2022, 2021) == pytest.approx([30, 38, 46])
    # 2021: 15% in 2015 → 30% in 2020: 15 points on 25% of 2019
    assert shares(2021, 2021) == pytest.approx([25, 32.5, 40])
