"""Between the client's mirror and the widgets: typed reads, and news for those it concerns."""
