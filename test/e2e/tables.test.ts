// `train` untouched on real tables: each beats its baseline with a sound task and kinds; prediction, evaluation and Python agree.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { jsonOf, mlwright, python, run, sharedTable, useFolder } from './mlwright.js'

const parityScript = fileURLToPath(new URL('../parity/parity.py', import.meta.url))

interface Expected {
  readonly table: string
  readonly target: string
  readonly task: 'binary' | 'multiclass' | 'regression'
  /** The metric's value has to be at least (or, for losses, at most) this: clearly better than the baseline. */
  readonly bound: number
}

const tables: readonly Expected[] = [
  { table: 'adult', target: 'income', task: 'binary', bound: 0.92 },
  { table: 'credit_g', target: 'class', task: 'binary', bound: 0.74 },
  { table: 'titanic', target: 'Survived', task: 'binary', bound: 0.83 },
  { table: 'telco_churn', target: 'Churn', task: 'binary', bound: 0.83 },
  { table: 'car_evaluation', target: 'class', task: 'multiclass', bound: 0.15 },
  { table: 'penguins', target: 'species', task: 'multiclass', bound: 0.1 },
  { table: 'hypothyroid', target: 'Class', task: 'multiclass', bound: 0.1 },
  { table: 'abalone', target: 'Rings', task: 'regression', bound: 2.3 },
  { table: 'california_housing', target: 'median_house_value', task: 'regression', bound: 52_000 },
  { table: 'auto_mpg', target: 'mpg', task: 'regression', bound: 3.3 },
  { table: 'diamonds', target: 'price', task: 'regression', bound: 650 },
  { table: 'imdb_movies_1000', target: 'Rating', task: 'regression', bound: 0.85 },
  { table: 'sms_spam', target: 'type', task: 'binary', bound: 0.97 },
]

describe.skipIf(process.env['MLWRIGHT_DATA'] === undefined)('the shared tables (MLWRIGHT_DATA)', () => {
  const folder = useFolder()

  test.each(tables)('$table', { timeout: 600_000 }, async ({ table, target, task, bound }) => {
    const source = sharedTable(table)!
    const out = join(folder.path, table)
    const trained = await mlwright(['train', source, '--target', target, '--out', out, '--json'])
    expect(trained.exitCode, trained.stderr).toBe(0)
    const result = jsonOf(trained)
    expect(result.task).toBe(task)
    expect(result.leaderboard.length).toBeGreaterThanOrEqual(5)
    expect(result.leaderboard.map((one: { learner: string }) => one.learner)).toContain('baseline')
    const isLoss = task !== 'binary'
    const sign = isLoss ? 1 : -1
    expect(sign * result.metric.value).toBeLessThan(sign * bound)
    // Better than guessing beyond doubt.
    expect(sign * (isLoss ? result.metric.high : result.metric.low)).toBeLessThan(sign * result.baseline.value)
    for (const file of ['model.onnx', 'signature.json', 'MLmodel', 'metrics.json', 'lineage.json', 'card.md', 'report.html']) {
      expect(existsSync(join(result.bundle, file)), file).toBe(true)
    }
    const report = await readFile(join(result.bundle, 'report.html'), 'utf8')
    expect(report).toContain(target)
    expect(report).not.toContain(folder.path)

    const predictions = join(folder.path, `${table}.predictions.csv`)
    const predicted = await mlwright(['predict', result.bundle, source, '--out', predictions, '--json'])
    expect(predicted.exitCode, predicted.stderr).toBe(0)
    const evaluated = await mlwright(['evaluate', result.bundle, source, '--json'])
    expect(evaluated.exitCode, evaluated.stderr).toBe(0)
    // On the rows that it learned from it is at least about as good as it was estimated.
    const seen = jsonOf(evaluated).metrics[result.metric.name].value
    expect(sign * seen).toBeLessThan(sign * result.metric.value + Math.abs(result.metric.value) * 0.05)

    if (python !== undefined) {
      const extended = join(folder.path, `${table}.extended.csv`)
      const extension = await run(python, [parityScript, 'extend', result.bundle, source, extended])
      expect(extension.exitCode, extension.stderr).toBe(0)
      expect((await mlwright(['predict', result.bundle, extended, '--out', predictions])).exitCode).toBe(0)
      const compared = await run(python, [parityScript, 'compare', result.bundle, extended, predictions])
      expect(compared.exitCode, compared.stdout + compared.stderr).toBe(0)
    }
  })
})

describe('predicting other rows', () => {
  const folder = useFolder()
  const csv = (rows: readonly string[]): string => `${rows.join('\n')}\n`
  const people = Array.from(
    { length: 60 },
    (_, i) => `${20 + (i % 40)},${i % 3 === 0 ? 'red' : i % 3 === 1 ? 'blue' : 'green'},${i % 40 > 18 ? 'yes' : 'no'}`,
  )

  test('new levels, reordered, further and missing columns behave as documented', async () => {
    const source = join(folder.path, 'people.csv')
    await writeFile(source, csv(['age,colour,buys', ...people]))
    const trained = await mlwright(['train', source, '--target', 'buys', '--preset', 'fast', '--out', join(folder.path, 'run'), '--json'])
    expect(trained.exitCode, trained.stderr).toBe(0)
    const { bundle, positive } = jsonOf(trained)
    expect(positive).toBe('yes')
    const predict = async (rows: readonly string[], name: string) => {
      const path = join(folder.path, `${name}.csv`)
      const out = join(folder.path, `${name}.out.csv`)
      await writeFile(path, csv(rows))
      const outcome = await mlwright(['predict', bundle, path, '--out', out, '--json'])
      return { outcome, lines: outcome.exitCode === 0 ? (await readFile(out, 'utf8')).trim().split('\n') : [] }
    }
    const plain = await predict(['age,colour', '50,red', '25,blue'], 'plain')
    expect(plain.lines[0]).toBe('prediction,probability_no,probability_yes')
    expect(plain.lines.slice(1).map((line) => line.split(',')[0])).toEqual(['yes', 'no'])
    const reordered = await predict(['extra,colour,age', 'x,red,50', 'x,blue,25'], 'reordered')
    expect(reordered.lines).toEqual(plain.lines)
    const unseen = await predict(['age,colour', '50,purple', ',blue'], 'unseen')
    expect(unseen.lines).toHaveLength(3)
    const missing = await predict(['colour', 'red'], 'missing')
    expect(missing.outcome.exitCode).toBe(3)
    expect(JSON.parse(missing.outcome.stderr.trim().split('\n').at(-1)!).error).toMatchObject({ code: 'COLUMN_MISSING' })
    expect(missing.outcome.stderr).toContain('age')
  })
})
