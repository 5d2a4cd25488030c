"""The database itself refuses to change the acts of the record or to remove them."""

from django.db import migrations

# Who left is taken out of a row (the columns that point to people become empty); what was done stays.
_SQLITE = (
    """
    CREATE TRIGGER audit_rows_stay BEFORE UPDATE OF at, actor_name, act, thing, reason ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, 'a row of the record is not changed'); END;
    """,
    """
    CREATE TRIGGER audit_rows_are_kept BEFORE DELETE ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, 'a row of the record is not removed'); END;
    """,
)
_POSTGRESQL = (
    """
    CREATE FUNCTION audit_rows_stay() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a row of the record is neither changed nor removed'; END $$;
    """,
    """
    CREATE TRIGGER audit_rows_stay BEFORE UPDATE OF at, actor_name, act, thing, reason ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_rows_stay();
    """,
    """
    CREATE TRIGGER audit_rows_are_kept BEFORE DELETE ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_rows_stay();
    """,
)
_REMOVE_SQLITE = ("DROP TRIGGER audit_rows_stay;", "DROP TRIGGER audit_rows_are_kept;")
_REMOVE_POSTGRESQL = (
    "DROP TRIGGER audit_rows_stay ON audit_auditentry;",
    "DROP TRIGGER audit_rows_are_kept ON audit_auditentry;",
    "DROP FUNCTION audit_rows_stay;",
)


def _run(*, sqlite, postgresql):
    def run(_apps, schema_editor):
        for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    """Guard the record below the program."""

    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunPython(
            _run(sqlite=_SQLITE, postgresql=_POSTGRESQL),
            _run(sqlite=_REMOVE_SQLITE, postgresql=_REMOVE_POSTGRESQL),
        )
    ]
