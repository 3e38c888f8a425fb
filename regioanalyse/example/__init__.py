"""The example data: a generated population of clients, calibrated on published figures.

Claims are confidential and nowhere public, so this package makes a world in their place. It has inhabitants
(`inhabitants`, `surroundings`), some of whom use care (`januaries`, `crossing`) and live through it (`careers`,
`spread`, `visitors`, `persons`); providers with locations (`supply`) who deliver (`delivery`, `assignments`) and send
claims (`claims`); a waiting list (`waits`) and people who do not count (`bystanders`); a forecast (`forecast`), what
came before the claims (`history`), money, labour and building plans. What differs between regions and sectors is in
YAML files (`world`); `misbehaviour` says how often the tables are as messy as real ones. The bytes of the files depend
on nothing but the reference tables.
"""

from regioanalyse.example.generating import make

__all__ = ["make"]
