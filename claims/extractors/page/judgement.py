"""Judge what was extracted from a page: the article, a part of it, or something that stands in its place.

Conservative: calling an article a wall is worse than keeping a wall as an article. One sign is never
enough. A wall is a short page that speaks to its visitor throughout, in phrases of one kind; a report about
walls does not. Quotations do not count, because reports quote walls.
"""

import functools
import re
from collections import Counter
from dataclasses import dataclass

from claims.extractors.text.characters import list_key
from claims.extractors.text.dates import find_dates

from . import absence_words, more_walls, topic_words, wall_words
from .phrases import Found, Phrases, words_of
from .signs import PageSigns

ARTICLE, EXCERPT, SHORT, INDEX = "article", "excerpt", "short", "index"
CONTINUED, CONTINUATION, NOT_FOUND = "continued", "continuation", "not_found"
SCRIPT_SHELL = "script_shell"

WALLS = {
    "consent": wall_words.CONSENT,
    "login": wall_words.LOGIN,
    "bot_check": wall_words.BOT_CHECK,
    "captcha": wall_words.CAPTCHA,
    SCRIPT_SHELL: wall_words.SCRIPT_SHELL,
    "age_gate": wall_words.AGE_GATE,
    "region_gate": wall_words.REGION_GATE,
    "maintenance": wall_words.MAINTENANCE,
    NOT_FOUND: absence_words.NOT_FOUND,
}
CODES = (ARTICLE, EXCERPT, SHORT, INDEX, CONTINUED, CONTINUATION, *WALLS)

# The longest text of a wall, in words. Consent walls list their purposes.
_MOST_WORDS, _MOST_CONSENT = 260, 1_200
# The share of a text's words in sentences that speak to the visitor or are of a wall.
_MOSTLY, _WHOLLY = 0.6, 0.85
_HALF = 0.5  # of a text as short as a notice
_NOTICE, _BARE_NOTICE = 60, 12  # words
_NOTICE_SCORE, _BARE_SCORE = 1.5, 1.0
_BARE = 45  # words of a page that shows nothing else
_STEM = 4  # letters by which words of a topic are told apart
_SIBLINGS = {
    "bot_check": "captcha",
    "captcha": "bot_check",
}  # both ask whether the visitor is a robot
_DENIED = ("bot_check", "region_gate")  # "Access denied" is the title of both
_TOPIC = "about "
_MOST_IN_SENTENCE = 2  # phrases that count

_MOST_EXCERPT = 400  # words of an excerpt, where the page itself says that it is not free
_MOST_UNDECLARED = 220
_MOST_TEASER = 110
_APPEAL = 45  # words in a paragraph that asks to subscribe

_OTHER_PROSE = 80  # words of prose outside the text that make the text suspicious
_INDEX_HEADLINES = 12
_SENTENCE = 8  # words
_FEWEST_LISTED = 6  # headlines in the text itself
_INDEX_SHARE = 0.3  # of its lines
_FEWEST_SHORT = 5  # links that are a line, on a page with hardly anything else
_MOST_AFTER_LINK = 4  # words on the line of such a link: its day, its section
_FEWEST_IN_TEASER = 3  # words
_CONTINUED_WORDS = 40

_SENTENCE_END = re.compile(r"(?<=[.!?։。…:])\s+|\n")
_QUOTED = re.compile(
    r"«[^«»]{1,400}»|“[^“”]{1,400}”|„[^„“”]{1,400}[“”]|(?<!\w)\"[^\"\n]{1,400}\"(?!\w)"
)
_TITLE_PARTS = re.compile(r"\s+[-–—|·•:»]\s+|\s*\|\s*|\s+::\s+")
_STOP = re.compile('[.!?։…]["”»“)\\]]*$')
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W*$")


@dataclass(frozen=True)
class Judgement:
    """What a page is, as one of CODES, and the address of the other page for "continued" and "continuation"."""

    code: str
    other_page: str = ""


def judge(signs: PageSigns, text: str) -> Judgement:
    """Return what a page is, from its signs and the text extracted from it. Cost: linear, a few ms.

    `text` is the text without its boilerplate. Text from the page's own description, such as a post's, is not
    judged: the body of such a page is a shell.
    """
    shown = text or signs.visible
    size = len(shown.split())
    if not size:
        return Judgement(_of_nothing(signs))
    if _leaves_out_prose(signs, text):
        return Judgement(SHORT)
    if size <= _MOST_CONSENT and (wall := _wall(signs, shown, size)):
        return Judgement(wall)
    if _is_index(signs, shown):
        return Judgement(INDEX)
    if _is_excerpt(signs, shown, size):
        return Judgement(EXCERPT)
    other = signs.next_page
    if other and size >= _CONTINUED_WORDS:
        return Judgement(CONTINUATION if other.is_earlier else CONTINUED, other.url)
    return Judgement(ARTICLE)


def _of_nothing(signs: PageSigns) -> str:
    """Return what a page without any visible word is: empty, or filled in by its scripts."""
    return SCRIPT_SHELL if signs.scripts or signs.without_scripts else SHORT


# --- walls ---


@functools.cache
def _phrases() -> Phrases:
    lists = (
        WALLS
        | {_TOPIC + kind: words for kind, words in topic_words.TOPICS.items()}
        | {
            "ourselves": topic_words.OURSELVES,
            "site": topic_words.SITE,
            "direct": absence_words.DIRECT,
            "read on": absence_words.READ_ON,
            "address": absence_words.ADDRESS,
            "report": absence_words.REPORTS,
            EXCERPT: absence_words.EXCERPT,
            "newsletter": absence_words.NEWSLETTER,
            "subscription": absence_words.SUBSCRIPTION,
        }
    )
    more = more_walls.WORDS | {_TOPIC + kind: words for kind, words in more_walls.TOPICS.items()}
    return Phrases({kind: f"{words}|{more.get(kind, '')}" for kind, words in lists.items()})


@functools.cache
def _titles() -> dict[str, str]:
    return {
        _plain(title): kind
        for own in (absence_words.TITLES, more_walls.TITLES)
        for kind, titles in own.items()
        for title in re.split(r"[|\n]", titles)
    }


def _plain(title: str) -> str:
    return list_key(title).replace("ё", "е").strip(" .…!?*")


@dataclass(frozen=True)
class _Sentence:
    words: int
    found: tuple[Found, ...]
    stems: tuple[str, ...] = ()  # how each of these phrases begins


def _sentences(text: str) -> list[_Sentence]:
    sentences = []
    for piece in _SENTENCE_END.split(_QUOTED.sub(_marked_quote, text)):
        if words := words_of(piece):
            found = tuple(_phrases().find(words))
            stems = tuple(words[one.start][:_STEM] for one in found)
            sentences.append(_Sentence(len(words), found, stems))
    return sentences


def _marked_quote(quoted: re.Match[str]) -> str:
    """Short quotes are names of buttons, which walls put in quotation marks too: their words stay."""
    return quoted[0] if len(quoted[0].split()) <= 3 else " " + "q " * len(quoted[0].split())


def _wall(signs: PageSigns, shown: str, size: int) -> str:
    """Return the kind of wall, or "" for none."""
    labels, titled = _hits_of_labels(signs), _titled(signs)
    # A policy about cookies, which may be an article's subject, has neither the title nor the buttons.
    asks_consent = labels["consent"] > 0 or "consent" in titled
    if size > (_MOST_CONSENT if asks_consent else _MOST_WORDS):
        return ""
    said = _said(signs, shown, size)
    hits = _hits(said)
    walls = _walls(hits, labels, titled)
    is_report = bool(hits["report"]) or (signs.says_article and size > 40)
    if best := max(
        walls, key=lambda kind: (walls[kind] + 2 * (kind in titled), kind in titled), default=""
    ):
        titled_so = best in titled
        if best == _DENIED[0] and walls.get(_DENIED[1], 0) > walls[best]:
            best = _DENIED[1]
        if size > _MOST_WORDS and best != "consent":
            return ""
        share = _share(said, best)
        marks = walls[best] + 2 * titled_so + _seen_of(signs, best)
        # A single phrase is not enough where nothing speaks to the visitor.
        speaks = hits["direct"] or hits["ourselves"]
        if (is_report and marks >= 3 and share >= _WHOLLY) or (
            not is_report
            and _is_wall(marks, walls[best], titled=titled_so, share=share, size=size)
            and (marks >= 2 or best == SCRIPT_SHELL or size <= _BARE_NOTICE or speaks)
        ):
            # A check for robots says nothing of regions.
            is_region = best == _DENIED[0] and walls.get(_DENIED[1]) == walls[best]
            return _DENIED[1] if is_region else best
    if is_report or signs.says_article or size > _NOTICE or _tells_a_day(signs, shown):
        return ""
    of_web = hits["site"] > 0 or signs.has_challenge or signs.has_password
    return _notice(signs, said, walls, titled, of_web=of_web)


def _seen_of(signs: PageSigns, kind: str) -> int:
    """Return 1 if the page has more than words of a wall: the service that checks its visitor, or a field for a password."""
    return int(signs.has_challenge or (kind == "login" and signs.has_password))


def _said(signs: PageSigns, shown: str, size: int) -> list[_Sentence]:
    """Return the sentences of the text, with title and headline if they say something else, and what a shell shows.

    Of a page with few words the text leaves out most, as navigation: all that it shows is read.
    """
    seen = len(signs.visible.split())
    is_notice = size <= _NOTICE and seen <= 2 * _NOTICE
    said = _sentences(signs.visible if is_notice and seen > size else shown)
    if signs.heading and list_key(signs.heading) not in list_key(shown) and not is_notice:
        said += _sentences(signs.heading)
    if signs.title and list_key(signs.title) not in list_key(shown):
        said += _sentences(signs.title)
    if size < _MOST_TEASER and signs.without_scripts and len(signs.visible.split()) < 30:
        said += _sentences(signs.without_scripts)
    return said


def _walls(hits: Counter[str], labels: Counter[str], titled: set[str]) -> dict[str, float]:
    """Return how much speaks for each kind that is met at all."""
    walls: dict[str, float] = {
        kind: hits[kind] + labels[kind] for kind in WALLS if hits[kind] or kind in titled
    }
    for kind, sibling in _SIBLINGS.items():
        if kind in walls:
            walls[kind] += hits[sibling] / 2
    if not hits["site"] and not hits["ourselves"] and hits["maintenance"] < 2:
        walls.pop("maintenance", None)
    return walls


def _tells_a_day(signs: PageSigns, text: str) -> bool:
    """Return True if a date or a weekday is named, as in news; walls say "now" at most."""
    found = find_dates(text, language=signs.language or "en")
    return any(any(map(str.isdigit, date.words)) or " " not in date.words for date in found)


def _hits(said: list[_Sentence]) -> Counter[str]:
    """Return how often each kind is said, and in how many sentences its topic is met or the visitor addressed."""
    hits: Counter[str] = Counter()
    for sentence in said:
        kinds = Counter(one.kind for one in sentence.found)
        hits.update({kind: min(times, _MOST_IN_SENTENCE) for kind, times in kinds.items()})
    return hits


def _is_wall(marks: float, hits: float, *, titled: bool, share: float, size: int) -> bool:
    if titled:
        return share >= (0.3 if hits else _MOSTLY) or size <= _BARE_NOTICE
    if marks >= 3:
        return share >= (_HALF if size <= _NOTICE else _MOSTLY)
    return share >= _WHOLLY and (2 <= marks < 3 or (marks >= 1 and size <= 30))


def _notice(
    signs: PageSigns,
    said: list[_Sentence],
    walls: dict[str, float],
    titled: set[str],
    *,
    of_web: bool,
) -> str:
    """Return the kind of a short text that speaks to its visitor and stays with one topic; "" for none.

    It needs a phrase of a wall and other words of its topic, or more of these and words of the web. Less is enough if
    the page shows nothing else.
    """
    kinds = [{one.kind for one in sentence.found} for sentence in said]
    if not any(found & {"direct", "ourselves"} for found in kinds):
        return ""
    is_bare = len(signs.visible.split()) <= _BARE and not signs.headlines
    least = _BARE_SCORE if is_bare else _NOTICE_SCORE
    best, most = "", 0.0
    for kind in WALLS if of_web else walls:
        about = {kind, _TOPIC + kind, _SIBLINGS.get(kind, kind)}
        of_kind = [
            sentence for sentence in said if any(one.kind in about for one in sentence.found)
        ]
        words = sum(sentence.words for sentence in of_kind)
        topics = [
            stem
            for sentence in of_kind
            for one, stem in zip(sentence.found, sentence.stems, strict=True)
            if one.kind == _TOPIC + kind
        ]
        score = walls.get(kind, 0) + 2 * (kind in titled) + _seen_of(signs, kind)
        score += (len(set(topics)) if is_bare else len(topics)) / 2
        covers = words / (sum(sentence.words for sentence in said if sentence.words > 3) or 1)
        if score >= least and covers >= _MOSTLY and score * covers > most:
            best, most = kind, score * covers
    return best


def _share(said: list[_Sentence], kind: str) -> float:
    """Return which part of the words is in sentences of this kind of wall. Labels of up to three words say nothing."""
    weighed = [
        (sentence.words, _is_of_wall(sentence, kind))
        for sentence in said
        if sentence.words > 3 or sentence.found
    ]
    total = sum(words for words, _ in weighed)
    return sum(words for words, of_wall in weighed if of_wall) / total if total else 0.0


def _is_of_wall(sentence: _Sentence, kind: str) -> bool:
    about = {*WALLS, "address", "direct", _TOPIC + kind}
    return any(one.kind in about for one in sentence.found)


def _hits_of_labels(signs: PageSigns) -> Counter[str]:
    hits: Counter[str] = Counter()
    for label in signs.labels:
        titled = {_titles()[_plain(label)]} if _plain(label) in _titles() else set()
        hits.update({one.kind for one in _phrases().find(words_of(label))} | titled)
    return Counter({kind: min(number, 2) for kind, number in hits.items()})


def _titled(signs: PageSigns) -> set[str]:
    """Return the kinds of which the title or the headline is exactly a title, apart from the site's name."""
    found = set()
    for title in (signs.title, signs.heading):
        parts = [title, *_TITLE_PARTS.split(title)]
        found |= {_titles()[plain] for part in parts if (plain := _plain(part)) in _titles()}
    return found


# --- parts of an article ---


def _is_excerpt(signs: PageSigns, shown: str, size: int) -> bool:
    """A start of an article, above a request to subscribe or cut off; what the page declares weighs most."""
    if signs.words_declared >= 2 * size + 60:
        return signs.says_not_free or _asks_to_subscribe(signs.visible) > 0
    if size > _MOST_EXCERPT:
        return False
    asks = max(_asks_to_subscribe(shown), _asks_to_subscribe(signs.visible))
    is_cut = any(_CUT_OFF.search(line) for line in shown.split("\n")[-6:] if len(line.split()) > 6)
    if signs.says_not_free:
        return asks > 0 or is_cut or size <= _MOST_TEASER
    if _is_about_subscriptions(signs, shown):
        return False
    return size <= _MOST_UNDECLARED and (asks >= 2 or (asks == 1 and is_cut))


def _is_about_subscriptions(signs: PageSigns, shown: str) -> bool:
    """A report whose headline has the word: it tells of what others ask for."""
    title = words_of(f"{signs.title} {signs.heading}")
    return bool({one.kind for one in _phrases().find(title)} & {"subscription"}) and (
        _hits(_sentences(shown))["report"] > 0
    )


def _asks_to_subscribe(text: str) -> int:
    """Return how many short paragraphs ask to subscribe; one that says that there is more to read counts twice."""
    asks = 0
    for line in text.split("\n"):
        words = words_of(_QUOTED.sub(_marked_quote, line)) if len(line) < 600 else []
        if 0 < len(words) <= _APPEAL:
            kinds = {one.kind for one in _phrases().find(words)}
            if not kinds & {"report", "newsletter"}:  # a newsletter is offered below whole articles
                asks += 2 * ("read on" in kinds) or (EXCERPT in kinds)
    return asks


def _leaves_out_prose(signs: PageSigns, text: str) -> bool:
    """The largest run of prose on the page is not in the text, and is longer than the text."""
    if not text:
        return False
    there = "".join(words_of(text))
    left_out = [block for block in signs.blocks if "".join(words_of(block))[:60] not in there]
    words = sum(len(block.split()) for block in left_out)
    return len(left_out) >= 3 and words >= max(_OTHER_PROSE, len(text.split()))


def _is_index(signs: PageSigns, shown: str) -> bool:
    """A list of articles: many headlines that lead elsewhere, which are much of the text, and no run of prose."""
    if signs.says_article or len(signs.blocks) > 1:
        return False
    if len(signs.headlines) < _INDEX_HEADLINES:
        return _is_short_index(signs)
    headlines = {_plain(headline) for headline in signs.headlines}
    # Lists of links are not extracted: a text without a sentence may have been nothing else.
    has_sentence = any(
        len(line.split()) >= _SENTENCE and _plain(line) not in headlines
        for line in shown.split("\n")
    )
    lines = (shown if has_sentence else signs.visible).split("\n")
    of_others = sum(_plain(line) in headlines for line in lines)
    share = 0.0 if signs.says_list else _INDEX_SHARE
    return of_others >= max(_FEWEST_LISTED, share * len(lines))


def _is_short_index(signs: PageSigns) -> bool:
    """A page that shows little else than a few links, each on a line of its own, perhaps with a sentence below most of them."""
    links = tuple(filter(None, map(_plain, signs.links)))
    linked = teasers = others = 0
    is_below_link = False
    for line in signs.visible.split("\n") if len(links) >= _FEWEST_SHORT else ():
        words = line.split()
        if _is_line_of_link(_plain(line), links):
            linked, is_below_link = linked + 1, True
        elif len(words) >= _FEWEST_IN_TEASER and _STOP.search(line):
            if not is_below_link:
                return False
            teasers, is_below_link = teasers + 1, False
        else:
            others += len(words) > 1 and not any(map(str.isdigit, line))
    is_of_each = not teasers or 2 * teasers >= linked
    return linked >= max(_FEWEST_SHORT, others) and is_of_each


def _is_line_of_link(line: str, links: tuple[str, ...]) -> bool:
    """Return True for a link, perhaps with its day or section behind it."""
    if not line.startswith(links):
        return False
    longest = max(len(link) for link in links if line.startswith(link))
    return len(line[longest:].split()) <= _MOST_AFTER_LINK
