"""The pages, through the client: what each shows, refuses and answers."""

from __future__ import annotations

import dataclasses
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from hopluc.archive.actions import keep
from hopluc.compiler.convert import FORMS
from hopluc.compiler.document import Document
from hopluc.compiler.format import Page
from hopluc.compiler.format import Plan as CompiledPlan
from hopluc.compiler.pipeline import Progress
from hopluc.intake import actions, queries
from hopluc.intake.models import Correction, Match, Paper
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan
from tests import factories
from tests.intake.samples import TEXT, in_review

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}


class Desk:
    """A reviewer of the finance department at their browser, with a paper in review."""

    def __init__(self) -> None:
        self.head = factories.province()
        self.finance = factories.body("Sở Tài chính", parent=self.head)
        self.by = factories.acting(self.finance)
        self.client = Client(enforce_csrf_checks=False)
        self.client.force_login(self.by.user)
        self.paper = in_review(self.by)

    def address(self, name: str, **rest: object) -> str:
        return reverse(f"intake:{name}", kwargs={"pk": self.paper.pk, **rest})

    def deed(self, value: str, seen: int | None = None, **fields: str) -> dict:
        seen = queries.last_step(self.paper) if seen is None else seen
        body = {"deed": value, "seen": seen, **fields}
        return self.client.post(self.address("deed"), body, **JSON)

    @property
    def task(self) -> str:
        return queries.review(self.paper).plan["tasks"][0]["key"]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def upload(client: Client, data: bytes = TEXT.encode(), name: str = "ke-hoach.txt", **more: object) -> object:
    return client.post(reverse("intake:receive"), {"files": SimpleUploadedFile(name, data)}, **more)


def test_an_upload_leads_to_the_papers_page_and_the_second_one_to_the_same(desk: Desk) -> None:
    other = TEXT.replace("năm 2026\n", "năm 2026 – bản khác\n", 1).encode()
    first = upload(desk.client, other)
    assert first.status_code == 302
    again = upload(desk.client, other, "khac.txt", follow=True)
    assert again.redirect_chain[0][0] == first["Location"]
    assert "đã được tiếp nhận trước đây" in again.content.decode()
    assert Paper.objects.count() == 2


def test_an_upload_needs_a_token_although_its_files_stay_in_memory(desk: Desk) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.by.user)
    assert upload(strict).status_code == 403


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "rỗng"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04xx", ""),
        ("Số: 1\n\nMẬT\n\nKẾ HOẠCH\n".encode(), "độ mật"),
    ],
)
def test_a_refused_file_is_told_on_the_page_and_to_a_script(desk: Desk, data: bytes, words: str) -> None:
    page = upload(desk.client, data, "a.docx")
    assert page.status_code == 422
    assert words in page.content.decode()
    answer = upload(desk.client, data, "a.docx", **JSON)
    assert (answer.status_code, words in answer.json()["message"]) == (422, True)
    assert Paper.objects.count() == 1


def test_an_upload_above_the_limit_is_refused_with_the_limit_named(desk: Desk, settings: object) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    answer = upload(desk.client, b"a" * (3 * 1024 * 1024), **JSON)
    assert answer.status_code == 422
    assert "tối đa 1 MB" in answer.json()["message"]


def test_the_list_finds_papers_without_marks_and_says_when_it_finds_none(desk: Desk) -> None:
    address = reverse("intake:papers")
    assert "21/KH-UBND" in desk.client.get(address, {"q": "phat trien kinh te"}).content.decode()
    assert "Không có văn bản nào như vậy" in desk.client.get(address, {"q": "xyz"}).content.decode()
    stranger = Client()
    stranger.force_login(factories.person(factories.province("Ủy ban nhân dân tỉnh Khác")))
    assert "Chưa có văn bản nào" in stranger.get(address).content.decode()


def test_a_paper_that_waits_shows_its_progress_and_goes_on_when_it_is_read(desk: Desk) -> None:
    paper, _made = actions.receive([actions.Upload("b.txt", TEXT.replace("21/", "22/").encode())], by=desk.by)
    page = desk.client.get(reverse("intake:paper", args=[paper.pk]))
    assert "every 1s" in page.content.decode()
    assert "HX-Redirect" not in desk.client.get(reverse("intake:progress", args=[paper.pk])).headers
    actions.compile_paper(paper.pk)
    moved = desk.client.get(reverse("intake:progress", args=[paper.pk]))
    assert moved["HX-Redirect"] == reverse("intake:review", args=[paper.pk])


def test_the_review_page_shows_document_and_rows_without_a_script(desk: Desk) -> None:
    page = desk.client.get(desk.address("review")).content.decode()
    assert "Thanh tra tỉnh" in page
    assert 'id="tasks/I/1"' in page
    assert "cơ quan chưa khớp" in page
    assert "<script>" not in page


def test_strangers_find_nothing_and_viewers_may_only_look(desk: Desk) -> None:
    stranger, viewer = Client(), Client()
    stranger.force_login(factories.person(factories.body("Sở Y tế", parent=desk.head)))
    viewer.force_login(factories.person(desk.finance, Role.VIEWER))
    for name in ("review", "edit", "add", "party", "adopt"):
        assert stranger.get(desk.address(name)).status_code == 404
    assert viewer.get(desk.address("review")).status_code == 200
    assert 'name="deed"' not in viewer.get(desk.address("review")).content.decode()
    for name in ("edit", "add", "party", "adopt"):
        assert viewer.get(desk.address(name)).status_code == 403
    answer = viewer.post(desk.address("deed"), {"deed": f"drop|{desk.task}", "seen": 0})
    assert answer.status_code == 403
    assert not Correction.objects.exists()


def test_a_deed_answers_a_script_with_what_differs_only(desk: Desk) -> None:
    page = desk.deed(f"drop|{desk.task}").json()
    have = {**page["digests"]}
    rows = desk.client.post(desk.address("sync"), {"have": json.dumps(have)}, **JSON).json()
    assert rows["pieces"] == {}
    assert page["panels"]["nhiem-vu"]["order"]
    assert page["seen"] == queries.last_step(desk.paper)


def test_a_deed_without_a_script_comes_back_to_the_page(desk: Desk) -> None:
    answer = desk.client.post(desk.address("deed"), {"deed": f"drop|{desk.task}", "seen": 0})
    assert (answer.status_code, answer["Location"]) == (302, desk.address("review"))


def test_a_conflict_is_told_with_what_the_other_did(desk: Desk) -> None:
    other = factories.acting(desk.finance)
    actions.edit_item(desk.paper, by=other, seen=0, target=desk.task, fields={"note": "của người khác"})
    form = {"muc": desk.task, "seen": 0, "text": "Mới", "note": "của tôi"}
    answer = desk.client.post(desk.address("edit"), form, **JSON)
    assert answer.status_code == 409
    assert answer.json()["told"][0]["who"] == other.actor.name
    assert "của người khác" in answer.json()["html"]
    assert queries.review(desk.paper).find(desk.task)["note"] == "của người khác"


def test_an_editor_reads_parties_and_deadlines_as_documents_write_them(desk: Desk) -> None:
    shown = desk.client.get(desk.address("edit"), {"muc": desk.task}, **JSON).json()["html"]
    assert "Quý III/2026" in shown
    item = queries.review(desk.paper).find(desk.task)
    form = {
        "muc": desk.task,
        "seen": 0,
        "text": item["text"],
        "leads": "Sở Tài chính, Sở Y tế",
        "coordinators": "\n".join(p["text"] for p in item["coordinators"]),
        "deadline": "trước ngày 15/10/2026",
        "products": "Báo cáo\nDanh sách",
        "number": item["number"],
        "group": item["group"],
    }
    assert desk.client.post(desk.address("edit"), form, **JSON).status_code == 200
    after = queries.review(desk.paper).find(desk.task)
    assert [p["name"] for p in after["leads"]] == ["Sở Tài chính", "Sở Y tế"]
    assert after["coordinators"] == item["coordinators"]
    assert after["deadline"]["parts"] == [{"kind": "by", "date": "2026-10-15"}]
    assert after["products"] == ["Báo cáo", "Danh sách"]
    assert set(Correction.objects.get().value["fields"]) == {"leads", "deadline", "products"}


def test_a_wrong_day_or_figure_is_told_at_its_field_and_changes_nothing(desk: Desk) -> None:
    indicator = queries.review(desk.paper).plan["indicators"][0]["key"]
    form = {"muc": indicator, "seen": 0, "name": "HTX", "op": "=", "value": "mười hai", "start": "31/02/2026"}
    answer = desk.client.post(desk.address("edit"), form, **JSON)
    assert answer.status_code == 422
    assert answer.json()["html"].count("is-invalid") >= 2
    document = {"muc": "document", "seen": 0, "title": "A", "start": "01/01/2026", "end": "01/01/2025"}
    assert desk.client.post(desk.address("edit"), document, **JSON).status_code == 422
    assert not Correction.objects.exists()


def test_how_a_typed_deadline_is_understood(desk: Desk) -> None:
    told = desk.client.get(desk.address("deadline"), {"q": "trước ngày 30/9"}).json()
    assert told == {"words": ["chậm nhất ngày 30/09/2026"], "unparsed": False}
    assert desk.client.get(desk.address("deadline"), {"q": "mùa mát"}).json()["unparsed"]


def test_words_selected_in_the_document_become_a_task(desk: Desk) -> None:
    start = TEXT.index("tổng hợp, báo cáo")
    given = {"phan": "tasks", "tu": start, "den": start + 17}
    shown = desk.client.get(desk.address("add"), given, **JSON).json()["html"]
    assert "tổng hợp, báo cáo" in shown
    form = {**given, "seen": 0, "text": "Tổng hợp, báo cáo", "leads": "Sở Tài chính", "sau": desk.task}
    form["group"] = "I"
    answer = desk.client.post(desk.address("add"), form, **JSON).json()
    made = queries.review(desk.paper).find(answer["focus"])
    assert (made["span"], made["group"]) == ([start, start + 17], "I")


def test_a_party_is_chosen_made_or_left_and_the_others_follow(desk: Desk) -> None:
    found = desk.client.get(
        desk.address("party"), {"muc": "parties/thanh-tra-tinh", "q": "tai chinh"}, **JSON
    )
    assert f"organisation:{desk.finance.pk}" in found.json()["html"]
    desk.deed(f"match|parties/thanh-tra-tinh|organisation:{desk.finance.pk}")
    assert Match.objects.get(folded="thanh-tra-tinh").organisation == desk.finance
    body = {"name": "Báo Sơn Hải", "kind": "press", "level": "province"}
    assert desk.deed("found|parties/bao-son-hai", **body).status_code == 200
    assert Organisation.objects.filter(name="Báo Sơn Hải", parent=desk.head).exists()
    again = desk.deed("found|parties/bao-son-hai", **body)
    assert again.status_code == 422
    assert "Đã có cơ quan" in again.json()["message"]
    assert desk.deed("leave-all|").status_code == 200
    assert not queries.review(desk.paper).left.parties


def test_a_body_out_of_sight_cannot_be_chosen(desk: Desk) -> None:
    far = factories.body("Sở Lạ", parent=factories.province("Ủy ban nhân dân tỉnh Khác"))
    assert desk.deed(f"match|parties/thanh-tra-tinh|organisation:{far.pk}").status_code == 404
    assert desk.deed("match|parties/thanh-tra-tinh|rác").status_code == 422


def test_the_heartbeat_tells_who_else_is_here_and_how_far_the_review_is(desk: Desk) -> None:
    other = Client()
    person = factories.person(desk.finance, name="Lê Thị Bình")
    other.force_login(person)
    other.post(desk.address("heartbeat"))
    desk.deed(f"drop|{desk.task}")
    told = desk.client.post(desk.address("heartbeat")).json()
    assert told == {"seen": queries.last_step(desk.paper), "here": ["Lê Thị Bình"], "state": "review"}


def test_a_double_click_on_adopting_opens_one_plan(desk: Desk) -> None:
    desk.deed("leave-all|")
    for key in queries.review(desk.paper).left.errors:
        desk.deed(f"decide|{key}|accepted")
    page = desk.client.get(desk.address("adopt"))
    assert page.status_code == 200
    form = {"seen": queries.last_step(desk.paper), "owner": desk.head.pk, "standing": desk.finance.pk}
    first = desk.client.post(desk.address("adopt"), form)
    second = desk.client.post(desk.address("adopt"), form)
    plan = Plan.objects.get()
    assert first["Location"] == second["Location"] == reverse("plans:board", args=[plan.pk])
    assert desk.client.get(reverse("intake:paper", args=[desk.paper.pk]))["Location"] == first["Location"]


def test_nobody_adopts_for_another_body_and_is_told_so_at_the_field(desk: Desk) -> None:
    other = factories.body("Sở Công Thương", parent=desk.head)
    desk.deed("leave-all|")
    form = {"seen": queries.last_step(desk.paper), "owner": desk.head.pk, "standing": other.pk}
    page = desk.client.post(desk.address("adopt"), form)
    assert page.status_code == 422
    assert "Đồng chí đang làm việc cho Sở Tài chính" in page.content.decode()
    assert not Plan.objects.exists()


def test_adopting_too_early_says_what_is_left(desk: Desk) -> None:
    form = {"seen": 0, "owner": desk.head.pk, "standing": desk.finance.pk}
    page = desk.client.post(desk.address("adopt"), form, follow=True).content.decode()
    assert "phải xử lý" in page
    assert not Plan.objects.exists()


def test_the_file_is_given_out_as_it_was_received(desk: Desk) -> None:
    answer = desk.client.get(desk.address("file", order=0))
    assert b"".join(answer.streaming_content) == TEXT.encode()
    answer.close()


def test_reading_never_writes(desk: Desk) -> None:
    pages = [desk.address(name) for name in ("review", "adopt")]
    pages += [desk.address("edit") + f"?muc={desk.task}", desk.address("add") + "?phan=tasks"]
    pages += [desk.address("party") + "?muc=parties/thanh-tra-tinh"]
    for page in pages:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert desk.client.get(page).status_code == 200
        writes = [q["sql"] for q in seen if q["sql"].split(" ", 1)[0] in {"INSERT", "UPDATE", "DELETE"}]
        assert writes == []


# ---------------------------------------------------------------- pages and other forms


@pytest.fixture
def scanned(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with a paper whose second half was read from a picture."""
    whole = actions.compile_document

    def compile_document(document: Document, tell: Progress) -> CompiledPlan:
        half = document.text.index("PHỤ LỤC")
        pages = (Page(0, 1, (0, half)), Page(1, 1, (half, len(document.text)), ocr=True, confidence=0.71))
        return dataclasses.replace(whole(document, tell), pages=pages)

    monkeypatch.setattr(actions, "compile_document", compile_document)
    desk.paper = in_review(desk.by, f"{TEXT}\n")
    made = io.BytesIO()
    Image.new("RGB", (300, 420), "white").save(made, "PNG")
    desk.paper.files.create(file=keep([made.getvalue()], "image/png"), name="trang.png", order=1)
    return desk


def test_what_was_read_from_a_picture_says_so_and_shows_the_picture(scanned: Desk) -> None:
    desk = scanned
    page = desk.client.get(desk.address("review")).content.decode()
    assert "độ tin cậy 71 %" in page
    address = desk.address("picture", order=1, number=1)
    assert f'src="{address}"' in page
    assert 'href="#trang-1-1"' in page
    answer = desk.client.get(address)
    assert answer["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (300, 420)


@pytest.mark.parametrize(("order", "number"), [(0, 1), (1, 2), (1, 0), (7, 1)])
def test_a_page_that_is_not_there_is_not_found(scanned: Desk, order: int, number: int) -> None:
    assert scanned.client.get(scanned.address("picture", order=order, number=number)).status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_the_reviewed_plan_is_given_out_in_other_forms(desk: Desk, form: str) -> None:
    answer = desk.client.get(desk.address("converted", form=form))
    assert answer.status_code == 200
    assert answer.content
    assert f"ke-hoach-2026.{form}" in answer["Content-Disposition"]


def test_other_forms_hold_the_corrections(desk: Desk) -> None:
    desk.deed(f"drop|{desk.task}")
    dropped = queries.review(desk.paper).plan["dropped"][0]["text"]
    assert dropped not in desk.client.get(desk.address("converted", form="csv")).content.decode()


def test_an_unknown_form_is_not_found(desk: Desk) -> None:
    assert desk.client.get(desk.address("converted", form="exe")).status_code == 404


# ---------------------------------------------------------------- two plans beside each other


def last_year(desk: Desk) -> Paper:
    text = (
        TEXT.replace("2026", "2025")
        .replace("21/KH-UBND", "18/KH-UBND")
        .replace("12 hợp tác xã", "9 hợp tác xã")
    )
    return in_review(desk.by, text)


def test_next_years_plan_is_recognised_and_set_beside_last_years(desk: Desk) -> None:
    older = last_year(desk)
    page = desk.client.get(desk.address("review")).content.decode()
    assert f"{desk.address('compare')}?voi={older.pk}" in page
    shown = desk.client.get(desk.address("compare"), {"voi": older.pk}).content.decode()
    assert "<del>9" in shown
    assert "<ins>12" in shown


def test_last_years_plan_is_not_taken_for_next_years(desk: Desk) -> None:
    older = last_year(desk)
    page = desk.client.get(reverse("intake:review", args=[older.pk])).content.decode()
    assert "kế hoạch của kỳ sau" not in page


def test_the_earlier_plan_stands_first_whichever_is_asked(desk: Desk) -> None:
    older = last_year(desk)
    one = desk.client.get(desk.address("compare"), {"voi": older.pk}).content
    other = desk.client.get(reverse("intake:compare", args=[older.pk]), {"voi": desk.paper.pk}).content
    assert b"18/KH-UBND" in one
    assert one.index(b"18/KH-UBND") < one.index(b"21/KH-UBND")
    assert other.index(b"18/KH-UBND") < other.index(b"21/KH-UBND")


def test_a_paper_to_compare_with_is_chosen_from_those_that_were_read(desk: Desk) -> None:
    assert "Chưa có kế hoạch nào khác" in desk.client.get(desk.address("compare")).content.decode()
    older = last_year(desk)
    page = desk.client.get(desk.address("compare"), {"q": "18/KH"}).content.decode()
    assert f"?voi={older.pk}" in page


def test_a_paper_out_of_sight_is_not_compared_with(desk: Desk) -> None:
    stranger = in_review(factories.acting(factories.province("Ủy ban nhân dân tỉnh Khác")))
    assert desk.client.get(desk.address("compare"), {"voi": stranger.pk}).status_code == 404


def test_work_without_a_row_becomes_a_task_with_one_click(desk: Desk) -> None:
    text = TEXT.replace(
        "PHỤ LỤC\n",
        "3. Sở Tư pháp chủ trì, phối hợp với Hội Nông dân tỉnh biên soạn sổ tay pháp luật cho tổ hợp tác, "
        "hoàn thành trước ngày 15/8/2026.\n\nPHỤ LỤC\n",
    )
    desk.paper = in_review(desk.by, text)
    plan = queries.review(desk.paper).plan
    finding = next(f for f in plan["findings"] if f["rule"] == "assignment-without-row")
    assert desk.deed(f"work|{finding['key']}").status_code == 200
    after = queries.review(desk.paper).plan
    added = next(task for task in after["tasks"] if "sổ tay pháp luật" in task["text"])
    assert [party["name"] for party in added["leads"]] == ["Sở Tư pháp"]
    assert [party["name"] for party in added["coordinators"]] == ["Hội Nông dân tỉnh"]
    assert added["deadline"]["parts"] == [{"kind": "by", "date": "2026-08-15"}]
    assert added["span"] == finding["span"]
    settled = next(f for f in after["findings"] if f["key"] == finding["key"])
    assert settled["decision"] == "added"


def test_added_work_is_led_by_the_agency_of_the_heading_above_it(desk: Desk) -> None:
    text = TEXT.replace(
        "PHỤ LỤC\n", "3. Sở Tư pháp\n\n- Biên soạn sổ tay pháp luật cho tổ hợp tác.\n\nPHỤ LỤC\n"
    )
    desk.paper = in_review(desk.by, text)
    findings = queries.review(desk.paper).plan["findings"]
    finding = next(f for f in findings if f["rule"] == "assignment-without-row")
    desk.deed(f"work|{finding['key']}")
    added = next(t for t in queries.review(desk.paper).plan["tasks"] if "sổ tay pháp luật" in t["text"])
    assert [party["name"] for party in added["leads"]] == ["Sở Tư pháp"]


def test_added_work_is_taken_back(desk: Desk) -> None:
    before = len(queries.review(desk.paper).plan["tasks"])
    text = TEXT.replace(
        "PHỤ LỤC\n", "3. Sở Y tế chủ trì lập danh sách hợp tác xã dược liệu của tỉnh.\n\nPHỤ LỤC\n"
    )
    desk.paper = in_review(desk.by, text)
    plan = queries.review(desk.paper).plan
    finding = next(f for f in plan["findings"] if f["rule"] == "assignment-without-row")
    desk.deed(f"work|{finding['key']}")
    desk.deed("undo")
    desk.deed("undo")
    assert len(queries.review(desk.paper).plan["tasks"]) == before


def test_the_plan_in_force_offers_its_document_and_its_forms(desk: Desk) -> None:
    plan = factories.plan(desk.head, standing=desk.finance)
    address = reverse("intake:of_plan", args=[plan.pk])
    assert desk.client.get(address).content == b""
    Paper.objects.filter(pk=desk.paper.pk).update(plan=plan, state=Paper.State.ADOPTED)
    shown = desk.client.get(address).content.decode()
    assert desk.address("review") in shown
    assert desk.address("converted", form="ics") in shown
    stranger = Client()
    stranger.force_login(factories.person(factories.province("Ủy ban nhân dân tỉnh Khác")))
    assert stranger.get(address).content == b""
