"""Groups of regions: what a region is compared with."""

from pydantic import Field

from regioanalyse.records.reading import Record


class Group(Record):
    """Regions that are taken together."""

    #: The slug that stands as region and area in the table of values.
    name: str = Field(pattern=r"^[a-z][a-z-]*$")
    #: Dutch: what a reader is told.
    title: str = Field(min_length=1)


#: By name, in the order in which they stand beside a region: the pooled total of our regions, with the region itself
#: in it (glossary: comparator), and all inhabitants of the country, whose claims are not there.
GROUPS = {
    group.name: group
    for group in (
        Group(name="zilveren-kruis", title="Zilveren Kruis-regio's"),
        Group(name="nederland", title="Nederland"),
    )
}
#: Their names, which stand as region and area in tables.
COMPARATOR, COUNTRY = GROUPS
