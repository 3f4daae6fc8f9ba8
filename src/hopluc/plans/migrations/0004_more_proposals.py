"""Proposals of new targets, and of tasks that go to another group; amendments taken back."""

from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("new_task", "Thêm nhiệm vụ"),
    ("words", "Sửa nội dung"),
    ("leads", "Đổi cơ quan thực hiện"),
    ("deadline", "Đổi thời hạn"),
    ("dropped", "Bỏ nhiệm vụ"),
    ("moved", "Chuyển nhóm"),
    ("target", "Sửa chỉ tiêu"),
    ("new_target", "Thêm chỉ tiêu"),
]

STATES = [
    ("gathering", "Đang tổng hợp"),
    ("submitted", "Đã trình"),
    ("in_force", "Có hiệu lực"),
    ("refused", "Không được duyệt"),
    ("undone", "Đã hủy"),
]


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_search")]

    operations = [
        migrations.RemoveConstraint("proposal", "proposal_of_one_thing"),
        migrations.AlterField(
            "amendment", "state", models.CharField(choices=STATES, default="gathering", max_length=10)
        ),
        migrations.AlterField("proposal", "kind", models.CharField(choices=KINDS, max_length=10)),
        migrations.AddConstraint(
            "proposal",
            models.CheckConstraint(
                condition=Q(kind__in=["new_task", "new_target"], task__isnull=True, indicator__isnull=True)
                | Q(kind="target", task__isnull=True, indicator__isnull=False)
                | (
                    ~Q(kind__in=["new_task", "new_target", "target"])
                    & Q(task__isnull=False, indicator__isnull=True)
                ),
                name="proposal_of_one_thing",
            ),
        ),
    ]
