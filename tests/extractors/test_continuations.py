"""Quotations without a cue of their own, in texts of our own about invented places: whose they are, and which are nobody's."""

import pytest

from claims.extractors import read_text

from .score import folded

# What is printed in quotation marks as the name of a broadcast, a book or a crosshead was not said by whoever speaks next to it.
NAMES_IN_MARKS = [
    ("On Sunday’s “Valley Tonight,” Mayor Anton Reis said that the bridge would be shut until June.", "Valley Tonight"),
    ("“The bridge is shut,” said Anton Reis, the host of Channel Nine's \"Meet the Mayor.\" He was voted in in June.", "Meet the Mayor"),
    ("In a book about the flood, ''The Night the Dam Broke,'' Dana Orlik recalled that nobody had rung the bell.", "The Night the Dam Broke"),
    ("Dana Orlik, the author of “Who Owns the Lake?”, said that the mine had been sold twice.", "Who Owns the Lake"),
    ("The novel is the equal of “The Silent Valley.” Otto Lang said that he had read it in May.", "The Silent Valley"),
    ("“The mine is closed,” said Otto Lang of the union.\n\n'Nobody Rang the Bell.'\n\nThe village lies an hour from Vell.", "Nobody Rang the Bell"),
    ("Otto Lang said that he was tired. The two banks had signed a “pre-agreement” in June.", "pre-agreement"),
]  # fmt: skip

STILL_SAID = [
    ("“We tested every beam,” said Dana Orlik.\n\n“Not one of them was cracked.”", "Not one", "Dana Orlik"),
    ("“We tested every beam,” said Dana Orlik. “WE FOUND NO CRACK!”", "WE FOUND", "Dana Orlik"),
    ("“Who opened the gate?” asked Dana Orlik.\n\n“Mr. Anton Reis, Mayor Of Vell.”", "Mr. Anton", "Dana Orlik"),
    ("“We tested every beam,” said Dana Orlik. “Norland Will Pay for It, I Promise You,” she said.", "Norland", "Dana Orlik"),
]  # fmt: skip

SIGNED = [
    ("“The water came up to the door. Nobody called us.” — Ida Sample", "Nobody", "Ida Sample"),
    ("“I sold the boat in May.”– Tom Prova, a fisherman from Vell.", "I sold", "Tom Prova"),
    ('"I sold the boat in May." -- Ana M. Test, 45, Vell', "I sold", "Ana M. Test"),
    ("“The water came up to the door.”\n— Ida Sample, teacher", "The water", "Ida Sample"),
    ("“I sold the boat.” ― Tom Prova\n\n“We lost two cows that night.” ― Ida Sample", "We lost", "Ida Sample"),
    ("Readers Tell Us of the Flood\n\n“I sold the boat in May.” — Tom Prova", "I sold", "Tom Prova"),
    ("«Вода дошла до двери. Нам никто не позвонил». — Анна Тестова, учительница", "Нам никто", "Анна Тестова"),
    ("«Ջուրը հասել էր դռանը։ Մեզ ոչ ոք չզանգեց»։ — Անի Տեստյան", "Մեզ ոչ", "Անի Տեստյան"),
]  # fmt: skip

NOT_SIGNED = [
    "“The water came up to the door.” — The mayor laughed.",
    "“The water came up to the door.” — Monday, 4 May",
    "“Vell Rovers” — Arsk United",
    "“The water came up to the door.” — Ida Sample had heard it all before.",
    "«Вода дошла до двери». — Анна Тестова ушла.",
]  # fmt: skip

ASKED = "Dana Orlik of the ministry was asked about the bridge by Anton Reis on Channel Nine.\n\n"
TURNS = [
    (ASKED + "REIS: Will it open in May?\nORLIK: We hope so. The beams are sound.\nREIS: And the ferry?\nORLIK: It goes every hour.", "The beams", "Dana Orlik"),
    (ASKED + "REIS: Will it open in May?\nORLIK: We hope so. The beams are sound.\nREIS: And the ferry?\nORLIK: It goes every hour.", "And the ferry", "Anton Reis"),
    (ASKED + "“ANTON REIS: Will it open in May?\n\n“DANA ORLIK: We hope so.\n\n“The beams are sound, and the road is dry.\n\n“REIS: And the ferry?", "The beams", "Dana Orlik"),
    ("А. Ким: Когда откроют мост?\nД. Орлик: Мы надеемся, в мае.\nА. Ким: А паром?", "Мы надеемся", "Д. Орлик"),
]  # fmt: skip

NO_TURNS = [
    "UPDATE: The bridge is shut.\nCORRECTION: The bridge has two lanes.\nUPDATE: The ferry goes every hour.",
    "PRICE: 40 crowns\nPLACE: Vell\nPRICE: 50 crowns\nPLACE: Arsk",
    "Update: The bridge is shut.\nPlace: The ferry is in Vell.\nUpdate: It goes every hour.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES_IN_MARKS, ids=lambda value: value[:40])
def test_name_in_quotation_marks_is_no_saying(text: str, name: str) -> None:
    contents = [
        text[slice(*span)] for one in read_text(text, "en").attributions for span in one.content
    ]
    assert contents
    assert not [words for words in contents if words.strip("“”'\" .,?") == name]


@pytest.mark.parametrize(("text", "words", "speaker"), STILL_SAID + SIGNED + TURNS)
def test_quotation_without_a_cue_is_the_word_of(text: str, words: str, speaker: str) -> None:
    found = [
        one.speaker
        for one in read_text(text).attributions
        if any(start <= text.index(words) < end for start, end in one.content)
    ]
    assert [folded(name) for name in found] == [folded(speaker)]


@pytest.mark.parametrize("text", NOT_SIGNED + NO_TURNS)
def test_label_or_dash_without_a_speaker_gives_nobody_these_words(text: str) -> None:
    assert read_text(text).attributions == []
