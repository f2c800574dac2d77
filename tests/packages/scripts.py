"""Writes every shell script of GitHub workflows and actions into a folder, one file each, for ShellCheck: scripts.py OUT FILE…"""

import re
import sys
from pathlib import Path

from ruamel.yaml import YAML


def steps(node):
    """The scripts of all steps."""
    if isinstance(node, dict):
        if isinstance(node.get("run"), str):
            yield node["run"]
        for value in node.values():
            yield from steps(value)
    elif isinstance(node, list):
        for value in node:
            yield from steps(value)


out = Path(sys.argv[1])
out.mkdir(parents=True)
for file in map(Path, sys.argv[2:]):
    found = list(steps(YAML(typ="safe").load(file.read_text("utf-8"))))
    assert found, f"{file}: no script found"
    for at, script in enumerate(found):
        # What the runner fills in is a word by then.
        (out / f"{file.stem}-{at}.sh").write_text("#!/usr/bin/env bash\n" + re.sub(r"\$\{\{.*?\}\}", "WORD", script), "utf-8")
