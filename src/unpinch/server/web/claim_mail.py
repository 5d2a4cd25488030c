"""The mail that carries a code to the address of the public file."""

from __future__ import annotations

import logging

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch.server.profiles.claiming import CODE_LASTS

logger = logging.getLogger(__name__)


def send_code(*, code: str, to: str, claimer: str, npi: str, site: str) -> bool:
    """
    Send a code, and say whether the mail server took it.

    Parameters
    ----------
    code
        Six digits.
    to
        The address, as the public file has it.
    claimer
        The name that the claimer chose: whoever reads the mail may know whether they sent it.
    npi
        The claimed number.
    site
        The host name of the site.
    """
    minutes = int(CODE_LASTS.total_seconds() // 60)
    words = (
        _("%(name)s says on %(site)s that the clinician with the NPI %(npi)s is them.")
        % {"name": claimer, "site": site, "npi": npi},
        _("If that is so, they can prove it with this code:"),
        code,
        ngettext("It can be used for %(count)d minute.", "It can be used for %(count)d minutes.", minutes)
        % {"count": minutes},
        _(
            "If you know of nobody who asked for it, give the code to nobody. Nothing is changed without it. The "
            "address this mail went to is in the public national provider file."
        ),
    )
    mail = EmailMessage(subject=_("A code for a profile on Unpinch"), body="\n\n".join(words) + "\n", to=[to])
    try:
        return bool(mail.send())
    except OSError as trouble:
        # smtplib's errors are OSErrors too. Only the kind is logged: their messages may repeat the mail.
        logger.error("A code for a claim could not be mailed (%s).", type(trouble).__name__)
        return False
