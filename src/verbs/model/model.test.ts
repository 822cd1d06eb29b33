// A model is read only when it is whole and the one that the signature is about, also where no checksum tells.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Finding } from '../../base/core/index.js'
import type { Signature } from '../../data/schema/index.js'
import { load } from './model.js'
import { writeBundle } from '../../ship/bundle/index.js'

const classes = ['a', 'b', 'c']

const signature: Signature = {
  format: 1,
  task: 'multiclass',
  target: 'y',
  classes,
  inputs: ['x', 'z'].map((name) => ({ name, kind: 'number' as const, missing: [''], required: true })),
  outputs: [{ name: 'prediction', kind: 'category', levels: classes }],
  targetFormat: { kind: 'category', missing: [''], levels: classes },
}

const linear = {
  task: 'multiclass',
  outputs: 3,
  present: [0, 1, 2],
  coefficients: [1, 0, -1, 0.5, -0.5, 0],
  intercepts: [0.1, 0, -0.1],
  alpha: 0.1,
  iterations: 3,
  converged: true,
}

const transformers = ['x', 'z'].map((column) => ({
  column,
  indicator: false,
  median: 0,
  type: 'number.standardized',
  value: { mean: 0, deviation: 1 },
}))

const native = { task: 'multiclass', classCount: 3, learner: 'linear', pipeline: { encoding: 'standardized', transformers }, model: linear }

let folder: string
let path: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mlwright-model-'))
  path = join(folder, 'bundle')
  await writeBundle(path, {
    onnx: Uint8Array.from([8, 10]),
    signature,
    model: native,
    metrics: {},
    lineage: { fingerprint: 'f' },
    card: '',
    report: '',
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (file: string, content: object): void => writeFileSync(join(path, file), JSON.stringify(content))
const forgetChecksums = (): void => put('lineage.json', { fingerprint: 'f' })

const damages: readonly [what: string, model: object][] = [
  ['another task', { ...native, task: 'binary' }],
  ['another number of classes', { ...native, classCount: 2 }],
  ['an unknown learner', { ...native, learner: 'foo' }],
  ['no model', { ...native, model: null }],
  ['an empty model', { ...native, model: {} }],
  ['no pipeline', { ...native, pipeline: null }],
  ['a column that is no input', { ...native, pipeline: { ...native.pipeline, transformers: [{ ...transformers[0], column: 'q' }] } }],
  ['too few coefficients', { ...native, model: { ...linear, coefficients: [1, 0, -1] } }],
  ['too few intercepts', { ...native, model: { ...linear, intercepts: [1] } }],
  ['a coefficient that is no number', { ...native, model: { ...linear, coefficients: [1, 0, -1, 'abc', 0, 0] } }],
  ['trees without a format', { ...native, learner: 'gbdt', model: { trees: [] } }],
  ['trees of a format that is no number', { ...native, learner: 'gbdt', model: { format: 'new', trees: [] } }],
  ['bounds of logarithms that are none', { ...native, logScale: { low: 1 } }],
  ['another task in the model', { ...native, model: { ...linear, task: 'binary' } }],
]

describe('load', () => {
  it('reads a whole bundle, with and without checksums, to the same predictions', async () => {
    const rows = [{ x: 1, z: 2 }]
    const predictions = await (await load(path)).predict(rows)
    expect(predictions).toMatchObject([{ label: 'a' }])
    forgetChecksums()
    expect(await (await load(path)).predict(rows)).toEqual(predictions)
  })

  it('answers no rows with no answers', async () => {
    expect(await (await load(path)).predict([])).toEqual([])
  })

  it('tells what it could not read to whoever asks, else warns of errors once', async () => {
    const model = await load(path)
    const heard: Finding[] = []
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    try {
      await model.predict([{ x: 'a', z: 1 }], { onFinding: (finding) => heard.push(finding) })
      expect(heard.map(({ code, severity, columns }) => [code, severity, columns])).toEqual([['MIXED_TYPES', 'error', ['x']]])
      expect(warn).not.toHaveBeenCalled()
      await model.predict([{ x: 'a', z: 1 }])
      await model.predict([{ x: 'b', z: 1 }])
      await model.predict([
        { x: 1, z: 'c' },
        { x: 1, z: 2 },
      ])
      expect(warn.mock.calls).toEqual([[heard[0].message, { type: 'MlwrightWarning', code: 'MIXED_TYPES' }]])
    } finally {
      warn.mockRestore()
    }
  })

  it.each(damages)('with checksums, says that the model was changed: %s', async (_, model) => {
    put('native/model.json', model)
    await expect(load(path)).rejects.toThrow('native/model.json was changed after it was written')
  })

  it.each(damages)('without checksums, names the file of a damaged model: %s', async (_, model) => {
    put('native/model.json', model)
    forgetChecksums()
    await expect(load(path)).rejects.toMatchObject({
      code: 'BUNDLE_INVALID',
      message: expect.stringContaining('native/model.json: ') as string,
      details: { file: 'native/model.json' },
    })
  })

  it.each([{ task: 'regression' }, { task: 'binary' }, { classes: ['a', 'b'], outputs: [] }])(
    'without checksums, refuses a signature that is not of the model: %j',
    async (changes) => {
      put('signature.json', { ...(JSON.parse(readFileSync(join(path, 'signature.json'), 'utf8')) as object), ...changes })
      forgetChecksums()
      await expect(load(path)).rejects.toMatchObject({ code: 'BUNDLE_INVALID', details: { file: 'native/model.json' } })
    },
  )
})
