"""Groups of regions: what a region is compared with."""

from pydantic import Field

from regioanalyse import project
from regioanalyse.records.reading import Record


class Group(Record):
    """Regions that are taken together.

    Attributes
    ----------
    name
        The slug that stands as region and area in the table of values.
    title
        Dutch: what a reader is told.
    """

    name: str = Field(pattern=r"^[a-z][a-z-]*$")
    title: str = Field(min_length=1)


#: The pooled total of all our regions, with the region itself in it (glossary: comparator).
COMPARATOR = Group(name=project.COMPARATOR, title="Zilveren Kruis-regio's")
#: All inhabitants of the country. Its claims are not there.
COUNTRY = Group(name=project.COUNTRY, title="Nederland")

#: By name, in the order in which they stand beside a region.
GROUPS = {group.name: group for group in (COMPARATOR, COUNTRY)}
