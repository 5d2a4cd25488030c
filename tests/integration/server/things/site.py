"""What stands in the addresses of the pages that need no account."""

from tests.integration.server.people_world import Thing, World, thing


@thing("treatment")
def _treatment(_world: World) -> Thing:
    return Thing(kwargs={"treatment": "dry_needling"})


@thing("clinician")
def _clinician(world: World) -> Thing:
    return Thing(kwargs={"npi": world.npi})


@thing("report_wrong")
def _report_wrong(world: World) -> Thing:
    return Thing(kwargs={"npi": world.npi}, data={"wrong": "phone"})


@thing("muscle")
def _muscle(_world: World) -> Thing:
    return Thing(kwargs={"muscle": "piriformis"})


@thing("article")
def _article(_world: World) -> Thing:
    return Thing(kwargs={"slug": "dry-needling-for-sciatica"})


@thing("evidence_file")
def _evidence_file(_world: World) -> Thing:
    return Thing(kwargs={"name": "trials"})


@thing("evidence_result", "evidence_result_csv", "evidence_result_json")
def _evidence_result(_world: World) -> Thing:
    return Thing(kwargs={"id": "liu2018-pain"})


@thing("tell")
def _tell(_world: World) -> Thing:
    return Thing(data={"text": "my back hurts"})


@thing("contact")
def _contact(_world: World) -> Thing:
    return Thing(data={"reach": "555 010 0199"})
