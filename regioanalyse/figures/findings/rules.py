"""All thresholds and all wordings of the book's sentences, in two tables; the reading guide shows both.

`regioanalyse.figures.findings` looks at values and decides which rule holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Threshold:
    """A border between two wordings: `value`, in the unit of its Dutch `explanation`, in which it is `{value}`."""

    value: float
    explanation: str


#: From the field's definitions (docs/glossary.md); from `steady` on they are ours.
THRESHOLDS: Mapping[str, Threshold] = {
    "similar": Threshold(5, "Vergelijkbaar: hooguit {value}% boven of onder de waarde waarmee we vergelijken."),
    "most": Threshold(60, "De meeste: ten minste {value}% van de gebieden."),
    "almost_doubles": Threshold(90, "Verdubbelt bijna: een groei van ten minste {value}% (afgerond), onder 100%."),
    "doubles": Threshold(100, "Verdubbelt: een groei van ten minste {value}% (afgerond)."),
    "multiplies": Threshold(110, "Wordt zoveel keer zo groot: een groei van meer dan {value}% (afgerond)."),
    "steady": Threshold(1, "Vrijwel gelijk: een verandering van minder dan {value}%."),
    "steady_points": Threshold(
        0.5, "Vrijwel gelijk, bij percentages: een verschil van minder dan {value} procentpunt."
    ),
    "mix": Threshold(1, "Een verdeling blijft vrijwel gelijk: geen deel verandert {value} procentpunt of meer."),
    "stands_out": Threshold(1, "Een deel valt op: meer dan 5% en ten minste {value} procentpunt verschil."),
}


@dataclass(frozen=True)
class Rule:
    """One Dutch wording, and `when` it holds, for the reading guide.

    Names in braces in `text` are filled in; ``{clients}``, in both, is the sector's word.
    """

    name: str
    when: str
    text: str


_RULES = (
    Rule("higher", "meer dan 5% hoger", "{title} is hoger dan {elsewhere}: {value} tegen {reference}."),
    Rule("lower", "meer dan 5% lager", "{title} is lager dan {elsewhere}: {value} tegen {reference}."),
    Rule("similar", "hooguit 5% verschil",
         "{title} is vergelijkbaar met {that} {elsewhere}: {value} tegen {reference}."),
    Rule("expects_more", "meer dan 5% verschil, in de richting die met meer zorg samengaat",
         "Op grond hiervan verwachten we meer {what} dan {elsewhere}."),
    Rule("expects_less", "meer dan 5% verschil, in de richting die met minder zorg samengaat",
         "Op grond hiervan verwachten we minder {what} dan {elsewhere}."),
    Rule("expects_same", "hooguit 5% verschil",
         "Op grond hiervan verwachten we niet meer of minder {what} dan {elsewhere}."),
    Rule("rises", "de laatste waarde is hoger",
         "{title} steeg van {first} in {start} naar {last} in {end} ({change})."),
    Rule("falls", "de laatste waarde is lager",
         "{title} daalde van {first} in {start} naar {last} in {end} ({change})."),
    Rule("steady", "vrijwel geen verschil",
         "{title} bleef vrijwel gelijk: {first} in {start} en {last} in {end}{beside}."),
    Rule("last_only", "alleen de laatste waarde wordt getoond",
         "{title} is {last} in {end}. Voor {start} tonen we geen cijfer om mee te vergelijken: {reason}."),
    Rule("same_way", "regio en vergelijking veranderen dezelfde kant op",
         "{title} {verb} ({value}), net als {elsewhere} ({reference})."),
    Rule("other_way", "regio en vergelijking veranderen niet dezelfde kant op",
         "{title} {verb} ({value}); {elsewhere} {other_verb} ({reference})."),
    Rule("grows", "groei onder 90%", "{title} groeit van {first} in {start} naar {last} in {end} ({change})."),
    Rule("almost_doubles", "groei van 90% tot 100%",
         "{title} verdubbelt bijna: van {first} in {start} naar {last} in {end} ({change})."),
    Rule("doubles", "groei van 100% tot en met 110%",
         "{title} verdubbelt: van {first} in {start} naar {last} in {end} ({change})."),
    Rule("multiplies", "groei van meer dan 110%",
         "{title} wordt {times} keer zo groot: van {first} in {start} naar {last} in {end} ({change})."),
    Rule("stays", "afgerond 0% groei",
         "{title} blijft vrijwel gelijk: {first} in {start} en {last} in {end} ({change})."),
    Rule("shrinks", "krimp", "{title} daalt van {first} in {start} naar {last} in {end} ({change})."),
    Rule("growth_same", "beide groeicijfers hebben hetzelfde woord, en hooguit 5% verschil",
         "{title} {verb} ({value}), net als {elsewhere} ({reference})."),
    Rule("growth_more", "hetzelfde woord, maar meer dan 5% verschil, afgerond: sterker",
         "{title} {verb} ({value}), sterker dan {elsewhere} ({reference})."),
    Rule("growth_less", "hetzelfde woord, maar meer dan 5% verschil, afgerond: minder sterk",
         "{title} {verb} ({value}), minder sterk dan {elsewhere} ({reference})."),
    Rule("growth_beside", "de groeicijfers hebben een ander woord",
         "{title} {verb} ({value}); {elsewhere} {other_verb} ({reference})."),
    Rule("grows_between", "minimum en maximum verschillen, en zijn allebei groei, afgerond",
         "{title} groeit tussen {start} en {end} met {least} (minimum) tot {most} (maximum)."),
    Rule("growth_between", "minimum en maximum verschillen, en het minimum is geen groei, afgerond",
         "{title} verandert tussen {start} en {end} met {least} (minimum) tot {most} (maximum)."),
    Rule("growth_certain", "minimum en maximum zijn afgerond gelijk",
         "{title} verandert tussen {start} en {end} met {most}."),
    Rule("parts_grow", "de bevolking doet het aantal groeien, afgerond",
         "Door de bevolking groeit {title} tussen {start} en {end} met {population}; meer gebruik voegt daar hooguit "
         "{use} aan toe."),
    Rule("parts_stay", "de bevolking verandert het aantal niet, afgerond",
         "Door de bevolking verandert {title} tussen {start} en {end} vrijwel niet; meer gebruik voegt hooguit {use} "
         "toe."),
    Rule("parts_shrink", "de bevolking doet het aantal dalen, afgerond",
         "Door de bevolking daalt {title} tussen {start} en {end} met {population}; meer gebruik voegt daar hooguit "
         "{use} aan toe."),
    Rule("more_use", "er is een minimum en een maximum",
         "Voor het maximum rekenen we in {end} met {use} meer gebruik per leeftijdsgroep dan in {start}."),
    Rule("amount", "een aantal zonder vergelijking", "{region} telt {value} in {period}."),
    Rule("all_above", "elk gebied ligt erboven",
         "{title} ligt in {every} gebieden boven {that} {elsewhere} ({reference})."),
    Rule("most_above", "ten minste 60% van de gebieden ligt erboven",
         "{title} ligt in de meeste gebieden ({count} van de {all}) boven {that} {elsewhere} ({reference})."),
    Rule("some_above", "minder dan 60% van de gebieden ligt erboven",
         "{title} ligt in {count} van de {all} gebieden boven {that} {elsewhere} ({reference})."),
    Rule("none_above", "geen gebied ligt erboven",
         "{title} ligt in geen van de {all} gebieden boven {that} {elsewhere} ({reference})."),
    Rule("all_rise", "in elk gebied een stijging",
         "{title} steeg tussen {start} en {end} in {every} gebieden{least}."),
    Rule("most_rise", "in ten minste 60% van de gebieden een stijging",
         "{title} steeg tussen {start} en {end} in de meeste gebieden ({count} van de {all}){least}."),
    Rule("some_rise", "in minder dan 60% van de gebieden een stijging",
         "{title} steeg tussen {start} en {end} in {count} van de {all} gebieden{least}."),
    Rule("none_rise", "in geen gebied een stijging",
         "{title} steeg tussen {start} en {end} in geen van de {all} gebieden{least}."),
    Rule("extremes", "er is een hoogste en een laagste",
         "{title} is het hoogst {highest} ({high}) en het laagst {lowest} ({low})."),
    Rule("all_equal", "alle gebieden zijn gelijk, afgerond", "{title} is {highest} {high}."),
    Rule("low_and_urban", "gebieden in de laagste statusgroep en de meest stedelijke groep",
         "{where} gaat de laagste sociaaleconomische status (groep 1) samen met de hoogste stedelijkheid (groep 5)."),
    Rule("not_low_and_urban", "geen enkel gebied in beide groepen",
         "Geen van de {all} gebieden hoort zowel bij de laagste sociaaleconomische status (groep 1) als bij de hoogste "
         "stedelijkheid (groep 5)."),
    Rule("locations_there", "ten minste een locatie in een gebied van groep 4 of 5",
         "Van de {all} zorglocaties {verb} er {count} in gebieden met {what} (groep 4 en 5)."),
    Rule("locations_elsewhere", "wel gebieden van groep 4 of 5, maar geen locatie daarin",
         "De regio telt {locations}; in de gebieden met {what} (groep 4 en 5) is er geen."),
    Rule("locations_no_such_area", "geen gebied van groep 4 of 5",
         "De regio telt {locations}, en heeft geen gebieden met {what} (groep 4 en 5)."),
    Rule("no_locations", "geen zorglocatie", "In de regio zijn geen zorglocaties."),
    Rule("largest", "het grootste van alle delen",
         "{category} komt het meest voor: {value} van de {people}; {elsewhere} {reference}."),
    Rule("largest_several", "delen die afgerond even groot zijn",
         "{categories} komen het meest voor: elk {value} van de {people}."),
    Rule("largest_none", "alle delen zijn afgerond even groot",
         "{every} delen zijn even groot: elk {value} van de {people}."),
    Rule("category_both", "soms meer dan 5% hoger en soms meer dan 5% lager",
         "{title} is bij {higher} hoger dan {elsewhere}, en bij {lower} lager."),
    Rule("category_all_higher", "steeds meer dan 5% hoger",
         "{title} is bij {every} {whole} hoger dan {elsewhere}."),
    Rule("category_all_lower", "steeds meer dan 5% lager",
         "{title} is bij {every} {whole} lager dan {elsewhere}."),
    Rule("category_higher", "soms meer dan 5% hoger en nooit lager", "{title} is bij {higher} hoger dan {elsewhere}."),
    Rule("category_lower", "soms meer dan 5% lager en nooit hoger", "{title} is bij {lower} lager dan {elsewhere}."),
    Rule("category_similar", "steeds hooguit 5% verschil",
         "{title} is bij {every} {whole} vergelijkbaar met {that} {elsewhere}."),
    Rule("stands_out", "een deel valt op naar boven en een naar beneden",
         "Relatief veel {people} hebben {more} ({more_value}; {elsewhere} {more_reference}) en weinig {less} "
         "({less_value}; {less_reference})."),
    Rule("stands_above", "alleen naar boven valt een deel op",
         "Relatief veel {people} hebben {more}: {more_value}, en {elsewhere} {more_reference}."),
    Rule("stands_below", "alleen naar beneden valt een deel op",
         "Relatief weinig {people} hebben {less}: {less_value}, en {elsewhere} {less_reference}."),
    Rule("stands_alike", "geen deel valt op", "De {people} zijn ongeveer zo verdeeld als {elsewhere}."),
    Rule("mix_steady", "geen deel verandert 1 procentpunt of meer",
         "De verdeling over {whole} bleef tussen {start} en {end} vrijwel gelijk."),
    Rule("mix_moved", "een deel verandert 1 procentpunt of meer",
         "De verdeling over {whole} veranderde: het aandeel {category} ging van {first} in {start} naar {last} in "
         "{end} ({change})."),
    Rule("more_in", "meer dan 5% meer instroom",
         "Er komen meer {clients} van buiten de regio ({inflow}) dan er naar buiten gaan ({outflow})."),
    Rule("more_out", "meer dan 5% meer uitstroom",
         "Er gaan meer {clients} naar buiten de regio ({outflow}) dan er van buiten komen ({inflow})."),
    Rule("in_and_out", "hooguit 5% verschil",
         "Er komen vrijwel evenveel {clients} van buiten de regio ({inflow}) als er naar buiten gaan ({outflow})."),
    Rule("largest_inflow", "de regio waar de meeste {clients} vandaan komen",
         "De grootste groep {clients} van buiten de regio woont in de regio {name}: {value} van de {total}."),
    Rule("largest_outflow", "de regio waar de meeste {clients} heen gaan",
         "De grootste groep {clients} met zorg buiten de regio krijgt die in de regio {name}: {value} van de {total}."),
    Rule("need", "in elk scenario meer nodig",
         "Tussen {start} en {end} zijn {least} tot {most} extra plaatsen {where} nodig."),
    Rule("need_at_most", "in een deel van de scenario's meer nodig",
         "Tussen {start} en {end} zijn hooguit {most} extra plaatsen {where} nodig, en mogelijk geen."),
    Rule("no_need", "in geen scenario meer nodig",
         "Tussen {start} en {end} zijn geen extra plaatsen {where} nodig."),
    Rule("window_rise", "het aandeel thuis groeide, afgerond",
         "Tussen {start} en {end} groeide het aandeel {clients} dat thuis woont met {points}. Scenario 2 rekent met de "
         "helft daarvan ({half}) en scenario 3 met alles."),
    Rule("window_fall", "het aandeel thuis daalde, afgerond",
         "Tussen {start} en {end} daalde het aandeel {clients} dat thuis woont met {points}. Scenario 2 rekent met de "
         "helft daarvan ({half}) en scenario 3 met alles."),
    Rule("window_same", "het aandeel thuis bleef gelijk, afgerond",
         "Tussen {start} en {end} bleef het aandeel {clients} dat thuis woont gelijk. Daarom komen de drie scenario's "
         "op hetzelfde neer."),
    Rule("scenario_passed", "er woont al een groter deel thuis dan in ten minste een scenario, afgerond",
         "In januari {now} woonde {value} van de {clients} thuis: al meer dan scenario {scenario} voor {period} "
         "verwacht ({share})."),
    Rule("no_scenario_passed", "er woont geen groter deel thuis dan in enig scenario, afgerond",
         "In januari {now} woonde {value} van de {clients} thuis: niet meer dan een van de scenario's voor {period} "
         "verwacht ({share} of meer)."),
    Rule("shortage", "ook de lage schatting is een tekort",
         "Tussen {start} en {end} ontstaat naar verwachting een tekort van {least} tot {most} plaatsen."),
    Rule("shortage_at_most", "alleen de hoge schatting is een tekort",
         "Tussen {start} en {end} ontstaat naar verwachting een tekort van hooguit {most} plaatsen, en mogelijk geen."),
    Rule("no_shortage", "geen van beide schattingen is een tekort",
         "Tussen {start} en {end} verwachten we geen tekort aan plaatsen."),
    Rule("norm", "altijd", "De Treeknorm is {weeks} weken: wie actief wacht, hoort binnen die tijd zorg te krijgen."),
    Rule("method_and_real", "methode en werkelijkheid verschillen allebei van de vorige editie",
         "{title} {moved}: {method} door de nieuwe methode en {real} in werkelijkheid."),
    Rule("method_only", "alleen de methode verschilt van de vorige editie",
         "{title} {moved}; dat komt helemaal door de nieuwe methode."),
    Rule("real_only", "de nieuwe methode geeft dezelfde waarde als de oude",
         "{title} {moved}; de nieuwe methode maakt geen verschil."),
    Rule("not_shown", "te weinig mensen, of geen gegevens", "{title} tonen we hier niet: {reason}."),
)  # fmt: skip

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _RULES}

#: How a value or a growth moves: of the region, and of what it is compared with in the second half of the sentence.
VERBS: Mapping[str, tuple[str, str]] = {
    "rises": ("steeg in {region}", "steeg het"),
    "falls": ("daalde in {region}", "daalde het"),
    "steady": ("bleef in {region} vrijwel gelijk", "bleef het vrijwel gelijk"),
    "shrinks": ("daalt in {region}", "daalt het"),
    "stays": ("blijft in {region} vrijwel gelijk", "blijft het vrijwel gelijk"),
    "grows": ("groeit in {region}", "groeit het"),
    "almost_doubles": ("verdubbelt in {region} bijna", "verdubbelt het bijna"),
    "doubles": ("verdubbelt in {region}", "verdubbelt het"),
    "multiplies": ("wordt in {region} {times} keer zo groot", "wordt het {times} keer zo groot"),
}
