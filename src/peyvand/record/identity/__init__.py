"""Which evidence makes two names one actor: spelling, country, offices over time, and who is known to have held them."""

from peyvand.record.identity.holders import Holder, Holders
from peyvand.record.identity.keys import keys, meet, office_key
from peyvand.record.identity.likeness import likeness
from peyvand.record.identity.named import Likeness, Named
from peyvand.record.identity.tables import threshold

__all__ = ["Holder", "Holders", "Likeness", "Named", "keys", "likeness", "meet", "office_key", "threshold"]
