// Sensitive attributes: what must not decide about a person, by the name of the column or by its levels, in several languages.
import type { Finding } from '../../base/core/index.js'
import { foldText, wordsOfName } from '../personal/index.js'
import { counted } from '../schema/index.js'
import type { GuardedColumn } from '../sources/index.js'
import { sampleColumn, shareOf } from './column-sample.js'
import type { ColumnSample } from './column-sample.js'

type SensitiveAttribute =
  | 'sex'
  | 'age'
  | 'ethnicity'
  | 'religion'
  | 'health'
  | 'maritalStatus'
  | 'nationality'
  | 'politics'
  | 'unionMembership'
  | 'sexualOrientation'
  | 'pregnancy'

interface Known {
  readonly attribute: SensitiveAttribute
  readonly title: string
  readonly names: RegExp
  /** Words of which one stands in nearly every level. */
  readonly levels?: RegExp
}

const known: readonly Known[] = [
  {
    attribute: 'sexualOrientation',
    title: 'sexual orientation',
    names: /\b(?:sexual ?orientation|sexuality|sexuelle orientierung|orientation sexuelle|orientacion sexual|lgbtq?i?a?)\b/,
    levels: /\b(?:heterosexual|homosexual|bisexual|straight|gay|lesbian|queer|heterosexuell|homosexuell)\b/,
  },
  {
    attribute: 'sex',
    title: 'sex or gender',
    names: /\b(?:sex|gender|geschlecht|sexe|genre|sexo|genero|sesso|genere|geslacht|kon|kjonn|plec|is ?(?:male|female)|(?:fe)?male)\b/,
    levels:
      /\b(?:(?:fe)?males?|(?:wo)?m[ae]n|boys?|girls?|mannlich|weiblich|mann|frau|homme|femme|hombre|mujer|masculino|femenino|feminino|masculin|feminin|uomo|donna|maschio|femmina|vrouw|kvinna|non ?binary|divers|husband|wife)\b/,
  },
  {
    attribute: 'pregnancy',
    title: 'pregnancy',
    names:
      /\b(?:pregnan(?:t|cy|cies)|schwanger(?:schaft)?|enceinte|grossesse|embarazad[ao]|embarazo|incinta|gravid(?:a|anza|ez)?|zwanger)\b/,
    levels: /\b(?:pregnant|not pregnant|schwanger|enceinte|embarazada)\b/,
  },
  {
    attribute: 'age',
    title: 'age',
    names:
      /\b(?:age|ages|age ?(?:years?|group|cat|category|range|band|bucket)|alter|altersgruppe|edad|eta|idade|leeftijd|alder|wiek|birth ?(?:year|date|day)|year ?of ?birth|yob|dob|date ?of ?birth|geburts(?:jahr|datum)|annee (?:de )?naissance|senior ?citizen|seniority age)\b/,
  },
  {
    attribute: 'ethnicity',
    title: 'race or ethnic origin',
    names:
      /\b(?:race|races|racial|ethnicity|ethnic(?: ?(?:group|origin))?|ethnie|etnia|raza|raca|hispanic|latino|skin ?colou?r|tribe|caste|indigenous|aboriginal)\b/,
    levels:
      /\b(?:white|black|asian|hispanic|latin[ox]|caucasian|african american|native american|american indian|amer indian|pac(?:ific)? islander|hawaiian|mestizo|mixed race)\b/,
  },
  {
    attribute: 'religion',
    title: 'religion',
    names: /\b(?:religion|religious|faith|denomination|konfession|confession|religione|religiao|culte)\b/,
    levels:
      /\b(?:christian|catholic|protestant|orthodox|muslim|islam|jewish|judaism|hindu|hinduism|buddhist|buddhism|sikh|atheist|agnostic|evangelisch|katholisch|catholique|catolico)\b/,
  },
  {
    attribute: 'maritalStatus',
    title: 'marital status',
    names:
      /\b(?:marital(?: ?status)?|married|civil ?status|familienstand|etat civil|estado civil|stato civile|burgerlijke staat|spouse|widow(?:ed)?|divorced)\b/,
    levels:
      /\b(?:married|divorced|widow(?:ed|er)?|separated|never married|verheiratet|geschieden|verwitwet|ledig|marie|divorce|veuf|casad[oa]|solter[oa]|div|mar|wid)\b/,
  },
  {
    attribute: 'nationality',
    title: 'nationality or place of birth',
    names:
      /\b(?:nationality|citizenship|citizen|native ?country|country ?of ?(?:birth|origin)|birth ?(?:place|country)|place ?of ?birth|foreign(?:er| ?worker| ?born)?|immigrant|immigration(?: ?status)?|refugee|nationalitat|staatsangehorigkeit|nationalite|nacionalidad|nazionalita|nacionalidade|migrationshintergrund|native ?language|mother ?tongue)\b/,
  },
  {
    attribute: 'politics',
    title: 'political opinion',
    names:
      /\b(?:political(?: ?(?:party|opinion|affiliation|view|leaning))?|party ?(?:affiliation|id|identification)|voted? ?for|ideology|partei|parti politique|partido)\b/,
    levels: /\b(?:democrat(?:ic)?|republican|conservative|labour|liberal|socialist|libertarian)\b/,
  },
  {
    attribute: 'unionMembership',
    title: 'membership of a trade union',
    names: /\b(?:union(?: ?(?:member(?:ship)?))|trade ?union|labou?r ?union|gewerkschaft(?:smitglied)?|syndicat|sindicato)\b/,
  },
  {
    attribute: 'health',
    title: 'health or disability',
    names:
      /\b(?:disab(?:led|ility)|handicap(?:ped)?|health(?: ?(?:status|condition|problem))?|illness|disease|chronic|hiv|aids|cancer|diabet(?:es|ic)|hypertension|depression|mental ?(?:health|illness)|smok(?:er|ing|es)|alcohol(?:ic|ism)?|bmi|behinder(?:t|ung)|krank(?:heit)?|gesundheit(?:szustand)?|handicape|maladie|sante|discapacidad|salud|enfermedad)\b/,
  },
]

/** A level that fits one of these is written in so many of the rows. */
const nearlyAll = 0.9

interface SensitiveFound {
  readonly attribute: SensitiveAttribute
  readonly title: string
  readonly by: 'name' | 'levels'
}

/** The sensitive attribute that a column says, and what tells so. */
function sensitiveAttributeOf(column: GuardedColumn): SensitiveFound | undefined {
  const { kind } = column
  if (kind === 'text' || kind === 'datetime') {
    const words = wordsOfName(column.name)
    const age = known.find(({ attribute }) => attribute === 'age')!
    return kind === 'datetime' && age.names.test(words) ? { attribute: 'age', title: age.title, by: 'name' } : undefined
  }
  const words = wordsOfName(column.name)
  const sample = sampleColumn(column)
  const named = known.find(({ names }) => names.test(words))
  if (named !== undefined && fits(named.attribute, column, sample)) return { attribute: named.attribute, title: named.title, by: 'name' }
  if (kind !== 'category' || sample.isNumeric || sample.texts.length < 2 || sample.texts.length > 40) return undefined
  return attributeOfLevels(sample)
}

const noAnswer =
  /^ ?(?:others?|unknown|none|n a|no answer|not stated|not specified|prefer not to (?:say|answer)|sonstige[rs]?|andere|unbekannt|autre|otr[oa]|altro) ?$/

function attributeOfLevels(sample: ColumnSample): SensitiveFound | undefined {
  const folded = new Map(sample.texts.map((text) => [text, foldText(text).replace(/[^\p{L}\p{N}]+/gu, ' ')]))
  const isOpen = (text: string): boolean => noAnswer.test(folded.get(text)!)
  const closed = sample.texts.filter((text) => !isOpen(text))
  const answered = 1 - shareOf(sample, isOpen)
  for (const { attribute, title, levels } of known) {
    if (levels === undefined) continue
    const passes = (text: string): boolean => levels.test(folded.get(text)!)
    const count = closed.filter(passes).length
    // Half of the levels, two at least: colours and other words stand alone.
    if (count >= 2 && count * 2 >= closed.length && shareOf(sample, passes) >= nearlyAll * answered)
      return { attribute, title, by: 'levels' }
  }
  return undefined
}

/** Of an area or of a group, not of a person; and of animals. */
const ofMany = /\b(?:pct|percent|per ?cap(?:ita)?|share|ratio|rate|density|match|count|total|population)\b/
const ofAnimals = /\b(?:species|breed|animal|rings)\b/
const agesOfThings =
  /\b(?:hous(?:e|ing)|building|property|car|vehicle|account|policy|tree|machine|device|company|business|concrete|file|domain)\b/
/** Sexes that a column tells apart, with spellings of a few languages and words for unknown. */
const mostSexes = 8

/** A name alone misleads: the genre of a film is no gender, the age of concrete not that of a person, a share of men no sex. */
function fits(attribute: SensitiveAttribute, { kind, role, name, names }: GuardedColumn, sample: ColumnSample): boolean {
  if (role === 'id' || ofMany.test(wordsOfName(name)) || names.some((other) => ofAnimals.test(wordsOfName(other)))) return false
  if (attribute === 'sex') return sample.texts.length <= mostSexes
  if (attribute === 'age' && agesOfThings.test(wordsOfName(name))) return false
  if (attribute !== 'age' || kind !== 'number') return true
  const values = sample.texts.map(Number)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const isYear = low >= 1880 && high <= 2100
  // Ages that are shares or were rescaled say no age.
  return isYear || (low >= 0 && high > 10 && high <= 125)
}

/** Info: what to look at when fairness is judged. */
export function sensitiveFinding(column: GuardedColumn): Finding | undefined {
  const found = sensitiveAttributeOf(column)
  // What is asked is not what may be left out.
  if (found === undefined || column.role === 'target') return undefined
  const { attribute, title, by } = found
  const how = by === 'name' ? 'by its name' : `by its ${counted(column.texts.size, 'level')}`
  return {
    code: 'SENSITIVE_ATTRIBUTE',
    severity: 'info',
    columns: [column.name],
    evidence: { attribute, by },
    message: `Column '${column.name}' says the ${title} of a person (${how}). A model that uses it may treat people differently by it: look at its results for each group, or leave it out with --ignore.`,
  }
}
