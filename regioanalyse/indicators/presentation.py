"""Which indicator a figure shows, where the methodology decides that.

Until methodology 2022 the reports showed per area the value of the latest year, and urbanity behind the locations;
since then they show the change over a period, and the growth of allocations.
"""

from collections.abc import Mapping

from regioanalyse.errors import choices

#: By figure the indicator that it shows, by the edition from which it holds.
SHOWN: Mapping[str, Mapping[int, str]] = {
    "location_map": {2021: "urbanity_group", 2022: "allocation_growth_group"},
    "use_per_area": {2021: "clients_per_1000_75plus", 2022: "clients_per_1000_75plus_change"},
    "demand_per_area": {2021: "projected_clients_per_1000_75plus", 2022: "projected_new_clients_growth"},
    "at_home_per_area": {2021: "at_home_share", 2022: "at_home_share_change"},
}


def shown(figure: str, methodology: int) -> str:
    """Return the name of the indicator that a figure shows in a methodology.

    Raises
    ------
    InputError
        For a figure that shows the same indicator in every methodology; the message lists those that do not.
    """
    if figure not in SHOWN:
        raise choices(figure, list(SHOWN), "figure that a methodology decides on")
    return SHOWN[figure][max(edition for edition in SHOWN[figure] if edition <= methodology)]


def replaced(methodology: int) -> set[str]:
    """Return the names of the indicators that figures showed before, and no longer show in a methodology."""
    return {name for figure, by in SHOWN.items() for name in by.values() if name != shown(figure, methodology)}
