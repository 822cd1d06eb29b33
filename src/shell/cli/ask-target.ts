// Which column to predict, asked on a terminal: the likeliest first.
import { MlwrightError } from '../../base/core/index.js'
import { suggestTargets } from '../../data/schema/index.js'
import { readTable, withoutSecrets } from '../../data/sources/index.js'
import type { TrainOptions } from '../../verbs/asked/index.js'
import { sourceOf } from './source.js'

const shownLimit = 12

/** Throws USAGE where there is nobody to ask. */
export async function askTarget(source: string, given: Partial<TrainOptions>): Promise<string> {
  const isTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true
  if (!isTerminal || source === '-') {
    throw new MlwrightError('USAGE', 'There is no target: --target <column> names the column to predict.', {
      hint: `For example: mlwright train ${withoutSecrets(source)} --target <column>`,
    })
  }
  const { schema } = await readTable(sourceOf(source), given.missing === undefined ? {} : { missing: given.missing })
  const likely = suggestTargets(schema).slice(0, shownLimit)
  const { isCancel, select } = await import('@clack/prompts')
  const answer = await select({
    message: 'Which column should be predicted?',
    options: likely.map(({ name, why }) => ({ value: name, label: name, hint: why })),
    output: process.stderr,
  })
  if (isCancel(answer)) throw new MlwrightError('ABORTED', 'No column was chosen.')
  return answer
}
