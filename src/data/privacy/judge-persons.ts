// Columns that name a person in other ways: the date of birth, the name of an account, the number that an organisation gave.
import type { Kind } from '../table/index.js'
import { shareOf } from './column-sample.js'
import type { ColumnSample } from './column-sample.js'
import type { PersonalVerdict } from './personal-verdict.js'

const birthNames =
  /\b(?:birth ?(?:date|day)|date ?of ?birth|dob|d o b|bdate|born(?: on)?|geburts ?(?:datum|tag)|geb ?datum|date (?:de )?naissance|naissance|fecha (?:de )?nacimiento|nacimiento|data (?:di )?nascita|nascita|geboorte ?datum|fodelse ?datum|data urodzenia|data (?:de )?nascimento)\b/
const usernameNames =
  /\b(?:user ?names?|logins?|login ?name|screen ?names?|nick ?names?|handles?|twitter|instagram|github|benutzer ?name|nutzer ?name|nombre usuario|usuario|identifiant|pseudo)\b/
const personIdNames =
  /\b(?:customer|client|patient|user|member|passenger|employee|student|person|subscriber|account|guest|donor|voter|applicant|borrower|staff|citizen|insured|driver|cardholder|player|kunden?|mitarbeiter|cliente) ?(?:ids?|no|nr|num|numbers?|nummer|codes?|key|uuid|guid)\b/

const date =
  /^(?:(?:19|20)\d{2}[-/.]?\d{1,2}[-/.]?\d{1,2}|\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ](?:(?:19|20)?\d{2})|[A-Za-z]{3,9} \d{1,2},? (?:19|20)\d{2})(?:[T ][\d:.Z+-]*)?$/

export function judgeBirthDate(words: string, sample: ColumnSample): PersonalVerdict | undefined {
  if (!birthNames.test(words) || sample.texts.length < 3) return undefined
  const share = shareOf(sample, (text) => date.test(text))
  return share < 0.5 ? undefined : { kind: 'birthDate', confidence: 0.97, share, basis: 'nameAndContent' }
}

export function judgeUsername(words: string, sample: ColumnSample, kind: Kind): PersonalVerdict | undefined {
  if (!usernameNames.test(words) || sample.isNumeric || kind === 'boolean' || sample.texts.length < 3 || sample.distinctShare < 0.02)
    return undefined
  const share = shareOf(sample, (text) => /^@?[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,40}$/u.test(text))
  return share < 0.8 ? undefined : { kind: 'username', confidence: 0.93, share, basis: 'nameAndContent' }
}

export function judgePersonId(words: string, sample: ColumnSample): PersonalVerdict | undefined {
  if (!personIdNames.test(words) || sample.texts.length < 5) return undefined
  const share = shareOf(sample, (text) => text.length <= 40 && !text.includes(' ') && /\d/.test(text))
  return share < 0.8 ? undefined : { kind: 'personId', confidence: 0.9, share, basis: 'nameAndContent', isPublic: true }
}
