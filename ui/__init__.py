"""The windows: Qt widgets, clients of a studio server like any other."""
