"""A quote that was typed, copied or edited by somebody: found at the exact words, with what differs said; or not found."""

import pytest

from claims.extractors.text.quotes import search_quote

TEXT = """Ferry talks break down

“We asked for a list… but nobody sent one — not even the ‘short’ one,” said Mira Probe of the “Volna” yard.
The skipper’s log counted 3\u202f400 crates — half as many as in 2019–2020 — and the naïve offer of Dr. Žilina’s bureau failed.
The ofﬁcial left the ﬁnal ﬂoor; a long‑range mast rose by 1½ metres, at −7\u00a0°C, for €5, in 10² days.
HARBOUR OPENS THIRD QUAY
The bureau said [in a letter] that the pump had stopped twice.[2] It rose 4 m² per day.³ The in-
spection was long-
awaited. Was it late? No. The U.S. envoy and a Wi-Fi mast stayed.
Some 12 lorries left in 2021. 15 stayed on Friday 🚢 in Poti.

«Մենք խնդրեցինք ցուցակ,— ասել է Աննա Փորձյանը,— և ոչ ոք չուղարկեց»։ Ո՞ւր են նավերը։ Երևանը լսեց՝ «ո՞չ»։
«Мы просили список…» — сказала Вера Пробная, — «и никто его не прислал». Ещё ждём, война идёт.
„ჩვენ ვითხოვეთ სია“, — თქვა ნინო საცდელმა. Ნავსადგური ᲓᲐᲘᲮᲣᲠᲐ დღეს.
“Siyahı istədik”, — deyə Samirə Yoxlamalı bildirib. «Heç kim göndərmədi».
"Liste istedik" diyen Işıl Deneme, İzmir'de gemiler kaldı dedi.
قال المتحدث إن القارب «لم يُفحَص» أبداً، على ما يبدو. ما می‌خواهیم کشتی‌ها بمانند، کسی نیامد.
"""

FOUND = [
    # type: found, and nothing to say
    ("We asked for a list... but nobody sent one", "We asked for a list… but nobody sent one", {}),
    ("but nobody sent one--not even the \"short\" one", "but nobody sent one — not even the ‘short’ one", {}),
    ("sent one—not even the 'short' one", "sent one — not even the ‘short’ one", {}),
    ("<<We asked for a list>>", "“We asked for a list", {}),
    (",,We asked for a list''", "“We asked for a list", {}),
    ("of the « Volna » yard", "of the “Volna” yard", {}),
    ("Mira Probe of the ''Volna'' yard.", "Mira Probe of the “Volna” yard.", {}),
    ("The skipper´s log counted 3 400 crates", "The skipper’s log counted 3\u202f400 crates", {}),
    ("as in 2019 — 2020", "as in 2019–2020", {}),
    ("The official left the final floor", "The ofﬁcial left the ﬁnal ﬂoor", {}),
    ("a long-range mast rose by 1 1/2 metres, at -7 ºC", "a long‑range mast rose by 1½ metres, at −7\u00a0°C", {}),
    ("in 10^2 days", "in 10² days", {}),
    ("that the pump had stopped twice. It rose 4 m2 per day. The inspection was long-awaited.",
     "that the pump had stopped twice.[2] It rose 4 m² per day.³ The in-\nspection was long-\nawaited.", {}),
    ("Some 12 lorries left in 2021.\x0c15 stayed", "Some 12 lorries left in 2021. 15 stayed", {}),
    ("“We asked for a list… but nobody sent one — not even the ‘short’ one.”",
     "“We asked for a list… but nobody sent one — not even the ‘short’ one", {}),
    ("ասել է Աննա Փորձյանը, - եւ ոչ ոք չուղարկեց\":", "ասել է Աննա Փորձյանը,— և ոչ ոք չուղարկեց»։", {}),
    ("Ուր են նավերը:", "Ո՞ւր են նավերը։", {}),
    ("ԵՐԵՎԱՆԸ ԼՍԵՑ", "Երևանը լսեց", {"capitals": 2}),
    ("Եւրևանը լսեց", None, {}),
    ("Երեւանը լսեց` \"ոչ\"", "Երևանը լսեց՝ «ո՞չ»", {}),
    ("\"Мы просили список...\" - сказала Вера Пробная", "«Мы просили список…» — сказала Вера Пробная", {}),
    ("<<и никто его не прислал>>. Еще ждем", "«и никто его не прислал». Ещё ждём", {}),
    ("\"ჩვენ ვითხოვეთ სია\", -- თქვა", "„ჩვენ ვითხოვეთ სია“, — თქვა", {}),
    ("ნავსადგური დაიხურა დღეს", "Ნავსადგური ᲓᲐᲘᲮᲣᲠᲐ დღეს", {"capitals": 2}),
    ("deyә Samirә Yoxlamalı bildirib", "deyə Samirə Yoxlamalı bildirib", {}),
    ("deye Samire Yoxlamali bildirib", "deyə Samirə Yoxlamalı bildirib", {"accents": 3}),
    ("Izmir’de gemiler kaldi dedi", "İzmir'de gemiler kaldı dedi", {"accents": 2}),
    ("ISIL DENEME", "Işıl Deneme", {"capitals": 2, "accents": 1}),
    ("القارب \"لم يفحص\" أبدا، علي ما يبدو", "القارب «لم يُفحَص» أبداً، على ما يبدو", {}),
    ("ما مي‌خواهيم كشتی ها بمانند", "ما می‌خواهیم کشتی‌ها بمانند", {}),
    # what is said
    ("Harbour opens third quay", "HARBOUR OPENS THIRD QUAY", {"capitals": 4}),
    ("the skipper's log", "The skipper’s log", {"first_letter": 1}),
    ("[t]he skipper's log", "The skipper’s log", {"first_letter_in_brackets": 1}),
    ("the naive offer of Dr Zilina's bureau", "the naïve offer of Dr. Žilina’s bureau", {"accents": 2, "punctuation": 1}),
    ("The US envoy and a WiFi mast", "The U.S. envoy and a Wi-Fi mast", {"punctuation": 3}),
    ("Was it late. No", "Was it late? No", {"punctuation": 1}),
    ("on Friday in Poti", "on Friday 🚢 in Poti", {"punctuation": 1}),
    ("400 crates", "400 crates", {"figure_cut": 1}),
]  # fmt: skip

ELIDED = [
    ("We asked for a list […] not even the ‘short’ one", {"left_out": 4}),
    ("We asked for a list (...) not even the \"short\" one", {"left_out": 4}),
    ("We asked for a list [...] not even the 'short' one", {"left_out": 4}),
    ("We asked for a list <...> not even", {"left_out": 4}),
    ("We asked for a list ... not even the short one", {"left_out": 4}),
    ("…nobody sent one…", {}),
    ("Мы просили список (…) никто его не прислал", {"left_out": 4}),
    ("Մենք խնդրեցինք (...) ոչ ոք չուղարկեց", {"left_out": 6}),
    ("The bureau [of ports] said [in a letter] that the pump had stopped", {"added": 2}),
    ("The bureau said […] [t]he pump had stopped", {"left_out": 4}),
    ("the pump [sic] had stopped twice (...) [i]t was", None),
    ("The pump [sic] had stopped twice", {"added": 1, "first_letter": 1}),
    ("not even […] We asked for a list", {"order": 1}),
    ("[The yard’s] skipper’s log counted", {"added": 2}),
    ("the pump had stopped twice [since May]", {"added": 2}),
    ("[Someone] […] nobody sent one [yet]", {"added": 2}),
]  # fmt: skip

NOT_FOUND = [
    "counted 3,400 crates",
    "counted 3400 crates",
    "counted 3 500 crates",
    "at 7 °C",
    "at +7 °C",
    "rose by 11/2 metres",
    "rose by ½ metres",
    "in 102 days",
    "in 20192020",
    "for 5, in 10² days",
    "for $5",
    "We asked for the list",
    "We asked a list",
    "We had asked for a list",
    "but nobody sent any",
    "but somebody sent one",
    "no body sent one",
    "nobodysent one",
    "one sent nobody",
    "said Mirа Probe of the",  # one letter of another script
    "The bureau said that the pump had stopped",  # leaves out words and does not say so
    "not even the ‘short’ one (...) We asked for a list",
    "We … list … one",
    "[The mayor] nobody sent",
    "We asked ... the pump had stopped",
    "was long awaited by all",
    "Война идет и ждем",
    "воина идёт",
    "и никто не прислал",
    "Вера Пробная сказала",
    "և ոչ մեկը չուղարկեց",
    "ჩვენ ვითხოვთ სია",
    "Heç kim göndərmirdi",
    "gemiler kalmadı dedi",
    "القارب لم يفحصوه أبدا",
    "ما نمی‌خواهیم کشتی‌ها بمانند",
]


def told(quote: str) -> tuple[list[str], dict[str, int]] | None:
    found = search_quote(TEXT, quote)
    if found is None:
        return None
    return [TEXT[start:end] for start, end in found.spans], {
        str(one.code): one.count for one in found.differences
    }


@pytest.mark.parametrize(("quote", "words", "differs"), FOUND)
def test_quote_is_found_at_the_exact_words(
    quote: str, words: str | None, differs: dict[str, int]
) -> None:
    assert told(quote) == (None if words is None else ([words], differs))


@pytest.mark.parametrize(("quote", "differs"), ELIDED)
def test_elision_is_found_and_said(quote: str, differs: dict[str, int] | None) -> None:
    found = told(quote)
    assert (found and found[1]) == differs


@pytest.mark.parametrize("quote", NOT_FOUND)
def test_other_words_are_not_found(quote: str) -> None:
    assert told(quote) is None
