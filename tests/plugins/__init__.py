"""Every plugin that ships, run against a local server that speaks its service's protocol."""
