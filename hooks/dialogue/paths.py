"""Where a dialogue can go. A state is a moment with both meters; all that can be reached are looked at, one by one."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .model import KINDS, LIMITS, Bounds, Dialogue, Exit, fold

State = tuple[str, int, int]  # moment, mood, matter
Ways = list[tuple[Exit, State]]
Graph = dict[State, Ways]
Finding = tuple[int, str, dict[str, object]]  # line, key of the message, what fills it


def inside(levels: Sequence[int], bounds: Bounds) -> bool:
    """Whether mood and matter are in bounds."""
    (mood, matter), ((low, high), (least, most)) = levels, bounds
    return low <= mood <= high and least <= matter <= most


def explore(dialogue: Dialogue) -> Graph:
    """Every state that can be reached, in the order of reaching, with its open ways out and where they lead.

    Of ways that are taken by themselves only the first open one counts. All targets must be there.
    """
    moments = {moment.id: moment for moment in dialogue.moments}
    first: State = (dialogue.moments[0].id, *dialogue.start)
    graph: Graph = {}
    waiting = deque([first])
    while waiting:
        state = waiting.popleft()
        if state in graph:
            continue
        ways = []
        for exit in moments[state[0]].exits:
            if inside(state[1:], exit.when):
                mood, matter = (
                    min(high, max(low, level + change))
                    for level, change, (low, high) in zip(state[1:], exit.effect, LIMITS.values(), strict=True)
                )
                ways.append((exit, (exit.target, mood, matter)))
                if not exit.text:
                    break
        graph[state] = ways
        waiting.extend(to for _, to in ways if to not in graph)
    return graph


def findings(dialogue: Dialogue) -> Iterator[Finding]:
    """What is wrong with the ways of a dialogue that is otherwise sound: line, key of the message, its values."""
    moments = {moment.id: moment for moment in dialogue.moments}
    graph = explore(dialogue)
    first = next(iter(graph))
    reached = {state[0] for state in graph}
    for moment in dialogue.moments:
        if moment.id not in reached:
            yield moment.line, "unreached", {"name": moment.name}
    stuck: dict[str, State] = {}
    for state, ways in graph.items():
        if not ways and not moments[state[0]].kind:
            stuck.setdefault(state[0], state)
    for state in stuck.values():
        yield moments[state[0]].line, "stuck", _levels(state)
    over = _leading_to(graph, lambda state: not graph[state])
    traps = {} if first in over else {first[0]: first}
    for state in graph:
        for _, to in graph[state] if state in over else ():
            if to not in over:
                traps.setdefault(to[0], to)
    for state in traps.values():
        yield moments[state[0]].line, "loop", _levels(state)
    if stuck or traps:
        return
    won = {state for state in graph if moments[state[0]].kind == KINDS[-1] and inside(state[1:], dialogue.goal)}
    if not won:
        yield 0, "no_goal", {}
        return
    for key, policy in (("always_first", first_of), ("always_longest", longest)):
        if walk(graph, policy) in won:
            yield moments[first[0]].line, key, {}


def _levels(state: State) -> dict[str, object]:
    """Both meters, for a message."""
    return dict(zip(LIMITS, (str(level).replace("-", "−") for level in state[1:]), strict=True))


def _leading_to(graph: Graph, wanted: Callable[[State], bool]) -> set[State]:
    """The states from which one that is wanted can be reached, itself among them."""
    back: dict[State, list[State]] = {}
    for state, ways in graph.items():
        for _, to in ways:
            back.setdefault(to, []).append(state)
    waiting = [state for state in graph if wanted(state)]
    found = set(waiting)
    while waiting:
        for state in back.get(waiting.pop(), ()):
            if state not in found:
                found.add(state)
                waiting.append(state)
    return found


def first_of(ways: Ways) -> int:
    """The first option."""
    return 0


def longest(ways: Ways) -> int:
    """The option with most letters, the first of several."""
    return max(range(len(ways)), key=lambda place: len(fold(ways[place][0].text)))


def walk(graph: Graph, policy: Callable[[Ways], int]) -> State | None:
    """Where one ends who always chooses by `policy`; None where that goes round for ever."""
    state, seen = next(iter(graph)), set[State]()
    while graph[state]:
        if state in seen:
            return None
        seen.add(state)
        state = graph[state][policy(graph[state])][1]
    return state


@dataclass(frozen=True)
class Figures:
    """What random play comes to.

    shares  ending → how often it is reached, of 1 (to a billionth)
    length  the median number of choices until an ending
    """

    shares: dict[str, float]
    length: int


def figures(graph: Graph) -> Figures:
    """Play every option with equal chance, all at once: the mass of all plays moves on, choice by choice."""
    shares: Counter[str] = Counter()
    mass: dict[State, float] = {next(iter(graph)): 1.0}
    length, choices = None, 0
    while sum(mass.values()) > 1e-10:
        following: dict[State, float] = {}
        waiting = list(mass.items())
        while waiting:
            state, share = waiting.pop()
            ways = graph[state]
            if not ways:
                shares[state[0]] += share  # type: ignore[assignment]  # a counter counts fractions too
            elif not ways[0][0].text:
                waiting.append((ways[0][1], share))
            else:
                for _, to in ways:
                    following[to] = following.get(to, 0) + share / len(ways)
        if length is None and sum(shares.values()) >= 0.5:
            length = choices
        mass, choices = following, choices + 1
    return Figures(dict(shares), length or 0)
