"""The shell scripts of GitHub workflows and actions.

scripts.py OUT FILE…            writes every one into a folder, one file each, for ShellCheck
scripts.py --step NAME FILE W   prints the script of the step of that name; what the runner fills in is W
"""

import re
import sys
from pathlib import Path

from ruamel.yaml import YAML


def steps(node):
    """The steps that run a script, with their names."""
    if isinstance(node, dict):
        if isinstance(node.get("run"), str):
            yield node.get("name"), node["run"]
        for value in node.values():
            yield from steps(value)
    elif isinstance(node, list):
        for value in node:
            yield from steps(value)


def read(file, word):
    """What the runner fills in is a word by then."""
    found = [(name, re.sub(r"\$\{\{.*?\}\}", word, script)) for name, script in steps(YAML(typ="safe").load(file.read_text("utf-8")))]
    assert found, f"{file}: no script found"
    return found


if sys.argv[1] == "--step":
    _, _, wanted, file, word = sys.argv
    (script,) = [script for name, script in read(Path(file), word) if name == wanted]
    print(script)
else:
    out = Path(sys.argv[1])
    out.mkdir(parents=True)
    for file in map(Path, sys.argv[2:]):
        for at, (_, script) in enumerate(read(file, "WORD")):
            (out / f"{file.stem}-{at}.sh").write_text("#!/usr/bin/env bash\n" + script, "utf-8")
