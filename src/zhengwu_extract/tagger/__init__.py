"""The tagger: a token classifier that reads a sentence once for each of its quantities.

window (what it sees) → encode (arrays) → runtime (scores) → decode (spans) → join (with what the rules chose).
Nothing here imports torch but model.py, which only training loads.
"""


class TaggerError(Exception):
    """A model that cannot be loaded or does not fit; the message names the file and what to do."""
