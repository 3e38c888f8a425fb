"""Generated pages: the shapes of the map of regions."""

import geopandas as gpd
import pytest
from shapely import box

from regioanalyse.book.pages import making


def test_a_region_that_lies_on_another_one_has_a_shape_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, within, beside = box(0, 0, 40_000, 40_000), box(0, 0, 40_000, 30_000), box(100_000, 0, 140_000, 40_000)
    table = gpd.GeoDataFrame({"region": ["a", "b", "c"]}, geometry=[whole, within, beside])
    monkeypatch.setattr(making.maps, "region_shapes", lambda: table)
    monkeypatch.setattr(making.maps, "note", lambda: "Schematisch.")
    shapes = making._shapes()
    # with the corners that are left out as detail
    expected = {"a": 400e6, "b": 1200e6, "c": 1600e6}
    assert {region: shape.area for region, shape in shapes.items()} == pytest.approx(expected, rel=0.05)
    crossed = box(0, 0, 40_000, 40_000).union(box(40_000, 40_000, 50_000, 50_000))
    assert making._surface(crossed.boundary) is None
    assert making._surface(crossed) == crossed
