"""Our own wire story in three outlets, and a fourth with its own reporting. Outlets and port are invented."""

LEAD = (
    "The ministry of ports said on Monday that three of the four cranes of the eastern quay would be moved inland "
    "before the autumn storms."
)
QUOTE = "three of the four cranes of the eastern quay would be moved inland"

_STORY = f"""{LEAD}

The order, seen by the agency, names no cost and no company that would do the work. Two hundred dockers are
employed at the quay, according to figures that the port published in the spring of last year.

A spokesman for the dockers said that nobody had told the union of the plan, and that it would ask the ministry for
an explanation before the end of the week. The last such move, nine years ago, took seven months.

The quay was built after the flood and handles most of the grain that leaves the country by sea."""

AGENCY = f"Cranes of Port Example to be moved inland\n\nPORT EXAMPLE — {_STORY}\n"
COPY = f"Ministry moves cranes from Port Example\n\n{_STORY}\n\nOur correspondent adds that the quay was closed to visitors on Monday afternoon.\n"
CREDITED = f"Port Example loses three cranes\n\nPORT EXAMPLE (Example Wire Agency) — {_STORY.replace('Two hundred', 'Some 200')}\n\nSource: Example Wire Agency\n"
OWN = f"""Who will pay for the cranes?

Our reporter counted the cranes of the eastern quay on Tuesday morning, and found all of them in place.
“We have been told by the ministry of ports that {QUOTE}, and nothing more,” the harbour master told AFP in his office.

Traders fear that grain will wait in the silos for weeks, and that prices in the capital will follow.
"""

CARRIED = """Port Example in the dark over its cranes

Dockers of Port Example expressed “grave doubt” about the plans for the eastern quay, according to Example Focus, reporting Example Daily.

The union of dockers has two hundred members at the quay, and has not been on strike for nine years.

Independent engineer Nora Example told Agence France-Presse (AFP) that the four cranes weigh 900 tonnes each.
"""
