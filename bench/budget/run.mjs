// Is a `--time-budget` kept? The wall clock of the whole command against the budget + max(2 s, 2 %), on tables small and large.
// `node bench/budget/run.mjs [--budgets 2,5,10,30] [--tables adult,diamonds,titanic]`
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cli, lastJson, measure, tablePath, writeResult } from '../bench.mjs'

const targets = { adult: 'income', diamonds: 'price', titanic: 'Survived', california_housing: 'median_house_value', hypothyroid: 'Class' }
const { values } = parseArgs({
  options: { budgets: { type: 'string', default: '2,5,10,30' }, tables: { type: 'string', default: 'adult,diamonds,titanic' } },
})
/** Other budgets or tables than the usual ones: nothing to record. */
const isWhole = process.argv.length === 2
const folder = mkdtempSync(join(tmpdir(), 'mlwright-budget-'))

const rows = []
for (const table of values.tables.split(',')) {
  for (const budgetSeconds of values.budgets.split(',').map(Number)) {
    const out = join(folder, `${table}-${budgetSeconds}`)
    const command = [
      process.execPath,
      cli,
      'train',
      tablePath(table),
      '--target',
      targets[table],
      '--time-budget',
      `${budgetSeconds}s`,
      '--out',
      out,
      '--json',
    ]
    const { wallSeconds, exitCode, output } = measure(command, { mayFail: true })
    const result = exitCode === 0 ? lastJson(output) : undefined
    const allowedSeconds = budgetSeconds + Math.max(2, budgetSeconds * 0.02)
    rows.push({
      table,
      budgetSeconds,
      wallSeconds,
      allowedSeconds,
      overSeconds: wallSeconds - allowedSeconds,
      exitCode,
      trials: result?.leaderboard.length ?? 0,
      metric: result?.metric ?? null,
    })
    console.error(
      `${table} ${budgetSeconds} s: ${wallSeconds.toFixed(2)} s of ${allowedSeconds.toFixed(2)} s, ${rows.at(-1).trials} trials, exit ${exitCode}`,
    )
    rmSync(out, { recursive: true, force: true })
  }
}
rmSync(folder, { recursive: true })
writeResult(isWhole ? 'budget' : 'budget-partial', {
  rows,
  worstOverSeconds: Math.max(...rows.map((row) => row.overSeconds)),
  failed: rows.filter((row) => row.exitCode !== 0).length,
})
