"""Parses a source file and the local modules that importing it surely imports, and runs nothing of them.

Started with `-I -S`: the path of modules is then Python's own library alone. Prints one line of JSON behind the word
`incumbent`: the first defect, and all files and folders that the answer rests on.
"""

import ast
import importlib.machinery
import json
import os
import site
import sys

# More than anybody writes for one function; a folder of many thousands of modules must not hold up a check.
MOST_FILES = 60
MOST_BYTES = 5_000_000

STEERING = ("path", "modules", "meta_path", "path_hooks", "*")


class Defect(Exception):
    """What keeps Python from reading a file."""


class Unsure(Exception):
    """From here on nobody can tell by reading which files are imported."""


class Reader:
    """Reads modules depth first, in the order in which Python would."""

    def __init__(self, folder):
        self.folder = folder
        self.read = set()
        self.looked = [folder]
        self.room = MOST_BYTES

    def read_file(self, file, name, importer):
        """:param name: the module's dotted name; its package is what relative imports start from."""
        real = os.path.realpath(file)
        if real in self.read:
            return
        if len(self.read) >= MOST_FILES:
            raise Unsure
        self.read.add(real)
        self.looked.append(file)
        tree = self.parse(file, importer)
        if steers_imports(tree):
            raise Unsure
        is_package = os.path.basename(file) == "__init__.py"
        package = name if is_package else name.rpartition(".")[0]
        for statement in tree.body:
            # Those below `if` and `try` may never happen, or may be allowed to fail.
            if isinstance(statement, ast.Import):
                for each in statement.names:
                    self.read_module(each.name, file)
            elif isinstance(statement, ast.ImportFrom):
                self.read_from(statement, package, file)

    def parse(self, file, importer):
        with open(file, "rb") as source:
            text = source.read(self.room + 1)
        self.room -= len(text)
        if self.room < 0:
            raise Unsure
        place = {"file": file, "importer": importer, "source": None, "line": None, "column": None}
        try:
            compile(text, file, "exec", dont_inherit=True)
            return ast.parse(text, file)
        except SyntaxError as error:
            if "unknown encoding" in str(error.msg):
                # Packages that are not looked at here may bring encodings of their own.
                raise Unsure from None
            found = {"words": str(error.msg), "source": error.text, "line": error.lineno, "column": error.offset}
            raise Defect({**place, **found}) from None
        except ValueError as error:
            raise Defect({**place, "words": str(error)}) from None
        except (MemoryError, RecursionError):
            raise Unsure from None

    def read_from(self, statement, package, importer):
        name = statement.module or ""
        if statement.level > 0:
            parts = package.split(".")
            if package == "" or statement.level > len(parts):
                return
            base = ".".join(parts[: len(parts) - statement.level + 1])
            name = base + "." + name if name else base
        spec = self.read_module(name, importer)
        if spec is None or spec.submodule_search_locations is None:
            return
        for each in statement.names:
            if each.name != "*" and not binds(spec.origin, each.name):
                self.read_module(name + "." + each.name, importer)

    def read_module(self, name, importer):
        """The spec of a module that lies beside the function; None for any other."""
        parts = name.split(".")
        if parts[0] in sys.builtin_module_names or find(parts[0], sys.path) is not None:
            return None
        where, spec = [self.folder], None
        for end in range(1, len(parts) + 1):
            full = ".".join(parts[:end])
            spec = find(full, where)
            if spec is None or (end == 1 and spec.origin is None and self.is_installed(full)):
                return None
            if isinstance(spec.loader, importlib.machinery.SourceFileLoader):
                self.read_file(spec.origin, full, importer)
            where = list(spec.submodule_search_locations or [])
            self.looked.extend(where)
        return spec

    def is_installed(self, name):
        """Whether a package of that name comes before a folder without `__init__.py`, wherever that lies."""
        folders = installed_folders()
        self.looked.extend(folders)
        spec = find(name, folders)
        return spec is not None and spec.origin is not None


def find(name, where):
    try:
        return importlib.machinery.PathFinder.find_spec(name, where) if where else None
    except (ImportError, ValueError):
        return None


def installed_folders():
    """Where packages are installed, without those that a `.pth` file adds."""
    prefixes = [sys.prefix, sys.base_prefix, os.path.dirname(os.path.dirname(sys.executable))]
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    folders = given + site.getsitepackages(prefixes) + [site.getusersitepackages()]
    return [folder for folder in folders if folder]


def steers_imports(tree):
    """Whether a module changes where modules come from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
            if node.attr in STEERING:
                return True
        if isinstance(node, ast.ImportFrom) and node.module == "sys":
            if any(each.name in STEERING for each in node.names):
                return True
    return False


def binds(file, name):
    """Whether a package may give a name by itself, so that no module of that name is imported."""
    if file is None:
        return False
    with open(file, "rb") as source:
        tree = ast.parse(source.read(), file)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == name:
            return True
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if node.name in (name, "__getattr__"):
                return True
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            if any((each.asname or each.name.split(".")[0]) in (name, "*") for each in node.names):
                return True
    return False


def main(file, folder, name):
    """:param name: the function's module below the folder; empty for a file, which belongs to no package."""
    reader = Reader(folder)
    found = None
    try:
        if name != "":
            # The packages around it come first.
            reader.read_module(name, None)
        reader.read_file(file, name, None)
    except Defect as defect:
        found = defect.args[0]
    except (Unsure, OSError):
        pass
    print("incumbent" + json.dumps({"found": found, "looked": reader.looked}))


main(*sys.argv[1:])
