"""What can go wrong with plugins, in words; part of `domain.problems.PROBLEMS`."""

PLUGIN_PROBLEMS: dict[str, str] = {
    # which there are
    "no_such_plugin": "There is no plugin {plugin}. There is: {plugins}.",
    "no_such_instance": "Nothing called {instance} is set up. There is: {instances}.",
    "instance_exists": "{instance} is set up already. Choose another id.",
    "plugin_api": (
        "“{plugin}” was written for version {api} of the plugin interface, this BoothDeck has "
        "{ours}. Get the version of it that fits, or update BoothDeck."
    ),
    "plugin_missing": (
        "“{plugin}” needs {requires}, which BoothDeck does not bring. Install it, then look for "
        "plugins again: {command}"
    ),
    "plugin_missing_licence": (
        "“{plugin}” needs {requires}, which BoothDeck does not bring and which has terms of its "
        "own: {licence} If you accept them, install it, then look for plugins again: {command}"
    ),
    "plugin_twice": (
        "The plugin {plugin} is there twice: the one in {used} is used, not the one in {other}. "
        "Remove one of them."
    ),
    # how it is set up
    "plugin_setting": "{instance}: {field}: {detail}",
    "plugin_secrets_gone": (
        "The secrets of {instance} were kept for a day after it was removed, and are gone. Add it "
        "anew and enter {secrets}."
    ),
    "plugin_no_booth": "{instance}: booth: choose which booth it belongs to. There is: {booths}.",
    "plugin_unused": "This version of BoothDeck does nothing yet with plugins for {kind}.",
    # its process
    "plugin_unusable": (
        "“{plugin}” cannot be loaded: {detail}. Mend it, then restart it; its log has the details."
    ),
    "plugin_not_started": "“{plugin}” cannot be started: {detail}. It is tried again.",
    "plugin_ended": (
        "“{plugin}” ended by itself ({detail}). It is started again; its log has the details."
    ),
    "plugin_hung": (
        "“{plugin}” did not answer for {seconds} s. It was ended and is started again; its log "
        "says where it hung."
    ),
    "plugin_memory": (
        "“{plugin}” took more than {limit} MB of memory. It was ended and is started again."
    ),
    "plugin_nonsense": "“{plugin}” said what nobody understands ({detail}). It is started again.",
    # one that is set up
    "plugin_refused": "{detail}",
    "plugin_later": "The service asks for patience: {detail}",
    "plugin_lost": "The connection was lost: {detail}. It is tried again.",
    "plugin_offline": "Not live now: {detail}. It is asked again.",
    "plugin_fault": "A fault of the plugin: {detail}. It is tried again; its log has the details.",
    # calls
    "plugin_not_there": "{instance} cannot do that now: {detail}.",
    "plugin_cannot": "{instance} has no way to do that.",
    "plugin_slow": "{instance} did not answer within {seconds} s.",
    "too_many_calls": "More calls for {instance} than {limit} a second. Slow down.",
}
"""Problem code → English text with what to do."""
