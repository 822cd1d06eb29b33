// Laws that objectives obey, with those that they do not named.
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json, Task } from '../../../../base/core/index.js'
import type { View } from '../../../view/index.js'
import { scoreRows } from '../forest/score.js'
import { gbdt } from '../learner.js'
import type { GbdtModel } from '../forest/model.js'
import { createObjective } from './create-objective.js'
import type { LabelledRows, Objective } from './objective.js'
import { objectiveNames, objectiveParameters } from './parameters.js'
import type { ObjectiveName, ObjectiveSettings } from './parameters.js'

const rowCount = 150
const classCount = 4
const all = Int32Array.from({ length: rowCount }, (_, row) => row)
const groupSizes = [1, 30, 2, 17, 50, 50]

function settingsOf(given: Readonly<Record<string, Json>>): ObjectiveSettings {
  return { ...resolveParameters(objectiveParameters, given), classCount } as ObjectiveSettings
}

/** Targets that the objective can fit. */
function labelledOf(name: ObjectiveName, weighted: boolean): LabelledRows {
  const random = createRandom(`${name} ${weighted}`)
  const targetOf = (): number => {
    const u = random.next()
    if (name === 'binary') return u < 0.3 ? 1 : 0
    if (name === 'crossEntropy') return u < 0.2 ? 0 : u > 0.8 ? 1 : u
    if (name === 'multiclass') return Math.floor(classCount * u * u)
    if (name === 'lambdarank') return Math.floor(5 * u * u)
    if (name === 'gamma') return 0.1 + 4 * u * u
    if (name === 'poisson' || name === 'tweedie') return Math.floor(6 * u * u)
    return 8 * random.normal()
  }
  return {
    rowCount,
    target: Float64Array.from(all, targetOf),
    weights: weighted ? Float64Array.from(all, () => 0.25 + random.integer(8) / 4) : undefined,
    groupSizes: name === 'lambdarank' ? groupSizes : undefined,
  }
}

const given: Readonly<Partial<Record<ObjectiveName, Readonly<Record<string, Json>>>>> = {
  binary: { sigmoid: 1.7, scalePosWeight: 3 },
  huber: { alpha: 4 },
  fair: { fairC: 3 },
  quantile: { alpha: 0.7 },
  tweedie: { tweedieVariancePower: 1.3 },
}

function objectiveOf(name: ObjectiveName, weighted: boolean): Objective {
  return createObjective(settingsOf({ objective: name, ...given[name] }), labelledOf(name, weighted))
}

function randomScores(objective: Objective, seed: string): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length: rowCount * objective.outputCount }, () => random.normal())
}

function derivativesAt(objective: Objective, scores: Float64Array): { gradients: Float32Array; hessians: Float32Array } {
  const gradients = new Float32Array(scores.length)
  const hessians = new Float32Array(scores.length)
  objective.computeGradients({ scores, gradients, hessians }, 0, rowCount)
  return { gradients, hessians }
}

/** What the loss is times that has the derivatives; squared error is twice it. */
const lossFactor: Readonly<Partial<Record<ObjectiveName, number>>> = { l2: 0.5 }

/** What hessians are times the second derivative; where 0 they stand for it. */
const hessianFactor: Readonly<Partial<Record<ObjectiveName, number>>> = {
  multiclass: classCount / (classCount - 1),
  poisson: Math.exp(0.7),
  l1: 0,
  huber: 0,
  quantile: 0,
  mape: 0,
}

const names = objectiveNames.filter((name) => name !== 'lambdarank')

describe.each([false, true])('weights: %s', (weighted) => {
  it.each(names)('%s: gradients are slopes of the loss, hessians of the gradients or the weights, within 1e-4', (name) => {
    const objective = objectiveOf(name, weighted)
    const { weights } = labelledOf(name, weighted)
    const scores = randomScores(objective, 'at')
    const { gradients, hessians } = derivativesAt(objective, scores)
    const factor = hessianFactor[name] ?? 1
    const step = 1e-4
    for (let at = 0; at < scores.length; at++) {
      const row = Int32Array.of(at % rowCount)
      const [low, middle, high] = [-step, 0, step].map((by) => {
        const moved = scores.slice()
        moved[at] += by
        return (lossFactor[name] ?? 1) * objective.sumLoss(row, moved)
      })
      const scale = Math.max(1, Math.abs(middle))
      expect(Math.abs((high - low) / (2 * step) - gradients[at]) / scale).toBeLessThan(1e-4)
      if (factor === 0) expect(hessians[at]).toBe(weights?.[row[0]] ?? 1)
      else expect(Math.abs((factor * (high - 2 * middle + low)) / step ** 2 - hessians[at]) / scale).toBeLessThan(1e-4)
    }
    if (objective.hessianKind !== 'varying') expect(hessians).toEqual(Float32Array.from(all, (row) => weights?.[row] ?? 1))
  })

  it.each(objectiveNames)('%s: ranges of rows give what all rows at once do', (name) => {
    const objective = objectiveOf(name, weighted)
    const scores = randomScores(objective, 'ranges')
    const whole = derivativesAt(objective, scores)
    const gradients = new Float32Array(scores.length).fill(NaN)
    const hessians = new Float32Array(scores.length).fill(NaN)
    const cuts = [0, 1, 20, 33, 34, 120, rowCount]
    for (let c = 1; c < cuts.length; c++) objective.computeGradients({ scores, gradients, hessians }, cuts[c - 1], cuts[c])
    expect(gradients).toEqual(whole.gradients)
    expect(hessians).toEqual(whole.hessians)
  })

  /** Not those that start from the mean for want of a formula, nor the sides of binary, nor percentiles but the median of rows without weights. */
  const starting = ['crossEntropy', 'multiclass', 'l2', 'poisson', 'gamma', 'tweedie', ...(weighted ? [] : ['l1'])] as ObjectiveName[]
  it.each(starting)('%s: no other constant start has less loss', (name) => {
    const objective = objectiveOf(name, weighted)
    const base = objective.baseScores(all)
    const lossAt = (start: Float64Array): number =>
      objective.sumLoss(
        all,
        Float64Array.from({ length: rowCount * start.length }, (_, at) => start[Math.floor(at / rowCount)]),
      )
    const least = lossAt(base)
    for (let k = 0; k < base.length; k++) {
      for (const by of [-0.5, -0.01, 0.01, 0.5]) {
        const moved = base.slice()
        moved[k] += by
        expect(lossAt(moved)).toBeGreaterThanOrEqual(least - 1e-9 * Math.abs(least))
      }
    }
  })

  it.each(objectiveNames)('%s: sums over rows are sums of their parts', (name) => {
    const objective = objectiveOf(name, weighted)
    const scores = randomScores(objective, 'parts')
    // Whole groups.
    const parts = [all.subarray(0, 33), all.subarray(33, 50), all.subarray(50)]
    const sum = (of: (rows: Int32Array) => number): number => parts.reduce((so, part) => so + of(part), 0)
    expect(sum((rows) => objective.sumLoss(rows, scores))).toBeCloseTo(objective.sumLoss(all, scores), 8)
    expect(sum((rows) => objective.sumWeights(rows))).toBeCloseTo(objective.sumWeights(all), 8)
  })
})

describe('the loss of the training rows does not rise from round to round', () => {
  const random = createRandom('view')
  const columns = [0, 1, 2].map(() => Float64Array.from(all, () => random.normal()))
  const view: View = {
    rowCount,
    features: columns.map((values, c) => ({ layout: 'dense', name: `c${c}`, column: `c${c}`, values })),
  }
  // Not with mape: of weights below 1, the percentile is the value before the middle one.
  it.each(names.filter((name) => name !== 'mape'))('%s', (name) => {
    const task: Task = name === 'binary' || name === 'multiclass' ? name : 'regression'
    const { target } = labelledOf(name, false)
    const objective = objectiveOf(name, false)
    const lossAfter = (rounds: number): number => {
      const parameters = { objective: name, ...given[name], rounds, minRowsPerLeaf: 5, earlyStopping: false }
      const data = { view, target, task, classCount: task === 'regression' ? 0 : task === 'binary' ? 2 : classCount }
      const model = gbdt.fit(data, resolveParameters(gbdt.parameters, parameters), { random: createRandom(0), checkpoint: () => {} })
      const scores = scoreRows((model as GbdtModel).fit.forest, view)
      const { outputCount } = objective
      return objective.sumLoss(
        all,
        scores.map((_, at) => scores[(at % rowCount) * outputCount + Math.floor(at / rowCount)]),
      )
    }
    const losses = [0, 1, 2, 3, 5, 8, 12, 20].map(lossAfter)
    for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThan(losses[i - 1])
  })
})

it.each(objectiveNames)('%s: weights of 1 are as good as none, and twice the weights twice the derivatives', (name) => {
  const plain = labelledOf(name, false)
  const settings = settingsOf({ objective: name, ...given[name] })
  const make = (weight: number): Objective => createObjective(settings, { ...plain, weights: new Float64Array(rowCount).fill(weight) })
  const none = createObjective(settings, plain)
  const scores = randomScores(none, 'ones')
  const expected = derivativesAt(none, scores)
  expect(derivativesAt(make(1), scores)).toEqual(expected)
  expect(make(1).baseScores(all)).toEqual(none.baseScores(all))
  expect(make(1).hessianKind).toBe(none.hessianKind)
  const twice = derivativesAt(make(2), scores)
  expect(twice.gradients).toEqual(expected.gradients.map((value) => 2 * value))
  expect(twice.hessians).toEqual(expected.hessians.map((value) => 2 * value))
})

it('leaves of l1 are renewed to the median of what is left of their rows, the mean of both in the middle', () => {
  const labelled = { rowCount: 4, target: Float64Array.of(10, 20, 30, 100) }
  const objective = createObjective(settingsOf({ objective: 'l1' }), labelled)
  expect(objective.renewLeaf!(Int32Array.of(3, 0, 1), Float64Array.of(1, 2, 3, 4))).toBe(18)
  expect(objective.renewLeaf!(Int32Array.of(3, 2, 0, 1), Float64Array.of(1, 2, 3, 4))).toBe(22.5)
})

describe('which outputs can learn', () => {
  const labelled = { rowCount: 4, target: Float64Array.of(0, 1, 1, 3) }
  it('multiclass: classes that have some of the rows and not all', () => {
    const objective = createObjective(settingsOf({ objective: 'multiclass' }), labelled)
    expect(objective.findLearnable(Int32Array.of(0, 1, 2, 3))).toEqual([true, true, false, true])
    expect(objective.findLearnable(Int32Array.of(1, 2))).toEqual([false, false, false, false])
  })

  it('others: where the targets differ', () => {
    const objective = createObjective(settingsOf({ objective: 'l2' }), labelled)
    expect(objective.findLearnable(Int32Array.of(0, 1, 2, 3))).toEqual([true])
    expect(objective.findLearnable(Int32Array.of(1, 2))).toEqual([false])
  })
})

it('starts stay finite on rows of one class, and on rows whose counts are all 0', () => {
  const binary = createObjective(settingsOf({ objective: 'binary' }), { rowCount: 3, target: Float64Array.of(1, 1, 0) })
  expect(binary.baseScores(Int32Array.of(0, 1))[0]).toBeGreaterThan(30)
  expect(binary.baseScores(Int32Array.of(0, 1))[0]).toBeLessThan(40)
  const poisson = createObjective(settingsOf({ objective: 'poisson' }), { rowCount: 3, target: Float64Array.of(0, 0, 2) })
  expect(poisson.baseScores(Int32Array.of(0, 1))[0]).toBeCloseTo(Math.log(1e-15), 9)
})
