// Who takes part in the boosting benchmarks, and one fit of each in a process of its own.
import { fileURLToPath } from 'node:url'
import { lastJson, measure, python, versionOf } from '../bench.mjs'

/** The same rounds, leaves, bins and learning rate for all. */
export const settings = { rounds: 100, leaves: 31, bins: 255, learningRate: 0.1 }

/** The sources that decide how fast and how good ours is: measurements are kept by their last commit. */
export const engineVersion = versionOf('src/learn/learners/gbdt', 'src/base/kernels', 'src/base/workers')

export const own = { name: 'mlwright', library: 'mlwright' }
/** The first fit of its process, which compiles what it runs. */
export const ownCold = { name: 'mlwright, first fit', library: 'mlwright', warm: false }
export const lightgbm = { name: 'LightGBM by rows', library: 'lightgbm', mode: 'row' }

/** Each library's ways to do the same; of each group only the fastest is measured more than once. */
export const peerGroups = {
  lightgbm: [lightgbm, { name: 'LightGBM by columns', library: 'lightgbm', mode: 'col' }],
  quantized: [
    { name: 'LightGBM by rows, quantized', library: 'lightgbm', mode: 'row quantized' },
    { name: 'LightGBM by columns, quantized', library: 'lightgbm', mode: 'col quantized' },
  ],
  xgboost: [
    { name: 'XGBoost depthwise', library: 'xgboost', mode: 'depthwise' },
    { name: 'XGBoost lossguide', library: 'xgboost', mode: 'lossguide' },
  ],
  catboost: [{ name: 'CatBoost symmetric', library: 'catboost', mode: 'symmetric' }],
}

const scriptOf = (file) => fileURLToPath(new URL(file, import.meta.url))

/** `{seconds, peakMemoryBytes, wallSeconds, loss?, version?}` of one fit on the data set in `folder`. */
export function fitOnce({ library, mode, warm }, options) {
  const text = JSON.stringify({ library, mode, warm, ...settings, predict: false, ...options })
  const command = library === 'mlwright' ? [process.execPath, scriptOf('own.mjs'), text] : [python, scriptOf('peer.py'), text]
  const { output, peakMemoryBytes, wallSeconds } = measure(command)
  return { ...lastJson(output), peakMemoryBytes, wallSeconds }
}
