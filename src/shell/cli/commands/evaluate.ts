// mlwright evaluate
import { evaluate } from '../../../evaluate.js'
import { metricOf } from '../../../learn/metrics/index.js'
import { showFindings } from '../findings.js'
import { showRowsLine } from '../summary-line.js'
import { shortNumber } from '../progress.js'
import { sourceOf } from '../source.js'

export async function runEvaluate(bundle: string, source: string, flags: { json?: boolean }): Promise<void> {
  const summary = await evaluate(sourceOf(source), { bundle })
  showFindings(summary.findings)
  showRowsLine(summary.findings)
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(summary)}\n`)
    return
  }
  const lines = Object.entries(summary.metrics).map(([id, { value, low, high }]) => {
    const title = metricOf(id).title
    return `  ${title.padEnd(28)} ${shortNumber(value).padStart(10)}   ${shortNumber(low)} – ${shortNumber(high)}`
  })
  const weighted = summary.weight === undefined ? '' : `, weighted by '${summary.weight}'`
  process.stdout.write(
    `${summary.rows.toLocaleString('en-US')} ${summary.rows === 1 ? 'row' : 'rows'}${weighted}, each value with its 95 % interval:\n${lines.join('\n')}\n`,
  )
}
