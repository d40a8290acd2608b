"""Proofs as recipients get them: their files, changed ones, and what the program says about them."""

import csv
import hashlib
import io
import json
import random
import re
import runpy
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from claims.actions.verdict_rows import row_sha256
from claims.exports.recipients import verify as program
from claims.models.canonical import canonical_json, sha256_hex

PROGRAM = Path(program.__file__)
Files = dict[str, bytes]


def read(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def verify(
    proof: bytes, folder: Path, checkpoint: Mapping[str, object] | None = None
) -> tuple[int, str]:
    """Run the program in this process, as `python3 verify.py` would. Return its status and its words."""
    path = folder / "proof.zip"
    path.write_bytes(proof)
    arguments = [str(PROGRAM), str(path)]
    if checkpoint:
        known = folder / "checkpoint.json"
        known.write_text(json.dumps(checkpoint))
        arguments += ["--checkpoint", str(known)]
    said, before, limit = io.StringIO(), sys.argv, csv.field_size_limit()
    sys.argv = arguments
    try:
        with redirect_stdout(said), redirect_stderr(said):
            runpy.run_path(str(PROGRAM), run_name="__main__")
        return 0, said.getvalue()
    except SystemExit as end:
        return 1, f"{said.getvalue()}{end.code}"
    finally:
        sys.argv = before
        csv.field_size_limit(limit)


def run_alone(proof: bytes, folder: Path) -> tuple[int, str]:
    """Run the program that came with the proof in a process of its own, without the desk's packages."""
    (folder / "proof.zip").write_bytes(proof)
    (folder / "verify.py").write_bytes(read(proof)["verify.py"])
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", "proof.zip"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.returncode, ran.stdout + ran.stderr


def change_once(files: Files, random: random.Random) -> tuple[str, Files]:
    """Change one byte, line or cell of one file, or cut or remove it. Say what was done."""
    while True:
        what, changed = _changed(files, random)
        if changed != files:
            return what, changed


def _changed(files: Files, random: random.Random) -> tuple[str, Files]:
    changed = dict(files)
    name = random.choice([name for name in sorted(files) if files[name]])
    content = files[name]
    kind = random.choice(("byte", "cut", "line", "swap", "cell", "file"))
    lines = content.splitlines(keepends=True)
    at = random.randrange(max(1, len(content)))
    if kind == "file":
        del changed[name]
    elif kind == "cut":
        changed[name] = content[:at]
    elif kind == "line" and len(lines) > 1:
        del lines[random.randrange(len(lines))]
        changed[name] = b"".join(lines)
    elif kind == "swap" and len(lines) > 1:
        first = random.randrange(len(lines) - 1)
        lines[first], lines[first + 1] = lines[first + 1], lines[first]
        changed[name] = b"".join(lines)
    elif kind == "cell" and name.endswith(".csv"):
        changed[name] = _other_cell(content, random)
    else:
        changed[name] = (
            content[:at] + bytes([content[at] ^ (1 << random.randrange(8))]) + content[at + 1 :]
        )
    return f"{kind} of {name} at {at}", changed


def _other_cell(content: bytes, random: random.Random) -> bytes:
    cells = list(re.finditer(rb'"[^"]*"', content))
    cell = random.choice(cells)
    return content[: cell.start()] + b'"changed"' + content[cell.end() :]


# --- forging: what a dishonest sender makes fit again ---


def with_sums(files: Files) -> Files:
    """Make the manifest and the sums again, as a forger would."""
    files = {name: content for name, content in files.items() if name != "SHA256SUMS"}
    described = json.loads(files["manifest.json"])
    described["record"]["hash"] = json.loads(files["record.jsonl"].splitlines()[-1])["hash"]
    for facts in described["files"]:
        facts["sha256"] = hashlib.sha256(files[facts["name"]]).hexdigest()
    files["manifest.json"] = json.dumps(described).encode()
    sums = [f"{hashlib.sha256(c).hexdigest()}  {n}\n" for n, c in files.items()]
    return files | {"SHA256SUMS": "".join(sums).encode()}


def with_cell(files: Files, name: str, column: str, value: str) -> Files:
    """Change one cell of the first row."""
    rows = list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"), newline="")))
    rows[0][column] = value
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return files | {name: target.getvalue().encode()}


def with_rating(files: Files, rating: str) -> Files:
    """Sign another rating: change the row, its seal, its Event, and all Events after it."""
    (line,) = [json.loads(line) for line in files["sealed.jsonl"].splitlines()]
    line["row"]["verdict_code"] = rating
    line["sha256"] = row_sha256(line["row"])
    files = with_cell(files, "verdicts.csv", "verdict_code", rating)
    files = with_cell(files, "verdicts.csv", "verdict_sha256", line["sha256"])
    files["sealed.jsonl"] = canonical_json(line).encode() + b"\n"
    digest = sha256_hex(canonical_json(line))
    return files | {
        "record.jsonl": b"".join(_made_again(files["record.jsonl"], line["sha256"], digest))
    }


def _made_again(record: bytes, sha256: str, digest: str) -> Iterator[bytes]:
    last = "0" * 64
    for text in record.splitlines():
        line = json.loads(text)
        event = json.loads(line["event"])
        if event["verb"] == "signed_off":
            event["after"] |= {"verdict_sha256": sha256, "digest": digest}
        line["event"] = canonical_json(event)
        last = line["hash"] = sha256_hex(last + line["event"])
        yield canonical_json(line).encode() + b"\n"
