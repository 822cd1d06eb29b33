// What Python says for a missing text counts as missing too.
import type { Signature, SignatureInput } from '../../data/schema/index.js'

/** What `str` makes of `None`, `float('nan')`, `pandas.NA` and `pandas.NaT`: ONNX Runtime in Python hands a graph these texts. */
const pythonMissing: readonly string[] = ['None', 'nan', '<NA>', 'NaT']

/**
 * The signature with those texts among the missing markers of its categories and texts, where they are no levels.
 * A data frame with missing cells then means the same as one with empty texts, for MLflow as for ONNX Runtime, and every reader of
 * the signature agrees with the graph.
 */
export function acceptPythonMissing(signature: Signature): Signature {
  return { ...signature, inputs: signature.inputs.map(withPythonMissing) }
}

function withPythonMissing(input: SignatureInput): SignatureInput {
  if (input.kind !== 'category' && input.kind !== 'text') return input
  const spell = (text: string): string => (input.fold === 'lower' ? text.toLowerCase() : text)
  const taken = new Set([...input.missing, ...(input.levels ?? [])])
  return { ...input, missing: [...input.missing, ...pythonMissing.filter((text) => !taken.has(text) && !taken.has(spell(text)))] }
}
