"""What parser processes have in common: imported once, by the process they are forked from.

The beat that ships takes half a second to read and some 60 MB; so it is read once for all of them.
"""

import gc

from crawler.parsing import beat_of

beat_of(None).names.names  # noqa: B018 - read once for all, as the rest
gc.freeze()  # else each process would write into every object at its first collection, and own a copy
