"""Small numbers of people: rules, protection, and the only type that views and exports accept."""

from lib.disclosure.protected import ProtectedTable, require_protected
from lib.disclosure.protecting import protect, public
from lib.disclosure.rules import RULES, Rule, rule_named
from lib.disclosure.states import State

__all__ = [
    "RULES",
    "ProtectedTable",
    "Rule",
    "State",
    "protect",
    "public",
    "require_protected",
    "rule_named",
]
