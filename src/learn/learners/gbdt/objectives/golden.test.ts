// Every objective and every one of its parameters beside LightGBM, on real rows: starts, derivatives, leaf values and losses.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json, Task } from '../../../../base/core/index.js'
import type { View } from '../../../features/index.js'
import { boost } from '../engine/boost.js'
import { scoreRows } from '../forest/score.js'
import { applyTransform } from '../forest/transform.js'
import { gbdt } from '../learner.js'
import { gbdtParameters } from '../parameters.js'
import type { GbdtParameters } from '../parameters.js'
import { createObjective } from './create-objective.js'
import type { LabelledRows, Objective, Placement } from './objective.js'
import { objectiveParameters } from './parameters.js'
import type { ObjectiveSettings } from './parameters.js'

interface Case {
  readonly name: string
  readonly target: string
  readonly weighted: boolean
  readonly classes: number
  readonly parameters: Readonly<Record<string, Json>>
  /** Per round and output: the leaf of each row, a digit each. */
  readonly leaves: readonly string[]
  readonly scores: readonly number[]
  readonly predictions: readonly number[]
  readonly metric: string
  /** The metric after each round. */
  readonly losses: readonly number[]
}

interface Golden {
  readonly groups: readonly number[]
  readonly weights: readonly number[]
  readonly columns: readonly (readonly number[])[]
  readonly targets: Readonly<Record<string, readonly number[]>>
  readonly cases: readonly Case[]
}

const golden = JSON.parse(readFileSync(new URL('../../../../../test/golden/gbdt-objectives.json', import.meta.url), 'utf8')) as Golden
const rowCount = golden.weights.length
const all = Int32Array.from({ length: rowCount }, (_, row) => row)

function settingsOf({ classes }: Case, given: Readonly<Record<string, Json>>): GbdtParameters & ObjectiveSettings {
  return { ...resolveParameters(gbdtParameters, given), classCount: classes } as GbdtParameters & ObjectiveSettings
}

function labelledOf({ target, weighted, parameters }: Case): LabelledRows {
  return {
    rowCount,
    target: Float64Array.from(golden.targets[target]),
    weights: weighted ? Float64Array.from(golden.weights) : undefined,
    groupSizes: parameters['objective'] === 'lambdarank' ? golden.groups : undefined,
  }
}

/** Boosts along LightGBM's partitions of the rows. Returns the scores (output by output) and the sums of losses after each round. */
function replay(
  each: Case,
  settings: GbdtParameters & ObjectiveSettings,
): { objective: Objective; scores: Float64Array; losses: number[] } {
  const objective = createObjective(settings, labelledOf(each))
  const { outputCount } = objective
  const scores = new Float64Array(rowCount * outputCount)
  objective.baseScores(all).forEach((score, k) => scores.fill(score, k * rowCount, (k + 1) * rowCount))
  const gradients = new Float32Array(scores.length)
  const hessians = new Float32Array(scores.length)
  const losses: number[] = []
  for (let round = 0; round < each.leaves.length; round += outputCount) {
    objective.computeGradients({ scores, gradients, hessians }, 0, rowCount)
    for (let k = 0; k < outputCount; k++) {
      const offset = k * rowCount
      const leaves = each.leaves[round + k]
      const own = scores.slice(offset, offset + rowCount)
      for (const leaf of new Set(leaves)) {
        const rows = all.filter((row) => leaves[row] === leaf)
        const gradient = rows.reduce((sum, row) => sum + gradients[offset + row], 0)
        const hessian = rows.reduce((sum, row) => sum + hessians[offset + row], 0)
        const shrunk = Math.sign(gradient) * Math.max(0, Math.abs(gradient) - settings.l1)
        const value = objective.renewLeaf?.(rows, own) ?? -shrunk / (hessian + settings.l2)
        for (const row of rows) scores[offset + row] += settings.learningRate * value
      }
    }
    losses.push(objective.sumLoss(all, scores))
  }
  return { objective, scores, losses }
}

const view: View = {
  rowCount,
  features: golden.columns.map((values, c) => ({ layout: 'dense', name: `c${c}`, column: `c${c}`, values: Float64Array.from(values) })),
}

/** Output by output to row by row. */
function byRow(scores: Float64Array, outputCount: number): Float64Array {
  return scores.map((_, at) => scores[(at % outputCount) * rowCount + Math.floor(at / outputCount)])
}

function worstOf(ours: ArrayLike<number>, theirs: readonly number[]): number {
  return theirs.reduce((worst, value, at) => Math.max(worst, Math.abs(ours[at] - value) / Math.max(1, Math.abs(value))), 0)
}

describe('LightGBM with the same partitions gives the same scores and predictions within 1e-7, and its metric is the mean loss within 1e-6', () => {
  it.each(golden.cases)('$name', (each) => {
    const { objective, scores, losses } = replay(each, settingsOf(each, each.parameters))
    const ours = byRow(scores, objective.outputCount)
    expect(worstOf(ours, each.scores)).toBeLessThan(1e-7)
    applyTransform(objective.transform, objective.outputCount, ours)
    expect(worstOf(ours, each.predictions)).toBeLessThan(1e-7)
    // The metric there does not see what the sides of a binary objective weigh; the loss does.
    if ('scalePosWeight' in each.parameters || 'isUnbalance' in each.parameters) return
    const means = losses.map((loss) => loss / objective.sumWeights(all))
    expect(worstOf(each.metric === 'ndcg' ? means.map((mean) => 1 - mean) : means, each.losses)).toBeLessThan(1e-6)
  })
})

describe('every parameter has a case in which it changes the model', () => {
  const names = Object.keys(objectiveParameters).filter((name) => name !== 'objective')
  it.each(names)('%s', (name) => {
    const cases = golden.cases.filter((each) => name in each.parameters)
    expect(cases.length).toBeGreaterThan(0)
    for (const each of cases) {
      const { [name]: _, ...without } = each.parameters
      const { objective, scores } = replay(each, settingsOf(each, without))
      expect(worstOf(byRow(scores, objective.outputCount), each.scores)).toBeGreaterThan(1e-3)
    }
  })
})

/**
 * Other splits: LightGBM estimates the rows of a leaf from hessians in single floats and so passes over some splits. With weights, its mape takes hessians for 1 where it sums them, and for the weights elsewhere.
 */
const otherSplits: readonly string[] = [
  'l2, weights',
  'mape, weights',
  'mape of quarters, weights',
  'poisson',
  'poisson, poissonMaxDeltaStep 0.2',
  'binary, scalePosWeight 3',
  'binary, isUnbalance',
  'binary, classWeights 0.5 2.5',
  'binary, boostFromAverage false',
]

describe('the learner on the same rows gives the predictions of LightGBM within 1e-7, also once stored', () => {
  it.each(golden.cases.filter((each) => each.parameters['objective'] !== 'lambdarank' && !otherSplits.includes(each.name)))(
    '$name',
    (each) => {
      const { target, weights } = labelledOf(each)
      const task: Task = each.classes > 2 ? 'multiclass' : each.target === 'binary' ? 'binary' : 'regression'
      const data = { view, target, task, classCount: task === 'regression' ? 0 : Math.max(2, each.classes) }
      const parameters = resolveParameters(gbdtParameters, { ...each.parameters, earlyStopping: false })
      const context = { random: createRandom(0), checkpoint: () => {} }
      const model = gbdt.fit(weights === undefined ? data : { ...data, weights }, parameters, context)
      expect(worstOf(model.predict(view), each.predictions)).toBeLessThan(1e-7)
      expect(gbdt.load(JSON.parse(JSON.stringify(model.toJSON())) as Json).predict(view)).toEqual(model.predict(view))
    },
  )
})

describe('the engine ranks the same rows as LightGBM does, within 1e-7', () => {
  it.each(golden.cases.filter((each) => each.parameters['objective'] === 'lambdarank' && !otherSplits.includes(each.name)))(
    '$name',
    (each) => {
      const { target, weights, groupSizes } = labelledOf(each)
      const settings = settingsOf(each, { ...each.parameters, earlyStopping: false })
      const data = {
        rowCount,
        columns: golden.columns.map((values) => Float64Array.from(values)),
        labels: target,
        weights,
        groupSizes,
        outputCount: 1,
        createObjective: (labelled: LabelledRows, placement: Placement) => createObjective(settings, labelled, placement),
      }
      const { forest } = boost(data, settings, { random: createRandom(0), checkpoint: () => {} })
      expect(worstOf(scoreRows(forest, view), each.scores)).toBeLessThan(1e-7)
    },
  )
})
