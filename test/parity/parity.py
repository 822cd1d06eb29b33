"""Holds a bundle in Python against mlwright's own predictions.

python parity.py extend  <bundle> <data.csv> <extended.csv> [delimiter]
    writes the rows of the table and, after them, copies of the first three with each input missing, with each category and text
    replaced by one that training never saw, and with all of that at once.
python parity.py compare <bundle> <extended.csv> <predictions.csv> [delimiter]
    predictions.csv is what `mlwright predict` wrote for extended.csv. Predicts the same with examples/predict.py (pandas and
    onnxruntime alone) and with mlflow.pyfunc, prints one line of JSON, and exits with 1 where a number is off by more than
    1e-9 x max(1, |number|), or a label differs though the two best probabilities are more than 1e-9 apart.
"""
import json
import logging
import os
import runpy
import sys
import tempfile

import numpy as np
import pandas as pd

TOLERANCE = 1e-9
UNSEEN = "zz never seen before"
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples", "predict.py")


def read_texts(path, delimiter=","):
    return pd.read_csv(path, sep=delimiter, dtype=str, keep_default_na=False)


def read_signature(bundle):
    with open(os.path.join(bundle, "signature.json"), encoding="utf-8") as file:
        return json.load(file)


def extend(bundle, source, target, delimiter=","):
    table = read_texts(source, delimiter)
    column_of = {name.strip(): name for name in table.columns}
    columns = [(column_of[rule["name"].strip()], rule["kind"]) for rule in read_signature(bundle)["inputs"]]
    copies = []
    for at in range(min(3, len(table))):
        row = table.iloc[at].to_dict()
        strange = {name: UNSEEN for name, kind in columns if kind in ("category", "text")}
        copies += [{**row, name: ""} for name, _ in columns]
        copies += [{**row, name: text} for name, text in strange.items()]
        copies += [{**row, **strange}, {**row, **{name: "" for name, _ in columns}}]
    pd.concat([table, pd.DataFrame(copies, columns=table.columns)]).to_csv(target, sep=delimiter, index=False)
    print(json.dumps({"rows": len(table), "added": len(copies)}))


def numbers_of(frame):
    """The probabilities, or the predicted values of a regression, as rows x outputs."""
    names = [name for name in frame.columns if name.startswith("probability_")] or ["prediction"]
    return frame[names].astype("float64").to_numpy()


def difference(expected, actual):
    """The greatest difference relative to max(1, |expected|), and whether labels agree wherever the margin is clear."""
    if list(expected.columns) != list(actual.columns) or len(expected) != len(actual):
        raise SystemExit(f"{list(expected.columns)} x {len(expected)} against {list(actual.columns)} x {len(actual)}")
    wanted, got = numbers_of(expected), numbers_of(actual)
    largest = float(np.nan_to_num(np.abs(got - wanted) / np.maximum(1, np.abs(wanted)), nan=np.inf).max())
    if wanted.shape[1] == 1:
        return {"largestDifference": largest, "labelsEqual": True}
    best = np.sort(wanted, axis=1)
    clear = best[:, -1] - best[:, -2] > TOLERANCE
    same = expected["prediction"].astype(str).to_numpy() == actual["prediction"].astype(str).to_numpy()
    return {"largestDifference": largest, "labelsEqual": bool((same | ~clear).all())}


def compare(bundle, source, predictions, delimiter=","):
    expected = read_texts(predictions)
    with tempfile.TemporaryDirectory() as folder:
        written = os.path.join(folder, "predictions.csv")
        sys.argv = [SCRIPT, bundle, source, written, delimiter]
        sys.path.insert(0, os.path.dirname(SCRIPT))  # as where the script is run: it finds what stands beside it
        script = runpy.run_path(SCRIPT)
        actual = read_texts(written)
    result = {"rows": len(actual), "script": difference(expected, actual)}

    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    import mlflow

    logging.getLogger("mlflow").setLevel(logging.ERROR)
    model = mlflow.pyfunc.load_model(bundle)
    outputs = model.predict(pd.DataFrame(script["feeds"]))
    by_mlflow = pd.DataFrame(dict(zip(script["names"], (outputs[name] for name in model.metadata.get_output_schema().input_names()))))
    result["mlflow"] = difference(expected, by_mlflow)
    print(json.dumps(result))
    checks = (result["script"], result["mlflow"])
    return 0 if all(one["labelsEqual"] and one["largestDifference"] <= TOLERANCE for one in checks) else 1


if __name__ == "__main__":
    sys.exit({"extend": extend, "compare": compare}[sys.argv[1]](*sys.argv[2:]))
