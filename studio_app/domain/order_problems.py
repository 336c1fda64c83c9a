"""What can go wrong with orders, in words; part of `domain.problems.PROBLEMS`."""

ORDER_PROBLEMS: dict[str, str] = {
    "order_exists": (
        "Order #{number} of {by} was made of this message already. Change that one, or make "
        "another on purpose."
    ),
    "order_changed": "{by} has changed order #{number} meanwhile. Look at it and try again.",
    "no_such_order": "There is no order #{number}.",
}
"""Problem code → English text with what to do."""
