"""Verify a proof of a desk without the desk: python3 verify.py PROOF.zip [--checkpoint FILE].

Needs Python 3.9. Take it from the source code of Verify if you do not trust who sent it with the proof.
"""

from __future__ import annotations

import argparse
import bisect
import csv
import hashlib
import io
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
NAMING = ("signed_off_by", "assessed_by")  # the columns with names of accounts


def need(condition: object, wrong: str) -> None:
    if not condition:
        sys.exit(f"WRONG: {wrong}")  # with status 1


def sha256(value: object) -> str:  # of a text, or of the canonical JSON of anything else
    if not isinstance(value, str):
        value = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(value.encode()).hexdigest()


class Proof:
    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path)
        self.names = set(self.zip.namelist())

    def sha256(self, name: str) -> str:
        need(name in self.names, f"the file {name} is missing.")
        digest = hashlib.sha256()
        with self.zip.open(name) as file:
            for block in iter(lambda: file.read(65536), b""):
                digest.update(block)
        return digest.hexdigest()

    def rows(self, name: str) -> Any:
        with io.TextIOWrapper(self.zip.open(name), "utf-8-sig", newline="") as text:
            yield from csv.DictReader(text, strict=True)

    def lines(self, name: str) -> Any:
        with self.zip.open(name) as file:
            yield from map(json.loads, file)


def verify_sums(proof: Proof) -> dict[str, Any]:
    text = proof.zip.read(SUMS).decode()
    need(re.fullmatch(r"([0-9a-f]{64}  \S+\n)+", text), f"{SUMS} has a line that is not a sum.")
    listed = {name: told for told, name in (line.split("  ") for line in text.split("\n")[:-1])}
    # In the same order: then every single change of the list is found, too.
    need(proof.zip.namelist() == [*listed, SUMS], f"{SUMS} does not list the files of the zip.")
    for name, told in listed.items():
        need(proof.sha256(name) == told, f"the file {name} does not have its sum in {SUMS}.")
    manifest: dict[str, Any] = json.loads(proof.zip.read(MANIFEST))
    for file in manifest["files"]:
        need(listed.get(file["name"]) == file["sha256"], f"{MANIFEST} has other sums.")
    print(f"{len(listed)} files have the sums that {SUMS} lists.")
    return manifest


class Record:  # the chain of Events, computed again; one shown as a hash only is taken as it is
    def __init__(self, proof: Proof, head: dict[str, Any], wanted: set[int]) -> None:
        self.signed: dict[tuple[str, str], tuple[int, dict[str, Any]]] = {}
        self.hidden, self.hashes, self.copies = list[int](), dict[int, str](), set[str]()
        self.seq, last = 0, "0" * 64
        for self.seq, line in enumerate(proof.lines("record.jsonl"), 1):
            need(line["seq"] == self.seq, f"Event {self.seq} is missing.")
            if "event" in line:
                computed = sha256(last + line["event"])
                need(computed == line["hash"], f"Event {self.seq} was altered, or one before it.")
                self.read(json.loads(line["event"]))
            else:
                self.hidden.append(self.seq)
            last = line["hash"]
            if self.seq in wanted:
                self.hashes[self.seq] = last
        need((self.seq, last) == (head["seq"], head["hash"]), "the record has another head.")
        print(f"The record is a whole chain. Its head is Event {self.seq}, {last}.")
        print(f"{len(self.hidden)} of {self.seq} Events are shown as hashes only.")

    def read(self, event: dict[str, Any]) -> None:
        need(event["seq"] == self.seq, f"Event {self.seq} has another number.")
        after = event["after"]
        if event["verb"] == "signed_off":
            self.signed[str(event["claim"]), str(after["version"])] = self.seq, after
        for told in (after, *after.get("articles", ())):
            if "snapshot_digest" in told or "screenshot_snapshot_digest" in told:
                self.copies |= {told.get("sha256", ""), told.get("screenshot_sha256", "")}

    def is_tied(self, seq: int, anchors: list[int]) -> bool:  # all to an anchor were computed
        anchor, hidden = bisect.bisect_left(anchors, seq), bisect.bisect_left(self.hidden, seq)
        next_hidden = [*self.hidden[hidden : hidden + 1], sys.maxsize][0]
        return anchor < len(anchors) and anchors[anchor] < next_hidden


def compare(row: dict[str, str], signed: dict[str, Any], what: str) -> None:
    for column, value in signed.items():
        text = "" if value is None else str(value)
        need(row[column] in (text, f"'{text}"), f"{what} was signed with another {column}.")


def with_names(shown: dict[str, str], signed: dict[str, Any], what: str) -> dict[str, Any] | None:
    """Return the row with the names of accounts, which its SHA-256 covers; None if one was erased."""
    names = {column: shown[column].lstrip("'") for column in NAMING}
    gone = re.findall(r"account-[1-9]\d*(?= \||$)", " | ".join(names.values()))
    stored = [name for column in NAMING for name in signed[column].split(" | ")]
    need({*gone} <= {*stored}, f"{what} names another account.")
    return None if gone else {**signed, **names}


def verify_verdicts(proof: Proof, record: Record, anchors: list[int]) -> None:
    sealed, evidence = proof.lines("sealed.jsonl"), proof.rows("evidence.csv")
    verdict, piece = next(sealed, None), next(evidence, None)
    total = unsealed = untied = erased = 0
    for total, row in enumerate(proof.rows("verdicts.csv"), 1):  # noqa: B007
        key = row["claim_id"], row["version"]
        what = f"the verdict on claim {key[0]}, version {key[1]},"
        seq, event = record.signed.get(key, (0, {}))
        need(event or record.hidden, f"{what} has no Event in the record.")
        told = event.get("verdict_sha256", row["verdict_sha256"])
        need(row["verdict_sha256"] == told, f"{what} is not the one that Event {seq} signed.")
        untied += not event or not record.is_tied(seq, anchors)
        pieces = []
        while piece and (piece["claim_id"], piece["version"]) == key:
            pieces.append(piece)
            piece = next(evidence, None)
        if not verdict or (str(verdict["claim_id"]), str(verdict["version"])) != key:
            unsealed += 1
            continue
        digest = sha256(verdict)
        need(digest == event.get("digest", digest), f"{what} is not the one of Event {seq}.")
        named = with_names(row, verdict["row"], what)
        need(not named or sha256(named) == told, f"{what} has another SHA-256.")
        erased += not named
        compare(
            {**row, **dict.fromkeys(NAMING, "")}, {**verdict["row"], **dict.fromkeys(NAMING)}, what
        )
        signed = verdict.get("evidence_rows", [])
        need(len(pieces) == len(signed), f"{what} was signed with other evidence.")
        for shown, one in zip(pieces, signed):  # noqa: B905 (Python 3.9)
            compare(shown, one, f"evidence {shown['evidence_id']} of {what}")
        verdict = next(sealed, None)
    need(not verdict and not piece, "there are rows of a verdict that verdicts.csv does not have.")
    print(f"{total - unsealed} of {total} verdicts are, with their evidence, what was signed.")
    if unsealed:
        print(f"{unsealed} name a withheld source, so their rows cannot be compared.")
    if erased:
        print(f"{erased} name an erased account, so the names next to it are not proven.")
    if untied:
        print(f"{untied} are not tied to the head or checkpoint by Events that were computed.")


def verify_copies(proof: Proof, record: Record) -> None:
    copies = sorted(name[7:] for name in proof.names if name.startswith("copies/"))
    for told in copies:
        need(proof.sha256(f"copies/{told}") == told, f"the copy {told} has other bytes.")
        need(told in record.copies or record.hidden, f"no Event archived the copy {told}.")
    print(f"{len(copies)} archived copies have the bytes that were archived.")


def verify(path: Path, known: dict[int, tuple[str, str]]) -> None:
    proof = Proof(path)
    manifest = verify_sums(proof)
    record = Record(proof, manifest["record"], set(known))
    for seq, (told, file) in known.items():
        need(record.hashes.get(seq) == told, f"Event {seq} is missing, or not the one of {file}.")
        print(f"{file}: Event {seq} is the same.")
    if not known:
        print("No checkpoint was given: nothing shows that the record was not made again.")
    verify_verdicts(proof, record, sorted(known) or [record.seq])
    verify_copies(proof, record)


def main() -> None:
    parser = argparse.ArgumentParser(description="Verify a proof of a desk.")
    parser.add_argument("proof", type=Path)
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    given = parser.parse_args()
    try:
        heads = [(json.loads(file.read_text()), file.name) for file in given.checkpoint]
        verify(given.proof, {head["seq"]: (head["hash"], name) for head, name in heads})
    except Exception as error:  # noqa: BLE001 (whatever was changed, the answer is a sentence)
        need(False, f"the proof cannot be read: {error!r}.")
    print("Everything agrees.")


if __name__ == "__main__":
    csv.field_size_limit(2**31 - 1)
    main()
