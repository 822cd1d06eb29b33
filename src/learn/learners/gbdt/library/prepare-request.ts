// One fit as plain data: what is learned from, and how. Everything that can be refused is refused here, before the work starts.
import { isMlwrightError, MlwrightError, resolveParameters } from '../../../../base/core/index.js'
import { platform } from '../../../../base/platform/index.js'
import { adaptiveParameters } from '../candidates.js'
import type { GbdtFit } from '../forest/fitted.js'
import { checkRows } from '../objectives/checks.js'
import type { CustomObjective } from '../objectives/custom.js'
import { gainsOf } from '../objectives/dcg.js'
import type { ObjectiveName, ObjectiveSettings } from '../objectives/parameters.js'
import { validationMetricOf } from '../objectives/validation-metric.js'
import { gbdtParameters } from '../parameters.js'
import type { GbdtParameters } from '../parameters.js'
import { checkNames } from './check-names.js'
import { checkStarts, earlierFit } from './check-start.js'
import { checkUnused } from './check-unused.js'
import { resolveLibraryParameters, settingsOf } from './parameters.js'
import { prepareData } from './prepare-data.js'
import type { PreparedData } from './prepare-data.js'
import type { GbdtContext } from './types.js'

/** Plain data: it can be sent to a thread. */
export interface FitRequest {
  readonly data: PreparedData
  readonly validation: PreparedData | undefined
  /** As the engine wants them; `earlyStopping`: on rows that it keeps apart itself. */
  readonly parameters: GbdtParameters
  readonly settings: ObjectiveSettings
  readonly outputCount: number
  /** The model that the fit goes on from. */
  readonly earlier: GbdtFit | undefined
  /** By its id; undefined: the loss. */
  readonly metric: string | undefined
  readonly seed: number
  readonly threads: number
  /** Undefined: by learning rate and rows. */
  readonly patience: number | undefined
}

/** Functions of the caller's, which no other thread can call. */
export interface OwnFunctions {
  readonly objective?: CustomObjective | undefined
  readonly metric?: Extract<GbdtContext['metric'], (...given: never[]) => number> | undefined
}

/** The most classes that whole labels from 0 on are taken for, where nothing is said. */
const mostClasses = 10

/** Throws PARAMETER_INVALID, OPTION_INVALID, and what `prepareData` throws. */
export function prepareRequest(data: unknown, parameters: unknown, context: GbdtContext): { request: FitRequest; own: OwnFunctions } {
  const { custom, ...resolved } =
    parameters === 'auto' ? { parameters: 'auto' as const, custom: undefined } : resolveLibraryParameters(parameters)
  const prepared = prepareData(data, 'data')
  const given = resolved.parameters
  if (given !== 'auto') {
    const start = prepared.initialScores !== undefined ? 'initialScores' : context.continueFrom === undefined ? undefined : 'continueFrom'
    checkUnused(given, { hasOwnObjective: custom !== undefined, start })
  }
  const objective = given === 'auto' ? objectiveOf(prepared) : given.objective
  const classCount = objective === 'multiclass' ? countClasses(prepared.labels, given === 'auto' ? 0 : given.classes) : 0
  const chosen =
    given === 'auto'
      ? chooseParameters(prepared, objective, { classCount, keepApart: context.validation === undefined })
      : resolveParameters(gbdtParameters, engineParametersOf(given))
  const settings = settingsOf(chosen, objective, classCount)
  const outputCount = custom?.outputs ?? Math.max(1, classCount)
  checkPart(prepared, settings, { outputCount, what: 'data' })
  const request = {
    data: prepared,
    validation: context.validation === undefined ? undefined : prepareData(context.validation, 'validation'),
    parameters: chosen,
    settings,
    outputCount,
    earlier: context.continueFrom === undefined ? undefined : earlierFit(context.continueFrom, prepared, { settings, outputCount, custom }),
    metric: typeof context.metric === 'string' ? context.metric : undefined,
    seed: context.seed ?? 0,
    threads: context.threads ?? (platform.canShareMemory ? platform.parallelism : 1),
    patience: context.patience,
  }
  // An unknown metric is refused before the work starts.
  if (request.metric !== undefined) validationMetricOf(request.metric, settings)
  if (request.validation !== undefined) {
    checkWidth(request.validation, prepared)
    try {
      checkPart(request.validation, settings, { outputCount, what: 'validation' })
    } catch (error) {
      if (!isMlwrightError(error)) throw error
      throw new MlwrightError(error.code, `In the validation: ${error.message}`, error)
    }
  }
  checkStarts(prepared, request.validation, request.earlier)
  return { request, own: { objective: custom, metric: typeof context.metric === 'function' ? context.metric : undefined } }
}

function engineParametersOf({
  classes: _,
  ...parameters
}: ReturnType<typeof resolveLibraryParameters>['parameters']): Partial<GbdtParameters> {
  return { ...parameters, earlyStopping: false }
}

/** What `mlwright train` tries first for such data. */
function chooseParameters(
  { rowCount, columns }: PreparedData,
  objective: ObjectiveName,
  { classCount, keepApart }: { readonly classCount: number; readonly keepApart: boolean },
): GbdtParameters {
  const task = objective === 'binary' || objective === 'multiclass' ? objective : 'regression'
  const best = adaptiveParameters({ task, rowCount, classCount, columnCount: columns.length, hasText: false })
  return resolveParameters(gbdtParameters, { ...best, earlyStopping: keepApart })
}

/** 0 and 1 are two classes; 0, 1, … up to 9 with none left out are as many; groups are ranked; all else are numbers. */
function objectiveOf({ labels, groupSizes }: PreparedData): ObjectiveName {
  if (groupSizes !== undefined) return 'lambdarank'
  const seen = new Set<number>()
  for (const label of labels) {
    if (!(Number.isInteger(label) && label >= 0 && label < mostClasses)) return 'l2'
    seen.add(label)
  }
  const classCount = Math.max(...seen) + 1
  if (classCount < 2 || seen.size < classCount) return 'l2'
  return classCount === 2 ? 'binary' : 'multiclass'
}

function countClasses(labels: Float64Array, given: number): number {
  if (given > 0) return given
  let most = 0
  for (const label of labels) most = Math.max(most, label)
  const count = Math.max(2, Math.trunc(most) + 1)
  if (count > 10_000) {
    throw new MlwrightError('TARGET_UNSUITABLE', `The greatest label is ${most}, expected a class of at most 9999.`, {
      hint: "Number the classes from 0, or choose another objective, such as 'l2'.",
    })
  }
  const seen = new Set(labels)
  const absent = Array.from({ length: count - 1 }, (_, label) => label).filter((label) => !seen.has(label))
  // With all labels 0 the greatest is not the last class; what is no class is refused by row.
  if (absent.length === 0 || most === 0 || !labels.every((label) => Number.isInteger(label) && label >= 0)) return count
  throw new MlwrightError(
    'TARGET_UNSUITABLE',
    `The greatest label is ${most}, but no row has the label ${absent[0]}; expected classes from 0 on without a gap.`,
    {
      hint: `Number the classes from 0; where some have no rows, say how many there are: { classes: ${count} }.`,
      details: { classes: count, absent: absent.length },
    },
  )
}

function checkWidth(validation: PreparedData, { columns, names }: PreparedData): void {
  if (validation.columns.length === columns.length) return checkNames(validation.names, names, 'the validation', 'the data have')
  throw new MlwrightError(
    'COLUMN_MISSING',
    `The validation has ${validation.columns.length} columns, expected ${columns.length} as the data have.`,
    { hint: 'Give the same columns in the same order.' },
  )
}

function checkPart(
  part: PreparedData,
  settings: ObjectiveSettings,
  { outputCount, what }: { readonly outputCount: number; readonly what: string },
): void {
  const { rowCount, labels, weights, groupSizes, initialScores } = part
  const sizes = { classCount: settings.classCount, gainCount: gainsOf(settings.labelGain).length }
  checkRows({ rowCount, target: labels, weights, groupSizes }, settings.objective, sizes)
  if (initialScores === undefined || initialScores.length === rowCount * outputCount) return
  throw new MlwrightError(
    'ROWS_RAGGED',
    `${what}.initialScores has ${initialScores.length} values, expected ${rowCount * outputCount}: rows × outputs.`,
  )
}
