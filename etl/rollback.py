"""Turns a source back to an edition it charted before, or forward again; the editions themselves all stay."""

from __future__ import annotations

import time

from sqlalchemy.engine import URL

from etl import charting, pipeline
from etl.card import Card, read_card
from etl.editions import Edition, Shelf, State
from etl.inputs import Inputs
from etl.refresh import Result
from etl.weighing import refusal_words
from mineaction.editions import SHIPPED, Outcome, now
from mineaction.errors import CannotRollBack, RefreshCancelled

BY_HAND = "added by hand"
"""How an edition came that people read and typed."""


def number_of(edition_id: str) -> int:
    """The running number an edition's id begins with, whether or not it is lost; 0 came with the project."""
    return 0 if edition_id == SHIPPED else int(edition_id.split("-")[0])


def edition_before(shelf: Shelf, card: Card, edition_id: str) -> str:
    """The edition charted before this one: the last below it that is neither held back nor rolled back.

    Raises CannotRollBack where there is none.
    """
    key, number = card.source_key, number_of(edition_id)
    if edition_id == SHIPPED:
        reason = "it charts what came with the project, and there is nothing before that"
        raise CannotRollBack(key, reason, f"python -m etl history {key} lists what was tried")
    below = [
        edition.edition_id
        for edition in shelf.loadable(key)
        if edition.number < number and edition.name not in shelf.state.left
    ]
    if below:
        return below[-1]
    if card.files:
        return SHIPPED
    reason = f"it charts {edition_id}, and came without figures, so there is nothing before that"
    step = f"To take its figures out: python -m etl rollback {key} --to {SHIPPED}"
    raise CannotRollBack(key, reason, step)


def named(shelf: Shelf, card: Card, given: str) -> str:
    """The id of an edition given as ``shipped``, an id, or the beginning of one. Raises UnknownEdition."""
    if given == SHIPPED:
        return SHIPPED
    return shelf.edition(card.source_key, given).edition_id


def accept_words(edition: Edition) -> str:
    """How an edition that is held back is charted nevertheless."""
    asked = f"refresh {edition.source_key}"
    if edition.how == BY_HAND:
        asked = f"add {edition.source_key} FILE" + ("" if edition.builds_on else " --replace")
    return f'If it is right: python -m etl {asked} --accept "why"'


def roll_back(
    inputs: Inputs, url: URL, source_key: str, to: str = "", step: pipeline.Progress = pipeline.no_progress
) -> Result:
    """Chart another edition of one source: ``to``, or the one charted before.

    Raises RefreshRunning, EditionStoreUnusable, UnknownEdition, CannotRollBack and CardProblem; what else
    fails is a result. The state and the database are then as they were.
    """
    store, began = inputs.store, time.monotonic()
    with store.only_one():
        before = store.state()
        shelf = store.shelf(before)
        card = read_card(inputs.sources / source_key)
        charted = shelf.charted(source_key)
        target = named(shelf, card, to) if to else edition_before(shelf, card, charted)
        if target != SHIPPED and (edition := shelf.edition(source_key, target)).name in before.held:
            raise CannotRollBack(source_key, f"{target} is held back", accept_words(edition))
        if target == charted:
            result = Result(source_key, Outcome.NOTHING_NEW, f"{target} is what is charted already", target)
            after = before
        else:
            words = f"from {charted} to {target}"
            result = Result(source_key, Outcome.ROLLED_BACK, words, target)
            after = _turned(shelf, source_key, charted, target)
        try:
            if after is not before or charting.is_behind(url, before):
                charting.chart(inputs, url, before, after, step)
        except pipeline.RefusedWithReport as refused:
            errors = refused.report.errors
            result = Result(source_key, Outcome.REFUSED, refusal_words(errors), findings=errors)
        except charting.CANNOT_CHART as error:
            result = Result(source_key, Outcome.REFUSED, charting.why(error, url))
        except RefreshCancelled as error:
            result = Result(source_key, Outcome.CANCELLED, str(error))
        result.seconds = time.monotonic() - began
        if target != charted:
            store.note(result.attempt(now()))
    return result


def _turned(shelf: Shelf, source_key: str, charted: str, target: str) -> State:
    """The state with ``target`` charted; one that was turned back from is marked as left."""
    after = shelf.state.charting(source_key, target)
    is_back = number_of(target) < number_of(charted)
    return after.leaving(source_key, charted) if is_back else after
