"""One English sentence read by rules: the verbs that report a saying, and what is around them."""

import re
from collections.abc import Collection, Iterator

from claims.extractors.shapes import Span

from . import lexicon
from .inversions import is_occasion
from .names import is_title_case
from .saying import Saying
from .words import SpanIndex, Word, word_set, words_of

# Verbs that almost always report a saying.
PLAIN_VERBS = word_set("said says say told tells tell")
_AUXILIARIES = word_set(
    "has have had having is are was were be been being will would could may might also later then "
    "earlier previously recently repeatedly already again still now first once even did does do "
    "not never publicly privately"
)
_STOPS = frozenset(';:()[]—–“”"…')
_CLAUSES = word_set(
    "and but or nor when while because if as that after before although though since where "
    "whereas which so unless until than what why how whether"
)
_RELATIVES = frozenset(("who", "which", "that"))
_PRONOUNS = word_set("he she they it we i you")
_DETERMINERS = word_set("the a an his her its their")
_BEGIN_NOUN_PHRASES = _PRONOUNS | _DETERMINERS
_BEGIN_APPOSITIONS = ("a", "an", "the", "who")
_ADVERBIAL = ("in", "on", "at", "for", "to", "with", "by", "from")
_SENTENCE_STOPS = _STOPS | {".", "!", "?"}
# What ends a source after its verb: "as the train left", "in an interview", "on Monday".
_ASIDES = ("as", "when", "while", "adding", "after", "during")
_WHEN = ("in", "on", "at")
_OCCASIONS = word_set("a an monday tuesday wednesday thursday friday saturday sunday")
_CASED = re.compile(r"\w")
_BEFORE_NOUNS = word_set("of in for on with by this that's no any some new first")
_FOLLOWS = re.compile(
    r"(?:(?:,? in an? (?:\w+ ){0,2}(?:statement|interview|tweet|post|email|e-mail|speech|letter|report|message|news conference)(?: [^,.;“”\"]{0,60})?,?"
    r"|,? on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?|,? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?|,? (?:yesterday|today),?) )?"
)
_PASSIVE = word_set("is are was were be been being")
_ADDRESSED = word_set("us them him her me reporters journalists")
_TELL = word_set("tell tells told telling assure assures assured")
# Verbs that often take a thing and not a saying: they count only before "that" or a quotation.
_THAT = lexicon.all_forms(
    "agree believe think hope fear expect estimate show find propose recommend quote reveal "
    "disclose relay signal indicate voice express speak call describe demand threaten describe mention cite "
    "point promise repeat write post report publish question query answer agree recall predict correct "
    "amend revise contradict blame charge accuse verify comment continue counter explain state observe add"
)
_NOT_VERBS = word_set(
    "state question find show report claim hint post charge demand promise threaten comment answer"
)
# Verbs by which somebody takes a stand: whatever follows is the content.
_STANDS = lexicon.all_forms(
    "criticise criticize condemn praise blast slam denounce decry endorse defend support oppose favor "
    "mock attack applaud welcome demand propose recommend call describe accuse blame urge want seek reject dismiss "
    "hope fear believe think threaten doubt"
)
_SUBJECT_LIMIT = 30  # words
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
_TOLD_BY = re.compile(
    r"\b(?P<cue>(?:been|was|were|is|are|being) (?:told|informed|assured|notified|advised|warned) by) "
    r"(?P<source>[^,;:.“”\"]{2,80}?),? that "
)
_SOURCE_END = re.compile(r"[,;.!?”\"“—–()]\s|[.!?”\"]*$|\n")


class Sentence:
    def __init__(
        self, text: str, start: int, end: int, quoted: SpanIndex, verbs: Collection[str]
    ) -> None:
        self.text, self.start, self.end, self.quoted = text, start, end, quoted
        self.verbs = verbs
        self.words = words_of(text, start, end)
        self.title_case = is_title_case(self.words)
        self.quotes = [self._cut(span) for span in quoted.within(start, end)]
        before = quoted.holding(start)
        if before and before not in quoted.within(start, end):
            self.quotes.insert(0, self._cut(before))

    def _cut(self, span: Span) -> Span:
        return max(span[0], self.start), min(span[1], self.end)

    def _free(self, word: Word) -> bool:
        return self.quoted.number(word.start) is None

    def read(self) -> Iterator[Saying]:
        yield from self._according()
        yield from self._told_by()
        inside = 0
        for at, word in enumerate(self.words):
            # Inside a saying only the plainest verbs count.
            if word.start < inside and word.lower not in PLAIN_VERBS:
                continue
            if word.lower in self.verbs and self._free(word) and self._is_verb(at):
                found = self._around(at)
                if found:
                    yield found
                    inside = found.content[-1][1]

    def _is_verb(self, at: int) -> bool:
        """Return whether the word is a verb, unlike in "the plan", "a report", "Valley Post"."""
        before = self.words[at - 1] if at else None
        if before is None:
            return True
        if before.lower in _DETERMINERS | _BEFORE_NOUNS:
            return self.words[at].lower.endswith("ing")
        return not (self.words[at].capital and _CASED.match(before.text) and not self.title_case)

    # --- "according to" ---

    def _according(self) -> Iterator[Saying]:
        cue = _ACCORDING.search(self.text, self.start, self.end)
        if not cue or self.quoted.number(cue.start()) is not None:
            return
        at = cue.end()
        while at < self.end and self.text[at] == " ":
            at += 1
        stop = _SOURCE_END.search(self.text, at, self.end)
        last = stop.start() if stop else self.end
        if last <= at:
            return
        before = self._trim(self.start, cue.start())
        after = self._trim(last, self.end)
        aside = self.text[before[0] : before[1]].endswith(" that")
        content = after if aside or before[1] - before[0] <= 3 else before
        if content[1] > content[0]:
            yield Saying([(at, last)], [cue.span()], [content])

    def _told_by(self) -> Iterator[Saying]:
        """Find "He had been told by the ministry that …"."""
        for cue in _TOLD_BY.finditer(self.text, self.start, self.end):
            if self.quoted.number(cue.start()) is None and cue["source"].strip():
                content = self._trim(cue.end(), self.end)
                if content[1] > content[0]:
                    yield Saying([cue.span("source")], [cue.span("cue")], [content])

    def _trim(self, start: int, end: int) -> Span:
        while start < end and self.text[start] in " ,;:—–.\n":
            start += 1
        while end > start and self.text[end - 1] in " ,;:—–.\n":
            end -= 1
        return start, end

    # --- a verb and what is around it ---

    def _around(self, at: int) -> Saying | None:
        first = self._verb_start(at)
        if self.words[at].lower == "told" and any(
            word.lower in _PASSIVE for word in self.words[first:at]
        ):
            return None
        inverted = self._with_source_behind(at, first)
        if inverted:
            return inverted
        source = self.subject(at)
        return self._with_source_before(at, first, source) if source else None

    def _with_source_behind(self, at: int, first: int) -> Saying | None:
        """Return the saying in "…", said X."""
        verb, behind = self.words[at], self._word(at + 1)
        after_quote = any(q[1] <= verb.start and verb.start - q[1] < 3 for q in self.quotes)
        comma_before = first > 0 and self.words[first - 1].text == ","
        if not behind or not (after_quote or comma_before):
            return None
        if not (behind.capital or behind.lower in _BEGIN_NOUN_PHRASES):
            return None
        source = self._inverted(at + 1)
        content = source and (self._quoted_content() or self._before(first))
        return Saying([source], [(verb.start, verb.end)], content) if source and content else None

    def _with_source_before(self, at: int, first: int, source: Span) -> Saying | None:
        """Return the saying in "X said …" and "…", X said."""
        verb, behind = self.words[at], self._word(at + 1)
        cue = (self.words[first].start, verb.end)
        rest = self._after(at)
        is_end = not rest or is_occasion(self.text[rest[0] : rest[1]])
        if rest and not is_end and self._is_clause(at, rest):
            return Saying([source], [cue], self._with_quotes(source, rest))
        content = self._quoted_content()
        if verb.lower in _TELL and behind and behind.lower in _ADDRESSED:
            behind = self._word(at + 2)
        if not content and (is_end or not behind or behind.text in ".,"):
            content = self._before_subject(source)
        return Saying([source], [cue], content) if content else None

    def _word(self, at: int) -> Word | None:
        return self.words[at] if at < len(self.words) else None

    def subject(self, at: int) -> Span | None:
        """Return the subject of the verb numbered `at`."""
        first = self._verb_start(at)
        return self._subject(first) if first else None

    def _verb_start(self, at: int) -> int:
        while (
            at > 0
            and (
                self.words[at - 1].lower in _AUXILIARIES
                or self.words[at - 1].lower.endswith(("ly", "n't", "n’t"))
            )
            and self._free(self.words[at - 1])
            and not self.words[at - 1].capital
        ):
            at -= 1
        return at

    def _subject(self, first: int) -> Span | None:
        """Return the noun phrase that ends before the word numbered `first`."""
        at = first - 1
        comma = self.words[at].text == ","
        last = at - 1 if comma else at
        if last < 0 or self.words[last].text in _STOPS or not self._free(self.words[last]):
            return None
        if self.words[last].lower in _PRONOUNS | _RELATIVES:
            return self.words[last].start, self.words[last].end
        begin = self._subject_start(first, last, with_apposition=comma)
        while begin < last and (
            self.words[begin].text in ",." or self.words[begin].lower in _CLAUSES
        ):
            begin += 1
        if self.words[begin].lower in _ADVERBIAL or not self.words[last].text[0].isalnum():
            return None
        return self.words[begin].start, self.words[last].end

    def _subject_start(self, first: int, last: int, *, with_apposition: bool) -> int:
        """Return the number of the first word of the subject that ends with `last`, before the verb at `first`."""
        begin = last
        commas = 0
        while begin > 0 and first - begin < _SUBJECT_LIMIT:
            word = self.words[begin - 1]
            if word.text in _STOPS or not self._free(word):
                break
            if word.text == ",":
                commas += 1
                if not with_apposition or commas > 2:
                    break
            elif self._begins_clause(begin, with_apposition=with_apposition):
                break
            begin -= 1
        return begin

    def _begins_clause(self, begin: int, *, with_apposition: bool) -> bool:
        """Return whether the word before the one numbered `begin` opens another clause."""
        word = self.words[begin - 1].lower
        if word not in _CLAUSES or (with_apposition and word in ("and", "which")):
            return False
        return word != "and" or not self._pair(begin)

    def _pair(self, begin: int) -> bool:
        """Return whether "and" before `begin` joins two names: "Smith and Jones said"."""
        return begin > 1 and self.words[begin].capital and self.words[begin - 2].capital

    def _inverted(self, at: int) -> Span | None:
        """Return the noun phrase after the verb, in "…", said X, the head of Y."""
        if self.words[at].lower in _PRONOUNS:
            return self.words[at].start, self.words[at].end
        end = at
        while end < len(self.words):
            word, following = self.words[end], self._word(end + 1)
            if word.text in _SENTENCE_STOPS or not self._free(word):
                break
            apposed = following and following.lower in _BEGIN_APPOSITIONS
            if word.text == "," and not apposed:
                break
            occasion = following and following.lower in _OCCASIONS
            if end > at and (word.lower in _ASIDES or (word.lower in _WHEN and occasion)):
                break
            end += 1
        return (self.words[at].start, self.words[end - 1].end) if end > at else None

    def _after(self, at: int) -> Span | None:
        """Return what follows the verb, without the addressee, the occasion and "that"."""
        start = self.words[at].end
        if self.words[at].lower in _TELL:
            start = self._addressee(at)
        match = re.compile(r"\s*").match(self.text, start, self.end)
        start = match.end() if match else start
        if self.text[start : start + 1] in (",", ":"):
            start += 2
        match = _FOLLOWS.match(self.text, start, self.end)
        start = match.end() if match else start
        span = self._trim(start, self.end)
        return span if span[1] - span[0] > 8 else None

    def _addressee(self, at: int) -> int:
        place = at + 1
        while place < len(self.words) and place - at < 9:
            word = self.words[place]
            if (
                word.lower == "that"
                or word.text in ',:“"'
                or not self._free(word)
                or (place > at + 1 and word.lower in _PRONOUNS)
            ):
                break
            if (
                place > at + 1
                and word.lower in ("he", "she", "they", "it", "there", "the", "this", "his")
                and self.words[place - 1].lower not in ("to", "of", "in", "at", "for", "from", "on")
            ):
                break
            place += 1
        return self.words[place - 1].end

    def _is_clause(self, at: int, rest: Span) -> bool:
        """Return whether what follows was said. Verbs that also take things need clear evidence."""
        verb = self.words[at]
        behind = self.words[at + 1].lower if at + 1 < len(self.words) else ""
        quote_next = any(q[0] - rest[0] in (-1, 0) for q in self.quotes)
        if behind == "that" or quote_next or verb.lower in _STANDS:
            return True
        if verb.lower in _NOT_VERBS or verb.lower in _THAT:
            return behind in _PRONOUNS | {"there"} and verb.lower not in _NOT_VERBS
        return behind not in (",", ".", "")

    def _with_quotes(self, source: Span, rest: Span) -> list[Span]:
        return [
            *(q for q in self.quotes if q[1] <= source[0] and self.text[q[1] - 2] in ",.!?"),
            rest,
        ]

    def _quoted_content(self) -> list[Span] | None:
        """Return the long quotations of the sentence."""
        spans = [q for q in self.quotes if q[1] - q[0] > 12]
        return spans or None

    def _before(self, first: int) -> list[Span] | None:
        span = self._trim(self.start, self.words[first].start)
        return [span] if span[1] - span[0] > 12 else None

    def _before_subject(self, source: Span) -> list[Span] | None:
        """Return the clause before ", X said"."""
        head = self.text[self.start : source[0]].rstrip()
        if not head.endswith(","):
            return None
        span = self._trim(self.start, source[0])
        return [span] if span[1] - span[0] > 12 else None
