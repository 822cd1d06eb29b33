// Bundles are written whole, read back the same, and say which file is wrong.
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Signature } from '../../data/schema/index.js'
import { bundleFiles } from './files.js'
import type { BundleContents } from './files.js'
import { outputNamesOf } from './output-names.js'
import { readBundle } from './read.js'
import { writeBundle } from './write.js'

const signature: Signature = {
  format: 1,
  task: 'binary',
  target: 'y',
  classes: ['no', 'yes'],
  positive: 'yes',
  inputs: [
    { name: 'x', kind: 'number', missing: ['', '?'], decimal: ',', min: -1.5, max: 1e-7, required: true },
    { name: 'day', kind: 'datetime', missing: [''], dateFormat: 'yyyy-MM-dd', required: true },
    { name: 'ça "va": #1', kind: 'category', levels: ['ä', 'b'], fold: 'lower', missing: [''], required: true },
  ],
  outputs: [{ name: 'prediction', kind: 'category', levels: ['no', 'yes'] }],
  targetFormat: { kind: 'category', missing: [''], levels: ['no', 'yes'] },
}

const contents: BundleContents = {
  onnx: Uint8Array.from([8, 10]),
  signature,
  model: { weights: [0.1, 1 / 3, -1e-300], bias: null },
  metrics: { b: 1, a: 2 },
  lineage: { seed: 0 },
  card: '# Card\n',
  report: '<!doctype html>',
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlwright-bundle-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const hashed = ['model.onnx', 'signature.json', 'MLmodel', 'metrics.json', 'native/model.json']
const hashIn = (bundle: string, file: string): string =>
  createHash('sha256')
    .update(readFileSync(join(bundle, file)))
    .digest('hex')

const fileBytes = (bundle: string): Record<string, string> =>
  Object.fromEntries(Object.values(bundleFiles).map((file) => [file, readFileSync(join(bundle, file), 'base64')]))

describe('writeBundle and readBundle', () => {
  it('read back what was written', async () => {
    const path = join(folder, 'new', 'bundle')
    await writeBundle(path, contents)
    const bundle = await readBundle(path)
    expect(bundle).toEqual({
      folder: path,
      signature,
      model: contents.model,
      metrics: contents.metrics,
      lineage: { seed: 0, files: Object.fromEntries(hashed.map((file) => [file, hashIn(path, file)])) },
      onnxPath: join(path, 'model.onnx'),
    })
    expect(readdirSync(join(folder, 'new'))).toEqual(['bundle'])
  })

  it('give the same bytes for the same contents, in whatever order their keys were set', async () => {
    const reversed = Object.fromEntries(Object.entries(signature).toReversed()) as unknown as Signature
    await writeBundle(join(folder, 'a'), contents)
    await writeBundle(join(folder, 'b'), { ...contents, signature: reversed, metrics: { a: 2, b: 1 } })
    expect(fileBytes(join(folder, 'b'))).toEqual(fileBytes(join(folder, 'a')))
  })

  it('fill an empty folder, and refuse one that holds something', async () => {
    const path = join(folder, 'bundle')
    mkdirSync(path)
    await writeBundle(path, contents)
    await expect(writeBundle(path, contents)).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' })
  })

  it('leave nothing behind when writing fails', async () => {
    await expect(writeBundle(join(folder, 'bundle'), { ...contents, metrics: { value: Number.NaN } })).rejects.toThrow('NaN')
    writeFileSync(join(folder, 'file'), '')
    await expect(writeBundle(join(folder, 'file', 'bundle'), contents)).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' })
    expect(readdirSync(folder)).toEqual(['file'])
  })

  it.skipIf(process.getuid?.() === 0)('say OUTPUT_NOT_WRITABLE without permission (skipped for root, whom nothing is denied)', async () => {
    chmodSync(folder, 0o500)
    await expect(writeBundle(join(folder, 'bundle'), contents)).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' })
    chmodSync(folder, 0o700)
  })
})

describe('readBundle', () => {
  const path = (): string => join(folder, 'bundle')
  beforeEach(() => writeBundle(path(), contents))

  it('says BUNDLE_NOT_FOUND for no folder, a file, and a folder of something else', async () => {
    await expect(readBundle(join(folder, 'none'))).rejects.toMatchObject({ code: 'BUNDLE_NOT_FOUND' })
    await expect(readBundle(join(path(), 'model.onnx'))).rejects.toMatchObject({ code: 'BUNDLE_NOT_FOUND' })
    await expect(readBundle(folder)).rejects.toMatchObject({ code: 'BUNDLE_NOT_FOUND' })
  })

  it.each(['model.onnx', 'signature.json', 'metrics.json', 'lineage.json', 'native/model.json'])(
    'names %s when it is missing',
    async (file) => {
      rmSync(join(path(), file))
      expect(existsSync(join(path(), file))).toBe(false)
      await expect(readBundle(path())).rejects.toMatchObject({ code: 'BUNDLE_INVALID', details: { file } })
    },
  )

  const readAsOlder = (): void => writeFileSync(join(path(), 'lineage.json'), '{"seed":0}')
  const putSignature = (changes: object): void =>
    writeFileSync(join(path(), 'signature.json'), JSON.stringify({ ...signature, ...changes }))

  it.each([
    ['model.onnx', ''],
    ['model.onnx', '\u0008\u000b'],
    ['signature.json', JSON.stringify({ ...signature, classes: ['yes', 'no'] })],
    ['signature.json', JSON.stringify({ ...signature, task: 'regression' })],
    ['signature.json', JSON.stringify({ ...signature, classes: undefined })],
    ['native/model.json', '{"weights":[0.1,0.2,"abc"],"bias":null}'],
    ['native/model.json', '{"weights":[0.1'],
  ])('says that %s was changed: %j', async (file, text) => {
    writeFileSync(join(path(), file), text)
    const refused = { code: 'BUNDLE_INVALID', details: { file }, hint: expect.stringContaining('again') as string }
    await expect(readBundle(path())).rejects.toMatchObject(refused)
    await expect(readBundle(path())).rejects.toThrow(`${file} was changed after it was written`)
  })

  it('does not read a bundle whose checksums are damaged', async () => {
    for (const lineage of ['null', '[]', '{"files":null}', '{"files":{"model.onnx":1}}', '{"files":{}}']) {
      writeFileSync(join(path(), 'lineage.json'), lineage)
      await expect(readBundle(path()), lineage).rejects.toMatchObject({ code: 'BUNDLE_INVALID', details: { file: 'lineage.json' } })
    }
  })

  it('reads an older bundle without checksums', async () => {
    readAsOlder()
    writeFileSync(join(path(), 'native/model.json'), '{"weights":[]}')
    await expect(readBundle(path())).resolves.toMatchObject({ model: { weights: [] }, lineage: { seed: 0 } })
  })

  it('without checksums, names a damaged file', async () => {
    readAsOlder()
    writeFileSync(join(path(), 'native/model.json'), '{"weights":[0.1')
    await expect(readBundle(path())).rejects.toMatchObject({ code: 'BUNDLE_INVALID', details: { file: 'native/model.json' } })
    writeFileSync(join(path(), 'model.onnx'), '')
    await expect(readBundle(path())).rejects.toThrow(/model\.onnx: it is empty/)
  })

  it.each([
    [{ task: 'ranking' }, /task/],
    [{ classes: undefined }, /classes of a binary target, received nothing/],
    [{ task: 'multiclass', classes: undefined }, /classes of a multiclass target/],
    [{ classes: ['no'] }, /two classes or more, received 1/],
    [{ classes: ['no', 'no'] }, /distinct classes/],
    [{ classes: ['yes', 'no'] }, /levels of the first output/],
    [{ classes: ['a', 'b'] }, /levels of the first output/],
  ])('without checksums, names what is wrong in a signature with %j', async (changes, message) => {
    readAsOlder()
    putSignature(changes)
    await expect(readBundle(path())).rejects.toMatchObject({
      code: 'BUNDLE_INVALID',
      message: expect.stringMatching(message) as string,
      details: { file: 'signature.json' },
    })
  })

  it('refuses a newer format, whatever else changed in it', async () => {
    writeFileSync(join(path(), 'signature.json'), JSON.stringify({ format: 2, shape: 'unknown' }))
    await expect(readBundle(path())).rejects.toMatchObject({ code: 'BUNDLE_NEWER', details: { format: 2, known: 1 } })
  })
})

describe('outputNamesOf', () => {
  it('moves only the outputs whose names columns have taken, to names that nobody has', () => {
    const named = (columns: readonly string[], classes: readonly string[]): Signature => ({
      ...signature,
      classes,
      inputs: columns.map((name) => ({ name, kind: 'number', missing: [''], required: true })),
    })
    expect(outputNamesOf(signature)).toEqual({ prediction: 'prediction', probabilities: ['probability_no', 'probability_yes'] })
    expect(outputNamesOf(named(['prediction', 'prediction_', 'probability_a'], ['a', 'a_']))).toEqual({
      prediction: 'prediction__',
      probabilities: ['probability_a__', 'probability_a_'],
    })
  })
})
