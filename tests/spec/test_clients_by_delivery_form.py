"""clients_by_delivery_form: clients in January by intramural, vpt, mpt and pgb."""

import pytest

from tests.spec.conftest import marts_of, values_of

USE = """
month    sector  region     profile  delivery_form  clients
2022-01  vv      rotterdam  4VV      mpt             20
2022-01  vv      rotterdam  5VV      mpt              5
2022-01  vv      rotterdam  5VV      intramural      75
2022-01  vv      drenthe    5VV      vpt             40
2022-01  gz      rotterdam  7VG      pgb             30
"""


def test_per_form_with_a_0_where_a_form_does_not_occur() -> None:
    # mpt 20 + 5 = 25 over two profiles; comparator: rotterdam and drenthe together
    assert values_of("clients_by_delivery_form", "vv", 2022, marts_of(use=USE)) == {
        "drenthe 2022 intramural": 0,
        "drenthe 2022 vpt": 40,
        "drenthe 2022 mpt": 0,
        "drenthe 2022 pgb": 0,
        "rotterdam 2022 intramural": 75,
        "rotterdam 2022 vpt": 0,
        "rotterdam 2022 mpt": 25,
        "rotterdam 2022 pgb": 0,
        "zilveren-kruis 2022 intramural": 75,
        "zilveren-kruis 2022 vpt": 40,
        "zilveren-kruis 2022 mpt": 25,
        "zilveren-kruis 2022 pgb": 0,
    }


def test_forms_come_in_their_own_order() -> None:
    values = values_of("clients_by_delivery_form", "vv", 2022, marts_of(use=USE))
    assert [key.split()[2] for key in values][:4] == ["intramural", "vpt", "mpt", "pgb"]


@pytest.mark.parametrize("form", ["intramural", "vpt", "mpt", "pgb"])
def test_each_form_of_gz_is_counted_apart_from_vv(form: str) -> None:
    marts = marts_of(use=USE + f"2023-01 gz rotterdam 7VG {form} 12\n2023-01 vv rotterdam 5VV {form} 99\n")
    values = values_of("clients_by_delivery_form", "gz", 2023, marts)
    others = {"intramural", "vpt", "mpt", "pgb"} - {form}
    assert values[f"rotterdam 2023 {form}"] == 12
    assert [values[f"rotterdam 2023 {other}"] for other in others] == [0, 0, 0]
    assert values["rotterdam 2022 pgb"] == 30


def test_the_forms_add_up_to_the_clients() -> None:
    forms = values_of("clients_by_delivery_form", "vv", 2022, marts_of(use=USE))
    for key, clients in values_of("clients", "vv", 2022, marts_of(use=USE)).items():
        assert sum(value for form, value in forms.items() if form.startswith(key)) == clients
