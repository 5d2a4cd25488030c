"""
Many processes want the same few visits at once; print what each attempt was answered, and what the database holds.

Run as `python -m tests.concurrency.race PROCESSES ATTEMPTS SLOTS [--without-guard]`, with the site's settings in the
environment; the database is filled, so it must be one for this alone.
"""

import json
import multiprocessing
import random  # noqa: TID251  # a race throws its own dice, with a seed
import sys
import uuid
from collections import Counter
from datetime import timedelta

import django

WITHOUT_GUARD = "--without-guard"


def attempt_many(number, attempts, starts, *, visit_id, people, answers):
    django.setup()
    from tests.concurrency.world import NOW
    from unpinch.server.accounts.models import Person
    from unpinch.server.booking import actions
    from unpinch.server.booking.claims import JustTaken
    from unpinch.server.booking.models import Visit

    dice, told = random.Random(number), Counter[str]()
    visit = Visit.objects.select_related("desk__clinic").get(pk=visit_id)
    person = Person.objects.get(pk=people[number % len(people)])
    for _ in range(attempts):
        key = uuid.UUID(int=dice.getrandbits(128))
        try:
            held = actions.hold(key=key, person=person, visit=visit, starts_at=dice.choice(starts), now=NOW)
            actions.confirm(booking_id=held.pk, actor=person, now=NOW)
            told["booked"] += 1
        except JustTaken:
            told["taken"] += 1
        except Exception as fault:  # whatever else a person would be answered is looked for
            told[f"{type(fault).__name__}: {fault}"] += 1
    answers.put(told)


def run(processes, attempts, slots, *, without_guard):
    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    from tests.concurrency.world import NOW, desk, person, visit
    from unpinch.kernel import Period
    from unpinch.server.booking import queries
    from unpinch.server.booking.models import Booking, ClaimedTick

    call_command("migrate", verbosity=0)
    wanted = visit(desk())
    people = [person(number).pk for number in range(4)]
    free = queries.free_slots(visit=wanted, within=Period(NOW, NOW + timedelta(days=40)), now=NOW)[:slots]
    if without_guard:
        with connection.schema_editor() as tables:
            tables.remove_constraint(ClaimedTick, ClaimedTick._meta.constraints[0])
            if connection.vendor == "postgresql":
                tables.execute("ALTER TABLE booking_booking DROP CONSTRAINT no_overlap_at_a_desk")
    connections.close_all()
    told = _race(processes, attempts, [slot.starts_at for slot in free], wanted.pk, people)
    confirmed = Booking.objects.filter(state="confirmed")
    return {
        "told": told,
        "confirmed": confirmed.count(),
        "times": confirmed.values("starts_at").distinct().count(),
        "held": Booking.objects.filter(state="held").count(),
    }


def _race(processes, attempts, starts, visit_id, people):
    context = multiprocessing.get_context("spawn")
    answers, told = context.Queue(), Counter[str]()
    racers = [
        context.Process(
            target=attempt_many,
            args=(number, attempts // processes + (number < attempts % processes), starts),
            kwargs={"visit_id": visit_id, "people": people, "answers": answers},
        )
        for number in range(processes)
    ]
    for racer in racers:
        racer.start()
    for _ in racers:
        told += answers.get()
    for racer in racers:
        racer.join()
    return dict(told)


if __name__ == "__main__":
    counts = [int(word) for word in sys.argv[1:4]]
    sys.stdout.write(json.dumps(run(*counts, without_guard=WITHOUT_GUARD in sys.argv)))
