// Which table of several an address asks for, or which query.
import { MlwrightError } from '../../../base/core/index.js'
import { shownAddress } from './without-secrets.js'

export interface Selection {
  /** A table, a sheet. */
  readonly table?: string
  /** SQL; of databases alone. */
  readonly query?: string
  /** The file was named as a database. */
  readonly isDatabase?: boolean
}

export interface SelectedAddress {
  /** The address up to `?` or `#`. */
  readonly before: string
  readonly selection: Selection
  /** The other parameters. */
  readonly others: ReadonlyMap<string, string>
}

/**
 * Takes `#table`, `?table=` or `?query=` off an address. A query comes last; with blanks in it, it is taken as it stands to the end of the address,
 * else it is percent-encoded. Throws OPTION_INVALID where both a table and a query are asked for.
 */
export function readSelection(text: string): SelectedAddress {
  const at = text.search(/[?#]/)
  if (at < 0) return { before: text, selection: {}, others: new Map() }
  const before = text.slice(0, at)
  if (text[at] === '#') return { before, selection: tableOf(decode(text, text.slice(at + 1))), others: new Map() }
  let rest = text.slice(at + 1)
  let query: string | undefined
  const queryAt = /(?:^|&)query=/.exec(rest)
  if (queryAt !== null) {
    const written = rest.slice(queryAt.index + queryAt[0].length)
    if (/\s/.test(written.trim())) {
      query = written
      rest = rest.slice(0, queryAt.index)
    }
  }
  const [parameters, mark] = splitOnce(rest, '#')
  const others = new Map<string, string>()
  for (const pair of parameters.split('&').filter((one) => one !== '')) {
    const [name, value] = splitOnce(pair, '=')
    others.set(name, decode(text, value.replaceAll('+', ' ')))
  }
  query ??= others.get('query')
  const table = mark === '' ? others.get('table') : decode(text, mark)
  others.delete('query')
  others.delete('table')
  if (query !== undefined && table !== undefined) {
    throw new MlwrightError(
      'OPTION_INVALID',
      `'${shownAddress(text)}' asks for the table '${table}' and for a query. Expected one of them.`,
      {
        hint: 'Leave one out.',
      },
    )
  }
  if (query?.trim() === '') throw new MlwrightError('OPTION_INVALID', `The query in '${shownAddress(text)}' is empty.`)
  return { before, selection: query === undefined ? tableOf(table) : { query }, others }
}

/** A name for people, with what of it is read. */
export function selectedName(name: string, { table, query }: Selection): string {
  return table !== undefined ? `${name}#${table}` : query !== undefined ? `${name} (query)` : name
}

/** Throws OPTION_INVALID where the address has a parameter that says nothing here; never shows its value. */
export function refuseUnknown(text: string, others: ReadonlyMap<string, string>, expected: readonly string[]): void {
  const unknown = [...others.keys()].find((name) => !expected.includes(name))
  if (unknown === undefined) return
  const isSecret = /^(?:password|user|pass)/i.test(unknown)
  throw new MlwrightError('OPTION_INVALID', `'${shownAddress(text)}' has the parameter '${unknown}', which is not known.`, {
    hint: isSecret
      ? 'Addresses are shown and kept; set PGPASSWORD in the environment instead.'
      : `Expected ${['table', 'query', ...expected].join(', ')}.`,
    details: { parameter: unknown },
  })
}

function tableOf(table: string | undefined): Selection {
  return table === undefined || table === '' ? {} : { table }
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function decode(address: string, text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new MlwrightError(
      'OPTION_INVALID',
      `A part of '${shownAddress(address)}' is percent-encoded, but not so that it can be decoded.`,
      {
        hint: 'A query with blanks is written as it stands; in others each % is written %25.',
      },
    )
  }
}
