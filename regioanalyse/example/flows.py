"""Who lives in one region and has intramural care in another, in VV; the same number in every month.

Rotterdam's flows are printed, partly without the region that each belongs to. Those of the other regions are shares
of their clients, the nearest neighbours first; a few clients go to or come from any other region.
"""

from collections.abc import Mapping

from regioanalyse.example.randomness import generator
from regioanalyse.example.targets import REGION, Targets

#: To and from which regions, in printed order. Assumption, but for the first two.
REGION_INFLOW_ORDER = ("zuid-hollandse-eilanden", "waardenland", "haaglanden", "utrecht", "west-brabant")
REGION_OUTFLOW_ORDER = ("zuid-hollandse-eilanden", "waardenland", "haaglanden")
#: The rest of Rotterdam's inflow, as weights of what the printed values leave of the total. Assumption.
REGION_INFLOW_REST = {
    "midden-holland": 9, "westland-schieland-delfland": 8, "zuid-holland-noord": 7, "zeeland": 6, "amsterdam": 5,
    "midden-brabant": 4, "noordoost-brabant": 4, "kennemerland": 2, "arnhem": 2,
}  # fmt: skip
#: The rest of Rotterdam's outflow. Assumption: less than the least that is printed.
REGION_OUTFLOW_REST = {
    "westland-schieland-delfland": 13, "midden-holland": 11, "utrecht": 6, "west-brabant": 5, "zuid-holland-noord": 4,
    "zeeland": 3, "drenthe": 2, "amsterdam": 2, "apeldoorn-zutphen": 2, "groningen": 1, "zuid-limburg": 1,
}  # fmt: skip

#: The neighbours of the other regions, nearest first.
NEIGHBOURS = {
    "amsterdam": ("amstelland-en-de-meerlanden", "zaanstreek-waterland", "t-gooi", "kennemerland", "utrecht"),
    "apeldoorn-zutphen": ("midden-ijssel", "arnhem", "zwolle", "twente", "utrecht"),
    "drenthe": ("groningen", "friesland", "zwolle", "twente"),
    "flevoland": ("zwolle", "t-gooi", "friesland", "utrecht"),
    "friesland": ("groningen", "drenthe", "zwolle", "flevoland"),
    "kennemerland": ("noord-holland-noord", "amstelland-en-de-meerlanden", "zuid-holland-noord", "amsterdam"),
    "t-gooi": ("utrecht", "amsterdam", "amstelland-en-de-meerlanden", "flevoland", "arnhem"),
    "utrecht": ("midden-holland", "t-gooi", "arnhem", "waardenland", "zuid-holland-noord"),
    "zaanstreek-waterland": ("noord-holland-noord", "amsterdam", "kennemerland"),
    "zwolle": ("drenthe", "flevoland", "apeldoorn-zutphen", "twente", "midden-ijssel"),
}  # fmt: skip
#: Clients who go to, and who come from, each neighbour, per 1000 clients of the region. Assumption.
OUT_PER_1000 = (14.0, 8.0, 4.0, 2.0, 1.0)
IN_PER_1000 = (16.0, 7.0, 5.0, 2.0, 1.0)
#: To or from a region further off go fewer than this. Assumption.
FAR = 3

Flows = dict[tuple[str, str], int]


def flows(clients: Mapping[str, int], elsewhere: list[str], targets: Targets) -> Flows:
    """Return how many clients live in the first and have care in the second region of each pair.

    Parameters
    ----------
    clients
        VV clients of each of our regions.
    elsewhere
        Slugs of the other regions.
    targets
        The published figures.
    """
    random = generator("flows")
    found: Flows = {}
    for region, neighbours in NEIGHBOURS.items():
        for going, coming, neighbour in zip(OUT_PER_1000, IN_PER_1000, neighbours, strict=False):
            found[region, neighbour] = round(clients[region] * going / 1000)
            if neighbour in elsewhere:
                found[neighbour, region] = round(clients[region] * coming / 1000)
        for other in elsewhere:
            for pair in ((region, other), (other, region)):
                found.setdefault(pair, int(random.integers(0, FAR)))
    return {pair: number for pair, number in (found | _of_region(targets)).items() if number}


def _of_region(targets: Targets) -> Flows:
    """Return Rotterdam's flows."""
    total, *printed = (round(number) for number in targets.unpaired("inflow and outflow"))
    inflow = dict(zip(REGION_INFLOW_ORDER, printed, strict=True))
    left, weights = total - sum(printed), sum(REGION_INFLOW_REST.values())
    inflow |= {other: weight * left // weights for other, weight in REGION_INFLOW_REST.items()}
    inflow[next(iter(REGION_INFLOW_REST))] += total - sum(inflow.values())
    going = (round(number) for number in targets.unpaired("inflow and outflow", part=1))
    outflow = dict(zip(REGION_OUTFLOW_ORDER, going, strict=True)) | REGION_OUTFLOW_REST
    return {(other, REGION): number for other, number in inflow.items()} | {
        (REGION, other): number for other, number in outflow.items()
    }
