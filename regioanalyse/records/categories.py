"""Categories that columns of the source tables hold, in the order in which readers meet them."""

from collections.abc import Mapping

from regioanalyse.records.group import COMPARATOR
from regioanalyse.records.sector import SECTORS

DELIVERY_FORMS = ("intramural", "vpt", "mpt", "pgb")
AREA_KINDS = ("municipality", "district")
#: Statuses of the waiting list, and those that were in use until April 2021: the change is a break.
STATUSES = ("urgent", "active", "preference", "precaution")
OLD_STATUSES = ("actively_waiting", "preference_waiting", "not_actively_waiting")
ORIGINS = ("dutch", "western", "non_western")
MOVES = ("nursing_and_care", "home_care", "other_care", "outside_sector", "other")
OPPORTUNITY_LINES = ("line_1", "line_2", "line_3", "line_4", "line_5")

#: Five-year bands as CBS table 83502NED has them; the last one is open.
AGE_BANDS = (*(f"{age}-{age + 4}" for age in range(0, 95, 5)), "95+")
BANDS_75PLUS = AGE_BANDS[AGE_BANDS.index("75-79") :]

#: The categories by the name that `tables.yaml` calls them by.
LISTS: Mapping[str, tuple[str, ...]] = {
    "age_bands": AGE_BANDS,
    "area_kinds": AREA_KINDS,
    "comparators": (COMPARATOR,),
    # a pgb has no product code
    "forms_in_kind": DELIVERY_FORMS[:-1],
    "moves": MOVES,
    "opportunity_lines": OPPORTUNITY_LINES,
    "origins": ORIGINS,
    "sectors": tuple(SECTORS),
    # providers state a sector for each location, also one that is not ours
    "segments": (*SECTORS, "ggz"),
    "statuses": (*STATUSES, *OLD_STATUSES),
}
