// What part of a training goes into looking for findings: leaks and faults before the search, wrong labels and order after it.
//   node bench/findings/share.mjs
// MLWRIGHT_DATA: the folder of tables. With the default list of trials, median of three looks; ten minutes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readTable } from '../../dist/data/sources/index.js'
import { train } from '../../dist/index.js'
import { lookAtData } from '../../dist/verbs/study/index.js'
import { median, tablePath, writeResult } from '../bench.mjs'

const questions = {
  adult: 'income',
  compas: 'two_year_recid',
  penguins: 'species',
  california_housing: 'median_house_value',
  credit_g: 'class',
}
const folder = mkdtempSync(join(tmpdir(), 'mlwright-share-'))
const tables = {}
try {
  for (const [name, target] of Object.entries(questions)) {
    const reading = await readTable(tablePath(name), { target })
    const looks = Array.from({ length: 3 }, () => {
      const started = performance.now()
      lookAtData(reading, { target }, { budgetMs: Infinity, checkpoint: () => undefined })
      return (performance.now() - started) / 1000
    })
    const { seconds } = await train(tablePath(name), { target, out: join(folder, name) })
    tables[name] = { lookSeconds: median(looks), trainSeconds: seconds, share: median(looks) / seconds }
    console.error(name, tables[name])
  }
} finally {
  rmSync(folder, { recursive: true })
}
writeResult('findings-share', { tables, largest: Math.max(...Object.values(tables).map(({ share }) => share)) })
