// Whether the arrays of a forest fit together, so that nothing damaged predicts.
import { MlwrightError } from '../../../../base/core/index.js'
import type { ErrorCode } from '../../../../base/core/index.js'
import { isCategorical, missingLeft, zeroIsMissing } from './forest.js'
import type { Forest } from './forest.js'

/**
 * Throws `code` unless every array has its length, every index its range, every node and leaf is reached from exactly one root, every number
 * that predicts is a number, and no linear leaf has a feature twice. O(numbers in it).
 */
export function checkForest(forest: Forest, featureCount: number, code: ErrorCode): void {
  const fail = (message: string): never => {
    throw new MlwrightError(code, `The trees are damaged: ${message}.`, { hint: 'Store the model again.' })
  }
  checkLengths(forest, fail)
  checkNumbers(forest, featureCount, fail)
  checkReach(forest, fail)
}

type Fail = (message: string) => never

function checkLengths(forest: Forest, fail: Fail): void {
  const { roots, nodeFeature, leafValue, setStarts, setWords, linear } = forest
  const expected = (name: string, length: number, wanted: number): void => {
    if (length !== wanted) fail(`${name} has ${length} entries, expected ${wanted}`)
  }
  expected('baseScores', forest.baseScores.length, forest.outputCount)
  if (forest.outputCount < 1) fail('there are no outputs, expected at least one base score')
  expected('outputs', forest.outputs.length, roots.length)
  for (const name of ['nodeKind', 'nodeThreshold', 'nodeLeft', 'nodeRight', 'nodeGain', 'nodeValue', 'nodeWeight', 'nodeRows'] as const) {
    expected(name, forest[name].length, nodeFeature.length)
  }
  for (const name of ['leafWeight', 'leafRows'] as const) expected(name, forest[name].length, leafValue.length)
  checkStarts('setStarts', setStarts, setWords.length, fail)
  if (linear === undefined) return
  expected('linear.constants', linear.constants.length, leafValue.length)
  expected('linear.starts', linear.starts.length, leafValue.length + 1)
  checkStarts('linear.starts', linear.starts, linear.features.length, fail)
  expected('linear.coefficients', linear.coefficients.length, linear.features.length)
}

function checkStarts(name: string, starts: Int32Array, end: number, fail: Fail): void {
  if (starts.length === 0 || starts[0] !== 0 || starts.at(-1) !== end) fail(`${name} does not go from 0 to ${end}`)
  for (let k = 1; k < starts.length; k++) if (starts[k] < starts[k - 1]) fail(`${name} falls at ${k}`)
}

function checkNumbers(forest: Forest, featureCount: number, fail: Fail): void {
  const { outputCount, setStarts, linear } = forest
  const inRange = (name: string, values: Int32Array, end: number): void => {
    const at = values.findIndex((value) => value < 0 || value >= end)
    if (at >= 0) fail(`${name}[${at}] is ${values[at]}, expected 0 to ${end - 1}`)
  }
  const finite = (name: string, values: Float64Array): void => {
    const at = values.findIndex((value) => !Number.isFinite(value))
    if (at >= 0) fail(`${name}[${at}] is ${values[at]}, expected a finite number`)
  }
  inRange('outputs', forest.outputs, outputCount)
  inRange('nodeFeature', forest.nodeFeature, featureCount)
  finite('baseScores', forest.baseScores)
  finite('leafValue', forest.leafValue)
  forest.nodeThreshold.forEach((threshold, node) => {
    const kind = forest.nodeKind[node]
    if ((kind & ~(missingLeft | isCategorical | zeroIsMissing)) !== 0) fail(`nodeKind[${node}] is ${kind}, expected bits 1, 2 and 4`)
    if (Number.isNaN(threshold)) fail(`nodeThreshold[${node}] is NaN, expected a number`)
    const isSet = Number.isInteger(threshold) && threshold >= 0 && threshold < setStarts.length - 1
    if ((kind & isCategorical) !== 0 && !isSet) fail(`nodeThreshold[${node}] is ${threshold}, expected one of ${setStarts.length - 1} sets`)
  })
  if (linear === undefined) return
  inRange('linear.features', linear.features, featureCount)
  finite('linear.coefficients', linear.coefficients)
  finite('linear.constants', linear.constants)
  const lastLeaf = new Map<number, number>()
  for (let leaf = 0; leaf < linear.constants.length; leaf++) {
    for (const feature of linear.features.subarray(linear.starts[leaf], linear.starts[leaf + 1])) {
      if (lastLeaf.get(feature) === leaf) fail(`linear.features has feature ${feature} twice for leaf ${leaf}`)
      lastLeaf.set(feature, leaf)
    }
  }
}

function checkReach({ roots, nodeFeature, nodeLeft, nodeRight, leafValue }: Forest, fail: Fail): void {
  const nodeSeen = new Uint8Array(nodeFeature.length)
  const leafSeen = new Uint8Array(leafValue.length)
  const open: number[] = []
  roots.forEach((root, tree) => {
    open.push(root)
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const seen = at >= 0 ? nodeSeen : leafSeen
      const place = at >= 0 ? at : -1 - at
      if (place >= seen.length) fail(`tree ${tree} points to ${at >= 0 ? 'node' : 'leaf'} ${place} of ${seen.length}`)
      if (seen[place] !== 0) fail(`${at >= 0 ? 'node' : 'leaf'} ${place} is reached twice`)
      seen[place] = 1
      if (at >= 0) open.push(nodeLeft[at], nodeRight[at])
    }
  })
  const lostNode = nodeSeen.indexOf(0)
  if (lostNode >= 0) fail(`no tree reaches node ${lostNode}`)
  const lostLeaf = leafSeen.indexOf(0)
  if (lostLeaf >= 0) fail(`no tree reaches leaf ${lostLeaf}`)
}
