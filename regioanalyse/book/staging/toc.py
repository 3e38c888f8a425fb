"""The book's table of contents: region, then sector, then chapter."""

from collections.abc import Mapping, Sequence

import yaml

from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.book.staging.folder import Staging
from regioanalyse.records.sector import SECTORS


def write_toc(
    staging: Staging,
    chapters: Sequence[Chapter],
    names: dict[str, str],
    appended: Mapping[tuple[str, str], list[tuple[str, str]]] | None = None,
) -> None:
    """Write the table of contents: region, then sector, then chapter, then the pages appended to a sector."""
    regions = []
    for region, name in names.items():
        entries = []
        for sector, record in SECTORS.items():
            pages = [chapter for chapter in chapters if (chapter.region, chapter.sector) == (region, sector)]
            if pages:
                sections = [{"file": chapter.page, "title": chapter.title} for chapter in pages]
                for page, heading in (appended or {}).get((region, sector), ()):
                    sections.append({"file": f"{region}/{sector}/{page}", "title": heading})
                entries.append({"file": f"{region}/{sector}/index", "title": record.title, "sections": sections})
        if entries:
            regions.append({"file": f"{region}/index", "title": name, "sections": entries})
    guide = [{"file": name} for name in (*(f"leeswijzer-{sector}" for sector in SECTORS), "verschillen")]
    chapters_of_all = [{"file": "leeswijzer", "sections": guide}, {"file": "gegevens"}, {"file": "methodiek"}]
    toc = {"format": "jb-book", "root": "index", "chapters": [*chapters_of_all, *regions]}
    staging.put("_toc.yml", yaml.safe_dump(toc, allow_unicode=True, sort_keys=False))
