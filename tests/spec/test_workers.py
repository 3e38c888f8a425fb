"""workers: employees of the labour-market regions that make up the region, in 2020 and 2040."""

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows

MARTS = marts_with(
    use="""
    month    region     clients
    2020-01  rotterdam  100
    2020-01  drenthe     60
    """,
    population="region year inhabitants\nrotterdam 2020 1000\ndrenthe 2020 3000",
    forecast="""
    region     year  inhabitants
    rotterdam  2020    800
    rotterdam  2040   1500
    drenthe    2020   3000
    drenthe    2040   3000
    """,
    labour_regions=rows("labour_region region\nrijnmond rotterdam\nhaven rotterdam\nnoord drenthe\nhaven drenthe"),
    workers=rows(
        """
        labour_region  year  workers
        rijnmond       2020  200
        rijnmond       2030  999
        rijnmond       2040  220
        haven          2020   50
        haven          2040   80
        noord          2020  100
        noord          2040   90
        elders         2020  999
        """
    ),
)


def test_labour_regions_are_added_up_and_one_in_two_regions_counts_once_in_the_comparator() -> None:
    # rotterdam 200 + 50 = 250 and 220 + 80 = 300; drenthe 100 + 50 and 90 + 80; comparator 350 and 390
    assert values_of("workers", "vv", 2022, MARTS) == {
        "rotterdam 2020": 250,
        "rotterdam 2040": 300,
        "drenthe 2020": 150,
        "drenthe 2040": 170,
        "zilveren-kruis 2020": 350,
        "zilveren-kruis 2040": 390,
    }
