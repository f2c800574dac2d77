#!/usr/bin/env python3
"""Checks articles through `heshu lsp`, as an editor does: lsp_client.py ARTICLE…

Prints `path:line:column: severity[code] message` and exits with 1 where an error or a warning was found. No packages needed.
HESHU names the program where it is not on the path.
"""
import json, os, pathlib, subprocess, sys

SEVERITIES = {1: "error", 2: "warning", 3: "info", 4: "hint"}


class Server:
    def __init__(self):
        command = [os.environ.get("HESHU", "heshu"), "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.requests = 0

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline().strip()):
            name, value = line.split(b":", 1)
            length = int(value) if name.lower() == b"content-length" else length
        return json.loads(self.process.stdout.read(length))

    def request(self, method, params):
        self.requests += 1
        self.send({"id": self.requests, "method": method, "params": params})
        while True:  # notifications of the server stand in between
            answer = self.receive()
            if answer.get("id") == self.requests and "method" not in answer:
                return answer["result"]


def main(paths):
    server, failed = Server(), False
    pull = {"textDocument": {"diagnostic": {}}, "general": {"positionEncodings": ["utf-32"]}}
    server.request("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": pull})
    server.send({"method": "initialized", "params": {}})
    for path in map(pathlib.Path, paths):
        uri, text = path.resolve().as_uri(), path.read_text(encoding="utf-8")
        document = {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}
        server.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        for d in server.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]:
            at, failed = d["range"]["start"], failed or d["severity"] <= 2
            print(f"{path}:{at['line'] + 1}:{at['character'] + 1}: {SEVERITIES[d['severity']]}[{d['code']}] {d['message']}")
    server.request("shutdown", None)
    server.send({"method": "exit"})
    return max(server.process.wait(), int(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
