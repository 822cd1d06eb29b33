"""The engine beside LightGBM and XGBoost on the same columns, one after the other. Called by bench/kernels/speed.mjs.

    python bench/kernels/speed.py <folder> <threads>

The folder holds meta.json {rows, columns, task, classes, rounds, leaves, repeats}, X.bin (f64, column by column) and y.bin (f64).
Prints a line of JSON: the best wall and CPU seconds of each, binning and training together.
"""
import json, resource, sys, time
import lightgbm, numpy, xgboost

folder, threads = sys.argv[1], int(sys.argv[2])
meta = json.load(open(f'{folder}/meta.json'))
X = numpy.fromfile(f'{folder}/X.bin').reshape(meta['columns'], meta['rows']).T.copy()
y = numpy.fromfile(f'{folder}/y.bin')
task, classes, rounds, leaves = meta['task'], meta['classes'], meta['rounds'], meta['leaves']

def loss(p):
    if task == 'regression':
        return float(numpy.sqrt(((p - y) ** 2).mean()))
    if task == 'binary':
        return float(-numpy.log(numpy.where(y == 1, p, 1 - p)).mean())
    return float(-numpy.log(p[numpy.arange(len(y)), y.astype(int)]).mean())

def with_lightgbm(extra):
    p = dict(objective=dict(regression='l2', binary='binary', multiclass='multiclass')[task], verbosity=-1, num_threads=threads, num_leaves=leaves, **extra)
    if task == 'multiclass': p['num_class'] = classes
    model = lightgbm.train(p, lightgbm.Dataset(X, y, free_raw_data=False), rounds)
    return lambda: loss(model.predict(X))

def with_xgboost(extra):
    p = dict(objective=dict(regression='reg:squarederror', binary='binary:logistic', multiclass='multi:softprob')[task], tree_method='hist', max_bin=255,
             nthread=threads, max_leaves=leaves, eta=0.1, min_child_weight=1e-3, reg_lambda=0, **extra)
    if task == 'multiclass': p['num_class'] = classes
    matrix = xgboost.QuantileDMatrix(X, y, max_bin=255, nthread=threads)
    model = xgboost.train(p, matrix, rounds)
    return lambda: loss(model.predict(matrix))

runs = {'lightgbm row': lambda: with_lightgbm(dict(force_row_wise=True)), 'lightgbm col': lambda: with_lightgbm(dict(force_col_wise=True)),
        'xgboost leafwise': lambda: with_xgboost(dict(grow_policy='lossguide', max_depth=0))}
out = {}
for name, run in runs.items():
    best = None
    for _ in range(meta['repeats']):
        cpu, t = time.process_time(), time.perf_counter()
        score = run()
        seconds, cpu = time.perf_counter() - t, time.process_time() - cpu
        best = dict(seconds=min(seconds, best['seconds']) if best else seconds, cpu=min(cpu, best['cpu']) if best else cpu, score=score)
    best['loss'] = best.pop('score')()
    out[name] = best
print(json.dumps(out))
