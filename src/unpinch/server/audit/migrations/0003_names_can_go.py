"""Who leaves is taken out of the record: a name can be emptied and a person let go, and nothing else be changed."""

from django.db import migrations

_PEOPLE = ("actor_id", "for_person_id", "concerns_id")
_SQLITE = (
    "DROP TRIGGER audit_rows_stay;",
    """
    CREATE TRIGGER audit_rows_stay BEFORE UPDATE OF id, at, act, thing, reason ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, 'a row of the record is not changed'); END;
    """,
    f"""
    CREATE TRIGGER audit_names_only_go BEFORE UPDATE OF actor_name, {", ".join(_PEOPLE)} ON audit_auditentry
    WHEN (NEW.actor_name IS NOT OLD.actor_name AND NEW.actor_name <> '')
    {" ".join(f"OR (NEW.{one} IS NOT OLD.{one} AND NEW.{one} IS NOT NULL)" for one in _PEOPLE)}
    BEGIN SELECT RAISE(ABORT, 'a row of the record is not changed'); END;
    """,
)
_POSTGRESQL = (
    "DROP TRIGGER audit_rows_stay ON audit_auditentry;",
    """
    CREATE TRIGGER audit_rows_stay BEFORE UPDATE OF id, at, act, thing, reason ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_rows_stay();
    """,
    f"""
    CREATE TRIGGER audit_names_only_go BEFORE UPDATE ON audit_auditentry
    FOR EACH ROW WHEN ((NEW.actor_name IS DISTINCT FROM OLD.actor_name AND NEW.actor_name <> '')
    {" ".join(f"OR (NEW.{one} IS DISTINCT FROM OLD.{one} AND NEW.{one} IS NOT NULL)" for one in _PEOPLE)})
    EXECUTE FUNCTION audit_rows_stay();
    """,
)
_BACK_SQLITE = (
    "DROP TRIGGER audit_names_only_go;",
    "DROP TRIGGER audit_rows_stay;",
    """
    CREATE TRIGGER audit_rows_stay BEFORE UPDATE OF at, actor_name, act, thing, reason ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, 'a row of the record is not changed'); END;
    """,
)
_BACK_POSTGRESQL = (
    "DROP TRIGGER audit_names_only_go ON audit_auditentry;",
    "DROP TRIGGER audit_rows_stay ON audit_auditentry;",
    """
    CREATE TRIGGER audit_rows_stay BEFORE UPDATE OF at, actor_name, act, thing, reason ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_rows_stay();
    """,
)


def _run(*, sqlite, postgresql):
    def run(_apps, schema_editor):
        for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    """A name goes, and never becomes another one."""

    dependencies = [("audit", "0002_rows_stay")]
    operations = [
        migrations.RunPython(
            _run(sqlite=_SQLITE, postgresql=_POSTGRESQL),
            _run(sqlite=_BACK_SQLITE, postgresql=_BACK_POSTGRESQL),
        )
    ]
