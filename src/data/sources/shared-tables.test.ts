import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { signatureInputs } from '../schema/index.js'
import type { Role, Signature } from '../schema/index.js'
import type { Column, Kind } from '../table/index.js'
import { readTable } from './read-table.js'
import { readWithSignature } from './read-with-signature.js'

const data = process.env['MLWRIGHT_DATA']
const fileOf = (name: string): string => join(data!, 'csv', `${name}.csv`)

/** By bytes: an assertion on a million values takes seconds. */
function areEqual(one: ArrayBufferView, other: ArrayBufferView): boolean {
  return Buffer.from(one.buffer as ArrayBuffer).equals(Buffer.from(other.buffer as ArrayBuffer))
}

function isSame(one: Column, other: Column): boolean {
  if (one.kind !== other.kind || one.name !== other.name) return false
  if (one.kind === 'text') return areEqual(one.bytes, (other as typeof one).bytes) && areEqual(one.offsets, (other as typeof one).offsets)
  if (one.kind === 'category')
    return one.levels.join('\n') === (other as typeof one).levels.join('\n') && areEqual(one.codes, (other as typeof one).codes)
  return areEqual(one.values, (other as typeof one).values)
}

interface Expected {
  readonly target: string
  readonly task: string
  readonly rows: number
  /** Of the columns that are not plain numeric features. */
  readonly others: Readonly<Record<string, Kind | Role | `${Kind} ${Role}`>>
  readonly missing?: Readonly<Record<string, number>>
}

const categories = (...names: readonly string[]): Record<string, Kind> => Object.fromEntries(names.map((name) => [name, 'category']))
const booleans = (...names: readonly string[]): Record<string, Kind> => Object.fromEntries(names.map((name) => [name, 'boolean']))

const tables: Readonly<Record<string, Expected>> = {
  adult: {
    target: 'income',
    task: 'binary',
    rows: 48842,
    others: categories('workclass', 'education', 'marital-status', 'occupation', 'relationship', 'race', 'sex', 'native-country'),
    missing: { workclass: 2799, occupation: 2809, 'native-country': 857 },
  },
  credit_g: {
    target: 'class',
    task: 'binary',
    rows: 1000,
    others: {
      ...categories(
        'checking_status',
        'credit_history',
        'purpose',
        'savings_status',
        'employment',
        'personal_status',
        'other_parties',
        'property_magnitude',
        'other_payment_plans',
        'housing',
        'job',
        'own_telephone',
      ),
      foreign_worker: 'boolean',
    },
    missing: { other_parties: 0, own_telephone: 0 },
  },
  titanic: {
    target: 'Survived',
    task: 'binary',
    rows: 891,
    others: { PassengerId: 'number id', Name: 'text', ...categories('Sex', 'Ticket', 'Cabin', 'Embarked') },
    missing: { Age: 177, Cabin: 687, Embarked: 2 },
  },
  telco_churn: {
    target: 'Churn',
    task: 'binary',
    rows: 7043,
    others: {
      customerID: 'text id',
      ...booleans('Partner', 'Dependents', 'PhoneService', 'PaperlessBilling'),
      ...categories(
        'gender',
        'MultipleLines',
        'InternetService',
        'OnlineSecurity',
        'OnlineBackup',
        'DeviceProtection',
        'TechSupport',
        'StreamingTV',
        'StreamingMovies',
        'Contract',
        'PaymentMethod',
      ),
    },
    missing: { TotalCharges: 11 },
  },
  car_evaluation: {
    target: 'class',
    task: 'multiclass',
    rows: 1728,
    others: categories('buying', 'maint', 'doors', 'persons', 'lug_boot', 'safety'),
  },
  penguins: {
    target: 'species',
    task: 'multiclass',
    rows: 344,
    others: categories('island', 'sex'),
    missing: { bill_length_mm: 2, sex: 11 },
  },
  hypothyroid: {
    target: 'Class',
    task: 'multiclass',
    rows: 3772,
    others: {
      ...categories('sex', 'referral source'),
      ...booleans(
        'on thyroxine',
        'query on thyroxine',
        'on antithyroid medication',
        'sick',
        'pregnant',
        'thyroid surgery',
        'I131 treatment',
        'query hypothyroid',
        'query hyperthyroid',
        'lithium',
        'goitre',
        'tumor',
        'hypopituitary',
        'psych',
        'TSH measured',
        'T3 measured',
        'TT4 measured',
        'T4U measured',
        'FTI measured',
      ),
      'TBG measured': 'ignored',
      TBG: 'ignored',
    },
    missing: { age: 1, TSH: 369, T3: 769 },
  },
  abalone: { target: 'Rings', task: 'regression', rows: 4177, others: { Sex: 'category' } },
  california_housing: {
    target: 'median_house_value',
    task: 'regression',
    rows: 20640,
    others: { ocean_proximity: 'category' },
    missing: { total_bedrooms: 207 },
  },
  auto_mpg: { target: 'mpg', task: 'regression', rows: 398, others: { origin: 'category', name: 'text' }, missing: { horsepower: 6 } },
  diamonds: { target: 'price', task: 'regression', rows: 53940, others: categories('cut', 'color', 'clarity') },
  imdb_movies_1000: {
    target: 'Rating',
    task: 'regression',
    rows: 1000,
    others: { Rank: 'number id', Title: 'text', Genre: 'category', Description: 'text', Director: 'text', Actors: 'text' },
    missing: { 'Revenue (Millions)': 128, Metascore: 64 },
  },
  sms_spam: { target: 'type', task: 'binary', rows: 5574, others: { text: 'text' } },
}

describe.skipIf(data === undefined)('the shared tables (skipped without MLWRIGHT_DATA)', () => {
  it.each(Object.entries(tables))('%s: kinds, roles, task and missing values', async (name, expected) => {
    const { schema, target, table } = await readTable(fileOf(name), { target: expected.target })
    expect(target!.task).toBe(expected.task)
    expect(table.rowCount).toBe(expected.rows)
    for (const column of schema.columns) {
      if (column.name === expected.target) continue
      const wanted = (expected.others[column.name] ?? 'number').split(' ')
      expect(
        wanted.every((word) => word === column.kind || word === column.role),
        `${name}.${column.name} is ${column.kind} ${column.role}`,
      ).toBe(true)
      if (wanted.length === 1 && wanted[0] === column.kind) expect(column.role, column.name).toBe('feature')
      const missing = expected.missing?.[column.name]
      if (missing !== undefined) expect(column.missingCount, column.name).toBe(missing)
    }
  })

  const index =
    data === undefined
      ? []
      : readFileSync(join(data, 'index.tsv'), 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split('\t'))

  it.each(
    index.map(([name, rows, columns, target, task]) => ({
      name: name,
      rows: Number(rows),
      columns: Number(columns),
      target: target,
      task: task,
    })),
  )(
    '$name: its rows, columns and task, and the same values by its signature',
    async ({ name, rows, columns, target: targetName, task }) => {
      const { schema, target, table } = await readTable(fileOf(name), { target: targetName })
      expect(schema.columns).toHaveLength(columns)
      const dropped = schema.columns.find((column) => column.role === 'target')!.missingCount
      expect(table.rowCount + dropped).toBe(rows)
      if (['binary', 'multiclass', 'regression'].includes(task)) expect(target!.task).toBe(task)
      for (const column of schema.columns) expect(column.why).toMatch(/\.$/)
      const signature: Signature = {
        format: 1,
        task: target!.task,
        target: targetName,
        inputs: signatureInputs(
          schema,
          table.columns.map((column) => column.name),
        ),
        outputs: [],
        targetFormat: target!.format,
      }
      const again = await readWithSignature(fileOf(name), signature, { withTarget: 'required' })
      expect(again.table.rowCount).toBe(table.rowCount)
      table.columns.forEach((column, i) => expect(isSame(again.table.columns[i], column), column.name).toBe(true))
      expect(areEqual(again.target!, target!.values)).toBe(true)
    },
  )

  it('heloc keeps its codes -7, -8 and -9 as numbers, movies its dates, compas its identifier', async () => {
    const heloc = await readTable(fileOf('heloc'), { target: 'RiskPerformance' })
    expect(heloc.schema.columns.find((column) => column.name === 'ExternalRiskEstimate')).toMatchObject({
      kind: 'number',
      min: -9,
      missingCount: 0,
    })
    const movies = await readTable(fileOf('movies_vega'), { target: 'IMDB Rating' })
    expect(movies.schema.columns.find((column) => column.name === 'Release Date')).toMatchObject({
      kind: 'datetime',
      dateFormat: 'MMM dd yyyy',
    })
    const mushroom = await readTable(fileOf('mushroom'), { target: 'type' })
    expect(mushroom.schema.columns.find((column) => column.name === 'stalk_root')).toMatchObject({ kind: 'category', missingCount: 2480 })
    const cancer = await readTable(fileOf('breast_cancer_wisconsin'), { target: 'Class' })
    expect(cancer.schema.columns[0]).toMatchObject({ name: 'Id', role: 'id' })
    const forest = await readTable(fileOf('covertype_kaggle'), { target: 'Cover_Type' })
    expect(forest.schema.columns[0]).toMatchObject({ name: 'Id', role: 'id' })
  })

  it('all tables of the folder are in the index', () => {
    expect(index.length).toBe(readdirSync(join(data!, 'csv')).length)
  })
})
