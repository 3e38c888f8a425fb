"""at_home_share_change: the share at home of the last year minus that of the first, in percentage points."""

import pytest

from tests.spec.conftest import marts_of, values_of

USE = """
month    sector  region     area       profile  delivery_form  clients
2019-01  vv      rotterdam  delfshaven 5VV      intramural      80
2019-01  vv      rotterdam  delfshaven 5VV      mpt             20
2019-01  vv      rotterdam  hoogvliet  5VV      intramural      50
2019-01  vv      rotterdam  hoogvliet  5VV      pgb             50
2020-01  vv      rotterdam  delfshaven 5VV      mpt            900
2022-01  vv      rotterdam  delfshaven 5VV      intramural      75
2022-01  vv      rotterdam  delfshaven 5VV      vpt             25
2022-01  vv      rotterdam  hoogvliet  5VV      intramural     160
2022-01  vv      rotterdam  hoogvliet  5VV      pgb             40
2019-01  vv      drenthe    assen      5VV      intramural     400
2022-01  vv      drenthe    assen      5VV      intramural     300
2022-01  vv      drenthe    assen      5VV      mpt            100
2021-01  gz      rotterdam  hoogvliet  7VG      intramural      60
2021-01  gz      rotterdam  hoogvliet  7VG      mpt             40
2023-01  gz      rotterdam  hoogvliet  7VG      intramural      50
2023-01  gz      rotterdam  hoogvliet  7VG      mpt             50
"""


def test_vv_is_in_points_from_2019_to_2022() -> None:
    # delfshaven 25 - 20 = 5 points (not 25%); hoogvliet 40/200 - 50/100 = 20 - 50 = -30
    # rotterdam (25 + 40) / 300 - (20 + 50) / 200 = 21.67 - 35 = -13.33; drenthe 100/400 - 0 = 25
    # comparator 165 / 700 - 70 / 600 = 23.57 - 11.67 = 11.90: a total, not the mean of -13.33 and 25
    assert values_of("at_home_share_change", "vv", 2022, marts_of(use=USE)) == pytest.approx(
        {
            "drenthe 2019/2022": 25,
            "rotterdam 2019/2022": 100 * (65 / 300 - 70 / 200),
            "zilveren-kruis 2019/2022": 100 * (165 / 700 - 70 / 600),
            "assen 2019/2022": 25,
            "delfshaven 2019/2022": 5,
            "hoogvliet 2019/2022": -30,
        }
    )


def test_gz_is_from_2021_to_2023() -> None:
    # 50% - 40% = 10 points, where the relative change would be 25%
    assert values_of("at_home_share_change", "gz", 2023, marts_of(use=USE)) == pytest.approx(
        {"rotterdam 2021/2023": 10, "zilveren-kruis 2021/2023": 10, "hoogvliet 2021/2023": 10}
    )


def test_an_area_without_clients_in_the_first_year_has_no_change() -> None:
    new = USE + "2022-01 vv rotterdam rozenburg 5VV mpt 30\n"
    values = values_of("at_home_share_change", "vv", 2022, marts_of(use=new))
    assert "rozenburg 2019/2022" not in values
