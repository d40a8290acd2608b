"""Static word vectors: any text has one, similar meanings are close, and nothing else is loaded."""

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors.text.vectors import SIZE, embed, word_vectors


def test_sentences_of_similar_meaning_are_closer_than_others():
    said, alike, other = embed(
        [
            "The harbour was closed to passenger ships in March.",
            "In March the port let no ferries in.",
            "The national team lost its third match.",
        ]
    )
    assert said @ alike > said @ other


def test_vector_of_a_text_has_length_one_whatever_the_white_space():
    rows = embed(["a  bridge\n", "a bridge"])
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, rtol=1e-5)
    np.testing.assert_array_equal(rows[0], rows[1])


def test_empty_text_has_a_zero_vector():
    assert embed([]).shape == (0, SIZE)
    assert not embed(["", " \n"]).any()
    assert word_vectors([]).shape == (0, SIZE)


def test_word_has_the_same_row_at_every_position():
    rows = word_vectors(["bridge", "harbour", "bridge", ""])
    np.testing.assert_array_equal(rows[0], rows[2])
    assert rows[0].any() and not rows[3].any()


@given(st.lists(st.text(st.characters(codec=None)), max_size=4))
def test_vectors_of_any_text_are_finite(texts):
    assert embed(texts).shape == (len(texts), SIZE)
    assert np.isfinite(embed(texts)).all() and np.isfinite(word_vectors(texts)).all()


def test_package_with_the_vectors_is_never_imported():
    code = (
        "import sys; from claims.extractors.text.vectors import embed; embed(['a']);"
        "print(sorted({'wordllama', 'requests', 'pydantic', 'huggingface_hub'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
