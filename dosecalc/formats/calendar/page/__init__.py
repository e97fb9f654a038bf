"""What stands on the page of a participant: head, months, agenda, and the files that shape it."""
