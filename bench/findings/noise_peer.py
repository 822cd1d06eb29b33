"""The rows that cleanlab suspects with its defaults, given labels and out-of-fold probabilities.

python bench/findings/noise_peer.py case.json   (bench/peers/requirements-noise.txt)
"""
import json
import sys
import warnings

warnings.filterwarnings("ignore")
import cleanlab
import numpy as np
from cleanlab.filter import find_label_issues

case = json.load(open(sys.argv[1]))
labels = np.array(case["labels"], dtype=int)
probabilities = np.array(case["probabilities"]).reshape(len(labels), case["classCount"])
probabilities /= probabilities.sum(axis=1, keepdims=True)
issues = find_label_issues(labels, probabilities, n_jobs=1)
print(json.dumps({"version": cleanlab.__version__, "suspects": np.flatnonzero(issues).tolist()}))
