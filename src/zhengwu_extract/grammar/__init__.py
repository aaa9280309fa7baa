"""Numbers, quantities, times, places and cue words in a text: each a list of rules beside their examples."""
