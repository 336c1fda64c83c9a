"""The list of actions and the OpenAPI page, both written out of the one table of actions."""

import inspect

import msgspec

from studio_app.domain.access import SignedIn
from studio_app.domain.actions import ALL_ACTIONS, NOT_UNDOABLE, Action, secret_fields
from studio_app.domain.health import HealthPage
from studio_app.domain.orders import OrderStatus
from studio_app.domain.roles import Role
from studio_app.server.replies import ProblemBody

Schema = dict[str, object]

NULL = msgspec.Raw(b"null")
_REF = "#/components/schemas/{name}"


class ListedAction(msgspec.Struct, frozen=True, kw_only=True):
    """An action as `GET /api/actions` lists it."""

    name: str
    role: Role
    allowed: bool
    """Whether whoever asks may do it."""
    summary: str
    doc: str
    parameters: msgspec.Raw
    """JSON schema of the parameters."""
    result: msgspec.Raw
    inverse: str | None
    """The action that reverses it; null when nothing does."""
    long: bool
    secret: tuple[str, ...]
    """Parameters that no log may show."""


class ActionBody(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `POST /api/actions/NAME`."""

    request_id: str
    result: msgspec.Raw
    """JSON of the action's own result type."""
    undo: "UndoBody | None" = None
    job: str | None = None
    """Set when it goes on as this job; the record of that id tells the rest."""


class UndoBody(msgspec.Struct, frozen=True, kw_only=True):
    """What to post to reverse an action."""

    name: str
    params: msgspec.Raw


class BlobBody(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `POST /api/blobs`."""

    blob: str
    size: int


class StateRecord(msgspec.Struct):
    """One record as `GET /api/state` shows it; the key begins with its kind."""

    key: tuple[str, ...]
    value: msgspec.Raw


class StateBody(msgspec.Struct):
    """The answer to `GET /api/state`."""

    revision: int
    records: list[StateRecord]


class SignInBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body of `POST /api/sign-in`."""

    name: str
    pin: str

    def __repr__(self) -> str:
        return f"SignInBody(name={self.name!r}, pin=•••)"


class ServerBody(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `GET /api/server`: all that is said to anybody."""

    name: str
    id: str
    version: str
    protocol: int
    needs_first_user: bool


def list_actions(role: Role) -> list[ListedAction]:
    """All actions, by name."""
    return [
        ListedAction(
            name=name,
            role=action.ROLE,
            allowed=role.allows(action.ROLE),
            summary=summary(action),
            doc=inspect.getdoc(action) or "",
            parameters=_alone(action),
            result=_alone(action.RESULT),
            inverse=None if action.INVERSE == NOT_UNDOABLE else action.INVERSE,
            long=action.LONG,
            secret=tuple(sorted(secret_fields(action))),
        )
        for name, action in sorted(ALL_ACTIONS.items())
    ]


def summary(action: type[Action]) -> str:
    """The first line of its docstring."""
    return (inspect.getdoc(action) or action.NAME).splitlines()[0]


def openapi(server_name: str, version: str) -> Schema:
    """The OpenAPI 3.1 document of the HTTP side."""
    names = sorted(ALL_ACTIONS)
    bodies: tuple[object, ...] = (
        ProblemBody,
        ActionBody,
        BlobBody,
        SignInBody,
        SignedIn,
        ServerBody,
        ListedAction,
        StateBody,
        HealthPage,
    )
    types = [
        *bodies,
        *(ALL_ACTIONS[name] for name in names),
        *(ALL_ACTIONS[n].RESULT for n in names),
    ]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    count = len(bodies)
    problem, acted, blob, sign_in, signed_in, server, listed, state, health = schemas[:count]
    params, results = schemas[count : count + len(names)], schemas[count + len(names) :]
    failed: Schema = {"default": _answer("What went wrong, and what to do", problem)}
    figures: Schema = {
        "summary": "What a booth's figures were: frames, line, processor, disk, sound.",
        "operationId": "health",
        "parameters": _HEALTH_QUERY,
        "responses": {"200": _answer("The rows, oldest first", health), **failed},
    }
    rows: Schema = {
        "description": "The rows, oldest first",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
    chat: Schema = {
        "summary": "What viewers wrote, as CSV; the filters are those of chat.search.",
        "operationId": "chat_csv",
        "parameters": _CHAT_QUERY,
        "responses": {"200": rows, **failed},
    }
    orders: Schema = {
        "summary": "Orders as CSV, a row for each line; the filters are those of order.find.",
        "operationId": "orders_csv",
        "parameters": _ORDERS_QUERY,
        "responses": {"200": rows, **failed},
    }
    hook: Schema = {
        "summary": "A service calls a plugin, which judges by itself whether to believe it.",
        "security": [],
        "parameters": [_INSTANCE],
        "responses": {"default": {"description": "What the plugin answers, or what went wrong"}},
    }
    paths: Schema = {
        "/api/server": {
            "get": {
                "summary": "Who answers here.",
                "operationId": "server",
                "security": [],
                "responses": {"200": _answer("The server", server), **failed},
            }
        },
        "/api/sign-in": {
            "post": {
                "summary": "Exchange name and PIN for a token.",
                "operationId": "sign_in",
                "security": [],
                "requestBody": _body(sign_in),
                "responses": {"200": _answer("The token", signed_in), **failed},
            }
        },
        "/api/feed": {
            "get": {
                "summary": "The live feed: a WebSocket of MessagePack frames.",
                "operationId": "feed",
                "responses": {"101": {"description": "The feed begins"}, **failed},
            }
        },
        "/api/state": {
            "get": {
                "summary": "All state records that the role may see.",
                "operationId": "state",
                "responses": {"200": _answer("The records", state), **failed},
            }
        },
        "/api/health/{booth}": {"get": figures},
        "/api/chat.csv": {"get": chat},
        "/api/orders.csv": {"get": orders},
        "/api/hooks/{instance}": {
            "post": {**hook, "operationId": "hook"},
            "get": {**hook, "operationId": "hook_get"},
        },
        "/api/actions": {
            "get": {
                "summary": "Every action with its parameters and role.",
                "operationId": "actions",
                "responses": {
                    "200": _answer("The actions", {"type": "array", "items": listed}),
                    **failed,
                },
            }
        },
        "/api/blobs": {
            "post": {
                "summary": "Hand over a file; actions take the id that is returned.",
                "operationId": "blob",
                "requestBody": {
                    "required": True,
                    "content": {"application/octet-stream": {"schema": {"type": "string"}}},
                },
                "responses": {"201": _answer("The file's id", blob), **failed},
            }
        },
    }
    for name, parameters, result in zip(names, params, results, strict=True):
        action = ALL_ACTIONS[name]
        done: Schema = {"allOf": [acted, {"properties": {"result": result}}]}
        answers: Schema = {"202": _answer("A job now", acted)} if action.LONG else {}
        operation: Schema = {
            "summary": summary(action),
            "description": f"{inspect.getdoc(action)}\n\nNeeds {action.ROLE} or above.",
            "operationId": name,
            "parameters": _HEADERS,
            "requestBody": _body(parameters),
            "responses": {"200": _answer("Done", done), **answers, **failed},
        }
        paths[f"/api/actions/{name}"] = {"post": operation}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"BoothDeck server {server_name}",
            "version": version,
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


_INSTANCE: Schema = {
    "name": "instance",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
}
_HEALTH_QUERY: list[Schema] = [
    {"name": "booth", "in": "path", "required": True, "schema": {"type": "string"}},
    {
        "name": "hours",
        "in": "query",
        "schema": {"type": "number", "exclusiveMinimum": 0, "maximum": 72, "default": 1},
        "description": "So far back from now; instead of since.",
    },
    {"name": "since", "in": "query", "schema": {"type": "string", "format": "date-time"}},
    {"name": "until", "in": "query", "schema": {"type": "string", "format": "date-time"}},
    {
        "name": "every",
        "in": "query",
        "schema": {"enum": [10, 60]},
        "description": "Seconds that a row is of; the finest kept, when left out.",
    },
    {"name": "format", "in": "query", "schema": {"enum": ["json", "csv"], "default": "json"}},
]

_CSV_QUERY: list[Schema] = [
    {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1},
        "description": "The newest so many; all, when left out.",
    },
    {
        "name": "phones",
        "in": "query",
        "schema": {"enum": ["masked", "whole"], "default": "masked"},
        "description": "Whole only for those who handle orders; the audit tells of it.",
    },
]
_CHAT_QUERY: list[Schema] = [
    {"name": "query", "in": "query", "schema": {"type": "string"}},
    {"name": "booth", "in": "query", "schema": {"type": "string"}},
    {"name": "service", "in": "query", "schema": {"type": "string"}},
    {"name": "kind", "in": "query", "schema": {"type": "string"}},
    {"name": "since", "in": "query", "schema": {"type": "string", "format": "date-time"}},
    {"name": "until", "in": "query", "schema": {"type": "string", "format": "date-time"}},
    {"name": "hidden", "in": "query", "schema": {"enum": ["yes", "no"], "default": "yes"}},
    *_CSV_QUERY,
]
_ORDERS_QUERY: list[Schema] = [
    {"name": "query", "in": "query", "schema": {"type": "string"}},
    {"name": "booth", "in": "query", "schema": {"type": "string"}},
    {"name": "status", "in": "query", "schema": {"enum": [each.value for each in OrderStatus]}},
    {"name": "since", "in": "query", "schema": {"type": "string", "format": "date-time"}},
    *_CSV_QUERY,
]

_HEADERS: list[Schema] = [
    {
        "name": "X-Request-Id",
        "in": "header",
        "schema": {"type": "string", "maxLength": 80, "pattern": "[A-Za-z0-9_.:-]+"},
        "description": "Your own id: the same one again gets the same answer, never a second act.",
    },
    {
        "name": "X-Not-After",
        "in": "header",
        "schema": {"type": "string", "format": "date-time"},
        "description": "Server time after which it must not be started any more.",
    },
    {
        "name": "X-Confirmed",
        "in": "header",
        "schema": {"type": "boolean"},
        "description": "A person was shown what will happen and said yes.",
    },
]


def _body(schema: Schema) -> Schema:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _answer(description: str, schema: Schema) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _alone(type_: object) -> msgspec.Raw:
    """A schema that stands by itself, with what it refers to beside it, as JSON."""
    return msgspec.Raw(msgspec.json.encode(msgspec.json.schema(type_)))
