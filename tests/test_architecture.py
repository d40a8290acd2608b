"""Check the architecture in the syntax tree: who may import whom, who may write, and what is forbidden.

Each failure states its reason. `setattr`, raw SQL and the like are not detected: database constraints and
triggers back these tests up.
"""

import ast
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.options import InlineModelAdmin
from django.core.management import call_command

from claims import workflow

ROOT = Path(__file__).resolve().parent.parent
CLAIMS = ROOT / "claims"


def modules(*folders: Path) -> list[Path]:
    """Return our modules below these folders, without migrations, which Django writes."""
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


OURS = modules(CLAIMS, ROOT / "verify")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(tree(path)))


@pytest.fixture(scope="module", autouse=True)
def _forget_trees() -> Iterator[None]:
    """Each module is parsed once for all tests. The trees need much memory, which later tests can do without."""
    yield
    for remembered in (imported, nodes, tree):
        remembered.cache_clear()


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in nodes(path) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def location_of(path: Path, node: Any) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


# Imports run one way (DESIGN.md, section 2)

WORDS = {"enums", "errors"}
LEAVES = {"addresses", "extractors", "exports", "fetching"}
FACTS = WORDS | {"models"}
QUESTIONS = {"given", "rules", "independence", "policy"}
BELOW = FACTS | QUESTIONS | LEAVES

MAY_IMPORT: dict[str, set[str]] = {
    # words, and leaves that import no layer
    "enums": set(),
    "errors": set(),
    "verify": set(),  # how the desk runs; its settings and URLs name claims only in strings
    "addresses": set(),
    "extractors": {"addresses"},
    "fetching": set(),
    "exports": {"errors"},
    # facts
    # one fold for what is stored and what is searched, one key for what is one page
    "models": WORDS | {"addresses", "extractors"},
    # questions, and the shapes of the input to actions
    "given": FACTS,
    "rules": FACTS,
    "independence": FACTS | {"addresses"},
    "policy": FACTS | {"independence"},
    # the one writer of status
    "workflow": FACTS | {"rules"},
    # changes, queries, input
    "actions": BELOW | {"workflow"},
    "reads": BELOW | {"workflow", "verify"},
    "forms": BELOW | {"reads"},
    # translators: they never import each other, and reach the workflow through an action or a read
    "views": BELOW | {"actions", "reads", "forms", "verify"},
    "admin": BELOW | {"actions", "reads", "forms"},
    "templatetags": BELOW | {"reads"},
    "context": BELOW | {"reads"},
    "signals": BELOW | {"actions", "reads", "forms", "verify", "factor_signals"},
    "factor_signals": BELOW | {"actions", "reads"},
    "middleware": BELOW | {"actions", "reads", "forms"},
    "demo": BELOW | {"actions"},
    "management": BELOW | {"actions", "reads", "forms", "workflow", "demo", "verify"},
    # what Django looks for
    "urls": {"views"},
    "apps": {"actions", "models", "admin", "signals"},
}


def layer(path: Path) -> str:
    """Return the folder or module of claims that holds this file, or `verify`."""
    top, *parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0] if top == "claims" else top


@cache
def imported(path: Path) -> list[tuple[ast.stmt, str]]:
    """Return each import with its full name: `from . import rules` in claims/workflow.py is `claims.rules`."""
    return list(_imports(path))


def _imports(path: Path) -> Iterator[tuple[ast.stmt, str]]:
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            # `from claims import rules` names the layer in the alias.
            names = [alias.name for alias in node.names] if module == "claims" else [""]
            yield from ((node, f"{module}.{name}".rstrip(".")) for name in names)


def layers_imported(path: Path) -> Iterator[tuple[ast.stmt, str]]:
    for node, name in imported(path):
        parts = name.split(".")
        if parts[0] == "verify":
            yield node, "verify"
        elif parts[0] == "claims":
            yield node, parts[1] if len(parts) > 1 else "__init__"


def test_every_module_has_a_layer() -> None:
    unknown = {layer(path) for path in OURS} - MAY_IMPORT.keys() - {"__init__"}
    assert not unknown, f"Add {unknown} to MAY_IMPORT, and give the reason in claims/README.md."


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_imports_run_one_way(name: str) -> None:
    allowed = MAY_IMPORT[name] | {name}
    wrong = [
        f"{location_of(path, node)} imports {other}"
        for path in OURS
        if layer(path) == name
        for node, other in layers_imported(path)
        if other not in allowed
    ]
    assert not wrong, (
        f"{name} may only import {sorted(allowed)}, so that a layer can be read, tested and replaced "
        f"without the layers that use it: {wrong}"
    )


@pytest.mark.parametrize("folder", ["addresses", "extractors", "exports", "fetching"])
def test_leaves_import_no_django(folder: str) -> None:
    wrong = [
        f"{location_of(path, node)} imports {name}"
        for path in modules(CLAIMS / folder)
        for node, name in imported(path)
        if name.split(".")[0] in {"django", "verify"}
    ]
    assert not wrong, (
        f"A leaf is pure Python, for example text in and spans out, or rows in and bytes out: {wrong}"
    )


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def layers_graph() -> dict[str, set[str]]:
    graph: dict[str, set[str]] = {}
    for path in OURS:
        others = {other for _, other in layers_imported(path)} - {layer(path)}
        graph.setdefault(layer(path), set()).update(others)
    return graph


def modules_graph() -> dict[str, set[str]]:
    """Return the imports between modules; `from .articles import blocks` can mean a module blocks in articles."""
    paths = {module(path): path for path in OURS}
    graph: dict[str, set[str]] = {}
    for name, path in paths.items():
        found = {
            next((full for full in (f"{base}.{alias.name}", base) if full in paths), "")
            for node, base in imported(path)
            for alias in getattr(node, "names", [])
        }
        graph[name] = found - {name, ""}
    return graph


@pytest.mark.parametrize("graph_of", [layers_graph, modules_graph])
def test_imports_form_no_cycle(graph_of: Callable[[], dict[str, set[str]]]) -> None:
    """Check the imports themselves, because the table could allow a cycle."""
    graph = graph_of()
    assert len(graph) > 20
    assert sum(map(len, graph.values())) > 50
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"Modules that import each other cannot be read separately: {error.args[1]}")


# A view never writes

TRANSLATORS = ("views", "admin", "management", "templatetags", "forms", "reads", "exports")
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "swap",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
}
HASHES = {"digest"}  # hashlib's update() writes nothing


@pytest.mark.parametrize(
    "folder", [*TRANSLATORS, "context.py", "rules", "independence", "policy.py"]
)
def test_only_actions_and_the_workflow_write(folder: str) -> None:
    place = CLAIMS / folder
    wrong = [
        f"{location_of(path, call)} calls .{called_name(call)}()"
        for path in ([place] if place.suffix else modules(place))
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and called_name(call) in WRITES
        if ast.unparse(call.func.value) not in HASHES
    ]
    assert not wrong, (
        f"{folder} must not write: a change is an action, which checks its rule and appends to the record. "
        f"(Update a dictionary with |=, and name a hash digest.) {wrong}"
    )


def test_raw_sql_is_only_in_the_models() -> None:
    wrong = [
        f"{location_of(path, call)} calls .{called_name(call)}()"
        for path in modules(CLAIMS)
        if layer(path) != "models"
        for call in calls(path)
        if called_name(call) in {"execute", "executemany", "raw"}
        and isinstance(call.func, ast.Attribute)
    ]
    assert not wrong, f"The other tests of this file cannot see SQL that bypasses the ORM: {wrong}"


# One writer of status


def status_writes(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Call):
            named = any(keyword.arg == "status" for keyword in node.keywords)
            if named and called_name(node) in WRITES | {"Claim"}:
                yield f"{location_of(path, node)} writes status="
            constants = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if called_name(node) in {"setattr", "__setattr__"} and "status" in constants:
                yield f"{location_of(path, node)} sets the attribute status"
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            if isinstance(target, ast.Attribute) and target.attr == "status":
                yield f"{location_of(path, node)} assigns .status"


def test_only_the_workflow_writes_status() -> None:
    wrong = [
        found
        for path in modules(CLAIMS)
        if path != CLAIMS / "workflow.py"
        for found in status_writes(path)
    ]
    assert not wrong, (
        "Change the status with a named move of workflow.py, which compares the revision that the page "
        f"showed: {wrong}"
    )


# No signal writes anything

MIGRATION_SIGNALS = {"pre_migrate", "post_migrate"}
LOGIN_SIGNALS = {"user_locked_out", "user_logged_in", "user_logged_out", "user_login_failed"}
MAY_LISTEN = {CLAIMS / "apps.py": MIGRATION_SIGNALS, CLAIMS / "signals.py": LOGIN_SIGNALS}


def test_only_migrations_and_logins_use_signals() -> None:
    wrong = []
    for path in OURS:
        for node in nodes(path):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            if not re.search(r"(^|\.)(signals|dispatch)$", node.module):
                continue
            names = {alias.name for alias in node.names}
            if names - MAY_LISTEN.get(path, set()):
                wrong.append(f"{location_of(path, node)} imports {sorted(names)} of {node.module}")
    assert not wrong, (
        "A write made by a signal is in no Event and in no test of its action. apps.py may listen to the signals of "
        f"migrations, and signals.py to those of logins, which it notes in the account log: {wrong}"
    )


# Actions

ACTION_MODULES = modules(CLAIMS / "actions")

# Public functions that actions call inside their own transaction.
PARTS_OF_ACTIONS = {
    "append_verdict",
    "arrive",
    "ask",
    "ask_again",
    "ask_for_screenshot",
    "follow_url",
    "insert_appearance",
    "insert_claim",
    "keep",
    "keep_run",
    "note",
    "erase_details",
    "end_sessions",
    "end_other_sessions",
    "queue_mail",
    "accept_extracted",
    "resolve",
    "reweigh",
    "reweigh_all",
    "take",
}


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in nodes(path) if isinstance(node, ast.FunctionDef))


def is_action(function: ast.FunctionDef) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "action" for d in function.decorator_list)


def test_every_action_is_decorated_and_takes_by_as_keyword() -> None:
    wrong = []
    for path in ACTION_MODULES:
        for function in tree(path).body:
            if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                continue
            given = [argument.arg for argument in function.args.args]
            by = "by" in {argument.arg for argument in function.args.kwonlyargs}
            if is_action(function):
                if given[:1] != ["entry"] or not by:
                    wrong.append(
                        f"{location_of(path, function)} {function.name}: take entry first and by= as keyword"
                    )
            elif (by or "entry" in given) and function.name not in PARTS_OF_ACTIONS:
                wrong.append(f"{location_of(path, function)} {function.name} lacks @action")
    assert not wrong, (
        "An action is one transaction, one rule and one Event, and knows who acts; @action holds the lock "
        f"and rolls back if no Event was written: {wrong}"
    )


def locks_taken(path: Path) -> Iterator[str]:
    """Yield each place that locks rows by hand, or takes the record's lock from outside the actions."""
    for node in nodes(path):
        if isinstance(node, ast.Attribute) and node.attr == "select_for_update":
            yield f"{location_of(path, node)} calls select_for_update"
        if isinstance(node, ast.Constant) and re.search(r"FOR (NO KEY )?UPDATE", str(node.value)):
            yield f"{location_of(path, node)} locks rows in SQL"
        from_record = isinstance(node, ast.ImportFrom) and node.module == "claims.actions.record"
        if (
            from_record
            and layer_of_anything(path) != "actions"
            and "lock" in {n.name for n in node.names}
        ):
            yield f"{location_of(path, node)} imports the record's lock"


# The account log has a head of its own, so that a login never waits for the record.
MAY_LOCK = {CLAIMS / "actions" / "record.py", CLAIMS / "actions" / "account_log.py"}


def test_only_the_record_and_the_account_log_take_locks() -> None:
    wrong = [found for path in OURS if path not in MAY_LOCK for found in locks_taken(path)]
    assert not wrong, (
        "Actions take claims/actions/record.lock() first, and the lock of the account log last: this order prevents "
        f"deadlocks and decisions on outdated rows: {wrong}"
    )


# django-allauth saves its rows itself; their entries in the account log must not be lost.
MAY_OPEN = ROOT / "verify" / "logins" / "whole.py"


def test_no_transaction_is_opened_outside_the_actions() -> None:
    wrong = [
        location_of(path, node)
        for path in OURS
        if layer_of_anything(path) not in {"actions", "reads"} and path != MAY_OPEN
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr in {"atomic", "on_commit", "set_autocommit"}
    ]
    assert not wrong, (
        "@action opens the transaction and takes the record's lock first; only a read may open one too, to "
        f"see one state in several queries: {wrong}"
    )


def layer_of_anything(path: Path) -> str:
    return layer(path) if path.is_relative_to(CLAIMS) else "verify"


# Templates

TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted(CLAIMS.rglob("*.html"))
FORBIDDEN_IN_TEMPLATES = {
    r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off": "never turn off escaping",
    r"<script(?![^>]*\bsrc=)": "the content security policy allows no inline script",
    r"<style\b|\sstyle\s*=": "the content security policy allows no inline style",
    r"\son[a-z]+\s*=|\shx-on|javascript:": "the content security policy allows no inline handler",
    r"https?://[^\s\"'<>]+\.(?:js|css|woff2?)\b": "the desk loads nothing from other hosts",
}


@pytest.mark.parametrize("pattern", FORBIDDEN_IN_TEMPLATES)
def test_templates_contain_no_inline_code_and_no_unescaped_text(pattern: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(pattern, line)
    ]
    assert not wrong, f"{FORBIDDEN_IN_TEMPLATES[pattern]}: {wrong}"


def test_no_python_marks_text_as_safe() -> None:
    wrong = [
        f"{location_of(path, node)} {node.id if isinstance(node, ast.Name) else node.attr}"
        for path in OURS
        for node in nodes(path)
        if (isinstance(node, ast.Name) and node.id in {"mark_safe", "SafeString"})
        or (isinstance(node, ast.Attribute) and node.attr in {"mark_safe", "SafeString"})
    ]
    assert not wrong, f"Only templates build HTML, and they escape every value: {wrong}"


# Every module


def test_every_module_has_a_docstring() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in OURS
        if path.read_text().strip() and not ast.get_docstring(tree(path))
    ]
    assert not wrong, f"Add a docstring whose first line says what the module is for: {wrong}"


LONGEST_MODULE = 600


def test_modules_stay_short() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in OURS
        if len(path.read_text().splitlines()) > LONGEST_MODULE
    ]
    assert not wrong, (
        f"Split the module inside its layer, in a commit that only moves code: {wrong}"
    )


LONGEST_FUNCTION = 60


def test_function_fits_on_a_screen() -> None:
    wrong = [
        f"{location_of(path, function)} {function.name}"
        for path in OURS
        for function in functions(path)
        if function.end_lineno - function.lineno >= LONGEST_FUNCTION
    ]
    assert not wrong, (
        f"Split these functions at their steps; the linter limits their complexity: {wrong}"
    )


# Django calls these with positional arguments.
DJANGOS = {name for base in (ModelAdmin, InlineModelAdmin, AdminSite) for name in dir(base)}


def test_boolean_arguments_are_keyword_only() -> None:
    wrong = []
    for path in OURS:
        for function in functions(path):
            if function.name in DJANGOS:
                continue
            arguments = function.args
            positional = [*arguments.posonlyargs, *arguments.args]
            defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
            for argument, default in zip(positional, defaults, strict=True):
                annotated = isinstance(argument.annotation, ast.Name) and (
                    argument.annotation.id == "bool"
                )
                valued = isinstance(default, ast.Constant) and isinstance(default.value, bool)
                if annotated or valued:
                    wrong.append(f"{location_of(path, function)} {function.name}({argument.arg})")
    assert not wrong, (
        f"Make these arguments keyword-only: nobody can tell what True means in do_thing(123, True). {wrong}"
    )


# The repository

TOP_LEVEL = {
    ".ci",
    ".gitignore",
    ".semgrep.yml",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "claims",
    "manage.py",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "static",
    "templates",
    "tests",
    "verify",
}


def test_top_level_contains_only_the_expected_files() -> None:
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().split()] + [".git"]
    there = {
        path.name
        for path in ROOT.iterdir()
        if not any(fnmatch(path.name, pattern) for pattern in ignored)
    }
    assert there == TOP_LEVEL, (
        "Every top-level file needs a reader: name them in README.md, and add the file to TOP_LEVEL."
    )


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_state_diagram_in_the_map_matches_the_table_of_moves() -> None:
    text = (CLAIMS / "README.md").read_text()
    found = re.search(r"```mermaid\n(.*?)```", text, re.DOTALL)
    assert found, "claims/README.md must contain the state diagram."
    assert found[1] == workflow.mermaid(), (
        "Print it with `manage.py state_diagram` and put it into claims/README.md."
    )


def test_map_names_every_layer() -> None:
    text = (CLAIMS / "README.md").read_text()
    missing = {layer(path) for path in modules(CLAIMS)} - {"__init__"}
    missing = {name for name in missing if f"`{name}" not in text}
    assert not missing, f"claims/README.md is the map, but it does not name {sorted(missing)}."
