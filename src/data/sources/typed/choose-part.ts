// Which of several tables in one source is read.
import { MlwrightError, nearestName } from '../../../base/core/index.js'
import { counted, named } from '../../schema/index.js'

export interface Choice {
  /** For people. */
  readonly source: string
  /** What the parts are called: `table`, `sheet`. */
  readonly word: string
  readonly asked: string | undefined
  /** How one is asked for; absent: `shop.db#orders`. */
  readonly example?: (part: string) => string
}

/** The one that is asked for, or the only one. Throws SOURCE_NOT_FOUND with those that there are. */
export function choosePart(parts: readonly string[], { source, word, asked, example = (part) => `${source}#${part}` }: Choice): string {
  if (asked !== undefined) {
    const found = parts.find((part) => part === asked) ?? onlyOf(parts.filter((part) => part.toLowerCase() === asked.toLowerCase()))
    if (found !== undefined) return found
    const nearest = nearestName(asked, parts)
    throw new MlwrightError('SOURCE_NOT_FOUND', `There is no ${word} '${asked}' in '${source}'.`, {
      hint: nearest === undefined ? listed(parts, word) : `Did you mean '${nearest}'? ${listed(parts, word)}`,
      details: { source, asked, parts: parts.slice(0, 200) },
    })
  }
  if (parts.length === 1) return parts[0]
  if (parts.length === 0) {
    throw new MlwrightError('SOURCE_EMPTY', `'${source}' holds no ${word}. Expected one with rows.`, {
      hint: 'Check how it was made, and whether you may see what is in it.',
      details: { source },
    })
  }
  throw new MlwrightError(
    'SOURCE_NOT_FOUND',
    `'${source}' holds ${counted(parts.length, word)}: ${named(parts, 20)}. Expected the name of one.`,
    {
      hint: `For example: ${source === 'standard input' ? `-- '-#${parts[0]}'` : `'${example(parts[0])}'`}`,
      details: { source, parts: parts.slice(0, 200) },
    },
  )
}

/** For sources that are one table: a name that was asked for is none. */
export function refusePart(source: string, asked: string | undefined): void {
  if (asked === undefined) return
  throw new MlwrightError('SOURCE_NOT_FOUND', `There is no table '${asked}' in '${source}': it is one table by itself.`, {
    hint: `Leave out '#${asked}'.`,
    details: { source, asked },
  })
}

function listed(parts: readonly string[], word: string): string {
  return parts.length === 0 ? `There is none.` : `The ${counted(parts.length, word)}: ${named(parts, 20)}.`
}

function onlyOf(parts: readonly string[]): string | undefined {
  return parts.length === 1 ? parts[0] : undefined
}
