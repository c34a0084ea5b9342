"""The description holds: what a program makes from it is answered as it says."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mineaction.exhibits import registry
from mineaction.queries.api.listings import BY_NAME
from tests.api.client import Client

DESCRIPTION = "/api/v1/openapi.json"
AS_SAID = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
VALUES = [f"/api/v1/{name}/{{filter}}.json" for name in BY_NAME]
EVERYTHING = "/api/v1/everything.zip"
PLAIN = ["/healthz", "/readyz", "/api/v1", DESCRIPTION, "/api/v1/charts"]
TABLES = [f"/api/v1/{name}.{ending}" for name in BY_NAME for ending in ("json", "csv")]
CHARTS = [f"/api/v1/charts/{kind.name}{ending}" for kind in registry.KINDS for ending in ("", ".{format}")]
EMBEDS = [f"/embed/{kind.name}" for kind in registry.FIGURES]


def some(examples: int) -> Any:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def described(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get(DESCRIPTION).json()
    return found


@pytest.fixture(scope="module")
def schema(described: dict[str, Any]) -> Any:
    return schemathesis.openapi.from_dict(described)


def ask(
    schema: Any, served: str, address: str, examples: int, mode: GenerationMode, checks: list[Any]
) -> None:
    """Ask one address with made-up choices, and hold the answers against the description."""

    @given(data=st.data())
    @some(examples)
    def each(data: st.DataObject) -> None:
        case = data.draw(schema[address]["GET"].as_strategy(generation_mode=mode))
        if "format" in case.path_parameters:
            case.path_parameters["format"] = data.draw(st.sampled_from(["csv", "json"]))
        answer = case.call(base_url=served)
        # Too long an address is refused as well, which the check of refusals does not know.
        held_to = AS_SAID if answer.status_code == 414 else checks
        case.validate_response(answer, checks=held_to)

    each()


def test_every_address_and_every_status_is_described(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {*PLAIN, *VALUES, EVERYTHING, *TABLES, *CHARTS, *EMBEDS}
    ids = [path["get"]["operationId"] for path in described["paths"].values()]
    assert len(ids) == len(set(ids))
    for address, path in described["paths"].items():
        responses = set(path["get"]["responses"])
        assert "405" in responses
        assert address in ("/healthz", "/readyz") or {"304", "400", "414", "429", "503", "504"} <= responses
        assert all(one["description"] and one["schema"] for one in path["get"].get("parameters", []))


@pytest.mark.parametrize("address", [*PLAIN, *VALUES, EVERYTHING])
def test_plain_addresses_answer_as_described(schema: Any, served: str, address: str) -> None:
    ask(schema, served, address, 1, GenerationMode.POSITIVE, AS_SAID)


@pytest.mark.parametrize("address", TABLES)
def test_tables_answer_as_described(schema: Any, served: str, address: str) -> None:
    ask(schema, served, address, 10, GenerationMode.POSITIVE, AS_SAID)
    ask(schema, served, address, 10, GenerationMode.NEGATIVE, [*AS_SAID, negative_data_rejection])


@pytest.mark.parametrize("address", [*CHARTS, *EMBEDS])
def test_charts_answer_as_described(schema: Any, served: str, address: str) -> None:
    ask(schema, served, address, 2, GenerationMode.POSITIVE, AS_SAID)
    ask(schema, served, address, 1, GenerationMode.NEGATIVE, AS_SAID)
