"""What changed: two versions of the same data side by side, and what other pages say because of it."""

import streamlit as st

from lib.datasets import KINDS
from lib.ui import data, show, two_versions, what_changed
from lib.views.change_sentences import say_changes

council = data.chosen_council()
st.title("What changed")
show.lede("What is new, gone or altered since the version before, and what do the other pages say because of it?")

kind, first, second = two_versions.choose(council)
before, after = two_versions.opened(first), two_versions.opened(second)
what_changed.say_what_they_are_of(before, after)
shown = what_changed.compared(before, after, council)

title = KINDS[kind].title
show.findings(say_changes(shown, title))
show.words_table(what_changed.facts(before, after), "The two versions")
used = [before.provenance, after.provenance]
what_changed.show_findings(shown, before, after, council)
st.header("Row by row")
what_changed.show_tables(shown, used, f"{title}, what changed")
show.sources(*used)
