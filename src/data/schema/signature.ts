// The typed interface of a model, as `signature.json` holds it.
import type { Task } from '../../base/core/index.js'
import type { CellFormat } from './schema.js'

export interface SignatureInput extends CellFormat {
  readonly name: string
  /** The column must be present; its cells may be missing. */
  readonly required: boolean
  /** What training saw: `number`, `datetime` (epoch ms). */
  readonly min?: number
  readonly max?: number
}

export interface SignatureOutput {
  readonly name: string
  readonly kind: 'number' | 'category'
  readonly levels?: readonly string[]
}

export interface Signature {
  readonly format: 1
  readonly task: Task
  readonly target: string
  /** In the order of the probabilities; `binary`: the negative class first. */
  readonly classes?: readonly string[]
  readonly positive?: string
  readonly inputs: readonly SignatureInput[]
  readonly outputs: readonly SignatureOutput[]
  /** How the text of the target becomes a class or a value: for `evaluate`. */
  readonly targetFormat: CellFormat
}
