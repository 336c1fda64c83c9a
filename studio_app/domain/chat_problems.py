"""What can go wrong with chat and buyers, in words; part of `domain.problems.PROBLEMS`."""

CHAT_PROBLEMS: dict[str, str] = {
    "no_such_message": "There is no message {row} any more; it may be older than what is kept.",
    "chat_erased": "That message was erased with its writer's data.",
    "chat_hidden": "That message is hidden. Show it again first.",
    "chat_nothing_pinned": "Nothing is pinned on {booth}.",
    "chat_cannot_send": (
        "{source} cannot write into its chat. Copy the text and answer in the platform's own app."
    ),
    "chat_cannot_send_private": (
        "{source} cannot write to one viewer alone. Copy the text and answer in the platform's own "
        "app."
    ),
    "chat_hidden_here": (
        "Hidden here, but {source} did not hide it on the platform: {detail} Hide it there."
    ),
    "chat_shown_here": (
        "Shown here again, but {source} did not show it on the platform: {detail} Show it there."
    ),
    "no_such_buyer": "There is no buyer {buyer} any more.",
    "buyers_not_for": "Buyers are shown only to those who handle orders, not to {role}.",
}
"""Problem code → English text with what to do."""
