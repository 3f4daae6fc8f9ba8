"""Tables of this room, by noun."""

from hopluc.engagement.models.committees import (
    Committee,
    CommitteeMember,
    CommitteeMemberQuerySet,
    CommitteeQuerySet,
    WorkItem,
)
from hopluc.engagement.models.meetings import (
    AgendaItem,
    Conclusion,
    ConclusionHelp,
    Meeting,
    MeetingFile,
    MeetingMinutes,
    MeetingPlan,
    MeetingQuerySet,
)
from hopluc.engagement.models.problems import Problem, ProblemFile, ProblemQuerySet, ProblemStep
from hopluc.engagement.models.visits import (
    Advice,
    AdviceFile,
    AdviceQuerySet,
    AdviceStep,
    Minutes,
    MinutesFile,
    Visit,
    VisitMember,
    VisitQuerySet,
)

__all__ = [
    "Advice",
    "AdviceFile",
    "AdviceQuerySet",
    "AdviceStep",
    "AgendaItem",
    "Committee",
    "CommitteeMember",
    "CommitteeMemberQuerySet",
    "CommitteeQuerySet",
    "Conclusion",
    "ConclusionHelp",
    "Meeting",
    "MeetingFile",
    "MeetingMinutes",
    "MeetingPlan",
    "MeetingQuerySet",
    "Minutes",
    "MinutesFile",
    "Problem",
    "ProblemFile",
    "ProblemQuerySet",
    "ProblemStep",
    "Visit",
    "VisitMember",
    "VisitQuerySet",
    "WorkItem",
]
