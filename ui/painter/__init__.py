"""Drawing shared by widgets: meters."""
