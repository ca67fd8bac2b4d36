#!/usr/bin/env python3
"""Writes down the layout of the plugin boundary: Sources/CNASPlugin/layout.c and Tests/Golden/abi-MAJOR.MINOR.layout.json.

    scripts/abi-layout.py           after a struct was added or grown: measures with the C compiler, writes both files
    scripts/abi-layout.py --check   writes nothing; exit status 1 where the files say something else

Run it by hand, and only when the ABI grows. It refuses to write where a struct of a released layout of the same major
version is no longer the beginning of what the header says now (docs/abi.md, "How it grows").
"""
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEADER = os.path.join(ROOT, "Sources/CNASPlugin/include/nas_plugin.h")
ASSERTIONS = os.path.join(ROOT, "Sources/CNASPlugin/layout.c")
GOLDEN = os.path.join(ROOT, "Tests/Golden")

PREAMBLE = """\
/* The layout of ABI {abi}, frozen: a change that moves a member does not compile.
 * Written by scripts/abi-layout.py from nas_plugin.h; Tests/Golden/abi-{abi}.layout.json holds the same numbers. */
#include "nas_plugin.h"

_Static_assert(sizeof(void *) == 8, "ABI {abi} is for 64-bit machines");
"""


def fail(sentence):
    sys.exit(f"abi-layout: {sentence}")


def header_text():
    with open(HEADER, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", " ", file.read(), flags=re.S)
    return text, re.sub(r"^[ \t]*#.*$", "", text, flags=re.M)


def version(text):
    """The major and minor version that the header states."""
    numbers = [re.search(rf"#define\s+NAS_ABI_{part}\s+(\d+)u", text) for part in ("MAJOR", "MINOR")]
    if None in numbers:
        fail(f"{HEADER} does not define NAS_ABI_MAJOR and NAS_ABI_MINOR")
    return tuple(int(number.group(1)) for number in numbers)


def member_names(body):
    """The members that a struct's body declares, in order: `T a, b;`, `T *p;` and `T (*f)(...)`."""
    names = []
    for declaration in split(body, ";"):
        pointer = re.match(r"[^()]*\(\s*\*\s*(\w+)\s*\)", declaration)
        if pointer:
            names.append(pointer.group(1))
            continue
        names += [re.search(r"(\w+)\s*$", part).group(1) for part in split(declaration, ",")]
    return names


def split(text, separator):
    """Splits where no parenthesis is open; empty parts are left out."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part.strip()]


def structs(code):
    """Every struct by its name without tag, with its members: those declared in one go, then those declared ahead."""
    found = re.findall(r"typedef struct \w+_r\d+ \{([^{}]*)\} (\w+);", code)
    ahead = dict(re.findall(r"typedef struct (\w+_r\d+) (\w+);", code))
    later = [(body, ahead[tag]) for tag, body in re.findall(r"^struct (\w+_r\d+) \{([^{}]*)\};", code, flags=re.M)]
    return [(name, member_names(body)) for body, name in found + later]


def measured(layout):
    """Sizes and offsets as the C compiler sees them."""
    lines = ['#include "nas_plugin.h"', "#include <stdio.h>", "int main(void) {"]
    for name, members in layout:
        lines.append(f'  printf("{name} . %zu\\n", sizeof({name}));')
        lines += [f'  printf("{name} {member} %zu\\n", offsetof({name}, {member}));' for member in members]
    lines.append("  return 0;\n}")
    with tempfile.TemporaryDirectory() as folder:
        source, program = os.path.join(folder, "layout.c"), os.path.join(folder, "layout")
        with open(source, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        compiler = os.environ.get("CC", "cc")
        try:
            subprocess.run([compiler, "-std=c11", "-I", os.path.dirname(HEADER), source, "-o", program], check=True)
        except FileNotFoundError:
            fail(f"there is no C compiler '{compiler}'; install one or name it in CC")
        except subprocess.CalledProcessError:
            fail("the header does not compile; the compiler's lines above say why")
        printed = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    result = {}
    for line in printed.splitlines():
        name, member, number = line.split()
        if member == ".":
            result[name] = {"size": int(number), "members": {}}
        else:
            result[name]["members"][member] = int(number)
    return result


def assertions(abi, layout):
    lines = []
    for name, record in layout.items():
        lines.append(f'_Static_assert(sizeof({name}) == {record["size"]}, "{name}");\n')
        for member, offset in record["members"].items():
            lines.append(f'_Static_assert(offsetof({name}, {member}) == {offset}, "{name}.{member}");\n')
    return PREAMBLE.format(abi=abi) + "".join(lines)


def broken_promises(major, minor, layout):
    """What an earlier minor version promised and the header no longer keeps."""
    for earlier in range(minor):
        path = os.path.join(GOLDEN, f"abi-{major}.{earlier}.layout.json")
        if not os.path.exists(path):
            yield f"{path} is missing"
            continue
        with open(path, encoding="utf-8") as file:
            released = json.load(file)["structs"]
        for name, record in released.items():
            now = layout.get(name)
            if now is None:
                yield f"{name} of ABI {major}.{earlier} is gone"
            elif list(now["members"].items())[: len(record["members"])] != list(record["members"].items()):
                yield f"{name} no longer begins as in ABI {major}.{earlier}"


def main():
    arguments = sys.argv[1:]
    if arguments not in ([], ["--check"]):
        fail("use: scripts/abi-layout.py [--check]")
    text, code = header_text()
    major, minor = version(text)
    abi = f"{major}.{minor}"
    layout = measured(structs(code))
    broken = list(broken_promises(major, minor, layout))
    if broken:
        fail("; ".join(broken))
    wanted = {
        ASSERTIONS: assertions(abi, layout),
        os.path.join(GOLDEN, f"abi-{abi}.layout.json"): json.dumps(
            {"abi": abi, "pointer_bytes": 8, "structs": layout}, indent=1),
    }
    stale = []
    for path, content in wanted.items():
        present = open(path, encoding="utf-8").read() if os.path.exists(path) else None
        if present != content:
            stale.append(os.path.relpath(path, ROOT))
            if not arguments:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(content)
    if arguments and stale:
        fail(f"{' and '.join(stale)} say something else than the header; if the ABI grew, run scripts/abi-layout.py")
    print(f"abi-layout: {len(layout)} structs; " + (f"wrote {' and '.join(stale)}" if stale else "nothing changed"))


main()
