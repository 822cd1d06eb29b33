// What is said of copies that lie on both sides of a split, and which stay together.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { readTable } from '../../data/sources/index.js'
import { planStudy } from './study.js'
import type { Plan } from './study.js'
import type { TrainOptions } from '../asked/index.js'

interface Row {
  readonly x: number
  readonly z: number
  readonly kind: string
  readonly team: string
  readonly day: string
  readonly y: string
}

const random = createRandom(3)
/** 60 rows of continuous values, each written down `times` times, in other teams and on other days; the answer is drawn once for each. */
function written(times: number, of = 60): Row[] {
  const kinds = Array.from({ length: of }, () => ({
    x: Number(random.normal().toFixed(4)),
    z: Number(random.normal().toFixed(4)),
    kind: ['p', 'q', 'r'][random.integer(3)],
    y: random.next() < 0.5 ? 'no' : 'yes',
  }))
  return Array.from({ length: of * times }, (_, i) => ({
    ...kinds[i % of],
    team: `t${Math.floor(i / 12)}`,
    day: new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10),
  }))
}
const training = written(3)
const header = 'x,z,kind,team,day,y'
const csvOf = (rows: readonly Row[]): string =>
  [header, ...rows.map(({ x, z, kind, team, day, y }) => [x, z, kind, team, day, y].join(','))].join('\n')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'split-findings-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function planOf(rows: readonly Row[], options: Partial<TrainOptions> = {}): Promise<Plan> {
  const source = join(folder, 'train.csv')
  await writeFile(source, csvOf(rows))
  const { group, time } = options
  const ignore = ['team', 'day'].filter((name) => name !== group && name !== time)
  const given = { target: 'y', ignore, ...(group === undefined ? {} : { group }), ...(time === undefined ? {} : { time }) }
  return planStudy(await readTable(source, given), { ...given, ...options }, () => {})
}

async function testedOn(rows: readonly Row[]): Promise<Finding | undefined> {
  const path = join(folder, 'test.csv')
  await writeFile(path, csvOf(rows))
  return acrossIn((await planOf(training, { test: path })).keptApart!.findings)
}

const acrossIn = (findings: readonly Finding[]): Finding | undefined => findings.find(({ code }) => code === 'DUPLICATES_ACROSS_SPLIT')

test('a test table of training rows is an error, of some of them a warning, of others nothing', async () => {
  const others = written(1, 101)
  expect(await testedOn(training)).toMatchObject({ severity: 'error', evidence: { rows: 180, of: 180 } })
  const most = await testedOn([...others, ...training.slice(0, 119)])
  expect(most).toMatchObject({ severity: 'error', evidence: { where: 'test', rows: 119, of: 220 } })
  expect(most!.message).toMatch(/^119 of the 220 rows of 'test.csv' are like a row that the model learned from/)
  expect(await testedOn([...others, training[7]])).toMatchObject({ severity: 'warning', evidence: { rows: 1, of: 102 } })
  expect(await testedOn(others)).toBeUndefined()
})

test.each([{ group: 'team' }, { time: 'day' }, { group: 'team', holdout: 0.3 }])('copies in other groups or times: %o', async (options) => {
  const plan = await planOf(training, options)
  expect(acrossIn(plan.findings)).toMatchObject({ severity: 'error', evidence: { where: 'folds' } })
  if (options.holdout !== undefined)
    expect(acrossIn(plan.keptApart!.findings)).toMatchObject({ severity: 'error', evidence: { where: 'holdout' } })
  expect(acrossIn((await planOf(written(1, 180), options)).findings)).toBeUndefined()
})

test('rows that are like others by chance are no copies', async () => {
  const levels = Array.from({ length: 400 }, (): Row => {
    const [row] = written(1, 1)
    return { ...row, x: random.integer(3), z: random.integer(4), team: `t${random.integer(20)}` }
  })
  expect(acrossIn((await planOf(levels, { group: 'team' })).findings)).toBeUndefined()
})

test('more copies than a frequent value has stay together where their values are found nowhere else', async () => {
  const { study, split, findings } = await planOf(written(8))
  expect(split.copies).toBe(480)
  expect(acrossIn(findings)).toBeUndefined()
  const [x] = study.table.columns
  for (const { train, test: judged } of study.folds) {
    const taught = new Set(Array.from(train, (row) => x.kind === 'number' && x.values[row]))
    expect(Array.from(judged).some((row) => x.kind === 'number' && taught.has(x.values[row]))).toBe(false)
    expect(judged.length).toBe(48)
  }
})
