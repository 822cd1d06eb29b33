"""Profiles a CSV with ydata-profiling's defaults and writes its page: the whole process is measured.

python bench/profile/peer.py people.csv people.html   (bench/peers/requirements-profile.txt)
"""
import sys
from importlib.metadata import version

import pandas as pd
from ydata_profiling import ProfileReport

source, out = sys.argv[1:]
report = ProfileReport(pd.read_csv(source, na_values=["?"]), title="profile", progress_bar=False)
report.to_file(out, silent=True)
print(version("ydata-profiling"))
