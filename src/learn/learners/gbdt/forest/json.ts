// A fitted model as JSON of our own, and back. Nothing that does not fit together is read.
import { MlwrightError } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import { checkForest } from './check.js'
import type { FittedObjective, GbdtFit } from './fitted.js'
import { missingLeft } from './forest.js'
import type { Forest, LinearLeaves } from './forest.js'
import { transformNames } from './transform.js'
import type { Transform } from './transform.js'

const newestFormat = 2

export function fitToJson({ forest, ...about }: GbdtFit): Json {
  const { linear, outputCount: _, ...arrays } = forest
  return {
    format: newestFormat,
    objective: { ...about.objective },
    transform: { ...about.transform },
    featureCount: about.featureCount,
    featureNames: [...about.featureNames],
    categorical: [...about.categorical],
    ...(about.featureInfos === undefined ? {} : { featureInfos: [...about.featureInfos] }),
    rounds: about.rounds,
    roundsShare: about.roundsShare,
    ...toLists(arrays),
    ...(linear === undefined ? {} : { linear: toLists(linear) }),
  }
}

/** By name, in one order whatever made them. */
function toLists(arrays: object): Record<string, Json> {
  const entries = Object.entries(arrays) as [string, Float64Array][]
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  // JSON has no infinity.
  const store = (value: number): Json => (Number.isFinite(value) ? value : String(value))
  return Object.fromEntries(entries.map(([name, values]) => [name, Array.from(values, store)]))
}

type Stored = Readonly<Record<string, Json | undefined>>

/** Reads what `fitToJson` gave. Throws BUNDLE_NEWER for a newer format, BUNDLE_INVALID for what is damaged. O(numbers in it). */
export function fitFromJson(json: Json): GbdtFit {
  const stored = asObject(json, 'the model')
  const { format } = stored
  if (format !== 1 && format !== 2) {
    if (typeof format === 'number' && format > newestFormat) {
      throw new MlwrightError('BUNDLE_NEWER', `The trees are stored in format ${format}; this version reads formats 1 and 2.`, {
        hint: 'Update mlwright.',
      })
    }
    throw invalid('format', format, '1 or 2')
  }
  const fit = format === 1 ? readFormat1(stored) : readFormat2(stored)
  checkForest(fit.forest, fit.featureCount, 'BUNDLE_INVALID')
  return fit
}

function readFormat2(stored: Stored): GbdtFit {
  const featureCount = readCount(stored, 'featureCount')
  const featureNames = readTexts(stored, 'featureNames', featureCount)
  const categorical = readIntegers(stored, 'categorical', [0, featureCount - 1])
  const linear = stored['linear'] === undefined ? undefined : readLinear(asObject(stored['linear'], 'linear'))
  const forest = {
    ...readTrees(stored),
    nodeKind: Uint8Array.from(readIntegers(stored, 'nodeKind', [0, 7])),
    nodeGain: Float64Array.from(readNumbers(stored, 'nodeGain')),
    nodeValue: Float64Array.from(readNumbers(stored, 'nodeValue')),
    nodeWeight: Float64Array.from(readNumbers(stored, 'nodeWeight')),
    nodeRows: Float64Array.from(readNumbers(stored, 'nodeRows')),
    leafWeight: Float64Array.from(readNumbers(stored, 'leafWeight')),
    setStarts: Int32Array.from(readIntegers(stored, 'setStarts', int32)),
    setWords: Uint32Array.from(readIntegers(stored, 'setWords', [0, 0xffffffff])),
  }
  return {
    objective: readObjective(stored),
    transform: readTransform(stored),
    featureCount,
    featureNames,
    categorical,
    ...(stored['featureInfos'] === undefined ? {} : { featureInfos: readTexts(stored, 'featureInfos', featureCount) }),
    rounds: readCount(stored, 'rounds'),
    roundsShare: readShare(stored, 'roundsShare'),
    forest: linear === undefined ? forest : { ...forest, linear },
  }
}

/** What both formats hold. */
function readTrees(
  stored: Stored,
): Pick<
  Forest,
  'outputCount' | 'baseScores' | 'roots' | 'outputs' | 'nodeFeature' | 'nodeThreshold' | 'nodeLeft' | 'nodeRight' | 'leafValue' | 'leafRows'
> {
  const baseScores = Float64Array.from(readNumbers(stored, 'baseScores'))
  return {
    outputCount: baseScores.length,
    baseScores,
    roots: Int32Array.from(readIntegers(stored, 'roots', int32)),
    outputs: Int32Array.from(readIntegers(stored, 'outputs', int32)),
    nodeFeature: Int32Array.from(readIntegers(stored, 'nodeFeature', int32)),
    nodeThreshold: Float64Array.from(readNumbers(stored, 'nodeThreshold')),
    nodeLeft: Int32Array.from(readIntegers(stored, 'nodeLeft', int32)),
    nodeRight: Int32Array.from(readIntegers(stored, 'nodeRight', int32)),
    leafValue: Float64Array.from(readNumbers(stored, 'leafValue')),
    leafRows: Float64Array.from(readNumbers(stored, 'leafRows')),
  }
}

/** Format 1 knew only numeric nodes, and neither gains, weights nor names: gains are 0, weights and rows of nodes are those of their leaves. */
function readFormat1(stored: Stored): GbdtFit {
  const { task } = stored
  const featureCount = readCount(stored, 'featureCount')
  const trees = readTrees(stored)
  const missing = readNumbers(stored, 'nodeMissingLeft')
  const nodeCount = trees.nodeFeature.length
  const forest: Forest = {
    ...trees,
    nodeKind: Uint8Array.from(missing, (goesLeft) => (goesLeft === 0 ? 0 : missingLeft)),
    nodeGain: new Float64Array(nodeCount),
    nodeValue: new Float64Array(nodeCount),
    nodeWeight: new Float64Array(nodeCount),
    nodeRows: new Float64Array(nodeCount),
    leafWeight: trees.leafRows.slice(),
    setStarts: new Int32Array(1),
    setWords: new Uint32Array(0),
  }
  checkForest(forest, featureCount, 'BUNDLE_INVALID')
  // Children come after their parents in format 1.
  for (let node = nodeCount - 1; node >= 0; node--) {
    const children = [forest.nodeLeft[node], forest.nodeRight[node]]
    const rows = children.map((child) => (child >= 0 ? forest.nodeRows[child] : forest.leafRows[-1 - child]))
    const values = children.map((child) => (child >= 0 ? forest.nodeValue[child] : forest.leafValue[-1 - child]))
    forest.nodeRows[node] = rows[0] + rows[1]
    forest.nodeWeight[node] = forest.nodeRows[node]
    forest.nodeValue[node] = (values[0] * rows[0] + values[1] * rows[1]) / Math.max(1, rows[0] + rows[1])
  }
  const about = { binary: 'sigmoid', multiclass: 'softmax', regression: 'identity' } as const
  if (task !== 'binary' && task !== 'multiclass' && task !== 'regression') throw invalid('task', task, Object.keys(about).join(', '))
  return {
    objective: { name: task },
    transform: about[task] === 'sigmoid' ? { name: 'sigmoid', slope: 1 } : { name: about[task] },
    featureCount,
    featureNames: Array.from({ length: featureCount }, (_, feature) => `feature ${feature}`),
    categorical: [],
    rounds: readCount(stored, 'rounds'),
    roundsShare: readShare(stored, 'roundsShare'),
    forest,
  }
}

function readLinear(stored: Stored): LinearLeaves {
  return {
    starts: Int32Array.from(readIntegers(stored, 'starts', int32)),
    features: Int32Array.from(readIntegers(stored, 'features', int32)),
    coefficients: Float64Array.from(readNumbers(stored, 'coefficients')),
    constants: Float64Array.from(readNumbers(stored, 'constants')),
  }
}

function readObjective(stored: Stored): FittedObjective {
  const objective = asObject(stored['objective'], 'objective')
  if (typeof objective['name'] !== 'string') throw invalid('objective.name', objective['name'], 'a text')
  for (const [name, value] of Object.entries(objective)) {
    if (typeof value !== 'string' && !Number.isFinite(value)) throw invalid(`objective.${name}`, value, 'a finite number or a text')
  }
  return objective as FittedObjective
}

function readTransform(stored: Stored): Transform {
  const { name, slope } = asObject(stored['transform'], 'transform')
  const known = transformNames.find((one) => one === name)
  if (known === undefined) throw invalid('transform.name', name, transformNames.join(', '))
  if (known !== 'sigmoid') return { name: known }
  if (typeof slope !== 'number' || !(slope > 0 && slope < Infinity)) throw invalid('transform.slope', slope, 'a finite number above 0')
  return { name: known, slope }
}

function asObject(value: Json | undefined, place: string): Stored {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(place, value, 'an object')
  return value as Stored
}

function readNumber(stored: Stored, name: string): number {
  const value = stored[name]
  if (typeof value !== 'number') throw invalid(name, value, 'a number')
  return value
}

function readCount(stored: Stored, name: string): number {
  const value = readNumber(stored, name)
  if (!Number.isInteger(value) || value < 0) throw invalid(name, value, 'a whole number of at least 0')
  return value
}

function readShare(stored: Stored, name: string): number {
  const value = readNumber(stored, name)
  if (!(value > 0 && value <= 1)) throw invalid(name, value, 'a number above 0 and at most 1')
  return value
}

function readTexts(stored: Stored, name: string, count: number): readonly string[] {
  const texts = readList(stored, name)
  if (texts.length !== count || !texts.every((text) => typeof text === 'string')) throw invalid(name, texts.length, `${count} texts`)
  return texts
}

function readList(stored: Stored, name: string): readonly string[] {
  const value = stored[name]
  if (!Array.isArray(value)) throw invalid(name, value, 'a list')
  return value as readonly string[]
}

function readNumbers(stored: Stored, name: string): number[] {
  return readList(stored, name).map((value: Json, at) => {
    if (typeof value === 'number') return value
    if (value === 'Infinity' || value === '-Infinity' || value === 'NaN') return Number(value)
    throw invalid(`${name}[${at}]`, value, 'a number')
  })
}

const int32 = [-(2 ** 31), 2 ** 31 - 1] as const

function readIntegers(stored: Stored, name: string, [least, most]: readonly [number, number]): number[] {
  const values = readNumbers(stored, name)
  const at = values.findIndex((value) => !Number.isInteger(value) || value < least || value > most)
  if (at >= 0) throw invalid(`${name}[${at}]`, String(values[at]), `a whole number from ${least} to ${most}`)
  return values
}

function invalid(place: string, value: Json | undefined, expected: string): MlwrightError {
  // JSON would make null of numbers that are not finite.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing')
  return new MlwrightError('BUNDLE_INVALID', `The stored trees are damaged at ${place}: ${text.slice(0, 80)}, expected ${expected}.`, {
    hint: 'Store the model again.',
    details: { place },
  })
}
