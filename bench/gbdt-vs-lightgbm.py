"""Compares held-out loss and time with LightGBM's: the same rows, the same ordinal codes.

    npx tsc -b && MLWRIGHT_DATA=<folder with csv/> python bench/gbdt-vs-lightgbm.py [--tables a,b] [--seeds 1] [--first-seed 0] [--folds 5]

LightGBM: its defaults, at most 2,000 rounds, early stopping after 50 on a stratified 15 % of the training rows. mlwright: the best of its
default candidates by cross-validation on the training rows, then fitted on all of them. Loss: log-loss, or RMSE. The two are
not alike in all: mlwright chooses among several settings and ends on all training rows, LightGBM has one setting and 85 % of them; and
mlwright's candidates were chosen while looking at seeds 0 to 3 of most of the default tables, so read other seeds and tables. Needs lightgbm,
pandas, scikit-learn.
"""
import argparse, csv, json, math, os, subprocess, sys, tempfile, time, warnings
import lightgbm, numpy, pandas
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

warnings.filterwarnings('ignore')
DEFAULT = ('adult credit_g titanic telco_churn phoneme spambase higgs_small car_evaluation segment vowel hypothyroid penguins optdigits '
           'abalone california_housing concrete_strength auto_mpg energy_efficiency insurance_charges communities_crime diamonds').split()

def read(folder, row):
    frame = pandas.read_csv(f"{folder}/csv/{row['name']}.csv", na_values=['?', ' '], low_memory=False)
    target = frame.pop(row['target'])
    kept = target.notna().to_numpy()
    frame, target = frame[kept], target[kept]
    columns = []
    for name in frame:
        column = frame[name]
        if column.dtype == object or str(column.dtype) in ('str', 'bool'):
            codes, levels = pandas.factorize(column.astype(object), sort=False)
            if not 1 < len(levels) <= 0.5 * len(codes):
                continue
            ranks = numpy.argsort(numpy.argsort([str(level) for level in levels]))
            column = numpy.where(codes < 0, numpy.nan, ranks[codes].astype(float))
        columns.append(numpy.asarray(column, dtype=float))
    y = target.to_numpy(dtype=float) if row['task'] == 'regression' else pandas.factorize(target.astype(str), sort=True)[0].astype(float)
    return numpy.column_stack(columns), y

def fit_lightgbm(X, y, task, classes, seed):
    stratify = y if task != 'regression' and numpy.bincount(y.astype(int)).min() > 1 else None
    Xf, Xv, yf, yv = train_test_split(X, y, test_size=0.15, random_state=seed, stratify=stratify)
    parameters = dict(objective={'binary': 'binary', 'multiclass': 'multiclass', 'regression': 'l2'}[task], verbosity=-1, num_threads=1, seed=seed)
    if task == 'multiclass':
        parameters['num_class'] = classes
    data = lightgbm.Dataset(Xf, yf)
    return lightgbm.train(parameters, data, 2000, valid_sets=[lightgbm.Dataset(Xv, yv, reference=data)],
                          callbacks=[lightgbm.early_stopping(50, verbose=False)])

def loss_of(task, y, predictions, classes):
    if task == 'regression':
        return math.sqrt(numpy.mean((y - predictions) ** 2))
    return log_loss(y, predictions, labels=range(classes))

def run_node(folder, options):
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'gbdt-vs-lightgbm.mjs')
    return json.loads(subprocess.run(['node', script, folder, json.dumps(options)], check=True, stdout=subprocess.PIPE).stdout)

def compare(name, row, seed, arguments, folder):
    X, y = read(arguments.data, row)
    task = row['task']
    classes = 0 if task == 'regression' else int(y.max()) + 1
    stratify = y if task != 'regression' and numpy.bincount(y.astype(int)).min() > 1 else None
    Xt, Xh, yt, yh = train_test_split(X, y, test_size=0.2, random_state=seed, stratify=stratify)
    for file, values in (('train', Xt), ('test', Xh)):
        numpy.asfortranarray(values).T.astype('<f8').tofile(f'{folder}/{file}.bin')
    yt.astype('<f8').tofile(f'{folder}/target.bin')
    started = time.perf_counter()
    model = fit_lightgbm(Xt, yt, task, classes, seed)
    seconds = time.perf_counter() - started
    theirs = loss_of(task, yh, model.predict(Xh), classes)
    result = run_node(folder, dict(task=task, classCount=classes, columns=Xt.shape[1], rows=len(yt), testRows=len(yh), seed=seed, folds=arguments.folds))
    losses = {}
    for candidate in result['candidates']:
        predictions = numpy.array(candidate.pop('predictions'))
        losses[candidate['name']] = loss_of(task, yh, predictions.reshape(len(yh), -1) if task == 'multiclass' else predictions, classes)
    ours = losses[result['best']]
    print(f'{name:24}{seed:2}{len(yt):7}x{Xt.shape[1]:<4} lightgbm {theirs:10.5g} ({model.best_iteration:4} rounds,{seconds:6.2f} s)  ours {ours:10.5g} '
          f'ratio {ours / theirs:6.3f}  {result["best"]:10}', '  '.join(
              f'{c["name"]} {losses[c["name"]] / theirs:.3f} ({c["rounds"]} rounds, fold {c["foldSeconds"]:.2f} s)' for c in result['candidates']), flush=True)
    return ours / theirs, {c: losses[c] / theirs for c in losses}

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--data', default=os.environ.get('MLWRIGHT_DATA'))
    parser.add_argument('--tables', default=','.join(DEFAULT))
    parser.add_argument('--seeds', type=int, default=1)
    parser.add_argument('--first-seed', type=int, default=0)
    parser.add_argument('--folds', type=int, default=5)
    arguments = parser.parse_args()
    if arguments.data is None:
        sys.exit('Set MLWRIGHT_DATA, or give --data.')
    with open(f'{arguments.data}/index.tsv') as file:
        index = {row['name']: row for row in csv.DictReader(file, delimiter='\t')}
    ratios, each = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.tables.split(','):
            for seed in range(arguments.first_seed, arguments.first_seed + arguments.seeds):
                ratio, losses = compare(name, index[name], seed, arguments, folder)
                ratios.append(ratio)
                for candidate, value in losses.items():
                    each.setdefault(candidate, []).append(value)
    mean = lambda values: math.exp(numpy.mean(numpy.log(values)))
    print(f'geometric mean of held-out loss, ours / lightgbm, over {len(ratios)} splits: {mean(ratios):.4f}   ',
          '  '.join(f'{c} {mean(v):.4f} (n={len(v)})' for c, v in each.items()))

main()
