"""The log grows and does nothing else: the database itself refuses to alter or remove an entry."""

from django.db import migrations

REFUSAL = "audit entries are never altered or removed"
SQLITE = [
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit_entry "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRES = [
    (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    ),
    (
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
    ),
    (
        "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    ),
]
LIFT = {
    "sqlite": ["DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS audit_no_change ON audit_entry",
        "DROP TRIGGER IF EXISTS audit_no_truncate ON audit_entry",
    ],
}


def guard(connection):
    """Put the guard on; also used by tests after they empty the tables."""
    for statement in SQLITE if connection.vendor == "sqlite" else POSTGRES:
        connection.cursor().execute(statement)


def lift(connection):
    """Take the guard off: only to go back before this migration, and to empty test databases."""
    for statement in LIFT[connection.vendor]:
        connection.cursor().execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: guard(editor.connection),
            lambda apps, editor: lift(editor.connection),
        )
    ]
