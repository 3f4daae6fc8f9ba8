"""The tables of an installation, brought up to date."""

from __future__ import annotations

from collections.abc import Callable


def bring_up_to_date(say: Callable[[str], None]) -> None:
    """Build all tables where there are none; else run the migrations that were not run yet.

    Run again after a kill at any moment it goes on where it was.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.recorder import MigrationRecorder

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("… cơ sở dữ liệu")
        if MigrationRecorder(connection).applied_migrations():
            call_command("migrate", interactive=False, verbosity=0)
        else:
            _build()
    call_command("createcachetable", verbosity=0)


def _build() -> None:
    """Make the tables as the models have them, in one transaction, and say of every migration that it was
    run: the same tables (tests/system/test_schema.py) in a tenth of the time that the migrations take, which
    remake a table of SQLite for each constraint. Tables that are there stay."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    modules = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    finally:
        settings.MIGRATION_MODULES = modules
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationLoader(connection).disk_migrations:
        recorder.record_applied(app, name)
