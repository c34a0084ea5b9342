"""The briefing: figures added below their cards, then ordered, named, kept, restored and made into a file."""

from __future__ import annotations

import io
import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.export.pack import briefing as operations
from mineaction.export.pack.briefing import Briefing, Item
from mineaction.ui import briefing_pack
from mineaction.ui.briefing_kept import MOST_STEPS, Desk
from tests.pages.seen import lead_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run

PAGE = "briefing"
TWO = (
    Item("funding_over_time", (("series", "us_cwd"),)),
    Item("funding_over_time", (("series", "lm_world"),), title="The world"),
)


def with_figures(page: AppTest, *items: Item) -> AppTest:
    """The page with these figures on the desk."""
    page.session_state["briefing_desk"] = Desk(Briefing("For the committee", items))
    return page.run()


def desk_of(page: AppTest) -> Desk:
    desk: Desk = page.session_state["briefing_desk"]
    return desk


def titles(page: AppTest) -> list[str]:
    """The numbered titles of the list."""
    return [
        part.value.strip("*") for part in page.markdown if part.value.startswith("**") and ". " in part.value
    ]


def test_an_empty_briefing_says_how_to_fill_it(alone: Run) -> None:
    page = alone(PAGE)
    assert not page.exception and not page.warning
    assert "Nothing yet" in lead_of(page)
    assert "Add to briefing" in page.info[0].value
    assert not page.get("download_button"), "there is nothing to save"


def test_a_figure_is_added_with_its_view_and_the_button_says_where_it_stands(alone: Run) -> None:
    page = alone("funding_over_time", {"series": "us_cwd_country", "recipient": "Iraq"})
    button = page.button(key="brief_funding_over_time")
    assert button.label == "Add to briefing"
    button.click().run()
    assert not page.exception
    (item,) = desk_of(page).briefing.items
    assert item.name == "funding_over_time"
    assert {("series", "us_cwd_country"), ("recipient", "Iraq"), ("as_funding_over_time", "chart")} <= {
        *item.choices
    }
    assert item.data_version
    assert page.button(key="brief_funding_over_time").label == "In the briefing (1)"
    assert "Figure 1 of 1" in page.toast[0].value
    page.button(key="brief_funding_over_time").click().run()
    assert len(desk_of(page).briefing.items) == 1, "the same figure is not added twice"
    page.selectbox(key="funding_over_time_recipient_us_cwd_country").set_value("Angola").run()
    assert page.button(key="brief_funding_over_time").label == "Add to briefing", (
        "another view is another figure"
    )


def test_figures_are_listed_with_titles_pages_and_choices(alone: Run) -> None:
    page = with_figures(alone(PAGE), *TWO)
    assert not page.exception and not page.warning
    assert titles(page)[1] == "2. The world" and titles(page)[0].startswith("1. ")
    words = " ".join(caption.value for caption in page.caption)
    assert "Funding over time" in words and "Series" in words
    assert "2 figures from 1 page" in lead_of(page)
    assert not page.get("plotly_chart"), "no figure is drawn before it is wanted"


def test_order_titles_notes_and_undo(alone: Run) -> None:
    page = with_figures(alone(PAGE), *TWO)
    assert page.button(key="item_up_0").disabled and page.button(key="item_down_1").disabled
    page.button(key="item_down_0").click().run()
    assert titles(page)[0] == "1. The world"
    page.session_state["item_more_0"] = True
    page.run()
    assert len(page.get("plotly_chart")) == 1
    page.text_input(key="item_title_0").set_value("All donors").run()
    page.text_area(key="item_note_0").set_value("Up to 2023.").run()
    item = desk_of(page).briefing.items[0]
    assert (item.title, item.note) == ("All donors", "Up to 2023.")
    page.text_input(key="briefing_title").set_value("Another title").run()
    page.button(key="item_remove_1").click().run()
    assert titles(page) == ["1. All donors"]
    page.button(key="briefing_clear").click().run()
    assert "Nothing yet" in lead_of(page)
    for _ in range(6):
        page.button(key="briefing_undo").click().run()
    assert not page.exception
    assert desk_of(page).briefing == Briefing("For the committee", TWO), "every step has been taken back"
    assert page.button(key="briefing_undo").disabled


def test_a_table_is_added_looked_at_and_packed(alone: Run) -> None:
    from pptx import Presentation

    page = alone("country", {"recipient": "Andorra"})
    page.button(key="brief_country_treaties").click().run()
    assert not page.exception
    (item,) = desk_of(page).briefing.items
    assert (item.name, item.choices) == ("country_treaties", (("recipient", "Andorra"),))
    assert page.button(key="brief_country_treaties").label == "In the briefing (1)"
    page = with_figures(alone(PAGE), item)
    page.session_state["item_more_0"] = True
    page.run()
    assert not page.exception and not page.warning
    (preview,) = page.dataframe
    assert list(preview.value["Treaty"]) == ["Ottawa Convention", "Convention on Cluster Munitions"]
    page.button(key="briefing_make").click().run(timeout=60)
    assert not page.exception and not page.error
    deck = Presentation(io.BytesIO(page.session_state["briefing_made"].file))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert [table.cell(0, 0).text for table in tables] == ["Treaty"]


def test_a_figure_that_cannot_be_opened_and_one_of_older_data_say_so(alone: Run) -> None:
    wrong = Item("funding_over_time", (("series", "no_such"),))
    older = Item("funding_over_time", (("series", "us_cwd"),), data_version="0000")
    page = with_figures(alone(PAGE), wrong, older, Item("no_figure"))
    assert not page.exception
    assert len(page.warning) == 2 and "no\\_such" in page.warning[0].value
    assert any("Added with data version 0000" in caption.value for caption in page.caption)
    assert "1 added with another data version" in lead_of(page)


def test_saving_and_restoring(alone: Run) -> None:
    page = with_figures(alone(PAGE), *TWO)
    saved = operations.to_json(desk_of(page).briefing)
    page.button(key="briefing_clear").click().run()
    page.file_uploader(key="briefing_restore").upload("mine.json", saved, "application/json").run()
    assert not page.exception
    assert desk_of(page).briefing == Briefing("For the committee", TWO)
    assert "is restored" in page.success[0].value


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "no JSON"),
        (b"[]", "no briefing"),
        (json.dumps({"schema": 1, "items": [{"name": 3}]}).encode(), "Figure 1"),
    ],
)
def test_a_bad_file_is_told_by_name_and_place_and_changes_nothing(
    content: bytes, told: str, alone: Run
) -> None:
    page = with_figures(alone(PAGE), *TWO)
    page.file_uploader(key="briefing_restore").upload("odd.json", content, "application/json").run()
    assert not page.exception
    said = page.error[0].value.replace("\\", "")
    assert "odd.json" in said and told in said
    assert desk_of(page).briefing.items == TWO


def test_a_ready_made_pack_takes_the_place_of_the_briefing_and_can_be_undone(alone: Run) -> None:
    page = with_figures(alone(PAGE), *TWO)
    for kind, least in (("overview", 8), ("claims", 3), ("country", 3), ("policy", 3)):
        page.segmented_control(key="ready_kind").set_value(kind).run()
        page.button(key="ready_use").click().run()
        assert not page.exception
        assert len(desk_of(page).briefing.items) >= least
    for _ in range(4):
        page.button(key="briefing_undo").click().run()
    assert desk_of(page).briefing.items == TWO


def test_a_ready_made_pack_leaves_out_what_is_not_held_and_says_so_in_one_line(alone: Run) -> None:
    """Broken figures stood in the list under names such as “country mine free”, and were counted."""
    page = alone(PAGE)
    page.segmented_control(key="ready_kind").set_value("country").run()
    page.selectbox(key="ready_country").set_value("Iraq").run()
    page.button(key="ready_use").click().run()
    assert not page.exception and not page.warning
    assert "3 figures and 6 tables from 1 page" in lead_of(page)
    (said,) = (part.value for part in page.caption if part.value.startswith("Left out"))
    assert "Free of mines" in said and "Casualties by year" in said


def test_the_ready_made_country_is_the_one_just_read(alone: Run) -> None:
    """From the page of Ukraine, the pack of one country began with Afghanistan."""
    page = alone("country", {"recipient": "Ukraine"})
    briefing = alone(PAGE)
    briefing.session_state["kept"] = page.session_state["kept"]
    briefing.segmented_control(key="ready_kind").set_value("country").run()
    assert briefing.selectbox(key="ready_country").value == "Ukraine"


def test_the_ready_made_policy_is_the_newest_us_decision_on_use(alone: Run) -> None:
    """It began with Croatia's declaration, and set US obligations around it."""
    page = alone(PAGE)
    page.segmented_control(key="ready_kind").set_value("policy").run()
    assert page.selectbox(key="ready_policy").value == "EV-20251202"
    page.selectbox(key="ready_policy").set_value("EV-20260227").run()
    page.button(key="ready_use").click().run()
    names = [item.name for item in desk_of(page).briefing.items]
    assert "policy_events" in names and "around_policy" not in names


def test_the_pack_is_made_and_offered_and_goes_when_the_briefing_changes(alone: Run) -> None:
    from pptx import Presentation

    page = with_figures(alone(PAGE), *TWO)
    page.button(key="briefing_make").click().run(timeout=60)
    assert not page.exception and not page.error
    made = page.session_state["briefing_made"]
    assert len(Presentation(io.BytesIO(made.file)).slides) > len(TWO)
    labels = [button.proto.label for button in page.get("download_button")]
    assert any(label.startswith("Download the PPTX") for label in labels)
    page.button(key="item_down_0").click().run()
    assert "briefing_made" not in page.session_state


def test_a_pack_that_cannot_be_made_says_why(alone: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from mineaction.errors import RenderingFailed

    def fails(*asked: Any, **more: Any) -> bytes:
        raise RenderingFailed("it did not answer")

    monkeypatch.setattr(briefing_pack, "maker", lambda ending: fails)
    page = with_figures(alone(PAGE), *TWO)
    page.button(key="briefing_make").click().run()
    assert "it did not answer" in page.error[0].value


def test_only_the_last_steps_are_kept() -> None:
    desk = Desk()
    for number in range(MOST_STEPS + 5):
        desk.change(partial(operations.rename, title=str(number)))
    for _ in range(MOST_STEPS + 5):
        desk.undo()
    assert desk.briefing.title == "4"


def test_a_full_briefing_says_so() -> None:
    desk = Desk(Briefing("Full", TWO * (operations.MOST_ITEMS // 2)))
    desk.change(lambda held: operations.add(held, TWO[0]))
    assert "at most" in desk.problems[0]


def test_what_nobody_foresaw_is_told_too(alone: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*asked: Any, **more: Any) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(briefing_pack, "maker", lambda ending: fails)
    page = with_figures(alone(PAGE), *TWO)
    page.button(key="briefing_make").click().run()
    assert not page.exception
    assert "PPTX could not be made (ZeroDivisionError)" in page.error[0].value


def test_a_file_that_was_cancelled_is_not_offered(alone: Run) -> None:
    page = with_figures(alone(PAGE), *TWO)
    page.button(key="briefing_make").click().run(timeout=60)
    page.session_state["briefing_cancelled"] = True
    del page.session_state["briefing_made"]
    page.run()
    assert "Cancelled. No file was made." in [caption.value for caption in page.caption]
    assert not [it for it in page.get("download_button") if it.proto.label.startswith("Download the")]
    page.run()
    assert "Cancelled. No file was made." not in [caption.value for caption in page.caption]


def test_the_bar_counts_figures_and_names_what_remains() -> None:
    assert briefing_pack.step("Drawing", 0, 12, "A $ title") == "Drawing figure 1 of 12: A \\$ title"
    assert briefing_pack.step("Drawing", 12, 12, "pages") == "Putting the pages together"
    assert briefing_pack.step("Drawing", 12, 12, "") == "Putting the file together"
