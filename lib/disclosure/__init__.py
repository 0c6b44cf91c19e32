"""Small numbers of people: rules, protection, and the only type that views and exports accept."""

from lib.disclosure.amounts import with_amounts
from lib.disclosure.audit import Audit
from lib.disclosure.combining import combine, stack
from lib.disclosure.costs import protect_cost
from lib.disclosure.given import with_gaps
from lib.disclosure.ledger import Given, Ledger, Make, coarser
from lib.disclosure.protected import ProtectedTable, require_held, require_protected
from lib.disclosure.protecting import protect, public
from lib.disclosure.rules import RULES, Rule, rule_named
from lib.disclosure.session import audit_together
from lib.disclosure.states import State

__all__ = [
    "RULES",
    "Audit",
    "Given",
    "Ledger",
    "Make",
    "ProtectedTable",
    "Rule",
    "State",
    "audit_together",
    "coarser",
    "combine",
    "protect",
    "protect_cost",
    "public",
    "require_held",
    "require_protected",
    "rule_named",
    "stack",
    "with_amounts",
    "with_gaps",
]
