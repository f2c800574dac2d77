#!/usr/bin/env python3
"""Checks many articles through one `heshu check --batch`: batch.py ARTICLE…

Articles go in and findings come out as JSON lines, in order; the program reads on while this one writes. Exits as heshu does, and with 2
where an article cannot be read.
"""
import json, os, subprocess, sys, threading


def main(paths):
    command = [os.environ.get("HESHU", "heshu"), "check", "--batch"]
    heshu = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    unread = []

    def feed():
        with heshu.stdin as pipe:
            for path in paths:
                try:
                    with open(path, encoding="utf-8") as article:
                        pipe.write(json.dumps({"id": path, "path": path, "input": article.read()}) + "\n")
                except (OSError, UnicodeDecodeError) as why:
                    unread.append(path)
                    print(f"{path}: {why}", file=sys.stderr)

    threading.Thread(target=feed, daemon=True).start()
    for line in heshu.stdout:
        answer = json.loads(line)
        for finding in answer.get("findings", []):
            at = finding["range"]["start"]
            print(f"{answer['id']}:{at['line'] + 1}: {finding['severity']}[{finding['code']}] {finding['message']}")
    return max(heshu.wait(), 2 if unread else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
