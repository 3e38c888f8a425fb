"""What the book does in Sphinx's place: the contents beside a page, and the stems of words."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.addnodes import toctree
from sphinx.search.nl import SearchDutch

from regioanalyse.book.extension import Dutch, contents, read_notebook

PAGES = {"index": ["guide", "utrecht"], "utrecht": ["utrecht/vv", "utrecht/gz"], "utrecht/vv": ["utrecht/vv/now"]}
TITLES = {"guide": "Lezen & kijken", "utrecht": "Utrecht", "utrecht/vv": "VV", "utrecht/gz": "GZ"}


@pytest.fixture
def env() -> Any:
    names = ["index", *(child for children in PAGES.values() for child in children)]
    tocs = {
        name: nodes.bullet_list("", toctree(entries=[(TITLES.get(child), child) for child in PAGES.get(name, [])]))
        for name in names
    }
    titles = {name: nodes.title(text="Huidige situatie") for name in names}
    return SimpleNamespace(config=SimpleNamespace(root_doc="index"), toctree_includes=PAGES, tocs=tocs, titles=titles)


def beside(env: Any, page: str) -> BeautifulSoup:
    return BeautifulSoup(contents(env, page, lambda name: f"{name}.html"), "html.parser")


def test_the_contents_hold_the_first_level_and_the_branch_of_the_page(env: Any) -> None:
    def listed(page: str) -> list[str]:
        return [link.text for link in beside(env, page)("a")]

    assert listed("guide") == listed("search") == ["Lezen & kijken", "Utrecht"]
    assert listed("utrecht") == ["Lezen & kijken", "Utrecht", "VV", "GZ"]
    # a page without a title in the contents has its own
    assert listed("utrecht/vv/now") == ["Lezen & kijken", "Utrecht", "VV", "Huidige situatie", "GZ"]


def test_the_page_and_what_is_above_it_are_marked(env: Any) -> None:
    found = beside(env, "utrecht/vv/now")
    assert [link.text for link in found.select("li.active > a")] == ["Utrecht", "VV", "Huidige situatie"]
    assert [link.text for link in found.select("li.has-children > a")] == ["Utrecht", "VV"]
    (here,) = found("a", class_="current")
    assert (here.text, here["href"]) == ("Huidige situatie", "#")
    assert [link["href"] for link in found("a") if link is not here] == [
        "guide.html", "utrecht.html", "utrecht/vv.html", "utrecht/gz.html"
    ]  # fmt: skip
    assert len(found("details", open=True)) == 2


def test_a_word_that_comes_again_has_the_same_stem() -> None:
    ours, theirs = Dutch({}), SearchDutch({})
    words = ["zorgvragen", "Klanten", "zorgvragen", "inwoners", "klanten"]
    assert [ours.stem(word) for word in words] == [theirs.stem(word) for word in words]


def test_a_notebook_with_its_texts_in_lines_is_read_too() -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["# Titel\n", "tekst"]}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    assert read_notebook(text).cells[0].source == "# Titel\ntekst"
