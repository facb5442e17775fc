"""Imported first by what parser processes are forked from: looking for garbage among all that is imported takes a tenth of its start.

It finds next to none there. Each process collects again, see `crawler.processes`.
"""

import gc

gc.disable()
