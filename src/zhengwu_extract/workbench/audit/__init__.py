"""The audit: figures of one or many documents that cannot all be right."""
