// Where the model is weakest, with the numbers.
import { isGuess } from './guess.js'
import { countedOutOf } from './headline.js'
import { formatBeside } from './metric-words.js'
import { quote } from './names.js'
import { formatCount, formatRange } from './numbers.js'
import type { TrainingSummary } from './summary.js'

/** Fewer rows than this are counted one by one. */
const leastForShares = 100
const fewRows = 30
const classesNamed = 3

/** Where it is weakest, and classes that it never answers; undefined where nothing stands out. */
export function weakestSentence(summary: TrainingSummary): string | undefined {
  if (summary.task === 'regression') return weakestNumbers(summary)
  if (isGuess(summary)) return undefined
  const sentences = [weakestClass(summary), neverAnswered(summary)].filter((sentence) => sentence !== undefined)
  return sentences.length === 0 ? undefined : sentences.join(' ')
}

function weakestNumbers({ evaluation, target }: TrainingSummary): string | undefined {
  const { weakest, metrics } = evaluation
  if (weakest === undefined || !Number.isFinite(weakest.value) || !Number.isFinite(weakest.overall)) return undefined
  const { what, value, rowCount } = weakest
  const mae = metrics.mae ?? { value: weakest.overall, low: NaN, high: NaN }
  const [there, overall] = [value, mae.value].map((error) => formatBeside('mae', error, mae))
  if (value <= mae.value || there === overall) return undefined
  const ends = what.split(' to ').map(Number)
  const where = ends.length === 2 && ends.every(Number.isFinite) ? formatRange(ends[0], ends[1]) : what
  const few = rowCount < fewRows ? '; so few rows say little' : ''
  return `Weakest where ${quote(target)} is ${where}: off by ${there} on average there, ${overall} overall (${formatCount(rowCount)} rows${few}).`
}

function weakestClass(summary: TrainingSummary): string | undefined {
  const { weakest, metrics } = summary.evaluation
  if (weakest === undefined || !Number.isFinite(weakest.value) || !Number.isFinite(weakest.overall)) return undefined
  const { what, value, rowCount } = weakest
  const overall = metrics.accuracy?.value ?? weakest.overall
  const of = countedOutOf(summary)
  const isCounted = rowCount < leastForShares && !isWeighted(summary)
  const least = isCounted ? rowCount : of
  if (value >= overall || Math.round(value * least) >= Math.round(overall * least)) return undefined
  const share = (one: number): string => `${formatCount(Math.round(one * of))} of ${formatCount(of)}`
  const few = rowCount < fewRows ? '; so few rows say little' : ''
  const found = isCounted ? `${formatCount(Math.round(value * rowCount))} of ${formatCount(rowCount)}` : share(value)
  return `Weakest for ${quote(what)} (${formatCount(rowCount)} rows): it finds ${found}, while ${share(overall)} of all answers are right${few}.`
}

/** Rows with weights cannot be counted from shares of weight. */
function isWeighted({ evaluation }: TrainingSummary): boolean {
  const { confusion, weakest, classes } = evaluation
  const row = confusion?.[classes.indexOf(weakest?.what ?? '')]
  return row !== undefined && row.reduce((sum, count) => sum + count, 0) !== weakest?.rowCount
}

function neverAnswered({ evaluation }: TrainingSummary): string | undefined {
  const { confusion, classes } = evaluation
  if (confusion === undefined) return undefined
  const never = classes.filter((_, at) => confusion[at]?.some((count) => count > 0) && confusion.every((row) => !(row[at] > 0)))
  if (never.length === 0) return undefined
  const rest = never.length - classesNamed
  return `It never answers ${never.slice(0, classesNamed).map(quote).join(', ')}${rest > 0 ? ` and ${formatCount(rest)} other${rest === 1 ? '' : 's'}` : ''}.`
}
