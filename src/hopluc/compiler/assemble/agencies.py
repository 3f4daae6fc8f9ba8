"""Which lines of the body name agencies, and which only introduce the lines below them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from hopluc.compiler.assemble.fields import only_who
from hopluc.compiler.assemble.nodes import children_of, family_of
from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Node, Outline
from hopluc.compiler.recognise.labels import Rank
from hopluc.compiler.recognise.parties import Leading, leading_party, parties_at, split_parties
from hopluc.viet.patterns import regex

_LONGEST_NAME = 150
_LONGEST_HEADING = 100
_LONGEST_SENTENCE = 400
_LIST_FOLLOWS = regex(
    r"\b(?:nhiệm vụ|nội dung|công việc|việc|giải pháp)\b[^,.;:]{0,40}\bsau(?: đây)?\s*:\s*$"
)
_GIVEN = regex(
    r"(?:Giao|Đề nghị|Khuyến khích|Mời|Yêu cầu|Phân công|(?:Trách nhiệm|Nhiệm vụ)(?: của)?|Đối với)\s+"
)
# Of the lines of one kind below one heading, so many must be agencies that the others are, too.
_FEWEST_AGENCIES = 2
_HEADS_A_LIST = regex(r"(?:chủ trì|phối hợp|về|công tác|lĩnh vực|nhiệm vụ|đối với)\b", re.IGNORECASE)
# How names of bodies begin that no list of kinds has.
_GROUP_OF_PEOPLE = regex(r"(?:Tổ|Nhóm|Cụm|Khối|Chi bộ|Thường trực|Lãnh đạo|Trưởng|Đồng chí|Ban|Đội)\s+\S")
_GROUP_ACTS = regex(
    r"(?P<name>(?:Tổ|Nhóm|Cụm|Khối|Đội|Các)\s[^.;:]{2,80}?)\s+"
    r"(?:chủ trì|phối hợp|tham mưu|tổ chức|thực hiện|triển khai|bố trí|hướng dẫn|xây dựng|rà soát|vận động)\b"
)
_NEAR = 12
_GIVES_WORK = regex(
    r"(?:(?<=[.;:])\s+(?:Giao|Phân công|Yêu cầu|Đề nghị)|(?<=[,;])\s+(?:giao|phân công))\s+(?:cho\s+)?"
)
_NEXT_CLAUSE = regex(r";\s+(?=[^\W\d_])")
_ONLY_HELPS = regex(r"\s*,?\s*(?:phối hợp|tham gia|hỗ trợ)\b")
_NOBODY = frozenset({"Nhà nước", "Trung ương", "Quốc hội", "Chính phủ", "Đảng"})
_NO_NAME = regex(r"(?:Về|Công tác|Lĩnh vực|Nhiệm vụ|Kinh phí|Thời gian|Chế độ|Nội dung|Giải pháp)\b")


# What a body does: small words, and enough of them.
_DOES = regex(r",?\s+[a-zà-ỹđ]+[ ,]+\S")
_SAYS_MORE = regex(
    r",?\s+(?:của|và|về|ở|thuộc|cho|với|do|là|được|trên|tại|này|như|có|gồm|khi|nếu|để|từ|đến|các|những|cùng)\b"
)
# Collectives that are given work; others ("hợp tác xã", "hộ") are what the work is for.
_BODIES = regex(
    r"(?:Ủy ban|(?:các )?(?:sở|ban|ngành|phòng|cơ quan|đơn vị|thôn|xã|trường|hội|đoàn|cơ sở))\b", re.I
)


class Agencies:
    """The agencies that the lines of the body open with. Each line is looked at once."""

    def __init__(self, mended: Mended, outline: Outline, glossary: Mapping[str, str]) -> None:
        self.mended = mended
        self.nodes = outline.nodes
        self.children = children_of(outline.nodes)
        self.glossary = glossary
        self._known: dict[int, Leading | None] = {}
        self._counts: dict[tuple[int | None, Rank], tuple[int, int]] = {}
        self._found: dict[int, Leading | None] = {}

    def below(self, node: Node) -> list[Node]:
        """The nodes right below."""
        return [self.nodes[n] for n in self.children.get(node.index, ())]

    def family(self, node: Node) -> list[int]:
        """A node and all that stands below it."""
        return family_of(self.children, node.index)

    def leading(self, node: Node) -> Leading | None:
        """The agencies that a line opens with.

        A name of an unknown kind counts where the lines beside it are agencies: "c) Tổ hậu cần"
        between "b) Sở Y tế" and "d) Sở Xây dựng".
        """
        if node.index not in self._found:
            found = (
                self._members(node)
                or self._stated(node)
                or self._by_its_place(node)
                or self._by_its_sentence(node)
                or self._by_what_it_does(node)
                or self._behind_a_title(node)
                or self._acting_beside_agencies(node)
                or self._given_in_a_sentence(node)
            )
            # "Nhà nước khuyến khích …" says how things are and gives nobody work.
            nobody = found is not None and all(party.name in _NOBODY for party in found.parties)
            self._found[node.index] = None if nobody else found
        return self._found[node.index]

    def _stated(self, node: Node) -> Leading | None:
        if node.index not in self._known:
            self._known[node.index] = leading_party(self.mended.flow.text, *node.words, self.glossary)
        return self._known[node.index]

    def _members(self, node: Node) -> Leading | None:
        """A collective with its members behind a colon over their work: "Các thôn: Bến Đá, Bến Cát"."""
        stated = self._stated(node)
        if stated is None or stated.form != "prefix" or not self.below(node):
            return None
        if not all(party.collective for party in stated.parties):
            return None
        names = self.mended.words((stated.end, node.words[1])).rstrip(" :.;")
        if not all(name.strip()[:1].isupper() for name in re.split(r",|;| và ", names)):
            return None
        kind = re.sub(r"^các ", "", stated.parties[-1].name, flags=re.IGNORECASE)
        parties = tuple(
            # The kind that the collective names belongs to the name of each ("Thôn Bến Đá").
            replace(party, name=f"{kind[:1].upper()}{kind[1:]} {party.name}")
            if party.name == party.text
            else party
            for party in split_parties(self.mended.flow.text, *node.words, self.glossary)
            if party.name not in {each.name for each in stated.parties}
        )
        return Leading(parties, node.words[1], "heading") if parties else None

    def _by_its_place(self, node: Node) -> Leading | None:
        name = self._name_like(node)
        if name is None or node.parent is None:
            return None
        named, beside = self._beside(node)
        if named < _FEWEST_AGENCIES or named * 2 < beside:
            return None
        parties = split_parties(self.mended.flow.text, *name, self.glossary)
        if not parties:
            return None
        if self.mended.words((name[1], node.words[1])).strip(" :"):
            text = self.mended.words((name[1], node.words[1]))
            return Leading(parties, name[1] + len(text) - len(text.lstrip(" :")), "prefix")
        return Leading(parties, node.words[1], "heading")

    def _by_its_sentence(self, node: Node) -> Leading | None:
        """The agency of a sentence that ends "…, Sở A thực hiện các nhiệm vụ sau:" over its list."""
        words = self.mended.words(node.words)
        if len(words) > _LONGEST_SENTENCE or not _LIST_FOLLOWS.search(words) or not self.below(node):
            return None
        comma = words.find(", ")
        if comma < 0:
            return None
        start, end = node.words
        found = leading_party(self.mended.flow.text, start + comma + 2, end, self.glossary)
        return Leading(found.parties, end, "heading") if found and found.form == "subject" else None

    def _by_what_it_does(self, node: Node) -> Leading | None:
        """The bodies that a sentence begins with, whatever it is that they do.

        No list holds all verbs: among the work a sentence that opens with a body's name and goes on in
        small letters says what this body does, unless they only say more of the body.
        """
        text = self.mended.flow.text
        start, end = node.words
        given = _GIVEN.match(text, start, end)
        parties, stop = parties_at(text, given.end() if given else start, end, self.glossary)
        acting = [party for party in parties if not party.collective or _BODIES.match(party.name)]
        goes_on = _DOES.match(text, stop, end)
        if len(acting) < len(parties) or not parties or goes_on is None or _SAYS_MORE.match(text, stop):
            return None
        return Leading(parties, stop, "subject")

    def _acting_beside_agencies(self, node: Node) -> Leading | None:
        """A group of people of an unknown kind that does something, where others beside it do."""
        start, end = node.words
        acts = _GROUP_ACTS.match(self.mended.flow.text, start, end)
        if acts is None or node.parent is None:
            return None
        beside = [self.nodes[n] for n in self.children[node.parent] if abs(n - node.index) <= _NEAR]
        if sum(self._stated(other) is not None for other in beside) < _FEWEST_AGENCIES:
            return None
        parties = split_parties(self.mended.flow.text, start, acts.end("name"), self.glossary)
        return Leading(parties, acts.end("name"), "subject") if parties else None

    def _behind_a_title(self, node: Node) -> Leading | None:
        """The agency that opens the sentence behind a title: "1. Tuyên truyền: Sở A chủ trì …"."""
        start, end = node.words
        words = self.mended.words((start, min(end, start + _LONGEST_HEADING)))
        title, colon, _ = words.partition(":")
        if not colon or "." in title or ";" in title:
            return None
        found = leading_party(self.mended.flow.text, start + len(title) + 1, end, self.glossary)
        return Leading(found.parties, found.end, "subject") if found and found.form == "subject" else None

    def _given_in_a_sentence(self, node: Node) -> Leading | None:
        """The bodies that a later sentence gives the work to: "Mở bến mới. Giao Sở A chủ trì …".

        After a semicolon another body may have its own part of the same work; all of them lead.
        """
        text = self.mended.flow.text
        start, end = node.words
        given = _GIVES_WORK.search(text, start, end)
        if given is None:
            return None
        parties, stop = parties_at(text, given.end(), end, self.glossary)
        if not parties:
            return None
        for clause in _NEXT_CLAUSE.finditer(text, stop, end):
            other = leading_party(text, clause.end(), end, self.glossary)
            if other and other.form == "subject" and not _ONLY_HELPS.match(text, other.end):
                known = {party.name for party in parties}
                parties += tuple(party for party in other.parties if party.name not in known)
        return Leading(parties, start, "subject")

    def names_its_own(self, node: Node) -> Leading | None:
        """The agency before the colon of a line below another agency's: the work behind it is its own."""
        leading = self.leading(node)
        return leading if leading and leading.form != "subject" else None

    def heads_agencies(self, node: Node) -> bool:
        """Whether the lines below are agencies with work of their own."""
        named = [other for other in self.below(node) if self._heads_as_agency(other)]
        return len(named) >= _FEWEST_AGENCIES

    def _heads_as_agency(self, node: Node) -> bool:
        leading = self.leading(node)
        return leading is not None and leading.form == "heading"

    def _beside(self, node: Node) -> tuple[int, int]:
        """Of the lines of a node's kind below its heading: how many open with a name, how many there are."""
        key = (node.parent, node.rank)
        if key not in self._counts:
            beside = [other for n in self.children[node.parent] if (other := self.nodes[n]).rank is node.rank]
            self._counts[key] = (sum(map(self._opens_as_name, beside)), len(beside))
        return self._counts[key]

    def _opens_as_name(self, node: Node) -> bool:
        if _GROUP_OF_PEOPLE.match(self.mended.words(node.words)):
            return True
        leading = self._stated(node)
        return leading is not None and leading.form != "subject"

    def _name_like(self, node: Node) -> Span | None:
        """The words of a line that may be a name: a whole line over others, or what stands before a colon."""
        start, end = node.words
        given = _GIVEN.match(self.mended.flow.text, start, end)
        start = given.end() if given else start
        words = self.mended.words((start, end))
        head, colon, rest = words[: _LONGEST_NAME + 1].partition(":")
        whole = not colon or not rest.strip()
        named = len(head) <= _LONGEST_NAME and (given or head[:1].isupper()) and not _NO_NAME.match(head)
        if not named or node.heads or head.rstrip().endswith((".", ";")):
            return None
        if whole and not self.below(node):
            return None
        return start, (start + len(head) if colon else end)

    def introduces(self, span: Span) -> bool:
        """Whether words say who leads and helps and nothing of the work, which stands below them."""
        return only_who(self.mended.flow.text, *span, self.glossary)

    def divides(self, node: Node) -> bool:
        """Whether a line below an agency's name only heads the lines below itself.

        "a) Chủ trì, phối hợp với các sở", "a) Công tác tuyên truyền": it says who helps, or is a
        heading. A sentence that ends with a colon is work with its parts.
        """
        words = self.mended.words(node.words).strip()
        if len(words) > 2 * _LONGEST_NAME or words.endswith((".", ";", ",")):
            return False
        if self.introduces(node.words):
            return True
        if words.endswith(":"):
            heads = len(words) <= _LONGEST_HEADING and bool(_HEADS_A_LIST.match(words))
            return heads and not self._has_parts(node)
        return len(words) <= _LONGEST_HEADING or bool(_HEADS_A_LIST.match(words))

    def _has_parts(self, node: Node) -> bool:
        """Whether plus signs below set out the parts of one work."""
        return all(child.rank is Rank.PLUS for child in self.below(node))
