"""How a word sounds, written in plain Latin letters, so that spellings of one name in several scripts can be compared.

Coarse on purpose: its result is asked about, never decided upon. The tables follow BGN/PCGN and ISO 9, and
then forget what people spell in several ways. Input is folded (names.py).
"""

import functools
import itertools
import unicodedata
from collections.abc import Iterator

# Ukrainian, Belarusian, Serbian and Kazakh letters included.
_CYRILLIC = (
    "а a б b в v г g ґ g д d е e є ie ж zh з z и i і i ї i й i к k л l м m н n о o п p р r с s т t у u ў u ф f х kh "
    "ц ts ч ch ш sh щ shch ъ - ы i ь - э e ю iu я ia ј i љ l њ n ђ dzh ћ ch џ dzh ѓ g ќ k ѕ dz "
    "ә a қ k ғ g ү u ұ u ө o ң n һ h"
)
_ARMENIAN = (
    "ա a բ b գ g դ d ե e զ z է e ը e թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ i ն n շ sh ո o չ ch "
    "պ p ջ dzh ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f"
)
_GEORGIAN = (
    "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ k შ sh ჩ ch "
    "ც ts ძ dz წ ts ჭ ch ხ kh ჯ dzh ჰ h"
)
_GREEK = "α a β v γ g δ d ε e ζ z η i θ t ι i κ k λ l μ m ν n ξ ks ο o π p ρ r σ s τ t υ i φ f χ kh ψ ps ω o"
_LATIN = (
    "ə a ç ch ş sh ğ gh ł l đ d ø o æ ae œ oe š sh ž zh č ch ć ch ţ ts ț ts ș sh ñ n þ t ð d ß ss"
)


def _table(pairs: str) -> dict[str, str]:
    words = pairs.split()
    return {
        letter: "" if sound == "-" else sound
        for letter, sound in zip(words[::2], words[1::2], strict=True)
    }


_SOUNDS = {
    letter: sound
    for pairs in (_CYRILLIC, _ARMENIAN, _GEORGIAN, _GREEK, _LATIN)
    for letter, sound in _table(pairs).items()
}


def romanise(word: str) -> str:
    """Return a folded word in letters from a to z, digits kept."""
    word = word.replace("ու", "u")
    plain = "".join(_SOUNDS.get(c) if c in _SOUNDS else _bare(c) for c in word)  # type: ignore[misc]
    return "".join(c for c in plain if c.isalnum())


def _bare(character: str) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c)
    )


# Letters that languages read differently: Azerbaijani Ceyhun is Jeyhun, Xalq is Khalq; German Jan is Yan.
_READINGS = {"c": ("k", "j"), "j": ("j", "i"), "x": ("h", "ks")}
_SAME_SOUND = (
    ("shch", "S"), ("sch", "S"), ("tch", "C"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("sh", "S"), ("ch", "C"),
    ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("tz", "s"), ("ts", "s"), ("dz", "z"),
    ("oo", "u"), ("ou", "u"), ("ee", "i"), ("q", "k"), ("w", "v"), ("y", "i"),
)  # fmt: skip
_VOWELS = frozenset("aeiou")
_ALIKE = str.maketrans("gbdzf", "kptsv", "aeiouh")
# As German writes them without its own letters: Müller is Mueller, and, where marks are left out, Muller.
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
LONGEST = 40  # of a word; what follows is not read


@functools.lru_cache(maxsize=20_000)
def readings(word: str) -> frozenset[str]:
    """Return how the word may be read, each as a string of sounds. At most sixteen."""
    return _readings(word) | _readings(word.translate(_SPELLED_OUT))


def _readings(word: str) -> frozenset[str]:
    text = romanise(word)[:LONGEST]
    for spelling, sound in _SAME_SOUND:
        text = text.replace(spelling, sound)
    open_letters = [letter for letter in _READINGS if letter in text]
    return frozenset(
        _sounds(text, dict(zip(open_letters, chosen, strict=True)))
        for chosen in itertools.product(*(_READINGS[letter] for letter in open_letters))
    )


def _sounds(text: str, chosen: dict[str, str]) -> str:
    text = "".join(_read(text, chosen))
    kept: list[str] = []
    for at, sound in enumerate(text):
        follows = text[at + 1 : at + 2]
        if kept and kept[-1] == sound:
            continue
        if sound == "i" and follows in _VOWELS and follows:
            continue  # Maria and Мария, Yerevan and Ереван
        kept.append(sound)
    # Georgian adds -i to a name that ends in a consonant; -ий, -y, -yi and -i are one ending.
    if len(kept) > 4 and kept[-1] == "i":
        kept.pop()
    return "".join(kept)


def _read(text: str, chosen: dict[str, str]) -> Iterator[str]:
    for at, letter in enumerate(text):
        sound = chosen.get(letter, letter)
        if letter == "c" and sound == "k" and text[at + 1 : at + 2] in ("e", "i"):
            sound = "s"
        yield sound


def skeleton(reading: str) -> str:
    """Return the consonants of a reading, voiced and voiceless alike, without h: Hakobyan and Акопян have one."""
    bare = reading.translate(_ALIKE)
    return "".join(c for c, _ in itertools.groupby(bare))


# Letters of other scripts that look like Latin ones, small or capital.
_LOOKALIKES = str.maketrans(
    {
        "а": "a", "в": "b", "с": "c", "е": "e", "ԁ": "d", "һ": "h", "н": "h", "і": "i", "ј": "j", "к": "k", "ӏ": "l",
        "м": "m", "о": "o", "р": "p", "ԛ": "q", "ѕ": "s", "т": "t", "у": "y", "х": "x", "ԝ": "w", "ә": "ə", "ґ": "r",
        "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u",
        "χ": "x", "օ": "o", "ս": "u", "հ": "h", "ո": "n", "ց": "g", "զ": "q", "0": "o", "1": "l",
    }
)  # fmt: skip


def looks(text: str) -> str:
    """Return the folded text with letters that look Latin written in Latin."""
    return text.translate(_LOOKALIKES)
