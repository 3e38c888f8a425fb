"""Maps: real boundaries where there is a file, else cells around points that say they are schematic."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse import sources
from regioanalyse.errors import InputError
from regioanalyse.figures import maps


def points() -> gpd.GeoSeries:
    areas = sources.read("areas").set_index("code")
    return gpd.GeoSeries.from_xy(areas["lon"], areas["lat"], index=areas.index, crs=maps.WGS84).to_crs(maps.RD)


def squares(codes: pd.Series) -> gpd.GeoDataFrame:
    """Return a square kilometre for each area, side by side, in longitude and latitude."""
    boxes = [shapely.box(1000 * place, 400_000, 1000 * place + 1000, 401_000) for place in range(len(codes))]
    return gpd.GeoDataFrame({"code": list(codes)}, geometry=boxes, crs=maps.RD).to_crs(maps.WGS84)


def put(project: Path, shapes: gpd.GeoDataFrame, name: str = "areas.geojson") -> None:
    (project / "data" / "geo").mkdir(exist_ok=True)
    shapes.to_file(project / "data" / "geo" / name)


def test_every_area_has_one_cell_with_its_point_in_it_and_no_two_overlap(project: Path) -> None:
    shapes = maps.area_shapes().set_index("area")
    where = points()
    assert sorted(shapes.index) == sorted(where.index)
    assert shapes.geometry.is_valid.all()
    assert (~shapes.geometry.is_empty).all()
    assert shapes.geometry.contains(where[shapes.index]).all()
    # rounding corners to 50 metres may move a border by as much, no more
    total, union = shapes.geometry.area.sum(), shapes.geometry.union_all().area
    assert total == pytest.approx(union, rel=0.002)


def test_a_cell_reaches_as_far_as_areas_of_its_region_lie_apart(project: Path) -> None:
    """In a city less far than in the country: it follows the distance to the third nearest, the region's median."""
    shapes = maps.area_shapes().set_index("area")
    where = points()
    for _, cells in shapes.groupby("region"):
        mine = where[cells.index]
        apart = [sorted(mine.distance(point))[1:4][-1] for point in mine]
        farthest = cells.geometry.hausdorff_distance(mine).max()
        assert farthest <= maps.REACH * pd.Series(apart).median() + 2 * maps.GRID


def test_places_nearest_to_an_areas_point_are_in_its_cell(project: Path) -> None:
    shapes = maps.area_shapes().set_index("area").geometry
    where = points()
    for code in ("WK059901", "GM0363", "GM0106"):
        beside = shapely.Point(where[code].x + 200, where[code].y + 200)
        assert where.distance(beside).idxmin() == code
        assert shapes[code].contains(beside)


def test_shapes_are_in_metres_of_the_dutch_grid_and_sorted(project: Path) -> None:
    shapes = maps.area_shapes()
    assert shapes.crs == maps.RD
    assert list(shapes.columns) == ["region", "area", "name", "geometry"]
    assert shapes[["region", "area"]].apply(tuple, axis=1).is_monotonic_increasing


def test_shapes_are_the_same_bytes_each_time(project: Path) -> None:
    assert maps.area_shapes().to_wkb().equals(maps.area_shapes().to_wkb())


def test_a_region_is_its_areas_together(project: Path) -> None:
    areas, regions = maps.area_shapes(), maps.region_shapes().set_index("region")
    assert len(regions) == 11
    assert regions.loc["t-gooi", "name"] == "'t Gooi"
    for region, cells in areas.groupby("region"):
        assert regions.geometry[region].equals(cells.geometry.union_all())


def test_without_a_file_the_map_says_that_it_is_schematic(project: Path) -> None:
    assert maps.boundaries() is None
    assert maps.note() == maps.SCHEMATIC
    assert "niet de echte grenzen" in maps.note()


@pytest.mark.parametrize("name", ["areas.geojson", "areas.gpkg"])
def test_a_boundary_file_is_used_in_metres_and_without_a_remark(project: Path, name: str) -> None:
    codes = sources.read("areas")["code"]
    put(project, squares(codes.iloc[::-1]), name)
    shapes = maps.area_shapes().set_index("area")
    assert maps.note() == ""
    # the order of the file is not that of the areas: each keeps its own square
    for place, code in enumerate(codes.iloc[::-1]):
        assert shapes.geometry[code].centroid.x == pytest.approx(1000 * place + 500, abs=maps.GRID)
    assert shapes.geometry.area.to_numpy() == pytest.approx(1e6, rel=0.1)


def test_boundaries_of_other_areas_do_not_matter(project: Path) -> None:
    put(project, squares(pd.concat([sources.read("areas")["code"], pd.Series(["GM9999"])])))
    assert "GM9999" not in set(maps.area_shapes()["area"])


def test_a_boundary_file_that_misses_an_area_is_refused(project: Path) -> None:
    put(project, squares(sources.read("areas")["code"].drop([0, 5])))
    gone = sorted(sources.read("areas")["code"].iloc[[0, 5]])
    with pytest.raises(InputError, match=rf"data/geo/areas.geojson: column 'code': no boundary for {', '.join(gone)}"):
        maps.area_shapes()


def test_a_boundary_file_without_codes_says_which_columns_it_has(project: Path) -> None:
    put(project, squares(sources.read("areas")["code"]).rename(columns={"code": "statcode"}))
    with pytest.raises(
        InputError, match=r"data/geo/areas.geojson: column 'code' is missing; found: statcode, geometry"
    ):
        maps.boundaries()


def test_classes_hold_equally_many_values_and_hidden_ones_are_left_out() -> None:
    values = pd.Series([*range(1, 11), float("nan")])
    # quintiles of 1..10: 2.8, 4.6, 6.4, 8.2
    assert maps.five_classes(values, 1).breaks == [2.8, 4.6, 6.4, 8.2]
    assert maps.five_classes(values).breaks == [3, 5, 6, 8]


@given(values=st.lists(st.floats(-1000, 1000), min_size=1, max_size=40), decimals=st.integers(0, 2))
def test_breaks_never_fall(values: list[float], decimals: int) -> None:
    breaks = maps.five_classes(pd.Series(values), decimals).breaks
    assert len(breaks) == 4
    assert breaks == sorted(breaks)


def test_points_lie_on_the_dutch_grid_where_the_areas_do() -> None:
    # the tower of Amersfoort is where the grid is measured from: 155 000, 463 000
    found = maps.points(pd.DataFrame({"name": ["toren"], "lon": [5.38720621], "lat": [52.15517440]}))
    assert list(found) == ["name", "geometry"]
    assert (found.geometry[0].x, found.geometry[0].y) == (155_000, 463_000)


@given(
    changes=st.lists(st.floats(-200, 200) | st.just(float("nan")), min_size=1, max_size=40),
    decimals=st.integers(0, 1),
)
def test_classes_of_a_change_lie_evenly_around_zero(changes: list[float], decimals: int) -> None:
    breaks = maps.around_zero(pd.Series(changes), decimals).breaks
    if pd.Series(changes).isna().all():
        assert breaks == []
        return
    assert breaks == [-each for each in reversed(breaks)]
    assert breaks == sorted(set(breaks))
    assert len(breaks) == 4
    assert breaks == [round(each, decimals) for each in breaks]


def test_a_fifth_of_the_changes_is_about_zero_and_two_fifths_are_large() -> None:
    assert maps.around_zero(pd.Series(range(-50, 51))).breaks == [-30, -10, 10, 30]
