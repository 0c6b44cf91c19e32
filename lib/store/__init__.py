"""The workspace: which datasets are in use and the way back; versions that are kept, and who may use them."""

from lib.store.comparison import Comparison
from lib.store.mappings import SavedMapping
from lib.store.not_kept import NotKept
from lib.store.session import SessionStore
from lib.store.store import Store, open_store
from lib.store.version import Status, Version
from lib.store.workspace import Workspace

__all__ = [
    "Comparison",
    "NotKept",
    "SavedMapping",
    "SessionStore",
    "Status",
    "Store",
    "Version",
    "Workspace",
    "open_store",
]
