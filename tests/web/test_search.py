"""Search: every kind of record by its words, with and without marks, and never more than one may see."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hopluc.organizations.models import User
from hopluc.viet.text import fold, nfc
from hopluc.web.search import queries
from hopluc.web.search.kinds import KINDS, Seer
from hopluc.web.search.marking import LONGEST, marked, spans
from hopluc.web.search.queries import Asked
from tests import factories
from tests.system.world import World
from tests.web import everything

# What somebody types, by kind, to find what everything.build() made of it.
TYPED = {
    "ke-hoach": "phat trien kinh te",
    "nhiem-vu": "hội nghị tập huấn",
    "chi-tieu": "hợp tác xã thành lập mới",
    "che-do-bao-cao": "trước ngày 25/11",
    "trach-nhiem": "ban hanh ke hoach",
    "vien-dan": "12/QĐ-TTg",
    "sua-doi": "9/QĐ-UBND",
    "de-xuat": "chua co von",
    "gia-han": "chờ hướng dẫn",
    "san-pham": "báo cáo",
    "du-toan": "mo lop",
    "ke-hoach-rieng": "7/KH-SNN",
    "vuong-mac": "chua co kinh phi",
    "kiem-tra": "tiến độ",
    "kien-nghi": "mở thêm lớp",
    "ban-chi-dao": "ban chi dao",
    "phien-hop": "phien hop quy",
    "ket-luan": "mo them lop",
    "chuong-trinh": "họp quý",
    "ky-bao-cao": "ky hai",
    "bao-cao": "co ban dung tien do",
    "tong-hop": "kỳ hai",
    "don-doc": "7/STC",
    "tong-ket": "tong ket",
    "sach-so-lieu": "sach trang",
    "van-ban": "gương điển hình",  # inside the document
    "co-quan": "trung tam mot",  # what the body was called once
    "nguoi": "nguyen van",
    "sap-xep": "quyết định số 1",
}


@pytest.fixture(scope="module")
def built(kept_for_the_module: None) -> World:
    return everything.build()


@pytest.fixture
def world(built: World, db: None) -> World:
    return built


def _page(client: Client, person: User, **query: str) -> str:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("web:search"), query).content.decode()


def _unmarked(html: str) -> str:
    return html.replace("<mark>", "").replace("</mark>", "")


def test_every_kind_is_found_by_its_words_and_by_nobody_of_another_province(world: World) -> None:
    assert set(TYPED) == {kind.key for kind in KINDS}, "say in TYPED by which words the new kind is found"
    insider = Seer(world.acting("standing", "administrator"))
    outsider = Seer(factories.acting(factories.province("Ủy ban nhân dân tỉnh Bình Lâm"), "administrator"))
    for kind in KINDS:
        asked = Asked(TYPED[kind.key], kind.key)
        assert queries.counts(insider, asked).get(kind.key), kind.key
        assert not queries.counts(outsider, asked).get(kind.key) or kind.key == "nguoi", kind.key
        assert queries.hits(kind, queries.ranked(kind, insider, asked)), kind.key
    names = {
        hit.title for kind in KINDS if kind.key == "nguoi" for hit in queries.hits(kind, kind.seen(outsider))
    }
    assert names == {outsider.acting.user.full_name}


def test_who_finds_a_record_may_open_its_page(client: Client, world: World) -> None:
    for place, role in [("standing", "officer"), ("lead", "viewer"), ("coordinating", "officer"),
                        ("stranger", "administrator"), ("owner", "approver")]:  # fmt: skip
        seer = Seer(world.acting(place, role))
        client.force_login(world.people[place, role], backend="django.contrib.auth.backends.ModelBackend")
        pages = {
            (kind.key, hit.address)
            for kind in KINDS
            for hit in queries.hits(kind, kind.seen(seer).select_related(*kind.related).order_by("pk")[:3])
        }
        refused = [one for one in sorted(pages) if client.get(one[1], follow=True).status_code != 200]
        assert not refused, f"{place} {role}"


def test_a_colleague_without_a_part_finds_nothing_of_the_plan(world: World) -> None:
    seer = Seer(world.acting("stranger", "officer"))
    found = {key: n for words in TYPED.values() for key, n in queries.counts(seer, Asked(words)).items()}
    assert set(found) <= {"co-quan", "nguoi"}


def test_a_draft_report_is_found_by_its_own_body_only(world: World) -> None:
    world.draft.overview = "Còn chờ nguồn vốn lồng ghép."
    world.draft.save()
    asked = Asked("nguon von long ghep")
    assert queries.counts(Seer(world.acting("lead", "viewer")), asked) == {"bao-cao": 1}
    assert queries.counts(Seer(world.acting("standing", "officer")), asked) == {}


def test_a_plan_is_found_by_the_beginning_of_its_number_first(world: World) -> None:
    owner = world.bodies["owner"]
    for number, issued in [("145/KH-UBND", dt.date(2024, 1, 1)), ("1145/KH-UBND", dt.date(2026, 6, 1))]:
        plan = factories.plan(owner)
        plan.number, plan.issued_on, plan.folded = number, issued, fold(f"{number} {plan.title}")
        plan.save()
    seer, kind = Seer(world.acting("owner", "viewer")), KINDS[0]
    for words in ("145", "145/KH-UBND", "145/kh"):
        found = queries.hits(kind, queries.ranked(kind, seer, Asked(words)))
        assert [hit.title.split("/")[0] for hit in found] == ["145", "1145"]


def test_the_very_marks_come_before_other_words_that_fold_alike(world: World) -> None:
    for name in ("Trung tâm Mai Hóa", "Trung tâm Mai Hoa", "Trung tâm Mai Hỏa"):
        factories.body(name, parent=world.bodies["owner"])
    seer = Seer(world.acting("owner", "viewer"))
    kind = next(kind for kind in KINDS if kind.key == "co-quan")
    found = queries.hits(kind, queries.ranked(kind, seer, Asked("Mai Hỏa")))
    assert found[0].title == "Trung tâm Mai Hỏa"
    assert len(found) == 3


def test_words_that_stand_apart_are_found_where_together_nothing_is(client: Client, world: World) -> None:
    html = _page(client, world.people["lead", "officer"], q="tập huấn hội nghị")
    assert "đủ các từ" in html
    assert "Tổ chức <mark>hội nghị</mark>" not in html
    assert "<mark>hội</mark> <mark>nghị</mark> <mark>tập</mark> <mark>huấn</mark>" in html


def test_kind_year_and_body_narrow_what_is_found(client: Client, world: World) -> None:
    person = world.people["standing", "officer"]
    year = str(world.today.year)
    assert "Chưa có kinh phí" in _unmarked(_page(client, person, q="chua co", loai="vuong-mac", nam=year))
    assert "không có bản ghi nào khớp" in _page(client, person, q="chua co", loai="ky-bao-cao")
    assert "Tổ chức hội nghị" in _unmarked(_page(client, person, q="hoi nghi", co_quan="so nong nghiep"))
    assert "Không tìm thấy gì" in _page(client, person, q="hoi nghi", co_quan="so khong co that")


def test_one_kind_is_read_a_page_at_a_time(client: Client, world: World) -> None:
    for _ in range(25):
        factories.task(world.plan, world.bodies["lead"])
    html = _page(client, world.people["lead", "viewer"], q="hội nghị tập huấn")
    asked = Asked("hội nghị tập huấn")
    found = queries.counts(Seer(world.acting("lead", "viewer")), asked)["nhiem-vu"]
    assert found > queries.SHOWN
    assert f"Xem cả {found}" in html
    html = _page(client, world.people["lead", "viewer"], q="hội nghị tập huấn", loai="nhiem-vu", trang="2")
    assert "21–" in html


def test_the_box_offers_what_fits_while_one_types(client: Client, world: World) -> None:
    client.force_login(world.people["lead", "viewer"], backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(reverse("web:search_offers"), {"q": "hoi nghi"}).content.decode()
    assert "<html" not in html
    assert reverse("plans:task", args=[world.task.pk]) in html
    assert "ở mọi nơi" in html
    assert client.get(reverse("web:search_offers"), {"q": "h"}).content.decode().strip() == ""


def test_a_question_costs_few_queries(
    client: Client, world: World, django_assert_max_num_queries: object
) -> None:
    seer = Seer(world.acting("standing", "officer"))
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        queries.counts(seer, Asked("hop tac xa"))


def test_words_are_put_to_the_index_as_words(world: World) -> None:
    seer = Seer(world.acting("standing", "officer"))
    for words in ('"tập huấn" OR', "a* NEAR(b)", "'; --", "%_%", "\\ \\"):
        queries.counts(seer, Asked(words))
    assert "van-ban" not in queries.counts(seer, Asked("tap huân OR"))


def test_each_kind_has_a_key_of_its_own_and_words() -> None:
    assert len({kind.key for kind in KINDS}) == len(KINDS)
    assert all(kind.folded or kind.more for kind in KINDS)


WORDS = st.text(alphabet="aăâđeêôơưáàạảãấầ hợptácxã ĐẮK", max_size=400)


@given(WORDS, WORDS.filter(lambda word: word.strip()))
def test_what_is_marked_folds_to_what_was_asked(text: str, word: str) -> None:
    text, part = nfc(text), fold(word.strip()[:3])
    for first, last in spans(text, [part]):
        assert fold(text[first:last]) == part


@given(WORDS)
def test_marking_loses_no_letter_of_a_short_text(text: str) -> None:
    shown = str(marked(text, ["hop", "xa"])).replace("<mark>", "").replace("</mark>", "")
    assert shown == nfc(" ".join(text.split())) or len(nfc(" ".join(text.split()))) > LONGEST


def test_a_long_text_is_shown_around_its_first_hit() -> None:
    html = str(marked("mở đầu " * 100 + "hợp tác xã ven biển " + "kết thúc " * 100, ["hop tac xa"]))
    assert "<mark>hợp tác xã</mark>" in html
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert len(html) < LONGEST + 40


def test_what_is_written_cannot_be_markup() -> None:
    assert str(marked("<b>hợp</b>", ["hop"])) == "&lt;b&gt;<mark>hợp</mark>&lt;/b&gt;"
