"""One module for each kind of dataset: how it is known and how it is read."""
