import resource
import sys

import pytest
from scrapy.utils.test import get_crawler

from crawler.memory import MemoryInUse


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell")
def test_a_crawl_is_not_ended_for_memory_that_was_given_back_or_was_its_parents() -> None:
    watch = MemoryInUse(get_crawler(settings_dict={"MEMUSAGE_ENABLED": True}))
    before = watch.get_virtual_size()
    taken = bytearray(300_000_000)
    assert watch.get_virtual_size() >= before + 200_000_000
    del taken
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    assert watch.get_virtual_size() <= most - 200_000_000
