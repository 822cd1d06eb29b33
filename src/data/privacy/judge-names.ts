// Columns with names of persons.
import { personNameForm } from '../personal/index.js'
import { shareOf } from './column-sample.js'
import type { ColumnSample } from './column-sample.js'
import { basisOf } from './personal-verdict.js'
import type { PersonalVerdict } from './personal-verdict.js'

/** A column called so holds names whatever they are. */
const certainly =
  /\b(?:(?:first|last|full|given|family|middle|maiden|sur|fore|nick|legal|birth) ?names?|surname|forename|fname|lname|person ?names?|(?:customer|client|patient|passenger|employee|student|member|contact|owner|guest|user|account ?holder|card ?holder|doctor|physician|teacher|parent|child|applicant|borrower|staff|victim|suspect|officer|inmate|driver|nurse|candidate) ?(?:full )?names?|vorname|nachname|familienname|prenom|nom(?: de famille)?|nombres?(?: completo)?|apellidos?|nome(?: completo)?|cognome|sobrenome|voornaam|achternaam|fornamn|efternamn|imie|nazwisko)\b/
/** A column called so may hold names of persons among others. */
const perhaps =
  /\b(?:names?|person|customer|client|patient|passenger|employee|student|member|contact|owner|guest|manager|teacher|doctor|agent|seller|buyer|sender|recipient|reviewer|assignee|applicant|tenant|landlord|beneficiary|signatory|kunde|mitarbeiter|cliente|empleado)\b/
/** Not of persons. */
const others =
  /\b(?:company|firm|business|product|item|brand|model|file|host|domain|store|shop|school|hospital|city|country|state|county|region|community|street|place|station|species|team|club|event|course|project|device|server|app|game|movie|film|song|album|book|title|drug|dish|recipe|restaurant|hotel|airline|ship|vessel|car|vehicle|file|class|category|type|group|department)\b/
/** Persons who are known by what they do in public. */
const inPublic =
  /\b(?:actors?|actress(?:es)?|artists?|authors?|directors?|composers?|singers?|players?|coach(?:es)?|bands?|writers?|producers?|politicians?|presidents?|senators?|painters?|narrators?|cast|creators?|musicians?|performers?|athletes?|jockeys?|conductors?|architects?|regisseur|auteurs?|autore?s?|kunstler|komponist|spieler|acteurs?|realisateur)\b/

const shape = /^\p{Lu}[\p{L}\p{M}'’.-]*(?:,? \p{L}[\p{L}\p{M}'’.-]*){1,4}$/u

/** `words`: of the column's name. Undefined where nothing speaks for names. */
export function judgeNames(words: string, sample: ColumnSample): PersonalVerdict | undefined {
  const { texts, isNumeric, distinctShare } = sample
  if (isNumeric || texts.length < 2) return undefined
  const forms = new Map(texts.map((text) => [text, personNameForm(text)]))
  const share = shareOf(sample, (text) => forms.get(text) !== undefined)
  const together = shareOf(sample, (text) => forms.get(text) === 'given' || forms.get(text) === 'title')
  const titled = shareOf(sample, (text) => forms.get(text) === 'title')
  const isOther = others.test(words)
  const isCertain = certainly.test(words) && !isOther
  const isPerhaps = perhaps.test(words) && !isOther
  const isPublic = inPublic.test(words)
  const spelled = shareOf(sample, (text) => /^[\p{L}\p{M}][\p{L}\p{M}\s.,'’()"-]*$/u.test(text))
  // Two to four words with capitals, hardly any cell like another: names are spelled so, and brands, and works.
  const isShaped = distinctShare >= 0.3 && shareOf(sample, (text) => shape.test(text)) >= 0.6
  const confidence = Math.max(
    isCertain && spelled >= 0.8 && texts.length >= 3 && (share >= 0.05 || distinctShare >= 0.3) ? 0.97 : 0,
    (isPerhaps || isPublic) && share >= 0.2 ? 0.95 : (isPerhaps || isPublic) && share >= 0.1 ? 0.6 : 0,
    isOther || texts.length < 8
      ? 0
      : titled >= 0.2
        ? 0.96
        : together >= (isShaped ? 0.18 : 0.35)
          ? 0.93
          : together >= (isShaped ? 0.12 : 0.25)
            ? 0.6
            : 0,
    isOther || texts.length < 12 ? 0 : share >= 0.6 ? 0.9 : 0,
  )
  if (confidence === 0) return undefined
  const isNamed = isCertain || isPerhaps || isPublic
  return { kind: 'name', confidence, share, basis: basisOf(isNamed, share >= 0.1), ...(isPublic ? { isPublic } : {}) }
}
