"""Stereotypes: layouts, compiled to plainer Python than Jinja's own.

Jinja looks each name behind a dot up as an attribute and then as a key, asks of whatever is called whether it wants the
context, gives macros their arguments one by one, and makes a safe text of each text before it joins them. Pages are frozen values, and what layouts can call
wants nothing; so what is compiled here reads attributes, calls and joins, which takes half the time. Where that is not
enough (a key behind a dot, `x.y is defined`, any fault), it raises, and `render` sets the page by Jinja's own code.
So a layout means what Jinja says it means.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import lru_cache
from keyword import iskeyword
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from markupsafe import Markup, escape

SAFE = frozenset(["link", "safe"])  # the filters that give safe texts whatever they are given
_OF_MACROS = frozenset(["macro", "missing", "Markup"])  # what a macro's own code uses, beside its arguments


class _Plainer(CodeGenerator):
    """Writes `page.head.title` and `t("key")` as they stand in the layout."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if iskeyword(node.attr) or isinstance(node.node, nodes.Const):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT002  # as above
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(one.key) for one in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for value in (*node.args, *node.kwargs):
            self.visit(value, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro as a function, so that Python sees to its arguments; one that takes any is left to Jinja."""
        names = [one.name for one in macro_ref.node.args]
        takes_any = macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller
        if takes_any or any(iskeyword(name) or name in _OF_MACROS for name in names):
            super().macro_def(macro_ref, frame)
            return
        given = "".join(f"{name}=missing, " for name in names)
        self.write(f"(lambda {given}*, macro=macro: Markup(macro({', '.join(names)})))")

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier, frame: Frame) -> None:
        """A layout that says what is escaped and what is not asks for Jinja's own code."""
        self.fail("escaping is not switched here", node.lineno)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("(" if isinstance(node, nodes.Filter) and node.name in SAFE else "environment.text(")


class Stereotype(jinja2.Environment):
    """The environment of such layouts."""

    code_generator_class = _Plainer

    def __init__(self, **options: Any) -> None:
        super().__init__(optimized=False, **options)  # which folds constants, and layouts hold none
        self._ready: dict[str | jinja2.Template, jinja2.Template] = {}

    def get_template(self, name: str | jinja2.Template, *rest: Any, **named: Any) -> jinja2.Template:
        """The layout of a name, which never changes."""
        if name not in self._ready:
            self._ready[name] = super().get_template(name, *rest, **named)
        return self._ready[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every layout knows, in one place, where it is found sooner than in Jinja's chain."""
        return {**self.globals, **(d or {})}

    @staticmethod
    def text(value: object) -> str:
        """A value as it stands in HTML."""
        if type(value) is str:
            return _escaped(value)
        return value if isinstance(value, Markup) else escape(value)


@lru_cache(maxsize=20_000)
def _escaped(text: str) -> str:
    return escape(text)
