"""Checks an ONNX file with onnx.checker and runs it with Python's onnxruntime.

python check_graph.py model.onnx [feeds.json]: feeds is {name: {"type": "double" | "int64" | "string", "data": [...]}}, null is NaN.
Prints one line of JSON: {"producer", "opsets", "outputs": {name: [...]}} where NaN is null.
"""
import json
import math
import sys

import numpy as np
import onnx
import onnxruntime

model = onnx.load(sys.argv[1])
onnx.checker.check_model(model, full_check=True)
result = {
    "producer": model.producer_name,
    "opsets": {o.domain: o.version for o in model.opset_import},
    "initializers": len(model.graph.initializer),
    "nodes": [n.op_type for n in model.graph.node],
}
if len(sys.argv) > 2:
    types = {"double": np.float64, "float": np.float32, "int64": np.int64, "string": object}
    with open(sys.argv[2], encoding="utf-8") as file:
        feeds = json.load(file)
    arrays = {
        name: np.array([math.nan if v is None else v for v in feed["data"]], dtype=types[feed["type"]]).reshape(feed.get("dims", [-1]))
        for name, feed in feeds.items()
    }
    session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
    outputs = session.run(None, arrays)
    result["outputs"] = {
        o.name: [None if isinstance(v, float) and math.isnan(v) else v for v in np.asarray(a).reshape(-1).tolist()]
        for o, a in zip(session.get_outputs(), outputs)
    }
print(json.dumps(result))
