"""What LightGBM makes of categorical columns of examples/credit, examples/cars and examples/mpg, for src/learn/learners/gbdt.

    python scripts/golden/gbdt_categories.py > test/golden/gbdt-categories.json

Texts are numbered in the order of their code points, empty ones are missing; columns of numbers stay numbers where a case does not name them.
Per case: the scores of all rows. Where no row of a node is missing, LightGBM sends levels that it
did not see there to the right and mlwright to the side of most rows; rows that both were fitted on do not show it. LightGBM does not try a column in a
node when it had no gain in the parent; where groups have a least size that shows in large trees, so that some cases have small ones.
"""
import csv, json, sys
from pathlib import Path
import lightgbm, numpy

EXAMPLES = Path(__file__).parents[2] / 'examples'

def column(cells, is_category):
    if is_category:
        levels = sorted(set(cells) - {''})
        return numpy.array([levels.index(cell) if cell else numpy.nan for cell in cells], dtype=float)
    return numpy.array([float(cell) if cell else numpy.nan for cell in cells])

def case(name, file, target, positive, columns, categorical, parameters, weighted=False):
    rows = list(csv.DictReader(open(EXAMPLES / file)))
    X = numpy.column_stack([column([row[name] for row in rows], name in categorical) for name in columns])
    y = numpy.array([float(row[target] == positive) if positive else float(row[target]) for row in rows])
    weights = 1 + numpy.arange(len(rows)) % 3 if weighted else None
    names = dict(rounds='num_iterations', learningRate='learning_rate', leaves='num_leaves', minRowsPerLeaf='min_data_in_leaf', l1='lambda_l1',
                 l2='lambda_l2', catSmooth='cat_smooth', catL2='cat_l2', minRowsPerGroup='min_data_per_group', maxCatThreshold='max_cat_threshold',
                 maxCatToOnehot='max_cat_to_onehot', maxBins='max_bin')
    theirs = {names[key]: value for key, value in parameters.items()}
    data = lightgbm.Dataset(X, y, weight=weights, categorical_feature=[columns.index(name) for name in categorical])
    model = lightgbm.train(dict(theirs, objective='binary' if positive else 'l2', verbosity=-1, num_threads=1, deterministic=True, force_col_wise=True,
                                feature_pre_filter=False, min_data_in_bin=min(3, parameters['minRowsPerLeaf']), enable_bundle=False), data)
    assert model.num_trees() == parameters['rounds']
    return dict(name=name, file=file, target=target, positive=positive, columns=columns, categorical=categorical, weighted=weighted,
                parameters=parameters, scores=[round(score, 9) for score in model.predict(X, raw_score=True)])

credit = ['checking_status', 'duration', 'credit_history', 'purpose', 'credit_amount', 'savings_status', 'employment', 'personal_status', 'age', 'job']
credit_levels = ['checking_status', 'credit_history', 'purpose', 'savings_status', 'employment', 'personal_status', 'job']
cars = ['buying', 'maint', 'doors', 'persons', 'lug_boot', 'safety']
mpg = ['name', 'displacement', 'horsepower', 'origin', 'model_year']
plain = dict(rounds=20, learningRate=0.1, leaves=6, minRowsPerLeaf=20)
cases = [
    case('credit', 'credit/credit_g.csv', 'class', 'good', credit, credit_levels, plain),
    case('credit, small groups, weights', 'credit/credit_g.csv', 'class', 'good', credit, credit_levels,
         dict(plain, minRowsPerLeaf=5, l2=1, l1=0.5, catSmooth=3, catL2=1, minRowsPerGroup=10), weighted=True),
    case('credit, at most two levels', 'credit/credit_g.csv', 'class', 'good', credit, credit_levels,
         dict(plain, minRowsPerGroup=20, maxCatThreshold=2)),
    case('credit, one against the others', 'credit/credit_g.csv', 'class', 'good', credit, credit_levels, dict(plain, leaves=15, maxCatToOnehot=16)),
    case('cars', 'cars/car_evaluation.csv', 'class', 'unacc', cars, cars, dict(plain, minRowsPerGroup=10)),
    case('cars, one against the others', 'cars/car_evaluation.csv', 'class', 'unacc', cars, cars, dict(plain, leaves=15, maxCatToOnehot=6)),
    case('mpg, many levels', 'mpg/auto_mpg.csv', 'mpg', None, mpg, ['name', 'origin', 'model_year'],
         dict(plain, leaves=15, minRowsPerLeaf=3, minRowsPerGroup=5, catSmooth=2, catL2=3)),
    case('mpg, few bins', 'mpg/auto_mpg.csv', 'mpg', None, mpg, ['name', 'origin', 'model_year'],
         dict(plain, leaves=15, minRowsPerLeaf=3, minRowsPerGroup=5, catSmooth=2, maxBins=8)),
]
json.dump(dict(producer=f'lightgbm {lightgbm.__version__}, numpy {numpy.__version__}, python {sys.version.split()[0]}',
               command='python scripts/golden/gbdt_categories.py > test/golden/gbdt-categories.json', cases=cases), sys.stdout, separators=(',', ':'))
