"""The course keeps its own bars: every topic has its place, questions cannot be guessed, finished parts are whole."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from browsing import PROJECT, plain, sources, word
from stats import Part, above_chance, chance, lintable, moments, parts, picked, positions, silent, situation

from hooks.blueprint.block import load as load_blueprints
from hooks.card import load as load_cards
from hooks.case.block import load as load_cases
from hooks.dialogue.__main__ import WANTED
from hooks.dialogue.block import load as load_dialogues
from hooks.dialogue.model import Dialogue
from hooks.dialogue.paths import explore, figures
from hooks.glossary.block import load as load_glossary
from hooks.quiz.model import Option, Question

MOST_IDS = 5  # a heading
MINUTES_OFF = 3
REASON = 12  # characters, at least
FINISHED = (
    "01-basics",
    "02-experience",
    "03-blueprint",
    "04-communication",
    "05-emotion",
    "06-difficult",
    "07-digital",
    "08-team",
    "09-improve",
    "10-future",
)
MOST_DROPPED = 0.12  # of all topics

ROW = re.compile(r"^\| ([\w-]+#[\w-]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
PLACE = re.compile(r"^\[[^\[\]]+\]\(\.\./([\w/-]+\.md)#([\w-]+)\)$")
DROPPED = re.compile(r"^不教：(.+)$")


@cache
def syllabus() -> tuple[tuple[str, str, str], ...]:
    """(topic, its word, where) of every row."""
    return tuple(ROW.findall((PROJECT / "docs/handbook/syllabus.md").read_text(encoding="utf-8")))


@cache
def topics() -> tuple[str, ...]:
    """The ids of all topics that must have a place."""
    lines = (PROJECT / "tests/topics.txt").read_text(encoding="utf-8").split("\n")
    return tuple(line for line in lines if line and not line.endswith(" optional"))


@cache
def course() -> dict[str, Part]:
    """All parts."""
    return parts(sources())


@cache
def asked() -> tuple[Question, ...]:
    """Every question on a page of the course."""
    return tuple({key: one for part in course().values() for key, one in part.questions.items()}.values())


def section(uri: str, heading: str) -> str:
    """The source of a page from a heading to the next one of its level; "" when the heading is not there."""
    text = sources().sources[f"docs/{uri}"].text
    found = re.search(rf"^(#+) .*\{{#{re.escape(heading)}\}}[ ]*$", text, re.MULTILINE)
    if not found:
        return ""
    after = re.search(rf"^#{{1,{len(found[1])}}} ", text[found.end() :], re.MULTILINE)
    return text[found.start() :][: after.start() + len(found[0]) if after else None]


def test_every_row_of_the_syllabus_can_be_read() -> None:
    table = (PROJECT / "docs/handbook/syllabus.md").read_text(encoding="utf-8")
    written = [line for line in table.split("\n") if line.startswith("|") and "#" in line.split("|")[1]]
    assert len(written) == len(syllabus()) > 40
    assert [where for _, _, where in syllabus() if not PLACE.match(where) and not DROPPED.match(where)] == []


def test_the_syllabus_knows_every_topic_once() -> None:
    known = [topic for topic, _, _ in syllabus()]
    assert [topic for topic, count in Counter(known).items() if count > 1] == []
    written = {line.partition(" ")[0] for line in (PROJECT / "tests/topics.txt").read_text("utf-8").split("\n")}
    assert sorted(set(known) - written) == []
    assert sorted(set(topics()) - set(known)) == []


def test_few_topics_are_dropped() -> None:
    dropped = [topic for topic, _, where in syllabus() if DROPPED.match(where)]
    assert len(dropped) <= MOST_DROPPED * len(topics())


def test_the_course_is_as_large_as_it_should_be() -> None:
    """What the whole course must have, at least; the prose within its range."""
    site = sources()
    pages = [page for part in course().values() for page in part.prose.items()]
    assert 50_000 <= sum(count for _, count in pages) <= 65_000
    assert len(asked()) >= 200
    tables = moments(site)
    assert len(site.once(load_cases)) >= 24 and sum(tables.values()) >= 120
    assert len(site.once(load_dialogues)) >= 12 and len(site.once(load_blueprints)) >= 5
    assert len(site.once(load_glossary).terms) >= 100 and len(site.once(load_cards)) >= 10
    assert sum(page == "coach" for page, _ in pages) >= 10


@pytest.mark.parametrize(("topic", "term", "where"), syllabus(), ids=[topic for topic, _, _ in syllabus()])
def test_a_topic_is_taught_where_the_syllabus_says_or_dropped_for_a_reason(topic: str, term: str, where: str) -> None:
    place, dropped = PLACE.match(where), DROPPED.match(where)
    if dropped:
        assert len(dropped[1]) >= REASON
    else:
        assert place
        assert plain(term) in plain(section(place[1], place[2]))


def test_no_heading_carries_too_many_topics() -> None:
    places = Counter(where for _, _, where in syllabus() if PLACE.match(where))
    assert {where: count for where, count in places.items() if count > MOST_IDS} == {}


def test_who_knows_nothing_does_not_find_the_answers() -> None:
    assert {name: more for name, more in above_chance(list(asked())).items() if more > 0.1} == {}
    shares = positions(list(asked()))
    assert all(0.15 <= share <= 0.35 for share in shares), shares


def test_no_question_and_no_feedback_is_said_twice() -> None:
    stems = Counter(plain(question.stem) for question in asked())
    assert [stem for stem, count in stems.items() if count > 1] == []
    said = Counter(plain(option.chosen) for question in asked() for option in question.options if option.chosen)
    assert [text for text, count in said.items() if count > 1] == []


def test_every_choice_says_why() -> None:
    assert silent(list(asked())) == []


def test_a_page_takes_about_as_long_as_it_says() -> None:
    slips = {
        f"{name}/{page}": f"{part.minutes[page]}, should be {length:.1f}"
        for name, part in course().items()
        for page, length in part.lengths.items()
        if abs(part.minutes[page] - length) > MINUTES_OFF
    }
    assert slips == {}


@pytest.mark.parametrize("name", FINISHED)
def test_a_finished_part_is_whole(name: str) -> None:
    part = course()[name]
    pages = {page: count for page, count in part.prose.items() if page not in ("index", "coach")}
    assert 3 <= len(pages) <= 5
    assert {page: count for page, count in pages.items() if not 900 <= count <= 2000} == {}
    assert 4500 <= sum(part.prose.values()) <= 7000
    readers = {word(f"page.readers.{reader}") for reader in ("front", "lead")}
    assert set(part.readers.values()) == readers
    questions = list(part.questions.values())
    assert len(questions) >= 20
    assert sum(map(situation, questions)) >= 0.6 * len(questions)
    kinds = Counter(question.kind for question in questions)
    assert len([kind for kind, count in kinds.items() if count >= 3]) >= 3
    assert 2 <= len(part.cases) <= 3
    assert part.blocks["talk"] >= 2
    for block in ("dialogue", "card"):
        assert part.blocks[block] >= 1, block


@pytest.mark.parametrize("dialogue", load_dialogues(sources()).values(), ids=lambda dialogue: dialogue.id)
def test_a_talk_is_worth_playing(dialogue: Dialogue) -> None:
    forks = [moment for moment in dialogue.moments if sum(bool(exit.text) for exit in moment.exits) > 1]
    endings = [moment for moment in dialogue.moments if moment.kind]
    assert len(dialogue.moments) >= 10 and len(forks) >= 6 and len(endings) >= 3
    shares = figures(explore(dialogue)).shares
    assert {one.id: shares[one.id] for one in endings if not WANTED[0] <= shares[one.id] <= WANTED[1]} == {}


# The measures themselves


def choice(*options: tuple[str, bool]) -> Question:
    made = tuple(Option(text, right, place) for place, (text, right) in enumerate(options, 1))
    return Question("single", "one", "问", 1, options=made)


def test_a_picker_is_measured() -> None:
    question = choice(
        ("短的一句话说完了", False), ("这一句比别的都要长得多，还带一个您", True), ("也是短的一句话", False)
    )
    assert lintable(question)
    assert picked(question, lambda option: len(option.text)) == 1
    assert picked(question, lambda option: -len(option.text)) == 0
    assert picked(question, lambda option: 0) == chance(question)
    more = above_chance([question])
    assert more["最长的"] == pytest.approx(2 / 3)
    assert more["最客气的"] == pytest.approx(2 / 3)
    assert positions([question]) == [0, 1, 0, 0]
