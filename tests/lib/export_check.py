"""What is wrong with an export, a line each; nothing when it is whole.

    export_check.py EXPORT.zip COUNTS SECRETS

COUNTS: "table<TAB>rows" of every table of the catalogue that has rows of
users. SECRETS: strings, a line each, that may be nowhere in it.
"""
import hashlib
import json
import mailbox
import sys
import tempfile
import zipfile


def lines(path):
    with open(path) as f:
        return [line.rstrip("\n") for line in f if line.strip()]


def main(path, counts, secrets):
    z = zipfile.ZipFile(path)
    bad = z.testzip()
    if bad:
        print("damaged:", bad)
    manifest = json.loads(z.read("manifest.json"))
    names = {f["name"] for f in manifest["files"]} | {"manifest.json"}
    if names != set(z.namelist()):
        print("manifest and ZIP differ:", names ^ set(z.namelist()))
    rows = {}
    messages = 0
    for f in manifest["files"]:
        data = z.read(f["name"])
        if hashlib.sha256(data).hexdigest() != f["sha256"]:
            print("another sum:", f["name"])
        if len(data) != f["bytes"]:
            print("another size:", f["name"])
        if f["name"].startswith("mail/"):
            with tempfile.NamedTemporaryFile() as t:
                t.write(data)
                t.flush()
                messages += len(mailbox.mbox(t.name))
            continue
        table = f["name"].split("/")[1].split(".")[0].split("-")[0]
        parsed = [json.loads(line) for line in data.decode().splitlines()]
        if len(parsed) != f["rows"]:
            print("another number of rows:", f["name"])
        rows.setdefault(table, []).extend(parsed)
    for name, said in manifest["tables"].items():
        if said.get("rows", 0) < said.get("in_database", 0):
            print(f"{name}: {said['rows']} of {said['in_database']} rows")
    for line in lines(counts):
        table, count = line.split("\t")
        said = manifest["tables"].get(table)
        if said is None:
            print("a table that the export does not know:", table)
        elif said["what"] == "not described yet":
            print("needs a line in services/privacy/tables.def.h:", table)
        elif not said.get("left_out"):
            got = rows.get(table, [])
            if {len(got), said["rows"], said["in_database"]} != {int(count)}:
                print(f"{table}: {len(got)} rows of {count}")
            if len({json.dumps(r, sort_keys=True) for r in got}) != len(got):
                print(f"{table}: a row twice")
    emails = len(rows.get("emails", []))
    if messages != emails or manifest["mail"]["messages"] != emails:
        print(f"{messages} messages of {emails} emails")
    whole = b"\n".join(z.read(n) for n in z.namelist()).decode()
    for secret in lines(secrets):
        if secret in whole:
            print("a secret:", secret[:12] + "...")


main(*sys.argv[1:4])
