"""providers_by_offer: providers by what they offer; vpt and mpt from two clients together, intramural from five."""

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows

PROVIDERS = rows(
    """
    month    sector region     provider  delivery_form  clients
    2022-01  vv     rotterdam  1         intramural      5
    2022-01  vv     rotterdam  1         vpt             1
    2022-01  vv     rotterdam  1         mpt             1
    2022-01  vv     rotterdam  2         intramural      4
    2022-01  vv     rotterdam  2         mpt             2
    2022-01  vv     rotterdam  3         intramural     80
    2022-01  vv     rotterdam  3         vpt             1
    2022-01  vv     rotterdam  4         intramural      4
    2022-01  vv     rotterdam  4         mpt             1
    2022-01  gz     rotterdam  5         intramural     80
    2021-01  vv     rotterdam  6         intramural     80
    2022-01  vv     drenthe    1         mpt            50
    """
)
MARTS = marts_with(providers=PROVIDERS)


def test_a_provider_counts_from_two_clients_at_home_and_five_intramural() -> None:
    # 1: five intramural, one vpt and one mpt are two; 2: four intramural are too few; 3: one vpt is too few
    # 4: too few of both; 5 is GZ; 6 a year earlier. Provider 1 counts in drenthe too, by its clients there
    values = values_of("providers_by_offer", "vv", 2022, MARTS)
    assert values == {
        "rotterdam 2022 intramural_and_at_home": 1,
        "rotterdam 2022 at_home_only": 1,
        "rotterdam 2022 intramural_only": 1,
        "drenthe 2022 intramural_and_at_home": 0,
        "drenthe 2022 at_home_only": 1,
        "drenthe 2022 intramural_only": 0,
        "zilveren-kruis 2022 intramural_and_at_home": 1,
        "zilveren-kruis 2022 at_home_only": 2,
        "zilveren-kruis 2022 intramural_only": 1,
    }
