// How fast the engine of the boosted trees is beside LightGBM and XGBoost, on one thread and on several, in one run.
//   node bench/kernels/speed.mjs --data <folder of csv> [--sets higgs,adult,california,diamonds,covertype] [--rounds 100] [--repeats 3] [--no-peers]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom, resolveParameters } from '../../dist/base/core/index.js'
import { boost } from '../../dist/learn/learners/gbdt/engine/boost.js'
import { createObjective } from '../../dist/learn/learners/gbdt/objectives/create-objective.js'
import { gbdt } from '../../dist/learn/learners/gbdt/learner.js'

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: `${process.env.MLWRIGHT_DATA}/csv` },
    sets: { type: 'string', default: 'higgs,adult,california,diamonds,classes' },
    rounds: { type: 'string', default: '100' },
    repeats: { type: 'string', default: '3' },
    leaves: { type: 'string', default: '31' },
    threads: { type: 'string', default: '1' },
    'no-peers': { type: 'boolean', default: false },
  },
})

/** File, target, task, how many copies with noise; the positive class. */
const sets = {
  higgs: { file: 'higgs_small.csv', target: 'label', task: 'binary', copies: 20, positive: '1' },
  adult: { file: 'adult.csv', target: 'income', task: 'binary', copies: 5, positive: '>50K' },
  california: { file: 'california_housing.csv', target: 'median_house_value', task: 'regression', copies: 20 },
  diamonds: { file: 'diamonds.csv', target: 'price', task: 'regression', copies: 1 },
  classes: { file: 'covertype_kaggle.csv', target: 'Cover_Type', task: 'multiclass', copies: 5 },
}

for (const name of flags.sets.split(',')) {
  const data = load(sets[name])
  const { rows, columns, labels, task, classes } = data
  const given = { rounds: +flags.rounds, leaves: +flags.leaves, earlyStopping: false }
  const parameters = resolveParameters(gbdt.parameters, given)
  const measure = () => {
    const cpu = process.cpuUsage()
    const began = performance.now()
    const fit = boost(
      { rowCount: rows, columns, labels, createObjective: (labelled) => createObjective(task, classes, labelled) },
      parameters,
      { random: createRandom(0), checkpoint: () => {} },
    )
    const { user, system } = process.cpuUsage(cpu)
    return { seconds: (performance.now() - began) / 1000, cpu: (user + system) / 1e6, fit }
  }
  const runs = Array.from({ length: +flags.repeats }, measure)
  const ours = { seconds: Math.min(...runs.map((run) => run.seconds)), cpu: Math.min(...runs.map((run) => run.cpu)) }
  console.log(`${name}: ${rows} × ${columns.length}, ${task}`)
  console.log(`  mlwright ${ours.seconds.toFixed(2)} s (cpu ${ours.cpu.toFixed(2)})`)
  if (flags['no-peers']) continue
  const peers = runPeers(data)
  for (const [peer, { seconds, cpu, loss }] of Object.entries(peers)) {
    const ratio = (ours.seconds / seconds).toFixed(2)
    console.log(`  ${peer} ${seconds.toFixed(2)} s (cpu ${cpu.toFixed(2)}) loss ${loss.toFixed(5)}; ours ÷ it: ${ratio}, cpu ${(ours.cpu / cpu).toFixed(2)}`)
  }
}

function runPeers({ rows, columns, labels, task, classes }) {
  const folder = mkdtempSync(join(tmpdir(), 'mlwright-speed-'))
  try {
    const all = new Float64Array(rows * columns.length)
    columns.forEach((column, c) => all.set(column, c * rows))
    writeFileSync(join(folder, 'X.bin'), all)
    writeFileSync(join(folder, 'y.bin'), labels)
    const meta = { rows, columns: columns.length, task, classes, rounds: +flags.rounds, leaves: +flags.leaves, repeats: +flags.repeats }
    writeFileSync(join(folder, 'meta.json'), JSON.stringify(meta))
    const script = new URL('speed.py', import.meta.url).pathname
    return JSON.parse(execFileSync(process.env.MLWRIGHT_PYTHON, [script, folder, flags.threads], { encoding: 'utf8' }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Numbers as they are, texts as the number of their first appearance; copies get noise of a twentieth of the standard deviation. */
function load({ file, target, task, copies, positive }) {
  const [head, ...lines] = readFileSync(join(flags.data, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim().replaceAll('"', '')))
  const at = head.indexOf(target)
  if (at < 0) throw new Error(`No column ${target} among ${head.join(', ')}`)
  const random = createRandom(1)
  const code = (cells) => {
    const codes = new Map()
    return cells.map((cell) => codes.get(cell) ?? (codes.set(cell, codes.size), codes.size - 1))
  }
  const cellsOf = (c) => lines.map((line) => line[c])
  const columns = head.flatMap((_, c) => {
    if (c === at) return []
    const cells = cellsOf(c)
    const isNumeric = cells.every((cell) => cell === '' || cell === '?' || Number.isFinite(+cell))
    const values = isNumeric ? cells.map((cell) => (cell === '' || cell === '?' ? NaN : +cell)) : code(cells)
    const present = values.filter((value) => !Number.isNaN(value))
    const mean = present.reduce((sum, value) => sum + value, 0) / present.length
    const deviation = Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length)
    const column = new Float64Array(values.length * copies)
    for (let k = 0; k < column.length; k++) {
      const noise = k >= values.length && isNumeric ? (random.next() - 0.5) * 0.1 * deviation : 0
      column[k] = values[k % values.length] + noise
    }
    return [column]
  })
  const cells = cellsOf(at)
  const once = task === 'regression' ? cells.map(Number) : task === 'binary' ? cells.map((cell) => (cell === positive ? 1 : 0)) : code(cells)
  const labels = Float64Array.from({ length: once.length * copies }, (_, k) => once[k % once.length])
  return { rows: labels.length, columns, labels, task, classes: task === 'regression' ? 0 : Math.max(...once) + 1 }
}
