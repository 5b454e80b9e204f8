"""The rule that nothing at module level is mutable, as far as a syntax tree can tell.

A table of constants may be a dict or a set with an upper-case name, as long as nothing in its module changes it.
"""

import ast
from collections.abc import Iterator

from dev.source import Source, dotted

_MAKERS = frozenset(
    {"list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "Counter", "deque", "ChainMap"}
    | {"WeakValueDictionary", "WeakKeyDictionary", "WeakSet", "count", "cycle", "Lock", "RLock", "Event", "local"}
)
_CHANGERS = frozenset(
    {"append", "extend", "insert", "remove", "pop", "popitem", "clear", "update", "setdefault", "add", "discard"}
    | {"sort", "reverse", "appendleft", "popleft", "intersection_update", "difference_update"}
)


def mutable_module_state(source: Source) -> Iterator[tuple[int, str]]:
    """Module-level containers that are, or look as if they were to be, changed; and `global`."""
    if not source.path.startswith(("src/", "dev/", "benchmarks/")) or source.generated:
        return
    changed = _changed_names(source.tree)
    for node, name, value in _assignments(source.tree):
        if not _is_mutable(value):
            continue
        if name == "__all__" or (_is_constant(name) and not _is_empty(value) and name not in changed):
            continue
        yield node.lineno, f"{name} is mutable state of the module: put it into an object that somebody makes"
    for inner in ast.walk(source.tree):
        if isinstance(inner, ast.Global):
            yield inner.lineno, f"global {', '.join(inner.names)}: put it into an object that somebody makes"


def _assignments(tree: ast.Module) -> Iterator[tuple[ast.stmt, str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield node, target.id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node, node.target.id, node.value


def _is_mutable(value: ast.expr) -> bool:
    if isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp):
        return True
    return isinstance(value, ast.Call) and dotted(value.func).rpartition(".")[2] in _MAKERS


def _is_empty(value: ast.expr) -> bool:
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.List | ast.Set):
        return not value.elts
    # dict(...), list(...) and set(...) of something are tables; every other container is made to be changed.
    return isinstance(value, ast.Call) and (dotted(value.func) not in ("dict", "list", "set") or not value.args)


def _is_constant(name: str) -> bool:
    return name.strip("_").isupper()


def _changed_names(tree: ast.Module) -> set[str]:
    """Names of containers that something in the module writes into."""
    changed: set[str] = set()
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign | ast.Delete):
            targets = list(node.targets)
        elif isinstance(node, ast.AugAssign):
            targets = [node.target]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGERS:
            changed.add(dotted(node.func.value))
        changed |= {dotted(target.value) for target in targets if isinstance(target, ast.Subscript)}
        if isinstance(node, ast.AugAssign):
            changed.add(dotted(node.target))
    return changed
