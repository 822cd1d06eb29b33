# LightGBM's side of predict.mjs: `python predict_peer.py train FOLDER MODEL ROUNDS` fits and writes a model,
# `python predict_peer.py predict FOLDER MODEL THREADS SECONDS` times predictions of all training rows and prints one line of JSON.
import json
import sys
import time

import lightgbm
import numpy as np

verb, folder, path = sys.argv[1:4]
with open(f'{folder}/meta.json') as file:
    meta = json.load(file)
rows = np.fromfile(f'{folder}/train-rows.bin').reshape(meta['rows'], meta['columns'])

if verb == 'train':
    labels = np.fromfile(f'{folder}/train-labels.bin')
    parameters = {'objective': {'binary': 'binary', 'multiclass': 'multiclass', 'regression': 'l2'}[meta['task']], 'num_leaves': 31,
                  'learning_rate': 0.1, 'num_threads': 1, 'verbosity': -1, 'force_row_wise': True}
    if meta['task'] == 'multiclass':
        parameters['num_class'] = meta['classes']
    lightgbm.train(parameters, lightgbm.Dataset(rows, labels), int(sys.argv[4])).save_model(path)
else:
    threads, seconds = int(sys.argv[4]), float(sys.argv[5])
    model = lightgbm.Booster(model_file=path)
    model.predict(rows[:1000], num_threads=threads)
    times = []
    end = time.perf_counter() + seconds
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        predicted = model.predict(rows, num_threads=threads)
        times.append(time.perf_counter() - start)
    one = []
    for row in range(200):
        start = time.perf_counter()
        model.predict(rows[row:row + 1], num_threads=1)
        one.append(time.perf_counter() - start)
    print(json.dumps({'rowsPerSecond': len(rows) / float(np.median(times)), 'oneRowMicroseconds': float(np.median(one)) * 1e6,
                      'sum': float(predicted.sum()), 'version': lightgbm.__version__}))
