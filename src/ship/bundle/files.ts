// The files of a bundle.
import type { Json } from '../../base/core/index.js'
import type { Signature } from '../../data/schema/index.js'

/** Of the folder's layout and of `signature.json`. A newer one is refused, an older one is read. */
export const bundleFormat = 1

export const bundleFiles = {
  onnx: 'model.onnx',
  signature: 'signature.json',
  mlflow: 'MLmodel',
  metrics: 'metrics.json',
  lineage: 'lineage.json',
  card: 'card.md',
  report: 'report.html',
  model: 'native/model.json',
} as const

/** All that ships. Data only: no clock, path, host or duration in it. */
export interface BundleContents {
  /** The whole way from typed columns to predictions. */
  readonly onnx: Uint8Array
  readonly signature: Signature
  /** The fitted pipeline and model, as `native/model.json` holds them. */
  readonly model: Json
  readonly metrics: Json
  /** `files` is added: the checksum of each file that programs read. */
  readonly lineage: Readonly<Record<string, Json>>
  /** Markdown. */
  readonly card: string
  /** One self-contained page. */
  readonly report: string
}

/** What a bundle says to the program that uses it. */
export interface Bundle {
  readonly folder: string
  readonly signature: Signature
  readonly model: Json
  readonly metrics: Json
  readonly lineage: Readonly<Record<string, Json>>
  /** Of `model.onnx`, which is there. */
  readonly onnxPath: string
}
