"""The README.txt of a proof: what its recipient runs, on a machine that has nothing of the desk."""

FOLDER = "timestamps"  # in the zip


def readme(stamped: str) -> bytes:
    """Return the text. `stamped` names the newest checkpoint that has a time stamp, without its suffix, or is empty."""
    return (_TEXT + (_STAMPS.format(name=f"{FOLDER}/{stamped}") if stamped else _NONE)).encode()


_TEXT = """How to verify this proof

You need Python 3.9 or newer, and nothing of the desk that sent it.

    python3 verify.py proof.zip --checkpoint checkpoint.json

verify.py computes the record, the verdicts and the archived copies again. It says what agrees, or names the first thing
that is wrong. If you do not trust who sent this, take verify.py from the source code of Verify.

A checkpoint is a small file with the head of the record, which you received earlier. Without one (leave "--checkpoint
checkpoint.json" out), nothing shows that the record was not made again as a whole.
"""
_NONE = """
This proof has no time stamps.
"""
_STAMPS = """
Time stamps

The folder timestamps has checkpoints that somebody else confirmed, a time stamp authority (RFC 3161). For each there are
the checkpoint (.json), the request (.tsq), the authority's reply with its certificates (.tsr), and the root certificates
that the desk verified the reply against (.pem). Unpack this file, and check the newest:

    unzip proof.zip
    openssl ts -verify -data {name}.json -in {name}.tsr -CAfile {name}.pem
    openssl ts -reply -in {name}.tsr -text
    python3 verify.py proof.zip --checkpoint {name}.json

The first openssl command prints "Verification: OK". The second prints who stamped it, and when. Then the record up to that
checkpoint existed at that time, and was not changed since. An older checkpoint shows the same of a shorter record.

Do not trust the .pem file of whoever sent you this: take the root certificate from the authority itself, and give it to
-CAfile. If a certificate has expired since, add -attime SECONDS, the time of the stamp in seconds since 1970.
"""
