"""Cases become a brief for a meeting: one Word document of A4, as official documents are set, with contents when there are several."""

from county_casebook.publish.meeting.document import meeting_brief

__all__ = ["meeting_brief"]
