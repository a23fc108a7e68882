"""From sections to the files that the worker reads: `core.js` and three families of shards, below `search/<version>/`.

core    the sections (address, title, kind, length, weight), how to fold a query, in how many sections a
        common character stands, what words mean the same
k0 …    for each character the sections that have it, then for each that follows it those that have both
t0 …    the text of some sections, for the exact check and the lines that are shown
p0 …    pairs of characters by the initials of their pinyin, and `py`: the characters of each syllable

The core has what each shard begins with. A character and its pairs lie together, so that a query loads about one shard
for each of its characters and the texts of what it shows, whatever the size of the course. All files are scripts, so
that they load from a folder too.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import unicodedata
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import add
from typing import Any

from .model import Page

# How large a shard should be, in bytes (2 KB as a server sends it), and how many there are at most.
KEYS, TEXT, SHARDS = 6_000, 6_000, 768
# A character in fewer sections than this is part of a word wherever it stands.
OFTEN = 8
# Two that OpenCC leaves alone, because simplified names have them: zhu/zhe, and the female "you".
ALSO = {0x8457: 0x7740, 0x59B3: 0x4F60}
HAN = re.compile(r"[\u4e00-\u9fff]")
MARKS = re.compile(r"^\W+")
GAP = re.compile(r"(?<=[0-9a-z])[^\w\n]+(?=[0-9a-z])")
NOISE = re.compile(r"[^\w\n ]|_|(?<![0-9a-z]) +| +(?![0-9a-z])|[\U00010000-\U0010ffff]")
# Digits of a number in text: the last one, and those before it; together all of printable ASCII but `"` and `\`.
LAST, MORE = 57, 34
# How a letter, a digit or a space is written among such numbers: as the wide form that folding leaves nowhere.
WIDE = {32: 0x3000, **{code: code + 0xFEE0 for code in range(33, 127)}}
# A section's length in one printable character; a step is a tenth more.
STEP = 10


@cache
def simplified() -> dict[int, str]:
    """The simplified form of each traditional character that has one."""
    import opencc  # a course in another language does without

    convert = opencc.OpenCC("t2s").convert
    chars = [chr(code) for code in range(0x3400, 0xA000)]
    forms = convert("\n".join(chars)).split("\n")
    table = {ord(char): form for char, form in zip(chars, forms, strict=True) if char != form and len(form) == 1}
    return table | {code: chr(other) for code, other in ALSO.items()}


def fold(text: str) -> str:
    """What is compared: simplified, narrow, lower case, letters and digits only, a space between two Latin words.

    Lines stay apart. The worker's `fold` does the same; a test compares them.
    """
    text = unicodedata.normalize("NFKC", text).lower().replace("_", " ")
    if HAN.search(text):
        text = text.translate(simplified())
    return NOISE.sub("", GAP.sub(" ", text))


@cache
def number(value: int) -> str:
    """A number in as few characters as may be; the last one tells that it is the last."""
    digits = []
    while value >= LAST:
        digits.append(chr(93 + value % MORE))
        value //= MORE
    return "".join(digits) + chr(35 + value)


def shard(key: str, starts: list[str]) -> int:
    """The shard a key stands in, by what each begins with."""
    return bisect(starts, key) - 1


def build(
    pages: Sequence[Page], kinds: dict[str, str], same: Iterable[Sequence[str]], words: dict[str, Any]
) -> dict[str, str]:
    """The files by name, without ending.

    kinds  what each kind of section is called
    same   groups of words that mean the same; the first is the word of the course
    words  what else the worker reads from the words of the language
    """
    postings: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    texts: list[str] = []
    table: list[list[Any]] = []
    names, long = list(kinds), ""
    for page in pages:
        row: list[Any] = [page.url, page.boost]
        for section in page.sections:
            id = len(texts)
            title, text = fold(section.title), fold(section.text)
            counts, heads = _keys(text), _keys(title)
            for key in counts.keys() | heads.keys():
                # The distance to the section before, then how often (at most 3), and 4 when it stands in the title.
                value = (id - last.get(key, -1)) * 8 + min(counts[key], 3) + 4 * (key in heads)
                postings.setdefault(key, []).append(number(value))
                last[key] = id
            texts.append(section.text)
            row += [section.anchor, section.title, names.index(section.kind) if section.kind else -1]
            long += chr(35 + min(round(STEP * math.log(1 + len(text))), 91))
        table.append(row)
    files: dict[str, Any] = {}
    lists = {key: "".join(found) for key, found in sorted(postings.items())}
    keys = _shards(files, "k", lists)
    for place in range(len(keys)):
        files[f"k{place}"] = _following(files[f"k{place}"])
    han = [key for key in lists if len(key) == 2 and HAN.match(key[0]) and HAN.match(key[1])]
    syllables = _syllables({char for key in han for char in key} | {key for key in lists if HAN.fullmatch(key)})
    files["py"] = syllables
    pairs = _shards(files, "p", _pairs(han, lists, syllables))
    most = max(TEXT, sum(len(text.encode()) for text in texts) // SHARDS)
    starts: list[int] = []
    size = most
    for id, text in enumerate(texts):
        if not id or size + len(text.encode()) > most:
            starts.append(id)
            files[f"t{len(starts) - 1}"] = []
            size = 0
        files[f"t{len(starts) - 1}"].append(text)
        size += len(text.encode())
    present = {key for key in lists if len(key) == 1}
    often = sorted(
        (len(found), char) for char, found in postings.items() if len(found) >= OFTEN and HAN.fullmatch(char)
    )
    files["core"] = {
        "keys": keys,
        "pairs": pairs,
        "starts": starts,
        "kinds": list(kinds.values()),
        "fold": "".join(chr(code) + form for code, form in simplified().items() if form in present) if han else "",
        "often": ["".join(char for _, char in often), "".join(number(size) for size, _ in often)],
        "same": [list(group) for group in same],
        "pages": table,
        "long": long.replace("\\", "]"),  # beside it, and read faster
        **words,
    }
    return {name: _script(name, data) for name, data in files.items()}


def finder(files: dict[str, str]) -> Callable[[str], set[str]]:
    """What finds the pages (addresses) where a string stands: in the finished files, read as the worker reads them.

    Each file is read once, when a string needs it.
    """

    @cache
    def read(name: str) -> Any:
        return json.loads(files[name][files[name].index(",") + 1 : files[name].rindex(")")])

    core = read("core")
    sections = [(url, title) for url, _, *rest in core["pages"] for title in rest[1::3]]

    def finds(text: str) -> set[str]:
        string, found = fold(text), set(range(len(sections)))
        for key in _keys(string):
            if len(key) == 2 or len(string) == 1:
                found &= _numbers(_posting(read(f"k{shard(key, core['keys'])}"), key))
        pages = set()
        for id in found if string else ():
            (url, title), place = sections[id], bisect(core["starts"], id) - 1
            if string in fold(f"{title}\n{read(f't{place}')[id - core['starts'][place]]}"):
                pages.add(url)
        return pages

    return finds


def _following(entries: dict[str, str]) -> dict[str, str]:
    """Lists by their first character: its own, then behind each that follows it theirs. Nothing is said twice."""
    found: dict[str, str] = {}
    for key, value in entries.items():
        found[key[0]] = found.get(key[0], "") + key[1:].translate(WIDE) + value
    return found


def _posting(entries: dict[str, str], key: str) -> str:
    """What `_following` put away for a key."""
    found = re.search(f"{key[1:].translate(WIDE) or '^'}([!-~]*)", entries.get(key[0], ""))
    return found[1] if found else ""


def _numbers(text: str) -> set[int]:
    """The sections of a posting list."""
    found, id, value, times = set(), -1, 0, 1
    for code in map(ord, text):
        value += (code - (93 if code > 92 else 35)) * times
        times *= MORE
        if code < 93:
            id += value >> 3
            found.add(id)
            value, times = 0, 1
    return found


def version(files: dict[str, str]) -> str:
    """Eight letters that change with any of the files."""
    return hashlib.sha256("\n".join(f"{name}{text}" for name, text in files.items()).encode()).hexdigest()[:8]


def _keys(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in text.split("\n"):
        found.update(line)
        found.update(map(add, line, line[1:]))
    return found


def _shards(files: dict[str, Any], family: str, entries: dict[str, str]) -> list[str]:
    """Spread sorted entries over shards; what each begins with. Only a character too large for one is divided."""
    sizes = {key: len((key + value).encode()) + 6 for key, value in entries.items()}
    whole: Counter[str] = Counter()
    for key, size in sizes.items():
        whole[key[0]] += size
    most = max(KEYS, whole.total() // SHARDS)
    starts, held = [""], 0
    files[f"{family}0"] = {}
    for key, value in entries.items():
        # A character's first key asks for room for all of them.
        if held + whole.pop(key[0], sizes[key]) > most and held:
            starts.append(key)
            files[f"{family}{len(starts) - 1}"] = {}
            held = 0
        files[f"{family}{len(starts) - 1}"][key] = value
        held += sizes[key]
    return starts


@cache
def latin(text: str) -> str:
    """What a name is sorted by: its pinyin with tones as digits, marks before it left out."""
    text = MARKS.sub("", text)
    if not HAN.search(text):
        return text.lower()
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(text, style=Style.TONE3)).lower()


def _syllables(chars: set[str]) -> dict[str, str]:
    """The characters of each syllable, in every reading."""
    if not chars:
        return {}
    from pypinyin import Style, pinyin

    found: dict[str, str] = {}
    for char in sorted(chars):
        for reading in sorted(set(pinyin(char, style=Style.NORMAL, heteronym=True)[0])):
            if reading.isascii() and re.search("[aeiouv]", reading):
                found[reading] = found.get(reading, "") + char
    return dict(sorted(found.items()))


def _pairs(han: list[str], lists: dict[str, str], syllables: dict[str, str]) -> dict[str, str]:
    """Pairs of characters by their two initials, the most frequent first."""
    initials: dict[str, str] = {}
    for syllable, chars in syllables.items():
        for char in chars:
            if syllable[0] not in initials.get(char, ""):
                initials[char] = initials.get(char, "") + syllable[0]
    found: dict[str, list[str]] = {}
    for pair in sorted(han, key=lambda pair: (-len(lists[pair]), pair)):
        for first in initials.get(pair[0], ""):
            for second in initials.get(pair[1], ""):
                found.setdefault(first + second, []).append(pair)
    return {key: "".join(pairs) for key, pairs in sorted(found.items())}


def _script(name: str, data: Any) -> str:
    return f"courseSearch({json.dumps(name)},{json.dumps(data, ensure_ascii=False, separators=(',', ':'))})\n"
