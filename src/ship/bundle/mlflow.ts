// The `MLmodel` file, by which `mlflow.pyfunc.load_model` in Python loads the bundle.
import { createHash } from 'node:crypto'
import { stringify } from 'yaml'
import type { Signature, SignatureInput } from '../../data/schema/index.js'
import { outputNamesOf } from './output-names.js'
import { bundleFiles } from './files.js'

/**
 * The text of `MLmodel`: the loader of MLflow's own ONNX flavour, the signature, and an id made of the model's content; no clock.
 * With the signature MLflow turns whole numbers into doubles before they reach the graph.
 */
export function describeForMlflow(signature: Signature, onnx: Uint8Array): string {
  const { prediction, probabilities } = outputNamesOf(signature)
  const outputs = [
    { type: signature.task === 'regression' ? 'double' : 'string', name: prediction, required: true },
    ...probabilities.map((name) => ({ type: 'double', name, required: true })),
  ]
  const inputs = signature.inputs.map(({ kind, name, required }) => ({ type: mlflowTypes[kind], name, required }))
  return stringify(
    {
      flavors: {
        onnx: { code: null, data: bundleFiles.onnx, providers: ['CPUExecutionProvider'] },
        python_function: { data: bundleFiles.onnx, loader_module: 'mlflow.onnx' },
      },
      model_uuid: createHash('sha256').update(JSON.stringify(signature)).update(onnx).digest('hex').slice(0, 32),
      signature: { inputs: JSON.stringify(inputs), outputs: JSON.stringify(outputs), params: null },
    },
    { lineWidth: 0 },
  )
}

/** A time is a whole number of milliseconds: MLflow's own `datetime` does not reach a graph. */
const mlflowTypes: Readonly<Record<SignatureInput['kind'], string>> = {
  number: 'double',
  boolean: 'double',
  category: 'string',
  text: 'string',
  datetime: 'long',
}
