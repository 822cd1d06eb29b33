// A query that can only read: checked before it is sent, so that the answer says what is wrong. The session that it runs in cannot write either.
import { MlwrightError } from '../../../base/core/index.js'

/** Functions of SQLite's tools and of PostgreSQL that read or write files, whatever the session may do; quoted or not. */
const reachesFiles =
  /\b(writefile|readfile|fsdir|lsdir|lsmode|edit|load_extension|zipfile|sqlar_\w+|fts3_tokenizer|pg_read_file|pg_read_binary_file|pg_ls_dir|lo_import|lo_export)\b/i

const readers = ['SELECT', 'WITH', 'VALUES', 'TABLE']

/** The query without a semicolon at its end. Throws SOURCE_REFUSED where it is no query that reads, or more than one. */
export function checkReadOnly(query: string): string {
  const { words, statements, end } = skim(query)
  const first = words[0]?.toUpperCase() ?? ''
  if (!readers.includes(first.replace(/^\(+/, ''))) throw refusedQuery(`begins with ${first === '' ? 'nothing' : first}`)
  if (statements > 1) throw refusedQuery('is more than one statement')
  const reaching = reachesFiles.exec(query)
  if (reaching !== null) throw refusedQuery(`uses ${reaching[1].toLowerCase()}, which reaches beyond the database`)
  return query.slice(0, end)
}

/** For what a query turns out to do when it is run. */
export function refusedQuery(what: string, cause?: unknown): MlwrightError {
  return new MlwrightError(
    'SOURCE_REFUSED',
    `The query ${what}. Expected one SELECT (or WITH, VALUES, TABLE): a source is read, never written.`,
    {
      hint: 'Write in another program, and name here what to read.',
      details: { what },
      ...(cause === undefined ? {} : { cause }),
    },
  )
}

interface Skimmed {
  /** The first words that stand outside of texts and comments. */
  readonly words: readonly string[]
  readonly statements: number
  /** Where the only statement ends: before its semicolon, if it has one. */
  readonly end: number
}

/** Texts, names, comments and what may stand between them. */
const token =
  /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$)|\[[^\]]*(?:\]|$)|(\$\w*\$)[^]*?(?:\1|$)|--[^\n]*|\/\*[^]*?(?:\*\/|$)|;|\(*[A-Za-z_]\w*|\s+|[^]/g

function skim(query: string): Skimmed {
  const words: string[] = []
  let statements = 0
  let isInside = false
  let end = query.length
  for (const { 0: text, index } of query.matchAll(token)) {
    if (text === ';') {
      if (isInside && statements === 1) end = index
      isInside = false
    } else if (!/^(?:\s|--|\/\*)/.test(text)) {
      if (!isInside) statements++
      isInside = true
      if (words.length === 0 && text !== '(') words.push(text)
    }
  }
  return { words, statements, end: statements > 1 ? query.length : end }
}
