"""waiting: GZ clients who wait with a classification, by status, January 2022 to February 2023."""

from tests.spec.conftest import table_of, values_of
from tests.spec.tables import marts_with, rows

MONTHS = [*(f"2022-{month:02}" for month in range(1, 13)), "2023-01", "2023-02"]
MARTS = marts_with(
    in_care=rows(
        "month sector region clients\n"
        + "".join(f"{month} gz {region} 100\n" for month in MONTHS for region in ("rotterdam", "drenthe"))
    ),
    waiting=rows(
        """
        month    sector region     status      clients
        2022-01  gz     rotterdam  urgent      12
        2022-01  gz     rotterdam  active      30
        2022-01  gz     rotterdam  precaution  99
        2022-01  gz     drenthe    active      40
        2022-01  vv     drenthe    active      99
        2023-02  gz     drenthe    preference  70
        """
    ),
)


def test_statuses_apart_and_nobody_is_0() -> None:
    values = values_of("waiting", "gz", 2023, MARTS)
    assert [values[f"rotterdam 2022-01 {status}"] for status in ("urgent", "active", "preference")] == [12, 30, 0]
    assert values["zilveren-kruis 2022-01 active"] == 70
    assert values["drenthe 2023-02 preference"] == 70


def test_every_month_has_three_statuses() -> None:
    # fourteen months × three statuses × two regions and the comparator
    values = values_of("waiting", "gz", 2023, MARTS)
    assert len(values) == 14 * 3 * 3
    assert {key.split()[1] for key in values} == set(MONTHS)


def test_who_waits_is_a_person() -> None:
    frame = table_of("waiting", "gz", 2023, MARTS)
    assert (frame["count"] == frame["value"]).all()
