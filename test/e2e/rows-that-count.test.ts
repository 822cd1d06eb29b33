// Which rows teach and judge: weights, times, samples and classes, and what is said where too few are left.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { errorOf, jsonOf, mlwright, useFolder } from './mlwright.js'

const folder = useFolder()
const mixed = (i: number): number => ((i * 7919) % 1000) / 1000

let counter = 0
async function tableOf(header: string, rowOf: (i: number) => readonly (string | number)[], rowCount = 200): Promise<string> {
  const path = join(folder.path, `table-${++counter}.csv`)
  await writeFile(path, [header, ...Array.from({ length: rowCount }, (_, i) => rowOf(i).join(','))].join('\n') + '\n')
  return path
}
const train = (path: string, args: readonly string[] = []) =>
  mlwright(['train', path, '--target', 'y', '--preset', 'fast', '--trials', '2', '--out', `${path}.run`, '--json', ...args])
const dayOf = (i: number): string => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10)
const findingsOf = (outcome: Awaited<ReturnType<typeof train>>, code: string): any[] =>
  jsonOf(outcome).findings.filter((finding: { code: string }) => finding.code === code)

describe('where the rows that count hold one class, training ends with exit 3 and says which rows', () => {
  test('all rows of one class have weight 0', async () => {
    const path = await tableOf('x,wt,y', (i) => [mixed(i), i % 4 === 0 ? 0 : 1, i % 4 === 0 ? 'yes' : 'no'])
    const outcome = await train(path, ['--weight', 'wt'])
    expect(outcome.exitCode).toBe(3)
    expect(errorOf(outcome)).toMatchObject({ code: 'TARGET_UNSUITABLE', message: expect.stringContaining('150 rows of weight above 0') })
  })

  test('the second class comes only after the cut in time', async () => {
    const path = await tableOf('t,x,y', (i) => [dayOf(i), mixed(i), i > 165 && i % 2 === 1 ? 'bad' : 'ok'])
    const outcome = await train(path, ['--time', 't', '--holdout', '0.2'])
    expect(outcome.exitCode).toBe(3)
    expect(errorOf(outcome)).toMatchObject({ code: 'TARGET_UNSUITABLE', message: expect.stringContaining('before the cut in time') })
  })

  test('where only the rows that are judged hold one class, the metric is refused', async () => {
    const path = await tableOf('t,x,y', (i) => [dayOf(i), mixed(i), i < 20 && i % 2 === 1 ? 'bad' : 'ok'])
    expect(errorOf(await train(path, ['--time', 't'])).code).toBe('METRIC_NOT_APPLICABLE')
  })
})

test('a sample of a table with three rows of a class learns from them, and no figure is undefined', async () => {
  const path = await tableOf('x,z,y', (i) => [mixed(i), mixed(3 * i + 1), i % 100 === 5 ? 'yes' : 'no'], 300)
  const outcome = await train(path, ['--sample', '50'])
  expect(outcome.exitCode, outcome.stderr).toBe(0)
  expect(outcome.stderr).not.toContain('NaN')
  expect(jsonOf(outcome).metric.value).toBeGreaterThan(0)
  expect(findingsOf(outcome, 'FEW_ROWS')[0].evidence).toEqual({ rows: 50 })
})

test('folds by groups of one class each still give every candidate a score', async () => {
  const path = await tableOf('x,g,y', (i) => [mixed(i), `g${i % 2}`, i % 2 === 0 ? 'no' : 'yes'])
  const outcome = await train(path, ['--group', 'g'])
  expect(outcome.stderr).not.toContain('NaN')
  for (const { score } of jsonOf(outcome).leaderboard) expect(score).toBeTypeOf('number')
})

test.each([[[]], [['--holdout', '0.2']]])('rows without a time are left out and counted, with %j', async (args) => {
  const path = await tableOf('t,x,y', (i) => [i % 8 === 0 ? '' : dayOf(i), mixed(i), mixed(3 * i) > 0.5 ? 'a' : 'b'])
  const outcome = await train(path, ['--time', 't', ...args])
  expect(findingsOf(outcome, 'ROWS_DROPPED')).toMatchObject([{ columns: ['t'], evidence: { rows: 25, of: 200 } }])
  const { train: learned, test: tested } = jsonOf(outcome).rows
  expect(learned + tested).toBe(175)
})

test('columns may be called like what every object has, with a kind asked for another', async () => {
  const path = await tableOf('constructor,__proto__,toString,y', (i) => [mixed(i), mixed(3 * i), i % 3, mixed(i) > 0.4 ? 'a' : 'b'])
  const outcome = await train(path, ['--kind', 'toString=category'])
  expect(outcome.exitCode, outcome.stderr).toBe(0)
})

test('rows that end with a delimiter, unlike the header, are read', async () => {
  const outcome = await train(await tableOf('x,g,y', (i) => [mixed(i), 'ab'[i % 2], mixed(i) > 0.4 ? 'yes' : 'no', '']))
  expect(outcome.exitCode, outcome.stderr).toBe(0)
  expect(jsonOf(outcome).classes).toEqual(['no', 'yes'])
})

test('evaluate weighs as training with --test does, and says where it cannot', async () => {
  const label = (i: number): string => (mixed(i) + mixed(i * 13) / 2 > 0.7 ? 'a' : 'b')
  const path = await tableOf('x,z,wt,y', (i) => [mixed(i), mixed(3 * i + 1), i % 5, label(i)], 300)
  const tested = await tableOf('x,z,wt,y', (i) => [mixed(i + 500), mixed(3 * i + 7), i % 4, label(i + 17)], 120)
  const unweighted = await tableOf('x,z,y', (i) => [mixed(i + 500), mixed(3 * i + 7), label(i + 17)], 120)
  const trained = jsonOf(await train(path, ['--weight', 'wt', '--test', tested]))
  const evaluate = async (rows: string) => jsonOf(await mlwright(['evaluate', trained.bundle, rows, '--json']))
  const judged = await evaluate(tested)
  expect(judged.metrics.rocAuc.value).toBe(trained.metric.value)
  expect(judged.weight).toBe('wt')
  expect(judged.findings).toContainEqual(expect.objectContaining({ code: 'FEW_ROWS', evidence: { rowsJudged: 90 } }))
  const plain = await evaluate(unweighted)
  expect(plain.metrics.rocAuc.value).not.toBe(trained.metric.value)
  expect(plain.findings).toContainEqual(expect.objectContaining({ code: 'MEND_APPLIED', columns: ['wt'] }))
})

test('each column names its own markers of missing values, and none has a finding of no cells', async () => {
  const path = await tableOf('a,b,y', (i) => [i % 9 ? mixed(i) : -999, i % 7 ? 'pq'[i % 2] : 'n.b.', mixed(5 * i) > 0.5 ? 'a' : 'b'])
  const found = findingsOf(await train(path, ['--missing=-999', '--missing', 'n.b.']), 'DISGUISED_MISSING')
  expect(found.map(({ columns, evidence }) => [columns[0], evidence.texts])).toEqual([
    ['a', ['-999']],
    ['b', ['n.b.']],
  ])
})
