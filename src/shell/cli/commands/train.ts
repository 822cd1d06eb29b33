// mlwright train
import { MlwrightError } from '../../../base/core/index.js'
import { checkTrainOptions } from '../../../verbs/asked/index.js'
import type { TrainOptions } from '../../../verbs/asked/index.js'
import { readRunSettings } from '../../../verbs/training/index.js'
import { startTraining } from '../../../train.js'
import { askTarget } from '../ask-target.js'
import { flagName } from '../flags.js'
import { onInterrupt } from '../interrupt.js'
import { createProgress } from '../progress.js'
import { lastScreen } from '../screen.js'
import type { Typed } from '../screen.js'
import { sourceOf } from '../source.js'

export async function runTrain(source: string | undefined, flags: Partial<TrainOptions> & { json?: boolean }): Promise<void> {
  const { json, ...given } = flags
  if (source === undefined && given.resume === undefined) {
    throw new MlwrightError('USAGE', 'There is no source to train on.', { hint: 'For example: mlwright train people.csv --target income' })
  }
  let startedAt = Math.floor(performance.timeOrigin)
  let { target } = given
  if (target === undefined && given.resume === undefined) {
    target = await askTarget(source!, given)
    startedAt = Date.now()
  }
  const options = (target === undefined ? given : { ...given, target }) as TrainOptions
  // Said in the words of the command line; a run that goes on knows its target.
  checkTrainOptions(given.resume === undefined ? options : { ...options, target: target ?? '' }, flagName)
  const abort = new AbortController()
  let hasModel = false
  const training = startTraining(source === undefined ? undefined : sourceOf(source), options, { startedAt, signal: abort.signal })
  const interrupt = onInterrupt(() => {
    if (hasModel) {
      training.finish()
      return 'Finishing with the best model so far. Press Ctrl-C again to stop at once.'
    }
    abort.abort()
    return 'Stopping.'
  }, json === true)
  const progress = createProgress(process.stderr)
  try {
    for await (const event of training) {
      if (event.type === 'trial') hasModel = true
      progress.show(event)
    }
    const { model: _, ...summary } = await training
    progress.end()
    process.stdout.write(json === true ? `${JSON.stringify(summary)}\n` : `${lastScreen(summary, await typedFor(source, options))}\n`)
  } finally {
    progress.end()
    interrupt.release()
  }
}

/** A run that goes on was asked for by what its folder keeps: its source and options, those given now on top. */
async function typedFor(source: string | undefined, options: TrainOptions): Promise<Typed> {
  if (options.resume === undefined) return { source, options }
  const settings = await readRunSettings(options.resume)
  return { source: source ?? settings.source, options: { ...(settings.options as unknown as TrainOptions), ...options } }
}
