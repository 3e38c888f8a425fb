"""Clients of VV who live in one region and have intramural care in another; the same number in every month.

Rotterdam's flows are printed, partly without the region that each belongs to. Those of the other regions are shares
of their clients, the nearest neighbours first; a few clients go to or come from any other region.
"""

from collections.abc import Mapping

from regioanalyse.example.randomness import generator
from regioanalyse.example.targets import Targets
from regioanalyse.example.world import PUBLISHED, REGION, REGIONS

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
    for region in clients:
        if region == REGION:
            continue
        for going, coming, neighbour in zip(OUT_PER_1000, IN_PER_1000, REGIONS[region].neighbours, strict=False):
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
    inflow = dict(zip(PUBLISHED.inflow_order, printed, strict=True))
    left, weights = total - sum(printed), sum(PUBLISHED.inflow_rest.values())
    inflow |= {other: weight * left // weights for other, weight in PUBLISHED.inflow_rest.items()}
    inflow[next(iter(PUBLISHED.inflow_rest))] += total - sum(inflow.values())
    going = (round(number) for number in targets.unpaired("inflow and outflow", part=1))
    outflow = dict(zip(PUBLISHED.outflow_order, going, strict=True)) | PUBLISHED.outflow_rest
    return {(other, REGION): number for other, number in inflow.items()} | {
        (REGION, other): number for other, number in outflow.items()
    }
