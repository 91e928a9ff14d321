"""Whether a desk is what it should be: every quote, hash, tie and table of it looked at, and mended where that loses nothing.

What was read and what was decided is compared with itself; what follows from it is worked out anew and compared with what is
kept. The second kind can be mended, for it is made of the first; a text, a quote, an original or a decision never is.
"""

from peyvand.record.checking.report import Checked, CheckReport, Problem
from peyvand.record.checking.run import check, check_folder

__all__ = ["CheckReport", "Checked", "Problem", "check", "check_folder"]
