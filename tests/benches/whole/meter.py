"""Runs a command some times and prints what each run took: seconds of wall and of all processors, and the status.

Arguments: how often, the file for standard input, a file to remove before each run (or a dash), the command. The processor's
time is that of the process with all its children, by the microsecond, as wait4(2) tells it.
"""

import json
import os
import shutil
import sys
import time

rounds, source, fresh, words = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:]
found = []
for _ in range(rounds):
    if os.path.isdir(fresh):
        shutil.rmtree(fresh)
    elif os.path.exists(fresh):
        os.remove(fresh)
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, source, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    ]
    start = time.perf_counter()
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    found.append([wall, usage.ru_utime + usage.ru_stime, os.waitstatus_to_exitcode(status)])
print(json.dumps(found))
