// Names of persons: a form of address, or a known given name among few words.
import { familyNames } from './family-names.js'
import { foldText } from './fold-text.js'
import { givenNames } from './given-names.js'

const title =
  /(?:^|[\s,(])(?:mr|mrs|ms|miss|master|dr|prof|herr|frau|mme|mlle|monsieur|madame|sr|sra|srta|don|dona|sig|signora|dott|sir|lady|rev|mx)\.?\s/
const longest = 100
const mostWords = 5

/**
 * What speaks for a text being the name of a person, or several names between commas: `title`, `given` (a known given name and one to four
 * more words), `single` (one word that is a known name). Undefined where nothing does.
 */
export function personNameForm(text: string): 'title' | 'given' | 'single' | undefined {
  if (text.length < 2 || text.length > longest || /[\d@#:%_<>[\]{}=+*|\\!?]/.test(text)) return undefined
  const folded = foldText(text)
  if (ofCompanies.test(folded)) return undefined
  if (title.test(folded)) return 'title'
  const words = wordsOf(folded)
  if (words.length === 1) return givenNames.has(words[0]) || familyNames.has(words[0]) ? 'single' : undefined
  const parts = words.length <= mostWords ? [words] : folded.split(/\s*[,;&/]\s*/).map(wordsOf)
  return parts.some(isName) ? 'given' : undefined
}

const ofCompanies =
  /\b(?:inc|llc|ltd|plc|corp|co|company|group|gmbh|ag|kg|ohg|sarl|sas|sa|spa|srl|sl|bv|nv|ab|oy|as|sons|fils|associados|comercio|hnos|cia|partners|bank|university|school|church|hospital|street|park)\b/

function isName(words: readonly string[]): boolean {
  if (words.length < 2 || words.length > mostWords) return false
  return words.some((word) => givenNames.has(word)) && words.every((word) => word.length > 1 || words.length > 2)
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,.;&/()"'’-]+/u).filter((word) => word !== '')
}
