"""No flow of 1 to 9 clients can be worked out from what is shown, whatever is added up or taken off.

The same clients are in one region's inflow, in another's outflow and in the totals, so that each shown value is an
equation. A hidden one is safe when it does not follow from them: its row is not in the span of the shown rows.
"""

import numpy as np
import pandas as pd
import pytest

from regioanalyse.indicators import record
from regioanalyse.indicators.disclosure import hidden
from regioanalyse.records.group import COMPARATOR
from tests.spec.conftest import table_of
from tests.spec.tables import marts_with, rows

OURS = list("abcdefghijk")
ALL = [*OURS, *(f"x{number}" for number in range(20))]


def random_flows(seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    sizes = [0, 0, 0, 0, 1, 2, 5, 8, 12, 30, 100]
    pairs = [(home, care) for home in ALL for care in ALL if home != care and {home, care} & set(OURS)]
    lines = [f"2021-01 vv {home} {care} {random.choice(sizes)}" for home, care in pairs]
    return rows("month sector home care clients\n" + "\n".join(lines))


@pytest.mark.parametrize("seed", range(3))
def test_no_small_flow_follows_from_what_is_shown(seed: int) -> None:
    flows = random_flows(seed)
    use = "month region clients\n" + "\n".join(f"2021-01 {region} 100" for region in OURS)
    marts = marts_with(use=use, flows=flows)
    values = pd.concat(
        [table_of(name, "vv", 2022, marts).assign(indicator=name) for name in ("inflow", "outflow")],
        ignore_index=True,
    )
    place = {pair: number for number, pair in enumerate(zip(flows["home"], flows["care"], strict=True))}
    equations = np.array([equation(row, place) for row in values.itertuples()])
    assert (equations @ flows["clients"].to_numpy() == values["value"]).all()

    secret = hidden(values, {name: record(name, "vv") for name in ("inflow", "outflow")}).to_numpy()
    shown = equations[~secret]
    assert secret.any()
    assert not values["value"][~secret].between(1, 9).any()
    # the projection on the span of the shown rows is the row itself only where it follows from them
    _, sizes, directions = np.linalg.svd(shown, full_matrices=False)
    span = directions[sizes > 1e-9]
    small = equations[secret & values["value"].between(1, 9)]
    assert (np.abs(small - small @ span.T @ span).max(axis=1) > 1e-6).all()


def equation(row: tuple, place: dict[tuple[str, str], int]) -> np.ndarray:
    """Return which flows a value adds up."""
    found = np.zeros(len(place))
    indicator, region, category = (getattr(row, name) for name in ("indicator", "region", "category"))
    for own in OURS if region == COMPARATOR else [region]:
        for other in ALL if category == "total" else [category]:
            pair = (other, own) if indicator == "inflow" else (own, other)
            if pair in place:
                found[place[pair]] += 1
    return found
