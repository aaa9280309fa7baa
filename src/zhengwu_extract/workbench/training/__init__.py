"""Training the tagger: word vectors → pretrain → silver → gold → pack. Needs the ``train`` extra.

texts and examples (what is learned from) → batches → loop (one stage) → stages (the three of them) → export (the pack).
"""

from .. import WorkbenchError


class TrainingError(WorkbenchError):
    """Training that cannot start or go on; the message says what was wrong and what to do."""
