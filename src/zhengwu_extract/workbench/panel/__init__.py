"""The panel: region x period x indicator, from the records of many documents."""
