"""Whom the words of a plan stand for."""

from __future__ import annotations

import datetime as dt

import pytest

from hopluc.archive.actions import SYSTEM
from hopluc.organizations import actions
from hopluc.organizations.matching import Directory, Found, collective_of, match, plain
from hopluc.organizations.models import BodyGroup, Level, Organisation
from hopluc.organizations.queries import successors_on
from tests.factories import Kind, body, province

DAY = dt.date(2026, 2, 5)
MERGED = dt.date(2025, 3, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Organisation:
    return province()


@pytest.fixture
def finance(root: Organisation) -> Organisation:
    return body("Sở Tài chính", parent=root, short_name="STC")


def group(owner: Organisation, name: str, *kinds: str, level: str = "") -> BodyGroup:
    return actions.make_group(owner, by=SYSTEM, name=name, kinds=kinds, level=level)


@pytest.mark.parametrize(
    "text",
    [
        "Sở Tài chính", "sở tài chính", "Sở Tài chính tỉnh", "Sở Tài chính tỉnh Sơn Hải",
        "Sở Tài chính Sơn Hải", "SỞ TÀI CHÍNH", "Giám đốc Sở Tài chính", "STC", "  Sở  Tài chính. ",
    ],
)  # fmt: skip
def test_a_department_is_found_however_it_is_written(
    root: Organisation, finance: Organisation, text: str
) -> None:
    assert match(text, root, DAY) == Found(organisation=finance, certain=True)


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("Sở Lao động - Thương binh và Xã hội", Kind.DEPARTMENT, "Sở LĐ-TB&XH"),
        ("Sở Lao động - Thương binh và Xã hội", Kind.DEPARTMENT, "Sở Lao động, Thương binh và Xã hội"),
        ("Sở Nông nghiệp và Môi trường", Kind.DEPARTMENT, "Sở NN&MT"),
        ("Sở Văn hóa, Thể thao và Du lịch", Kind.DEPARTMENT, "Sở VHTTDL"),
        ("Liên minh Hợp tác xã tỉnh Sơn Hải", Kind.ALLIANCE, "Liên minh HTX tỉnh"),
        ("Liên minh Hợp tác xã tỉnh Sơn Hải", Kind.ALLIANCE, "Liên minh Hợp tác xã"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sơn Hải", Kind.FRONT, "Mặt trận Tổ quốc tỉnh"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sơn Hải", Kind.FRONT, "UBMTTQ Việt Nam tỉnh"),
        ("Hội Nông dân tỉnh Sơn Hải", Kind.UNION, "Hội Nông dân Việt Nam tỉnh"),
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Sơn Hải", Kind.UNION, "Tỉnh đoàn"),
        ("Hội đồng nhân dân tỉnh Sơn Hải", Kind.COUNCIL, "Thường trực HĐND tỉnh"),
        ("Báo và Đài Phát thanh - Truyền hình Sơn Hải", Kind.PRESS, "Báo và Đài PT-TH tỉnh"),
        ("Văn phòng Ủy ban nhân dân tỉnh", Kind.DEPARTMENT, "Văn phòng UBND tỉnh Sơn Hải"),
        ("Ban Chỉ đạo phát triển kinh tế tập thể tỉnh", Kind.STEERING, "Ban Chỉ đạo phát triển KTTT tỉnh"),
        ("Bảo hiểm xã hội tỉnh Sơn Hải", Kind.BRANCH, "BHXH tỉnh"),
    ],
)
def test_abbreviations_and_the_provinces_name_make_no_difference(
    root: Organisation, name: str, kind: str, text: str
) -> None:
    meant = body(name, parent=root, kind=kind)
    assert match(text, root, DAY) == Found(organisation=meant, certain=True)


def test_the_peoples_committee_is_found_with_its_place_only(root: Organisation) -> None:
    assert match("UBND tỉnh", root, DAY).organisation == root
    assert match("Chủ tịch UBND tỉnh Sơn Hải", root, DAY).organisation == root
    assert not match("UBND", root, DAY).certain


def test_another_provinces_department_is_not_ours(root: Organisation, finance: Organisation) -> None:
    assert match("Sở Tài chính tỉnh Lâm Đồng", root, DAY).organisation is None


def test_each_province_finds_its_own(root: Organisation, finance: Organisation) -> None:
    other = province("Ủy ban nhân dân tỉnh Núi Đông")
    theirs = body("Sở Tài chính", parent=other)
    assert match("Sở Tài chính", root, DAY).organisation == finance
    assert match("Sở Tài chính", other, DAY).organisation == theirs


def test_the_national_alliance_is_not_the_provinces(root: Organisation) -> None:
    body("Liên minh Hợp tác xã tỉnh Sơn Hải", parent=root, kind=Kind.ALLIANCE)
    found = match("Liên minh Hợp tác xã Việt Nam", root, DAY)
    assert found.organisation is None
    assert not found.certain


def test_a_commune_is_found_by_its_committee_or_its_name(root: Organisation) -> None:
    commune = body("Ủy ban nhân dân xã An Hòa", parent=root, kind=Kind.COMMITTEE, level=Level.COMMUNE)
    for text in ("UBND xã An Hòa", "xã An Hoà", "Uỷ ban nhân dân xã An Hòa"):
        assert match(text, root, DAY).organisation == commune
    assert match("UBND xã", commune, DAY).organisation == commune


def test_a_room_is_meant_by_its_bare_name_in_its_own_bodys_papers(root: Organisation) -> None:
    alliance = body("Liên minh Hợp tác xã tỉnh Sơn Hải", parent=root, kind=Kind.ALLIANCE)
    room = body("Phòng Kế hoạch - Hỗ trợ", parent=alliance, kind=Kind.ROOM)
    assert match("Phòng Kế hoạch - Hỗ trợ", alliance, DAY) == Found(organisation=room, certain=True)
    assert match("Phòng Kế hoạch, Hỗ trợ", root, DAY).organisation is None
    written_out = match("Phòng Kế hoạch - Hỗ trợ (Liên minh HTX tỉnh)", root, DAY)
    assert written_out == Found(organisation=room, certain=True)


def test_a_name_borne_by_several_is_asked(root: Organisation) -> None:
    for name in ("An Hòa", "Bình Sơn"):
        commune = body(f"Ủy ban nhân dân xã {name}", parent=root, kind=Kind.COMMITTEE, level=Level.COMMUNE)
        body("Trạm Khuyến nông", parent=commune, kind=Kind.SERVICE, level=Level.COMMUNE)
    found = match("Trạm Khuyến nông", root, DAY)
    assert (found.organisation, found.certain, len(found.candidates)) == (None, False, 2)


class TestMergedBodies:
    @pytest.fixture
    def planning(self, root: Organisation, finance: Organisation) -> Organisation:
        old = body("Sở Kế hoạch và Đầu tư", parent=root)
        old = actions.end(old, by=SYSTEM, on=MERGED)
        actions.succeed(old, finance, by=SYSTEM, on=MERGED)
        return old

    def test_an_old_plan_means_the_body_of_its_day(self, root: Organisation, planning: Organisation) -> None:
        assert match("Sở KH&ĐT", root, dt.date(2024, 5, 1)).organisation == planning

    def test_a_new_plan_that_names_an_ended_body_is_asked_with_its_successor(
        self, root: Organisation, planning: Organisation, finance: Organisation
    ) -> None:
        found = match("Sở KH&ĐT", root, DAY)
        assert (found.organisation, found.certain, found.candidates) == (None, False, (finance,))

    def test_a_divided_body_offers_all_that_follow_it(
        self, root: Organisation, planning: Organisation, finance: Organisation
    ) -> None:
        health = body("Sở Y tế", parent=root)
        actions.succeed(planning, health, by=SYSTEM, on=MERGED, function="đầu tư y tế")
        assert set(match("Sở KH&ĐT", root, DAY).candidates) == {finance, health}
        assert successors_on(planning, DAY) == [finance]

    def test_a_remembered_wording_for_an_ended_body_is_asked_too(
        self, root: Organisation, planning: Organisation, finance: Organisation
    ) -> None:
        actions.remember_alias(root, by=SYSTEM, text="Cơ quan kế hoạch", target=planning)
        assert match("cơ quan kế hoạch", root, dt.date(2024, 5, 1)).organisation == planning
        assert match("cơ quan kế hoạch", root, DAY).candidates == (finance,)

    def test_successors_are_followed_at_any_remove(
        self, root: Organisation, planning: Organisation, finance: Organisation
    ) -> None:
        last = body("Sở Tài chính và Kế hoạch", parent=root, since=DAY)
        actions.end(finance, by=SYSTEM, on=DAY)
        actions.succeed(finance, last, by=SYSTEM, on=DAY)
        assert successors_on(planning, dt.date(2024, 1, 1)) == [planning]
        assert successors_on(planning, dt.date(2025, 6, 1)) == [finance]
        assert successors_on(planning, DAY) == [last]


def test_a_name_of_another_day_is_asked(root: Organisation) -> None:
    tax = body("Cục Thuế tỉnh Sơn Hải", parent=root, kind=Kind.BRANCH)
    actions.rename(tax, by=SYSTEM, name="Thuế tỉnh Sơn Hải", on=MERGED, today=DAY)
    assert match("Thuế tỉnh", root, DAY).organisation == tax
    assert match("Cục Thuế tỉnh", root, dt.date(2024, 1, 1)).organisation == tax
    late = match("Cục Thuế tỉnh", root, DAY)
    assert (late.organisation, late.candidates) == (None, (tax,))


class TestCollectives:
    @pytest.fixture
    def departments(self, root: Organisation, finance: Organisation) -> BodyGroup:
        return group(root, "Các sở, ban, ngành", Kind.DEPARTMENT)

    @pytest.fixture
    def communes(self, root: Organisation) -> BodyGroup:
        body("Ủy ban nhân dân xã An Hòa", parent=root, kind=Kind.COMMITTEE, level=Level.COMMUNE)
        return group(root, "Ủy ban nhân dân các xã, phường", Kind.COMMITTEE, level=Level.COMMUNE)

    @pytest.mark.parametrize(
        "text",
        ["Các sở, ban, ngành", "Các sở, ngành", "Sở, ban, ngành cấp tỉnh", "các Sở - Ban - Ngành tỉnh"],
    )
    def test_departments_in_general(self, root: Organisation, departments: BodyGroup, text: str) -> None:
        assert match(text, root, DAY) == Found(group=departments, certain=True)

    @pytest.mark.parametrize("text", ["UBND các xã, phường", "UBND cấp xã", "các xã, phường, đặc khu"])
    def test_communes_in_general(self, root: Organisation, communes: BodyGroup, text: str) -> None:
        assert match(text, root, DAY) == Found(group=communes, certain=True)

    def test_a_department_uses_the_groups_of_its_province(
        self, finance: Organisation, departments: BodyGroup
    ) -> None:
        assert match("Các sở, ban, ngành", finance, DAY).group == departments

    @pytest.mark.parametrize(
        "text", ["Các cơ quan, đơn vị liên quan", "các đơn vị có liên quan", "Cơ quan, tổ chức, cá nhân khác"]
    )
    def test_whoever_is_concerned_is_nobody(
        self, root: Organisation, departments: BodyGroup, text: str
    ) -> None:
        assert match(text, root, DAY).nobody

    def test_departments_concerned_are_asked(self, root: Organisation, departments: BodyGroup) -> None:
        found = match("Các sở, ngành liên quan", root, DAY)
        assert (found.group, found.certain, found.candidates) == (None, False, (departments,))

    @pytest.mark.parametrize("text", ["Các ban", "các hội", "Các Ban và các hội"])
    def test_words_that_may_be_anything_are_asked(
        self, root: Organisation, departments: BodyGroup, text: str
    ) -> None:
        assert match(text, root, DAY) == Found()

    def test_districts_are_asked_when_there_are_none_any_more(self, root: Organisation) -> None:
        district = body(
            "Ủy ban nhân dân huyện Bắc Sơn", parent=root, kind=Kind.COMMITTEE, level=Level.DISTRICT
        )
        districts = group(root, "UBND các huyện, thành phố", Kind.COMMITTEE, level=Level.DISTRICT)
        actions.end(district, by=SYSTEM, on=dt.date(2025, 7, 1))
        assert match("Các huyện, thành phố", root, dt.date(2024, 1, 1)).group == districts
        found = match("Các huyện, thị xã, thành phố", root, DAY)
        assert (found.group, found.candidates) == (None, (districts,))

    def test_several_classes_without_a_group_offer_each(
        self, root: Organisation, departments: BodyGroup, communes: BodyGroup
    ) -> None:
        found = match("Các sở, ban, ngành; UBND các xã, phường", root, DAY)
        assert (found.certain, set(found.candidates)) == (False, {departments, communes})

    def test_a_group_is_found_by_its_own_name_however_odd(self, root: Organisation) -> None:
        body(parent=root)
        odd = group(root, "Tổ công tác 12", Kind.DEPARTMENT)
        assert match("Tổ công tác 12", root, DAY).group == odd

    @pytest.mark.parametrize(
        "text", ["Sở Tài chính", "Hội Nông dân tỉnh", "Ban Tổ chức Tỉnh ủy", "HTX An Hòa"]
    )
    def test_a_body_is_no_collective(self, text: str) -> None:
        assert collective_of(plain(text)) is None


def test_what_a_reviewer_said_is_remembered_and_may_be_said_anew(
    root: Organisation, finance: Organisation
) -> None:
    other = body("Sở Nội vụ", parent=root)
    actions.remember_alias(root, by=SYSTEM, text="Cơ quan thường trực", target=other)
    actions.remember_alias(root, by=SYSTEM, text="cơ quan  thường trực", target=finance)
    assert match("Cơ quan Thường trực", root, DAY) == Found(organisation=finance, certain=True)
    assert root.aliases_kept.count() == 1


def test_an_alias_serves_the_bodies_below_its_owner(root: Organisation, finance: Organisation) -> None:
    actions.remember_alias(root, by=SYSTEM, text="Ngành tài chính", target=finance)
    assert match("ngành Tài chính", finance, DAY).organisation == finance
    stranger = province("Ủy ban nhân dân tỉnh Núi Đông")
    assert match("ngành Tài chính", stranger, DAY).organisation is None


def test_a_like_name_is_offered_and_never_taken(root: Organisation) -> None:
    meant = body("Ngân hàng Nhà nước Khu vực 12", parent=root, kind=Kind.BRANCH)
    body("Sở Xây dựng", parent=root)
    found = match("Ngân hàng Nhà nước chi nhánh tỉnh", root, DAY)
    assert (found.organisation, found.certain, found.candidates) == (None, False, (meant,))


def test_nothing_like_it_gives_nobody_and_no_certainty(root: Organisation) -> None:
    assert match("Trường Đại học Khoa học", root, DAY) == Found()
    assert match("", root, DAY) == Found()


def test_a_directory_asks_the_database_a_fixed_number_of_times(
    root: Organisation, finance: Organisation, django_assert_max_num_queries: object
) -> None:
    for n in range(20):
        body(f"Sở Thử {n}", parent=root)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        directory = Directory(root, DAY)
        found = directory.find_all([f"Sở Thử {n}" for n in range(20)] + ["Sở Tài chính", "Sở Lạ"])
    assert sum(f.certain for f in found.values()) == 21
