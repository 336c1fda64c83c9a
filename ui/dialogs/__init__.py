"""Pages and dialogs of settings; the only windows that may stand before others."""
