"""at_home_share: clients with vpt, mpt or pgb in % of all clients; also per area."""

import pytest

from tests.spec.conftest import marts_of, values_of

USE = """
sector  region     area       profile  delivery_form  clients
vv      rotterdam  delfshaven 5VV      intramural      60
vv      rotterdam  delfshaven 5VV      vpt             10
vv      rotterdam  delfshaven 4VV      mpt             20
vv      rotterdam  delfshaven 8VV      pgb             10
vv      rotterdam  hoogvliet  5VV      intramural     100
vv      drenthe    assen      5VV      mpt            300
gz      rotterdam  hoogvliet  7VG      intramural      30
gz      rotterdam  hoogvliet  6LG      vpt             10
"""


def test_vpt_mpt_and_pgb_are_at_home_and_the_comparator_is_a_total() -> None:
    # delfshaven 40 / 100 = 40%, hoogvliet 0 / 100 = 0%: rotterdam 40 / 200 = 20%; drenthe 300 / 300 = 100%
    # comparator 340 / 500 = 68%, not the mean of 20 and 100 (60)
    assert values_of("at_home_share", "vv", 2022, marts_of(use=USE)) == pytest.approx(
        {
            "drenthe 2022": 100,
            "rotterdam 2022": 20,
            "zilveren-kruis 2022": 68,
            "assen 2022": 100,
            "delfshaven 2022": 40,
            "hoogvliet 2022": 0,
        }
    )


def test_gz_is_of_all_gz_clients_whatever_their_profile() -> None:
    # 10 / 40 = 25%
    assert values_of("at_home_share", "gz", 2023, marts_of(use=USE)) == pytest.approx(
        {"rotterdam 2022": 25, "zilveren-kruis 2022": 25, "hoogvliet 2022": 25}
    )
