// The `MLmodel` file, by which `mlflow.pyfunc.load_model` in Python loads the bundle.
import { createHash } from 'node:crypto'
import { stringify } from 'yaml'
import type { Signature, SignatureInput } from '../../data/schema/index.js'
import { outputNamesOf } from './output-names.js'
import { bundleFiles } from './files.js'

/**
 * The text of `MLmodel`: the loader of MLflow's own ONNX flavour, the signature, and an id made of the content; no clock.
 * The signature is one of tensors: of MLflow's two kinds only this one turns the columns of a data frame (whole numbers, flags, pandas'
 * own strings) into the arrays that ONNX Runtime takes.
 */
export function describeForMlflow(signature: Signature, onnx: Uint8Array): string {
  const { prediction, probabilities } = outputNamesOf(signature)
  const inputs = signature.inputs.map(({ name, kind }) => tensor(name, inputTypes[kind]))
  const outputs = [
    tensor(prediction, signature.task === 'regression' ? 'float64' : 'object'),
    ...probabilities.map((name) => tensor(name, 'float64')),
  ]
  return stringify(
    {
      flavors: {
        onnx: { data: bundleFiles.onnx, providers: ['CPUExecutionProvider'] },
        python_function: { data: bundleFiles.onnx, loader_module: 'mlflow.onnx' },
      },
      model_uuid: createHash('sha256').update(JSON.stringify(signature)).update(onnx).digest('hex').slice(0, 32),
      signature: { inputs: JSON.stringify(inputs), outputs: JSON.stringify(outputs), params: null },
    },
    { lineWidth: 0 },
  )
}

type NumpyType = 'float64' | 'int64' | 'object'

function tensor(name: string, dtype: NumpyType): object {
  return { name, type: 'tensor', 'tensor-spec': { dtype, shape: [-1] } }
}

const inputTypes: Readonly<Record<SignatureInput['kind'], NumpyType>> = {
  number: 'float64',
  boolean: 'float64',
  category: 'object',
  text: 'object',
  datetime: 'int64',
}
