"""Maps of a region's areas: real boundaries where there is a file, else a schematic map that says it is one.

A boundary file is `data/geo/areas.geojson` or `.gpkg` with a column `code` (GM…, WK…). Without it each area is a
cell around its point: the places that are nearer to it than to any other area's.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from regioanalyse import indicators, sources
from regioanalyse.errors import InputError
from regioanalyse.figures import theme
from regioanalyse.project import relative, root

#: Dutch national grid, in metres.
RD = "EPSG:28992"
WGS84 = "EPSG:4326"
#: A schematic cell reaches this many times as far from its area's point as the third nearest area of the region lies
#: (the median over the region), so that cells meet in the country as well as in a city.
REACH = 0.9
#: Corners are rounded to this many metres: a smaller page, and the same bytes on each machine.
GRID = 50
#: Points are rounded to this many metres: nobody sees less on a map of a region.
POINT_GRID = 10

SCHEMATIC = "Schematische kaart: elk vlak ligt om het middelpunt van een gebied; het zijn niet de echte grenzen."


def boundaries() -> gpd.GeoDataFrame | None:
    """Read the boundary file, when there is one: `code` and `geometry`, in metres of the Dutch grid.

    Raises
    ------
    InputError
        When the file cannot be read, has no column `code`, has an area twice, or misses one.
    """
    files = _files()
    if not files:
        return None
    file = relative(files[0])
    try:
        shapes = gpd.read_file(files[0])
    except Exception as error:  # GDAL's drivers each have errors of their own
        raise InputError(f"{file}: cannot be read as a boundary file: {error}") from error
    if "code" not in shapes:
        raise InputError(f"{file}: column 'code' is missing; found: {', '.join(shapes.columns)}")
    if twice := sorted(shapes.loc[shapes["code"].duplicated(), "code"]):
        raise InputError(f"{file}: column 'code': found {', '.join(twice)} twice, allowed: once")
    if missing := sorted(set(sources.read("areas")["code"]) - set(shapes["code"])):
        raise InputError(f"{file}: column 'code': no boundary for {', '.join(missing)}")
    return shapes[["code", "geometry"]].to_crs(RD)


def _files() -> list[Path]:
    folder = root() / "data" / "geo"
    return sorted(file for file in folder.glob("areas.*") if file.suffix in {".geojson", ".gpkg"})


def note() -> str:
    """Return the remark that belongs under each map: that it is schematic, or nothing."""
    return "" if _files() else SCHEMATIC


def area_shapes() -> gpd.GeoDataFrame:
    """Return the shape of every area, sorted by region and area.

    Returns
    -------
    GeoDataFrame
        `region`, `area` (code), `name`, `geometry` in metres of the Dutch grid.
    """
    files = [sources.path_of("areas"), *_files()]
    return _area_shapes(*((file, file.stat().st_mtime_ns, file.stat().st_size) for file in files)).copy()


@cache
def _area_shapes(*files: tuple[Path, int, int]) -> gpd.GeoDataFrame:
    """Return the shapes of `area_shapes`, made once from these files: a page has several maps."""
    areas = sources.read("areas").sort_values(["region", "code"], ignore_index=True)
    real = boundaries()
    shapes = _cells(areas) if real is None else real.set_index("code").loc[areas["code"], "geometry"].to_numpy()
    table = areas[["region", "code", "name"]].rename(columns={"code": "area"})
    return gpd.GeoDataFrame(table, geometry=shapely.set_precision(shapes, GRID), crs=RD)


def points(places: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return places with `lon` and `lat` as points in metres of the Dutch grid, in place of the two columns."""
    geometry = gpd.GeoSeries(gpd.points_from_xy(places["lon"], places["lat"]), crs=WGS84).to_crs(RD)
    return gpd.GeoDataFrame(
        places.drop(columns=["lon", "lat"]), geometry=shapely.set_precision(geometry.to_numpy(), POINT_GRID), crs=RD
    )


def shapes_of(region: str) -> gpd.GeoDataFrame:
    """Return the shapes of a region's areas: `area`, `geometry`, as `area_shapes`."""
    shapes = area_shapes()
    return shapes.loc[shapes["region"] == region, ["area", "geometry"]].reset_index(drop=True)


def locations_of(region: str, sector: str, edition: int, methodology: int) -> gpd.GeoDataFrame:
    """Return the care locations of a region that `care_locations` counts: `area`, `name`, `geometry`, a point each."""
    every = indicators.locations(sector, edition, methodology)
    mine = every[every["region"] == region].reset_index(drop=True)
    return points(mine[["area", "name", "lon", "lat"]])


def region_shapes() -> gpd.GeoDataFrame:
    """Return the shape of every region, its areas together: `region`, `name`, `geometry`."""
    names = sources.region_names(root())
    shapes = area_shapes().dissolve("region").reset_index()
    return shapes.assign(name=shapes["region"].map(names))[["region", "name", "geometry"]]


def _cells(areas: pd.DataFrame) -> list:
    points = gpd.GeoSeries(gpd.points_from_xy(areas["lon"], areas["lat"]), crs=WGS84).to_crs(RD)
    reaches = {region: _reach(points[rows]) for region, rows in areas.groupby("region").groups.items()}
    reach = areas["region"].map(reaches)
    # a circle of straight sides: the same on each machine, and small on the page
    circles = points.buffer(reach, quad_segs=6)
    cells = points.voronoi_polygons(extend_to=shapely.box(*circles.total_bounds))
    owner = gpd.GeoDataFrame(geometry=cells).sjoin(gpd.GeoDataFrame(geometry=points), predicate="contains")
    cell_of = pd.Series(owner.index, index=owner["index_right"])
    return list(shapely.intersection(cells.loc[cell_of.loc[points.index]].to_numpy(), circles.to_numpy()))


def _reach(points: gpd.GeoSeries) -> float:
    # the nearest is the point itself
    nearest = np.sort(shapely.distance(points.to_numpy()[:, None], points.to_numpy()), axis=1)[:, :4]
    return REACH * float(np.median(nearest[:, -1]))


class Classes(NamedTuple):
    """Classes of a map: the breaks between them, none without values, and a colour each, from low to high."""

    breaks: list[float]
    colours: list[str]


def around_zero(values: pd.Series, decimals: int = 0) -> Classes:
    """Return five classes of the changes of all areas of all regions, the middle one around zero.

    Breaks, rounded to `decimals` as the legend shows them, lie equally far on both sides: a rise and a fall of the same
    size have colours of the same strength. A fifth of the changes are in the middle class, two fifths in the outer
    two.
    """
    sizes = values.dropna().abs()
    if sizes.empty:
        return Classes([], theme.CHANGES)
    least = 10.0**-decimals
    near = max(round(float(sizes.quantile(0.2)), decimals), least)
    far = max(round(float(sizes.quantile(0.6)), decimals), round(near + least, decimals))
    return Classes([-far, -near, near, far], theme.CHANGES)


def five_classes(values: pd.Series, decimals: int = 0) -> Classes:
    """Return five classes with equally many values in each, its breaks rounded to `decimals` as the legend shows them.

    `values` are those of all areas of all regions, so that each region's map has the same breaks.
    """
    shown = values.dropna()
    if shown.empty:
        return Classes([], theme.CLASSES)
    breaks = [round(float(value), decimals) for value in shown.quantile([0.2, 0.4, 0.6, 0.8])]
    return Classes(breaks, theme.CLASSES)
