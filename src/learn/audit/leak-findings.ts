// What is said of columns that may know the answer.
import type { Finding } from '../../base/core/index.js'
import { named } from '../../data/schema/index.js'
import { suspected, sure } from './leak-evidence.js'
import type { LeakEvidence } from './leak-evidence.js'

export interface LeakWords {
  readonly target: string
  /** Columns that are left out for it. */
  readonly leftOut: ReadonlySet<string>
}

/** One finding per column: an error where it is sure and stays, a warning where it is suspected or was left out, else a hint. */
export function leakFindings(leaks: readonly LeakEvidence[], { target, leftOut }: LeakWords): Finding[] {
  // Parts of one sum are one finding.
  const sum = leaks.filter(({ sign }) => sign === 'sum')
  return leaks
    .filter((leak) => leak.sign !== 'sum' || leak === sum[0])
    .map((leak) => {
      const isLeftOut = leftOut.has(leak.column)
      const { confidence, explained, others } = leak
      return {
        code: leak.sign === 'later' ? 'LEAK_BY_TIME' : 'TARGET_LEAK',
        severity: confidence >= sure && !isLeftOut ? 'error' : confidence >= suspected ? 'warning' : 'info',
        columns: [leak.column, ...(leak.sign === 'sum' ? (leak.with ?? []) : [])],
        evidence: {
          sign: leak.sign,
          confidence,
          explained: rounded(explained),
          ...(others === undefined ? {} : { othersExplain: rounded(others) }),
          ...(leak.with === undefined ? {} : { with: leak.with.slice(0, 20) }),
          isLeftOut,
        },
        message: `${saidOf(leak, target)} ${todo(leak, isLeftOut)}`,
      }
    })
}

function saidOf({ sign, column, explained, others, with: other = [] }: LeakEvidence, target: string): string {
  const share = percentOf(explained)
  switch (sign) {
    case 'presence':
      return `Whether '${column}' is filled tells ${share} of '${target}': it seems to be written once the answer is known.`
    case 'linked':
      return `'${column}' says the same as whether '${other[0]}' is filled, which seems to be written once the answer is known.`
    case 'later':
      return `Where '${column}' has a date it lies after '${other[0]}', and whether it has one tells about '${target}': it is known only afterwards.`
    case 'sum':
      return other.length === 0
        ? `'${column}' is '${target}' on another scale.`
        : `'${column}' and ${named(other)} add up to '${target}' exactly.`
    case 'copy':
      return `'${column}' alone tells ${share} of '${target}', the other columns together ${percentOf(others ?? 0)}: it is nearly the answer itself.`
    case 'named':
      return `'${column}' alone tells ${share} of '${target}' and by its name may be known only afterwards.`
    case 'together':
      return `'${column}' and ${named(other)} together tell ${share} of '${target}', the columns that are not suspected ${percentOf(others ?? 0)}: they seem to be known only afterwards.`
    case 'alone':
      return `'${column}' alone tells ${share} of '${target}', the other columns together ${percentOf(others ?? 0)}: it is either what decides the answer or a copy of it.`
  }
}

function todo({ column, confidence, sign, with: other = [] }: LeakEvidence, isLeftOut: boolean): string {
  const flag = [column, ...(sign === 'sum' ? other : [])].map((name) => `--ignore '${name}'`).join(' ')
  if (isLeftOut)
    return sign === 'sum' && other.length > 0
      ? `They are left out. What is known when a prediction is asked for, name with --keep.`
      : `It is left out. If it is known when a prediction is asked for, say --keep '${column}'.`
  if (confidence >= sure)
    return `${sign === 'sum' && other.length > 0 ? 'If they are' : 'If it is'} not known when a prediction is asked for, say ${flag}.`
  return `How sure: ${percentOf(confidence)}. If it is not known when a prediction is asked for, say ${flag}.`
}

function percentOf(share: number): string {
  return `${(100 * share).toFixed(share > 0.995 && share < 1 ? 1 : 0)}%`
}

function rounded(value: number): number {
  return Math.round(1000 * value) / 1000
}
