"""Finding the encoding of bytes, and counting what is unreadable."""

import codecs

import pytest

from claims.extractors import decode

RUSSIAN = "Перевал закрыт после двух оползней, сообщило министерство дорог."


def test_byte_order_mark_wins_and_is_not_part_of_the_text() -> None:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        decoded = decode(mark + RUSSIAN.encode(name), declared="windows-1251")
        assert (decoded.text, decoded.encoding, decoded.replaced) == (RUSSIAN, name, 0)


def test_encoding_from_the_sender_wins_over_the_page() -> None:
    page = f'<meta charset="utf-8">{RUSSIAN}'.encode("cp1251")
    assert decode(page, declared="text/html; charset=windows-1251").text.endswith(RUSSIAN)
    assert decode(page, declared="Windows-1251").replaced == 0


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        '<META http-equiv=Content-Type content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_encoding_from_the_page_counts_if_the_sender_gives_none_or_an_unknown_one(
    head: str,
) -> None:
    page = (head + RUSSIAN).encode("cp1251")
    for declared in (None, "", "no-such-charset", "zip", "unicode_escape", "text/html"):
        assert decode(page, declared).text == head + RUSSIAN


def test_latin_1_means_windows_1252_as_on_the_web() -> None:
    assert decode(b"\x93so\x94", declared="iso-8859-1").text == "“so”"
    assert decode(b"\x93so\x94", declared="ascii").text == "“so”"


def test_page_that_declares_utf_16_in_ascii_is_not_utf_16() -> None:
    assert decode(b'<meta charset="utf-16">caf\xc3\xa9').text.endswith("café")


def test_utf_8_is_the_default() -> None:
    assert decode("Հայաստան 👍".encode()).text == "Հայաստան 👍"
    assert decode(b"").text == ""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        ("Bakan, kışın başından beri yolların kapalı olduğunu söyledi.", "cp1254"),
        ("The mayor’s “café” was closed — again.", "cp1252"),
    ],
)
def test_single_byte_encoding_is_guessed_on_clear_evidence(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == decode(text.encode(encoding), declared=encoding)


def test_unreadable_bytes_are_replaced_and_counted() -> None:
    damaged = RUSSIAN.encode()[:-2] + b"\xff\xff" + "\ufffd".encode()
    decoded = decode(damaged)
    assert (decoded.encoding, decoded.replaced) == (
        "utf-8",
        3,
    )  # one truncated letter, two stray bytes
    assert decoded.text.count("\ufffd") == 4  # and one that was there before
    assert decode(b"\x81ok", declared="windows-1252").replaced == 1
    assert decode(b"a\x00\xd8", declared="utf-16-le").replaced == 1


def test_nul_characters_are_kept_and_counted() -> None:
    decoded = decode(b"a\x00b\x00")
    assert (decoded.text, decoded.nuls) == ("a\x00b\x00", 2)


@pytest.mark.parametrize(
    "declared",
    [
        None,
        "utf-8",
        "utf-16",
        "gbk",
        "big5",
        "shift_jis",
        "euc-kr",
        "iso-2022-jp",
        "hz",
        "koi8-u",
        "utf-32",
    ],
)
def test_any_bytes_are_decoded_without_an_error(declared: str | None) -> None:
    data = bytes(range(256)) * 3
    decoded = decode(data, declared)
    decoded.text.encode()  # no surrogates are left
