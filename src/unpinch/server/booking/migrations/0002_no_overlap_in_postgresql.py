"""PostgreSQL says by itself that no two bookings that keep their time overlap, at a desk or in a room."""

from django.db import migrations

# Ranges of one number, so that no extension is needed to compare numbers in such an index.
_ADD = """
ALTER TABLE booking_booking ADD CONSTRAINT no_overlap_at_a_desk EXCLUDE USING gist (
    int8range(desk_id, desk_id, '[]') WITH &&, tstzrange(claimed_from, claimed_until) WITH &&
) WHERE (state IN ('held', 'confirmed', 'attended'));
ALTER TABLE booking_booking ADD CONSTRAINT no_overlap_in_a_room EXCLUDE USING gist (
    int8range(room_id, room_id, '[]') WITH &&, tstzrange(claimed_from, claimed_until) WITH &&
) WHERE (room_id IS NOT NULL AND state IN ('held', 'confirmed', 'attended'));
"""
_REMOVE = """
ALTER TABLE booking_booking DROP CONSTRAINT no_overlap_at_a_desk;
ALTER TABLE booking_booking DROP CONSTRAINT no_overlap_in_a_room;
"""


def _in_postgresql(statements):
    def run(_apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statements)

    return run


class Migration(migrations.Migration):
    """Add the constraints where the database has them; SQLite has the ticks alone."""

    dependencies = [("booking", "0001_initial")]
    operations = [migrations.RunPython(_in_postgresql(_ADD), _in_postgresql(_REMOVE))]
