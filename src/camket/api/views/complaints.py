"""`/api/v1/complaints`: hand in a complaint, and see where one's own stands."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Header, Router

from camket.api.actions import hand_in
from camket.api.answers import outcome_of, standing
from camket.api.gate import caller, own_case, whole_body
from camket.api.shapes import ArrivalKept, CaseOpened, CaseStanding
from camket.arrivals.channels.api import ComplaintBody
from camket.clock import now

router = Router(tags=["complaints"])
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="A name for this one request, such as a UUID. The same again is the same answer.",
    ),
]


def _body() -> dict[str, Any]:
    """The body as OpenAPI describes it. It is not read by the framework: it is stored first."""
    schema = ComplaintBody.model_json_schema()
    schema["properties"]["files"]["items"] = schema.pop("$defs")["File"]
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}}


@router.post(
    "/complaints",
    response={201: CaseOpened, 202: ArrivalKept},
    summary="Hand in what a customer says",
    openapi_extra=_body(),
)
def create(request: HttpRequest, idempotency_key: IdempotencyKey) -> Any:
    """The body is stored before it is read; then it is taken as everything is that arrives."""
    body = whole_body(request)
    arrival = hand_in(caller(request), idempotency_key, body, at=now())
    return outcome_of(arrival, body)


@router.get("/complaints/{number}", response=CaseStanding, summary="Where a case of yours stands")
def show(request: HttpRequest, number: str) -> Any:
    """Only a case that a call of this program opened; 404 for every other."""
    return standing(own_case(request, number))
