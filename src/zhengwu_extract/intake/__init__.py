"""From files to documents: readers, page body, encodings; then the folded view and the segments."""
