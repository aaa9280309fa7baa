"""The report: records and their articles as one self-contained page."""
