"""Interchange: annotated documents to and from the formats of annotation tools, one file a format."""
