"""All parameters of LightGBM with their defaults and other names, for docs/guide/from-lightgbm.md.

    python scripts/golden/lightgbm_parameters.py > test/golden/lightgbm-parameters.json

Names and other names as its library dumps them, defaults as it writes them into a model that was trained without any.
"""
import json, platform, re, sys
import lightgbm, numpy
from lightgbm.basic import _ConfigAliases

data = lightgbm.Dataset(numpy.arange(200.0).reshape(-1, 1), numpy.arange(200.0))
written = lightgbm.train({'verbosity': -1}, data, 1).model_to_string()
section = written[written.index('\nparameters:'):written.index('end of parameters')]
defaults = dict(re.findall(r'^\[(\w+): (.*)\]$', section, re.MULTILINE))
# Those two were asked for above.
defaults.update(num_iterations='100', verbosity='1')
names = _ConfigAliases._get_all_param_aliases()
json.dump({
    'producer': f'lightgbm {lightgbm.__version__}, python {platform.python_version()}',
    'command': 'python scripts/golden/lightgbm_parameters.py > test/golden/lightgbm-parameters.json',
    'parameters': {name: {'default': defaults.get(name, ''), 'otherNames': others[1:]} for name, others in sorted(names.items())},
}, sys.stdout, indent=1)
print()
