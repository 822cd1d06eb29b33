// mlwright predict
import { predict } from '../../../predict.js'
import type { PredictOptions } from '../../../verbs/asked/index.js'
import { showFindings } from '../findings.js'
import { showRowsLine } from '../summary-line.js'
import { sourceOf } from '../source.js'

export async function runPredict(bundle: string, source: string, flags: PredictOptions & { json?: boolean }): Promise<void> {
  const { json, ...options } = flags
  const summary = await predict(sourceOf(source), { ...options, bundle })
  showFindings(summary.findings)
  showRowsLine(summary.findings)
  if (json === true) process.stdout.write(`${JSON.stringify(summary)}\n`)
  else if (summary.out !== '-')
    process.stdout.write(
      `${summary.rows.toLocaleString('en-US')} rows predicted: ${summary.out}${summary.replaced ? ' (replaced the file that was there)' : ''}\n`,
    )
}
