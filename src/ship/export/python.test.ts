// A bundle predicts the same in Python: by the script of the examples, and by mlflow.pyfunc.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Signature, SignatureInput } from '../../data/schema/index.js'
import { columnOf, textAt } from '../../data/table/index.js'
import type { Table } from '../../data/table/index.js'
import { learners } from '../../learn/learners/index.js'
import { writeBundle } from '../bundle/index.js'
import { trainExample } from './example.test.data.js'
import type { Example } from './example.test.data.js'
import { modelToOnnx } from './model-to-onnx.js'

const python = process.env['MLWRIGHT_PYTHON']
const folder = mkdtempSync(join(tmpdir(), 'mlwright-python-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** How the cells of the example are written: a comma for decimals with a sign, German dates, spellings in any case. */
const formats: Readonly<Record<SignatureInput['kind'], Partial<SignatureInput> & { readonly unit?: string }>> = {
  number: { decimal: ',', unit: '€' },
  datetime: { dateFormat: 'dd.MM.yyyy' },
  boolean: { levels: ['nein', 'ja'], fold: 'lower' },
  category: {},
  text: {},
}

function formatted(signature: Signature): Signature {
  return { ...signature, inputs: signature.inputs.map((input) => ({ ...input, missing: ['', '--'], ...formats[input.kind] })) }
}

function cellOf(table: Table, name: string, row: number): string {
  const column = columnOf(table, name)
  switch (column.kind) {
    case 'number':
      return Number.isNaN(column.values[row]) ? ' -- ' : `${String(column.values[row]).replace('.', ',')} €`
    case 'boolean':
      return ['', 'NEIN', 'Ja'][column.values[row] + 1]
    case 'datetime': {
      if (Number.isNaN(column.values[row])) return ''
      const [date, time] = new Date(column.values[row]).toISOString().split('T')
      return `${date.split('-').toReversed().join('.')} ${time.replace('Z', '')}`
    }
    case 'category':
      return column.codes[row] >= 0 ? `${column.levels[column.codes[row]]} ` : column.codes[row] === -1 ? '' : 'never seen'
    case 'text':
      return textAt(column, row)
  }
}

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

function csvOf({ table }: Example): string {
  const names = table.columns.map((column) => column.name)
  const lines = Array.from({ length: table.rowCount }, (_, row) => names.map((name) => quote(cellOf(table, name, row))).join(';'))
  return `${[names.map(quote).join(';'), ...lines].join('\n')}\n`
}

function predictionsOf({ signature, trained, table }: Example): string {
  const numbers = trained.predict(table)
  const classes = signature.classes ?? []
  const header = ['prediction', ...classes.map((label) => `probability_${label}`)].map(quote).join(',')
  const lines = Array.from({ length: table.rowCount }, (_, row) => {
    if (classes.length === 0) return String(numbers[row])
    const shares = classes.length === 2 ? [1 - numbers[row], numbers[row]] : numbers.slice(row * classes.length, (row + 1) * classes.length)
    return [quote(classes[shares.indexOf(Math.max(...shares))]), ...shares].join(',')
  })
  return `${[header, ...lines].join('\n')}\n`
}

describe.skipIf(python === undefined)('a bundle in Python (skipped where MLWRIGHT_PYTHON names no interpreter)', () => {
  const named = (id: string): (typeof learners)[number] => learners.find((learner) => learner.id === id)!
  it.each([
    ['gbdt', 'binary', undefined],
    ['linear', 'multiclass', undefined],
    ['linear', 'regression', ['probability_yes']],
  ] as const)('%s, %s, columns %s: the script and mlflow.pyfunc predict within 1e-9', async (id, task, columns) => {
    const example = trainExample(named(id), task, columns)
    const signature = formatted(example.signature)
    const level = columnOf(example.table, 'probability_yes')
    if (level.kind === 'category') level.codes.fill(-2, 5, 15)
    const bundle = join(folder, `${id}-${task}-${columns?.length ?? 'all'}`)
    const { pipeline, model } = example.trained
    await writeBundle(bundle, {
      onnx: modelToOnnx({ pipeline, model, signature }),
      signature,
      model: example.trained.toJSON(),
      metrics: {},
      lineage: {},
      card: '',
      report: '',
    })
    writeFileSync(join(bundle, 'data.csv'), csvOf(example))
    writeFileSync(join(bundle, 'predictions.csv'), predictionsOf(example))
    const files = [join(bundle, 'data.csv'), join(bundle, 'predictions.csv')]
    const printed = execFileSync(python!, [join('test', 'parity', 'parity.py'), 'compare', bundle, ...files, ';'], { encoding: 'utf8' })
    const result = JSON.parse(printed) as { rows: number; script: { labelsEqual: boolean }; mlflow: { labelsEqual: boolean } }
    expect(result).toMatchObject({ rows: example.table.rowCount, script: { labelsEqual: true }, mlflow: { labelsEqual: true } })
  })

  it('has a script of at most 40 lines, with nothing but pandas and onnxruntime', () => {
    const lines = readFileSync(join('examples', 'predict.py'), 'utf8').trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(40)
    const imports = lines.filter((line) => /^(import|from) /.test(line))
    expect(imports).toEqual(['import contextlib, json, re, sys', 'import onnxruntime, pandas as pd'])
  })
})
