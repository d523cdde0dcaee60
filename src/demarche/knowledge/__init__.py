"""Word and rule files: how they are found, read, laid over one another, and how their examples are carried.

In: paths. Out: rows of tables, rules in the shape a room declares, weights of features, examples with file and line.
This room knows no language and no room; what a rule means is its room's business. The one thing it holds itself is the
table of countries, because more than one room needs it.
"""

from demarche.knowledge.countries import Countries, Country, open_countries
from demarche.knowledge.examples import Example, Failure, read_examples
from demarche.knowledge.foreign import Losses, foreign_lines, read_foreign
from demarche.knowledge.overlay import Folders, replaced, shipped
from demarche.knowledge.rules import Shape, line_of, read_rules
from demarche.knowledge.tables import Row, read_table
from demarche.knowledge.weights import Part, Weights, read_weights, write_weights

__all__ = [
    "Countries", "Country", "Example", "Failure", "Folders", "Losses", "Part", "Row", "Shape", "Weights",
    "foreign_lines", "line_of", "open_countries", "read_examples", "read_foreign", "read_rules", "read_table",
    "read_weights", "replaced", "shipped", "write_weights",
]  # fmt: skip
