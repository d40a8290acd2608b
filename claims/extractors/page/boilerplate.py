"""Find page boilerplate: the parts of a captured text that belong to the page, not to the article.

Folding a sentence of the article is the worse error: a reviewer would judge without it, while
boilerplate that is left costs a glance. So every rule needs two kinds of evidence (what a line says,
and where or how it is set), and reported speech or a quotation of some length counts for the article.

The rules run in three passes: what a line says of itself; what follows from where the body begins
and ends; what is between paragraphs of the body. Each rule is one function.
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from claims.extractors.shapes import Span
from claims.extractors.text.characters import list_key

from . import boilerplate_words
from .archive_frames import frame_lines
from .cross_references import is_reference, references_inside
from .lines import EDGE_MARKS, TextLine, label_before, leading_label, split_lines
from .related_links import other_articles
from .repetition import repeated_lines

_SEPARATORS = re.compile(r"\s{0,9}[|>›»/•·→]\s{0,9}")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w")
_PRONOUN = re.compile(
    r"\b(?:we|us|our|you|your|мы|нам|нас|вы|вам|вас|մեզ|ձեզ|biz\w{0,3}|siz\w{0,3}|ჩვენ|თქვენ)\b"
)
_COPYRIGHT_SIGN = re.compile(r"(?:copyright\s{0,3})?(?:©|\(c\)\s{0,3}\d{4})")
_READING_TIME = re.compile(
    r"\d{1,3} ?(?:min(?:ute)?s? read|мин(?:ут[аы]?)?\.? чтения|dk okuma|dəq oxu)"
    r"|reading time:? \d{1,3}.*"
)
_COUNTER = re.compile(
    r"\d{1,7} (?:comments?|shares?|views?|likes?|комментари\w{1,3}|просмотр\w{0,3})"
)

_MOST_SEARCHED = 300_000  # characters
_MOST_LINES = 10_000


def find_boilerplate(text: str, others: Sequence[str] = ()) -> list[Span]:
    """Return the spans of page boilerplate in `text`, sorted and without overlaps, in code points.

    `others` are texts of other articles by the same publisher: lines that several of them contain
    may be boilerplate too.

    Cost: linear up to `searched_length`, two seconds at most. Nothing is looked for behind that; of a line
    over 900 characters only the beginning is examined.
    """
    searched = searched_length(text)
    lines = split_lines(text[:searched])
    marked = frame_lines(lines)
    spans: list[Span] = []
    for line in lines:
        if any(rule(line) for rule in _LINE_RULES):
            marked.add(line.number)
            continue
        if button := _glued_button(line):
            spans.append(button)
        spans += references_inside(line)
    says_so = frozenset(marked)
    for rule_of_place in (
        _next_to_an_appeal,
        _repeated_caption,
        _above_the_body,
        other_articles,
        functools.partial(repeated_lines, others=others),
        _below_the_body,
    ):
        marked.update(rule_of_place(lines, marked))
    if text[searched:].strip():
        # Whether the last lines end the body or a list cannot be seen from here.
        _, last = _body_edges(lines, marked)
        marked = {number for number in marked if number in says_so or number < last}
    spans += [(line.start, line.end) for line in lines if line.number in marked]
    return merge_spans(spans)


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return spans sorted and without overlaps; what is in any of them is in one of those."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def searched_length(text: str) -> int:
    """Return how many characters of `text` are searched for boilerplate: whole lines, where there are any.

    A news page has a few hundred lines. Searching all of a very long text would take half a minute.
    """
    end = len(text) if len(text) <= _MOST_SEARCHED else text.rfind("\n", 0, _MOST_SEARCHED)
    if end < 0:
        end = _MOST_SEARCHED  # one line
    lines = re.finditer("[\r\n]", text[:end])
    too_far = next(itertools.islice(lines, _MOST_LINES - 1, None), None)
    return too_far.start() if too_far else end


# --- first pass: what a line says of itself ---


def _is_label(line: TextLine) -> bool:
    """Return True for a control or mark of the page that is alone on its line."""
    bare = line.folded.strip(EDGE_MARKS)
    if bare in boilerplate_words.entries_of(boilerplate_words.LABELS):
        return True
    return bool(_COUNTER.fullmatch(bare) or _READING_TIME.fullmatch(bare))


def _is_appeal(line: TextLine) -> bool:
    """Return True for a call to read, join or pay: every sentence must address the reader.

    One word that only sites use of themselves is not enough: news about the outlet's own troubles
    has those. Two are, or one with an invitation.
    """
    speaks = (
        boilerplate_words.PRONOUNS in line.found_entries
        or boilerplate_words.CALLS in line.found_entries
    )
    if not speaks or line.reports_speech:
        return False
    strong = len(line.found_entries.get(boilerplate_words.APPEAL_STRONG, ()))
    weak = len(line.found_entries.get(boilerplate_words.APPEAL_WEAK, ()))
    called = boilerplate_words.CALLS in line.found_entries
    personal = boilerplate_words.PRONOUNS in line.found_entries and line.word_count <= 40
    if not (strong > 1 or (called and (strong or (weak > 1 and personal)))):
        return False
    return all(_talks_to_reader(sentence) for sentence in line.sentences)


_SPEAKS_TO_READER = (
    boilerplate_words.PRONOUNS,
    boilerplate_words.CALLS,
    boilerplate_words.APPEAL_STRONG,
    boilerplate_words.APPEAL_WEAK,
)


def _talks_to_reader(sentence: str) -> bool:
    folded = list_key(sentence)
    return len(folded.split()) <= 5 or not boilerplate_words.find_entries(folded).keys().isdisjoint(
        _SPEAKS_TO_READER
    )


def _is_cookie_notice(line: TextLine) -> bool:
    return (
        boilerplate_words.COOKIE in line.found_entries
        and boilerplate_words.COOKIE_TALK in line.found_entries
        and boilerplate_words.NOTICE_VOICE in line.found_entries
        and boilerplate_words.SAID not in line.found_entries
    )


def _is_copyright(line: TextLine) -> bool:
    """Return True for a copyright line: it begins with the sign, or is short and claims rights."""
    if not line.folded or line.word_count > 45 or line.reports_speech:
        return False
    if _COPYRIGHT_SIGN.match(line.folded):
        return True
    claims = line.found_entries.get(boilerplate_words.COPYRIGHT, frozenset())
    if claims <= {"copyright"}:  # news is written about copyright law
        begins = line.folded.startswith("copyright") and line.word_count <= 8
        return begins and any(map(str.isdigit, line.folded))
    return line.word_count <= 30


def _is_job_advertisement(line: TextLine) -> bool:
    """Return True for a job advertisement.

    Three of four signs are needed: an offer, papers to send, terms, an e-mail address. Papers
    must be one of them.
    """
    if (
        boilerplate_words.JOB_PAPERS not in line.found_entries
        or boilerplate_words.SAID in line.found_entries
    ):
        return False
    kinds = (boilerplate_words.JOB_OFFER in line.found_entries) + (
        boilerplate_words.JOB_TERMS in line.found_entries
    )
    return kinds >= 1 and kinds + bool(_EMAIL.search(line.folded)) >= 2


def _is_credit(line: TextLine) -> bool:
    """Return True for a photo credit, or a caption that ends in one."""
    folded = line.folded
    if not folded or line.word_count > 45 or len(line.sentences) > 4:
        return False
    if (
        leading_label(line) in boilerplate_words.entries_of(boilerplate_words.CREDIT_LABELS)
        and line.word_count <= 30
    ):
        return True
    if folded.startswith(("photo by ", "image by ", "(photo by ", "(image by ")):
        named = line.text.split(" ", 2)[2][:1].isupper()  # "photo by photo" is prose
        return named and line.word_count <= 12 and boilerplate_words.SAID not in line.found_entries
    return _ends_in_credit(line)


def _ends_in_credit(line: TextLine) -> bool:
    """Return True if the last sentence, or the words after the last slash or bar, are a credit."""
    last = list_key(line.sentences[-1]).strip(" .()[]")
    if last in boilerplate_words.entries_of(boilerplate_words.CREDIT_SENTENCES):
        return True
    if (
        label_before(last, ":", "՝")
        in boilerplate_words.entries_of(boilerplate_words.CREDIT_LABELS)
        and len(last) <= 80
    ):
        return boilerplate_words.SAID not in boilerplate_words.find_entries(last)
    bracket = line.folded.rfind("(")
    if bracket > 0 and line.folded.rstrip(". ").endswith(")"):
        inside = line.folded[bracket + 1 :].strip(" .)")
        if (
            label_before(inside, ":", "՝")
            in boilerplate_words.entries_of(boilerplate_words.CREDIT_LABELS)
            or "getty images" in inside
        ):
            return True
    # "A street in Shushi | AFP": after the sign only agencies, before it one sentence without speech.
    cut = max(line.folded.rfind(sign) for sign in "/|©")
    last_part = line.folded[cut + 1 :].strip(" .()")
    agency = last_part in boilerplate_words.entries_of(boilerplate_words.AGENCIES) or (
        line.folded[cut] == "©" and len(last_part) <= 40
    )
    return (
        cut > 0
        and agency
        and len(line.sentences) == 1
        and line.word_count <= 30
        and not line.reports_speech
    )


_LINE_RULES: tuple[Callable[[TextLine], bool], ...] = (
    _is_label,
    _is_appeal,
    _is_cookie_notice,
    _is_copyright,
    _is_job_advertisement,
    _is_credit,
    is_reference,
)


def _glued_button(line: TextLine) -> Span | None:
    """Return the span of a button that is glued to the paragraph after it; only the button is folded.

    Evidence: its words begin a long line and are followed, without a space, by a capital or a
    quotation mark. Nobody writes like that.
    """
    head = line.text[:40].casefold()
    if not head.startswith(tuple(boilerplate_words.entries_of(boilerplate_words.BUTTONS))):
        return None
    for button in boilerplate_words.entries_of(boilerplate_words.BUTTONS):
        rest = line.text[len(button) :]
        is_glued = rest[:1].isupper() or rest[:1] in ("“", "«", "‘")
        if head.startswith(button) and is_glued and len(rest) >= 40:
            return line.start, line.start + len(button)
    return None


# --- second pass: where the body begins and ends ---


def _body_edges(lines: list[TextLine], marked: set[int]) -> tuple[int, int]:
    """Return the numbers of the first and last line of running text; (0, -1) without any."""
    prose = [line.number for line in lines if line.is_prose and line.number not in marked]
    return (prose[0], prose[-1]) if prose else (0, -1)


def _next_to_an_appeal(lines: list[TextLine], marked: set[int]) -> Iterator[int]:
    """Yield short lines to the reader directly before or after an appeal: its headline, its button."""
    appeals = [number for number in marked if _is_appeal(lines[number])]
    for number in {near for at in appeals for near in (at - 1, at + 1)} - marked:
        line = lines[number] if 0 <= number < len(lines) else None
        if (
            line
            and line.word_count <= 12
            and not line.reports_speech
            and len(_PRONOUN.findall(line.folded)) > 1
        ):
            yield number


def _repeated_caption(lines: list[TextLine], marked: set[int]) -> Iterator[int]:
    """Yield the second copy of a sentence printed twice in a row: caption and alternative text.

    Not where it may be a repeated headline (first line, or no full stop), nor across a blank line.
    The first copy stays, because nothing shows that it is not a sentence of the article.
    """
    for first, second in zip(lines, lines[1:], strict=False):
        if not first.number or first.text != second.text or first.block != second.block:
            continue
        if first.is_prose and first.text.endswith((".", "։")):
            yield second.number


def _above_the_body(lines: list[TextLine], marked: set[int]) -> Iterator[int]:
    """Yield breadcrumbs, section names and navigation above the first paragraph.

    Never the last headline there.
    """
    first, _ = _body_edges(lines, marked)
    top = [line for line in lines[:first] if line.number not in marked]
    edge_labels = boilerplate_words.entries_of(boilerplate_words.EDGE_LABELS)
    sections = boilerplate_words.entries_of(boilerplate_words.SECTIONS)
    headlines = [line.number for line in top if line.word_count >= 4]
    for line in top:
        bare = line.folded.strip(EDGE_MARKS)
        headline_follows = bool(headlines) and headlines[-1] > line.number
        headline_elsewhere = len(headlines) > 1 or headlines not in ([], [line.number])
        if (
            _is_breadcrumb(line, sections, headline_elsewhere=headline_elsewhere)
            or (headline_follows and (bare in sections or bare in edge_labels))
            or (headline_follows and _is_kicker(line, lines, marked))
        ):
            yield line.number


def _is_breadcrumb(line: TextLine, sections: frozenset[str], *, headline_elsewhere: bool) -> bool:
    """Return True for names of sections between separators.

    A headline may contain a bar too, so each part must be short.
    """
    if not line.folded or line.ends_as_sentence:
        return False
    is_framed = line.folded[0] in "|>›»/" or line.folded[-1] in "|>›»/"
    parts, least = [part for part in _SEPARATORS.split(line.folded) if part], 1
    if len(parts) == 1:
        parts = [part.strip() for part in line.folded.strip(EDGE_MARKS).split(",")]
        least = 1 if is_framed else max(2, len(parts) - 1)
    if not is_framed and (len(parts) < 2 or not headline_elsewhere):
        return False
    is_short = all(len(part.split()) <= 4 for part in parts)
    return is_short and sum(part in sections for part in parts) >= least


def _is_kicker(line: TextLine, lines: list[TextLine], marked: set[int]) -> bool:
    """Return True for a topic in capitals directly under a logo, then a blank line, then a headline."""
    before = lines[line.number - 1] if line.number else None
    after = lines[line.number + 1]
    return (
        before is not None
        and before.number in marked
        and before.block == line.block != after.block
        and line.word_count <= 4
        and not line.ends_as_sentence
        and _is_capitalised(line.text)
        and not _is_capitalised(after.text)
        and not after.ends_as_sentence
    )


def _below_the_body(lines: list[TextLine], marked: set[int]) -> Iterator[int]:
    """Yield controls, a source line or a publisher's bare name after the last paragraph.

    A subhead cannot end an article, but the last item of a list can. So nothing is folded after a
    colon or with a bullet, and a bare name must be short and written as a name.
    """
    _, last = _body_edges(lines, marked)
    if last < 1 or lines[last].text.rstrip().endswith((":", ";", ",")):
        return
    sources, labels = (
        boilerplate_words.entries_of(boilerplate_words.SOURCE_LABELS),
        boilerplate_words.entries_of(boilerplate_words.EDGE_LABELS),
    )
    tail = [line for line in lines[last + 1 :] if line.number not in marked]
    for line in tail:
        names_source = leading_label(line) in sources and line.word_count <= 12
        is_publisher = (
            len(tail) <= 2
            and line.block != lines[last].block
            and (lines[line.number - 1].is_prose or line.number - 1 in marked)
            and _is_bare_name(line)
            and not _is_repeated(line, lines)  # the headline again
        )
        if line.folded.strip(EDGE_MARKS) in labels or names_source or is_publisher:
            yield line.number


def _is_repeated(line: TextLine, lines: list[TextLine]) -> bool:
    """Return True if the same words are also a line above this one."""
    return any(other.text == line.text for other in lines[: line.number])


def _is_bare_name(line: TextLine) -> bool:
    return (
        line.word_count <= 6
        and _is_capitalised(line.text)
        and not line.ends_as_sentence
        and not any(map(str.isdigit, line.text))  # a date line
    )


def _is_capitalised(text: str) -> bool:
    """Return True if every word begins with a capital or is a sign or number.

    False in scripts without capitals.
    """
    words: Iterable[str] = (word.strip("\"'“”«»‘’()[]") for word in text.split())
    letters = [word for word in words if word and word[0].isalpha()]
    return bool(letters) and text[:1] not in "-•*–—" and all(word[0].isupper() for word in letters)
