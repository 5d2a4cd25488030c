"""The private calendar of Cora's desk."""

from hashlib import sha256

from tests.integration.server.people_world import THEN, Thing, World, thing
from unpinch.server.booking.models import PrivateFeed

SECRET = "Xq3-not-a-word-that-anybody-guesses-7"


@thing("calendar_feed")
def _calendar(world: World) -> Thing:
    digest = sha256(SECRET.encode()).hexdigest()
    PrivateFeed.objects.get_or_create(desk=world.desk, defaults={"token_digest": digest, "made_at": THEN})
    return Thing(kwargs={"token": SECRET})
