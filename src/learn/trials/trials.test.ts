import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import { makeFolds } from '../../data/split/index.js'
import { loadTrainedModel } from '../model/index.js'
import { assembleTrial, fitAll, fitFold, readTrials, recordTrial, studyKey } from './index.js'
import type { Proposal, Study } from './index.js'

const rowCount = 60
const x = Float64Array.from({ length: rowCount }, (_, i) => i)
const target = Float64Array.from(x, (value) => 3 * value + 1)
const { folds } = makeFolds({ task: 'regression', target, classCount: 0, random: createRandom(1) }, { repeats: 2, folds: 5 })
const study: Study = {
  table: { rowCount, columns: [{ kind: 'number', name: 'x', values: x }] },
  columns: [{ name: 'x', kind: 'number', role: 'feature', why: '', missing: [], missingCount: 0, distinctCount: rowCount }],
  task: 'regression',
  classCount: 0,
  target,
  folds,
  metric: 'rmse',
  seed: 1,
}
const linear: Proposal = {
  name: 'linear',
  learner: 'linear',
  parameters: { alpha: 1e-9, l1Ratio: 0, chooseAlpha: false, tolerance: 1e-9, maxIterations: 500 },
}
const baseline: Proposal = { name: 'baseline', learner: 'baseline', parameters: { constant: 'mean' } }
const content = { fingerprint: 'content', version: '1' }
const go = (): void => undefined
const runAll = (proposal: Proposal) =>
  assembleTrial(
    study,
    proposal,
    folds.map((_, fold) => fitFold(study, proposal, fold, go)),
  )

test('every row is predicted once per repeat by a model that did not see it', () => {
  const trial = runAll(baseline)
  expect(trial.outOfFold).toHaveLength(2)
  for (const [repeat, predictions] of trial.outOfFold.entries()) {
    for (const fold of folds.filter((one) => one.repeat === repeat)) {
      const mean = fold.train.reduce((sum, row) => sum + target[row], 0) / fold.train.length
      for (const row of fold.test) expect(predictions[row]).toBeCloseTo(mean, 9)
    }
  }
})

test('a straight line is learned, and scored better than the baseline', () => {
  const trial = runAll(linear)
  expect(trial.score).toBeGreaterThan(-1e-3)
  expect(runAll(baseline).score).toBeLessThan(-40)
})

test('repeats are no more evidence than one', () => {
  const trial = runAll(baseline)
  const { foldScores } = trial
  const mean = foldScores.reduce((sum, score) => sum + score, 0) / foldScores.length
  const variance = foldScores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (foldScores.length - 1)
  expect(trial.standardError).toBeCloseTo(Math.sqrt(variance / 5), 12)
})

test('the fit on all rows uses all of them', () => {
  const model = loadTrainedModel(JSON.parse(fitAll(study, baseline, [], go)) as Json)
  expect(model.model.learner).toBe('baseline')
  expect(model.predict(study.table)[0]).toBeCloseTo(target.reduce((sum, value) => sum + value, 0) / rowCount, 12)
})

test('trials are recorded whole and read back, those of another study or damaged ones are not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mlwright-trials-'))
  try {
    const trial = runAll(baseline)
    const key = studyKey(study, content)
    await recordTrial(folder, key, trial)
    expect(await readTrials(folder, key)).toEqual({ trials: new Map([['baseline', trial]]), damaged: [] })
    for (const other of [
      { ...content, fingerprint: 'other' },
      { ...content, version: '2' },
    ])
      expect(await readTrials(folder, studyKey(study, other))).toEqual({ trials: new Map(), damaged: [] })
    expect(studyKey({ ...study, seed: 2 }, content)).not.toBe(key)
    await writeFile(join(folder, 'trials', 'broken.json'), '{"key": ')
    expect(await readTrials(folder, key)).toEqual({ trials: new Map([['baseline', trial]]), damaged: ['broken'] })
    expect(await readdir(join(folder, 'trials'))).toHaveLength(3)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test.each<[string, string, (bytes: Buffer) => Buffer]>([
  ['cut predictions', 'f64', (bytes) => bytes.subarray(0, bytes.length - 8)],
  ['no predictions', 'f64', () => Buffer.alloc(0)],
  ['a changed prediction', 'f64', (bytes) => Buffer.concat([Buffer.of(bytes[0] ^ 1), bytes.subarray(1)])],
  ['a changed fold model', 'json', (bytes) => Buffer.from(bytes.toString().replace(/(outputs[^0-9]*)[0-9]/, '$17'))],
  ['a changed score', 'json', (bytes) => Buffer.from(bytes.toString().replace(/("score":-)[0-9]/, '$10'))],
  ['a fold model less', 'json', (bytes) => Buffer.from(JSON.stringify(withoutFoldModel(JSON.parse(bytes.toString()))))],
  ['something else', 'json', () => Buffer.from('[1]')],
])('a recorded trial with %s is damaged, never taken over', async (_, kind, damage) => {
  const folder = await mkdtemp(join(tmpdir(), 'mlwright-trials-'))
  try {
    const key = studyKey(study, content)
    await recordTrial(folder, key, runAll(baseline))
    const path = join(folder, 'trials', `baseline.${kind}`)
    const bytes = await readFile(path)
    const damaged = damage(bytes)
    expect(damaged.equals(bytes)).toBe(false)
    await writeFile(path, damaged)
    expect(await readTrials(folder, key)).toEqual({ trials: new Map(), damaged: ['baseline'] })
  } finally {
    await rm(folder, { recursive: true })
  }
})

function withoutFoldModel(stored: { trial: { foldModels: string[] } }): object {
  return { ...stored, trial: { ...stored.trial, foldModels: stored.trial.foldModels.slice(1) } }
}

test('a metric that is undefined on a fold is so again after reading', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mlwright-trials-'))
  try {
    const trial = { ...runAll(baseline), foldScores: [NaN, 1] }
    await recordTrial(folder, 'key', trial)
    expect((await readTrials(folder, 'key')).trials.get('baseline')!.foldScores).toEqual([NaN, 1])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a row of weight 0 teaches nothing, not even the features', () => {
  const weights = Float64Array.from({ length: rowCount }, (_, row) => (row % 4 === 0 ? 0 : 1))
  const spoiled = {
    ...study,
    weights,
    table: {
      rowCount,
      columns: [{ kind: 'number' as const, name: 'x', values: x.map((value, row) => (weights[row] === 0 ? 1e6 : value)) }],
    },
  }
  const clean = { ...study, weights }
  const pipelineOf = (of: Study) => (JSON.parse(fitAll(of, linear, [], go)) as { pipeline: unknown }).pipeline
  expect(pipelineOf(spoiled)).toEqual(pipelineOf(clean))
})

test('a constant is scored within each fold: it ranks no better and no worse than chance', () => {
  const labels = Float64Array.from({ length: rowCount }, (_, row) => (row % 3 === 0 ? 1 : 0))
  const binary: Study = { ...study, task: 'binary', classCount: 2, target: labels, metric: 'rocAuc' }
  expect(
    assembleTrial(
      binary,
      baseline,
      folds.map((_, fold) => fitFold(binary, baseline, fold, go)),
    ).score,
  ).toBe(0.5)
})
