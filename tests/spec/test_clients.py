"""clients: clients in January. Who counts as one is tested in tests/marts/test_clients.py."""

from tests.spec.conftest import marts_of, values_of


def test_all_forms_profiles_ages_and_areas_add_up_and_the_comparator_is_the_total() -> None:
    # rotterdam 60 + 30 + 10 = 100; comparator 100 + 300 = 400, the region in it, not the mean (200)
    marts = marts_of(
        use="""
        region     area       age_band  profile  delivery_form  clients
        rotterdam  delfshaven 80-84     5VV      intramural      60
        rotterdam  delfshaven 40-44     4VV      pgb             30
        rotterdam  hoogvliet  95+       8VV      vpt             10
        drenthe    assen      80-84     5VV      mpt            300
        """
    )
    assert values_of("clients", "vv", 2022, marts) == {
        "rotterdam 2022": 100,
        "drenthe 2022": 300,
        "zilveren-kruis 2022": 400,
    }


def test_only_january_counts() -> None:
    marts = marts_of(use="month region clients\n2022-01 rotterdam 50\n2022-02 rotterdam 70")
    assert values_of("clients", "vv", 2022, marts)["rotterdam 2022"] == 50


def test_vv_shows_four_januaries_up_to_the_edition() -> None:
    years = "".join(f"{year}-01 rotterdam {year - 1900}\n" for year in range(2018, 2024))
    values = values_of("clients", "vv", 2022, marts_of(use="month region clients\n" + years))
    assert {key: value for key, value in values.items() if key.startswith("rotterdam")} == {
        "rotterdam 2019": 119,
        "rotterdam 2020": 120,
        "rotterdam 2021": 121,
        "rotterdam 2022": 122,
    }


def test_gz_shows_three_januaries_up_to_the_edition() -> None:
    years = "".join(f"{year}-01 gz rotterdam 7VG {year - 1900}\n" for year in range(2019, 2024))
    values = values_of("clients", "gz", 2023, marts_of(use="month sector region profile clients\n" + years))
    assert {key: value for key, value in values.items() if key.startswith("zilveren-kruis")} == {
        "zilveren-kruis 2021": 121,
        "zilveren-kruis 2022": 122,
        "zilveren-kruis 2023": 123,
    }


def test_each_sector_counts_its_own_clients() -> None:
    marts = marts_of(use="sector region profile clients\nvv rotterdam 5VV 70\ngz rotterdam 7VG 20")
    assert values_of("clients", "vv", 2022, marts)["rotterdam 2022"] == 70
    assert values_of("clients", "gz", 2023, marts)["rotterdam 2022"] == 20
