# Runs the command after `--` and prints one line of JSON: wall clock and peak memory as the kernel counts them (wait4), and the exit code.
import json
import os
import subprocess
import sys
import time

start = time.perf_counter()
process = subprocess.Popen(sys.argv[sys.argv.index('--') + 1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
output = process.stdout.read()
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - start
print(json.dumps({
    'exitCode': os.waitstatus_to_exitcode(status),
    'wallSeconds': round(seconds, 4),
    'cpuSeconds': round(usage.ru_utime + usage.ru_stime, 4),
    'peakMemoryBytes': usage.ru_maxrss * 1024,
    'output': output.decode(),
}))
