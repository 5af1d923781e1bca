"""Wildcard patterns: their syntax, their match and the limit on their complexity.

A wildcard is held as its segments, the texts between its stars: "a*b" is ("a", "b").

Invariant: matching never goes back over a star that has been placed, so many stars cost no more
than a search for each segment.
Sources: aws/event-ruler, README "Wildcard matching", classes WildcardParser and
MachineComplexityEvaluator; EventBridge User Guide, "Wildcards and event pattern complexity".
"""

from collections import deque
from collections.abc import Iterable, Iterator

Segments = tuple[str, ...]

# The service publishes no figure. Its recorded answers accept 7 and refuse 11; rules deployed in
# public have 8; a public matcher that was compared with the service refuses more than ten.
MAX_COMPLEXITY = 10


def split_wildcard(text: str) -> Segments:
    r"""Split a wildcard's text at its stars; `\*` and `\\` stand for the plain characters.

    ValueError, in the service's words, on two stars in a row or any other escape. Positions count
    UTF-8 bytes with the opening quote, as the service counts them.
    """
    segments = [""]
    position = 1
    letters = iter(text)
    previous = ""
    for letter in letters:
        if letter == "\\":
            escaped = next(letters, "")
            if escaped not in ("*", "\\"):
                raise ValueError(f"Invalid escape character at pos {position}")
            segments[-1] += escaped
            position += 2
            previous = ""
            continue
        if letter == "*":
            if previous == "*":
                raise ValueError(f"Consecutive wildcard characters at pos {position - 1}")
            segments.append("")
        else:
            segments[-1] += letter
        previous = letter
        position += len(letter.encode("utf-8", "surrogatepass"))
    return tuple(segments)


def matches_segments(segments: Segments, text: str) -> bool:
    """Say whether the text consists of the segments in order, with anything between them."""
    if len(segments) == 1:
        return text == segments[0]
    head, *middle, tail = segments
    position, end = len(head), len(text) - len(tail)
    if position > end or not text.startswith(head) or not text.endswith(tail):
        return False
    for segment in middle:
        found = text.find(segment, position, end)
        if found < 0:
            return False
        position = found + len(segment)
    return True


def complexity(wildcards: Iterable[Segments]) -> int:
    """Return how many beginnings of these wildcards one text can match at the same time.

    A beginning is the wildcard cut off after any star or any character: the text "aa" matches
    "*", "*a" and "*aa" of the wildcard "*aa", so its complexity is 3. All wildcards of one field
    count together. The figure is capped: a value over MAX_COMPLEXITY may stand for any larger.
    """
    by_head: dict[str, set[Segments]] = {}
    for segments in wildcards:
        if len(segments) > 1:
            by_head.setdefault(segments[0], set()).add(segments)
    return max(map(_complexity_together, _compatible(by_head)), default=0)


def _compatible(by_head: dict[str, set[Segments]]) -> Iterator[list[Segments]]:
    """Yield the groups of wildcards that one text can have begun: each head starts the next."""
    chain: list[str] = []
    for head in sorted(by_head):
        while chain and not head.startswith(chain[-1]):
            chain.pop()
        chain.append(head)
        yield [segments for each in chain for segments in by_head[each]]


def _complexity_together(group: list[Segments]) -> int:
    """Count the stars, which all stay possible, and the busiest spot in the segments after them."""
    stars = sum(len(segments) - 1 for segments in group)
    if stars > MAX_COMPLEXITY:
        return stars
    return stars + _most_overlapping(segment for segments in group for segment in segments[1:])


def _most_overlapping(segments: Iterable[str]) -> int:
    """Return the most beginnings of segments that can end at one place of a text.

    This is the Aho-Corasick automaton of the segments, counting along its failure links.
    """
    following: list[dict[str, int]] = [{}]
    weight = [0]
    for segment in segments:
        state = 0
        for letter in segment:
            if letter not in following[state]:
                following[state][letter] = len(following)
                following.append({})
                weight.append(0)
            state = following[state][letter]
            weight[state] += 1
    failure = [0] * len(following)
    waiting = deque(following[0].values())
    while waiting:
        state = waiting.popleft()
        weight[state] += weight[failure[state]]
        for letter, child in following[state].items():
            shorter = failure[state]
            while shorter and letter not in following[shorter]:
                shorter = failure[shorter]
            failure[child] = following[shorter].get(letter, 0)
            waiting.append(child)
    return max(weight)
