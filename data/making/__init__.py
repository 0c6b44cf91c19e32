"""How the built-in samples are made up: assumptions, places, people, homes and care."""
