"""Our own articles, written for the tests. The outlets and the port are invented."""

HEADLINE = "Cranes of Port Example to move inland, paper says"

ARTICLE = f"""Media logo

{HEADLINE}

The Example Gazette has reported that the harbour will move two of its four cranes inland by September, naming no source.
It did not say who had decided it, or where the cranes would stand.

The harbour master, asked on Tuesday, said that all four cranes stay where they are until the new quay is finished.
He added that the ministry had told him of no such plan.

A ministry official declined to comment on the cranes.

Related Articles

Most Popular
"""

CLAIMED = "the harbour will move two of its four cranes inland by September"
DENIED = "all four cranes stay where they are until the new quay is finished"

SECOND = """Dockers deny that cranes will leave the port

The dockers' union at Port Example said in a statement that no crane leaves the quay this year.
Its own engineers inspect the cranes each month, it said, and nobody has ordered a move.
"""
DENIED_AGAIN = "no crane leaves the quay this year"
