# The peers' side of shap.mjs: `python shap_peer.py KIND FOLDER MODEL ROWS THREADS SECONDS OUT` times SHAP values of the first training rows of a
# LightGBM model, prints one line of JSON and writes the values to OUT. KIND: lightgbm (pred_contrib), shap (the C extension of its TreeExplainer,
# path-dependent; by default it hands LightGBM's models to pred_contrib), interventional (the same extension against the first 100 held-out rows).
import json
import sys
import time

import lightgbm
import numpy as np
import shap

kind, folder, path, rows, threads, seconds, out = sys.argv[1:8]
with open(f'{folder}/meta.json') as file:
    meta = json.load(file)
read = lambda part, count: np.fromfile(f'{folder}/{part}-rows.bin', count=count * meta['columns']).reshape(-1, meta['columns'])
values = read('train', int(rows))
booster = lightgbm.Booster(model_file=path)
outputs = booster.num_model_per_iteration()

if kind == 'lightgbm':
    explain = lambda part: booster.predict(part, pred_contrib=True, num_threads=int(threads)).reshape(len(part), outputs, -1)
else:
    explainer = shap.TreeExplainer(booster, read('test', 100) if kind == 'interventional' else None,
                                   feature_perturbation='interventional' if kind == 'interventional' else 'tree_path_dependent')
    explainer.model.model_type = 'internal'

    def explain(part):
        found = np.asarray(explainer.shap_values(part, check_additivity=False)).reshape(len(part), meta['columns'], -1).transpose(0, 2, 1)
        base = np.broadcast_to(np.atleast_1d(explainer.expected_value)[None, :, None], (len(part), found.shape[1], 1))
        return np.concatenate([found, base], 2)

explain(values[:20])
times = []
end = time.perf_counter() + float(seconds)
while not times or time.perf_counter() < end:
    start = time.perf_counter()
    found = explain(values)
    times.append(time.perf_counter() - start)
np.ascontiguousarray(found, float).tofile(out)
print(json.dumps({'rowsPerSecond': len(values) / float(np.median(times)), 'version': {'lightgbm': lightgbm.__version__, 'shap': shap.__version__}}))
