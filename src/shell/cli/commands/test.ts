// mlwright test
import pc from 'picocolors'
import { textPicture } from '../../../tell/charts/index.js'
import { relationWords } from '../../../tell/words/index.js'
import { test } from '../../../test-columns.js'
import type { TestOptions } from '../../../verbs/asked/index.js'
import { showFindings } from '../findings.js'
import { shortNumber } from '../progress.js'
import { sourceOf } from '../source.js'

export async function runTest(source: string, { json, ...options }: TestOptions & { json?: boolean }): Promise<void> {
  const summary = await test(sourceOf(source), options)
  showFindings(summary.findings)
  if (json === true) {
    process.stdout.write(`${JSON.stringify(summary)}\n`)
    return
  }
  const { relation } = summary
  const words = relationWords(relation)
  const picture = textPicture(relation, shortNumber)
  const left = relation.leftOut === 0 ? '' : `, ${relation.leftOut.toLocaleString('en-US')} left out for want of a value`
  const lines = [
    pc.bold(words.answer),
    words.certainty,
    '',
    ...(picture.length === 0 ? [] : [...picture.map((line) => `  ${line}`), '']),
    ...words.effects.map(
      ({ name, value, interval, size }) =>
        `  ${name.padEnd(40)} ${value.padStart(10)}   ${interval}${size === '' ? '' : pc.dim(`   ${size}`)}`,
    ),
    '',
    pc.dim(`${words.choice} ${relation.rows.toLocaleString('en-US')} rows${left}.`),
    ...words.assumptions.map((one) => pc.dim(`· ${one}`)),
    ...(options.out === undefined ? [] : [`${pc.dim('page')} ${options.out}`]),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
