// Whether a column holds personal data, of which kind, and how sure that is.
import { wordsOfName } from '../personal/index.js'
import type { GuardedColumn } from '../sources/index.js'
import { sampleColumn, shareOf } from './column-sample.js'
import type { ColumnSample } from './column-sample.js'
import { confidenceOf } from './confidence.js'
import { detectors } from './detectors.js'
import { judgeNames } from './judge-names.js'
import { judgeBirthDate, judgePersonId, judgeUsername } from './judge-persons.js'
import { judgeAddress, judgeCoordinates, judgePostcode } from './judge-places.js'
import { basisOf } from './personal-verdict.js'
import type { PersonalVerdict } from './personal-verdict.js'

/** Surer than this, something is done about the column. Chosen on half of the tables of bench/privacy. */
export const sureConfidence = 0.9
/** Less sure than this, nothing is said. */
const leastConfidence = 0.5

/**
 * The likeliest kind of personal data in a column: by what each cell looks like, against how often that happens by chance, and by what the column
 * is called. Undefined where nothing speaks for any. On at most 2,000 distinct values.
 */
export function judgePersonal(column: GuardedColumn): PersonalVerdict | undefined {
  const words = wordsOfName(column.name)
  const sample = sampleColumn(column)
  if (sample.texts.length === 0 || column.kind === 'boolean') return undefined
  const names = column.names.filter((name) => name !== column.name).map(wordsOfName)
  const tested = column.kind === 'datetime' ? undefined : judgeByTest(words, sample)
  const found = [
    tested,
    judgeBirthDate(words, sample),
    judgeAddress(words, sample),
    judgeCoordinates(words, sample, names),
    judgePostcode(words, sample),
    judgePersonId(words, sample),
    judgeUsername(words, sample, column.kind),
    column.kind === 'datetime' ? undefined : judgeNames(words, sample),
  ].filter((verdict) => verdict !== undefined)
  const [best] = found.sort((a, b) => rank(b) - rank(a))
  return best !== undefined && best.confidence >= leastConfidence ? best : undefined
}

/** What a test of the cells told counts more than what a name suggests. */
function rank({ confidence, isPublic }: PersonalVerdict): number {
  return confidence - (isPublic === true ? 0.5 : 0)
}

function judgeByTest(words: string, sample: ColumnSample): PersonalVerdict | undefined {
  let best: PersonalVerdict | undefined
  for (const { kind, title, country, matches, chance, leastShare, names } of detectors) {
    if (best !== undefined && best.confidence > 0.99) break
    const isNamed = names.test(words)
    const least = isNamed ? leastShare.named : leastShare.unnamed
    if (least > 1) continue
    const passed = sample.texts.filter((text) => matches(text))
    if (passed.length === 0) continue
    const passes = new Set(passed)
    const share = shareOf(sample, (text) => passes.has(text))
    const distinct = passed.length / sample.texts.length
    if (Math.max(share, distinct) < least) continue
    const confidence = confidenceOf({ passed: passed.length, of: sample.texts.length, chance, isNamed })
    if (best !== undefined && confidence <= best.confidence) continue
    best = {
      kind,
      ...(title === undefined ? {} : { title }),
      ...(country === undefined ? {} : { country }),
      confidence,
      share,
      basis: basisOf(isNamed, true),
    }
  }
  return best
}
