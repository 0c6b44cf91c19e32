"""The workspace: which datasets are in use, and the way back."""

from lib.store.workspace import Workspace

__all__ = ["Workspace"]
