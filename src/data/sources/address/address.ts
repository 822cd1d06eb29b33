// What a source text names: a file, something on a web server, in an object store, in a database.
import { fileURLToPath } from 'node:url'
import { MlwrightError } from '../../../base/core/index.js'
import { readSelection, refuseUnknown } from './selection.js'
import type { Selection } from './selection.js'
import { hiddenParameter, shownAddress } from './without-secrets.js'

export type Address =
  | { readonly form: 'standardInput'; readonly selection: Selection }
  /** `path` may be a pattern, and may end with `#` and the table in the file: what is on the disk decides. */
  | { readonly form: 'file'; readonly path: string; readonly selection: Selection }
  | { readonly form: 'http'; readonly url: URL; readonly selection: Selection }
  | { readonly form: 's3'; readonly bucket: string; readonly key: string; readonly selection: Selection }
  | { readonly form: 'postgres'; readonly server: PostgresServer; readonly selection: Selection }

/** What an address says of a server; what it leaves out comes from the environment (PGHOST and its kin). */
export interface PostgresServer {
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly database?: string
  readonly sslMode?: string
}

const known = 'file:, http:, https:, s3:, postgres: and sqlite:'

/** Throws SOURCE_NOT_FOUND where there is no address at all, OPTION_INVALID where it cannot be one or holds a password. Never names the password. */
export function addressOf(source: string | URL): Address {
  const text = String(source)
  if (text === '')
    throw new MlwrightError('SOURCE_NOT_FOUND', 'The source is an empty text. Expected a path.', {
      hint: 'Name a file, or - for standard input.',
    })
  if (text === '-') return { form: 'standardInput', selection: {} }
  if (text.startsWith('-#')) return { form: 'standardInput', selection: { table: text.slice(2) } }
  const scheme = /^([a-z][a-z0-9+.-]+):(\/\/)?/i.exec(text)
  switch (scheme?.[1].toLowerCase()) {
    case 'http':
    case 'https':
      return webAddress(text)
    case 's3':
      return objectAddress(text)
    case 'postgres':
    case 'postgresql':
      return postgresAddress(text)
    case 'sqlite':
      return sqliteAddress(text)
    case 'file':
      return fileAddress(text)
    default:
      if (scheme?.[2] === undefined) return { form: 'file', path: text, selection: {} }
      throw new MlwrightError('SOURCE_UNREADABLE', `'${shownAddress(text).slice(0, 200)}' is of a kind that is not read: ${scheme[1]}.`, {
        hint: `Expected a path, or one of ${known}.`,
        details: { scheme: scheme[1] },
      })
  }
}

function fileAddress(text: string): Address {
  const url = urlOf(text)
  const table = decodeText(url.hash.slice(1))
  try {
    return { form: 'file', path: fileURLToPath(url), selection: table === '' ? {} : { table } }
  } catch (error) {
    throw new MlwrightError('OPTION_INVALID', `'${text}' is not the address of a file here: ${(error as Error).message}.`, {
      hint: 'Write it as file:///path, or as a path.',
      cause: error,
    })
  }
}

function webAddress(text: string): Address {
  const url = urlOf(text)
  refusePassword(url)
  const hidden = hiddenParameter(url)
  if (hidden !== undefined) {
    throw new MlwrightError('OPTION_INVALID', `The address '${shownAddress(text)}' was kept without its secret '${hidden}'.`, {
      hint: 'Give the whole address again.',
      details: { parameter: hidden },
    })
  }
  const table = decodeText(url.hash.slice(1))
  url.hash = ''
  return { form: 'http', url, selection: table === '' ? {} : { table } }
}

/** Keys are written as they are, not percent-encoded, as other tools of object stores do. */
function objectAddress(text: string): Address {
  const match = /^s3:\/\/([^/?#@:]+)\/([^]+)$/i.exec(text)
  if (match === null) {
    throw new MlwrightError('OPTION_INVALID', `'${shownAddress(text)}' names no object. Expected s3://bucket/key, without credentials.`, {
      hint: 'Credentials, region and endpoint come from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL.',
    })
  }
  const [, bucket, rest] = match
  const mark = rest.lastIndexOf('#')
  return mark <= 0
    ? { form: 's3', bucket, key: rest, selection: {} }
    : { form: 's3', bucket, key: rest.slice(0, mark), selection: { table: rest.slice(mark + 1) } }
}

function postgresAddress(text: string): Address {
  const { before, selection, others } = readSelection(text)
  refuseUnknown(text, others, ['sslmode'])
  const url = urlOf(before)
  refusePassword(url)
  const sslMode = others.get('sslmode')
  const server = {
    ...(url.hostname === '' ? {} : { host: url.hostname.replace(/^\[(.*)\]$/, '$1') }),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    ...(url.username === '' ? {} : { user: decodeText(url.username) }),
    ...(url.pathname.length < 2 ? {} : { database: decodeText(url.pathname.slice(1)) }),
    ...(sslMode === undefined ? {} : { sslMode }),
  }
  return { form: 'postgres', server, selection }
}

/** `sqlite:shop.db`, or `sqlite:///data/shop.db` as with `file:`. */
function sqliteAddress(text: string): Address {
  const { before, selection, others } = readSelection(text)
  refuseUnknown(text, others, [])
  const rest = before.slice('sqlite:'.length)
  const path = rest.startsWith('///') ? rest.slice(2) : rest
  if (path === '' || path.startsWith('//')) {
    throw new MlwrightError('OPTION_INVALID', `'${shownAddress(text)}' names no file. Expected sqlite:shop.db or sqlite:///data/shop.db.`, {
      hint: "A table or a query may follow: 'sqlite:shop.db?table=orders', 'sqlite:shop.db?query=SELECT …'.",
    })
  }
  // The path is a whole one: a mark in it names no table.
  return { form: 'file', path: decodeText(path), selection: { ...selection, isDatabase: true } }
}

function urlOf(text: string): URL {
  try {
    return new URL(text)
  } catch {
    throw new MlwrightError('OPTION_INVALID', `'${shownAddress(text).slice(0, 200)}' is not a valid address.`, {
      hint: 'Write it as https://host/path, or for a database postgres://user@host/database?table=orders.',
    })
  }
}

function refusePassword(url: URL): void {
  const isWeb = url.protocol.startsWith('http')
  if (url.password === '' && !(isWeb && url.username !== '')) return
  throw new MlwrightError('OPTION_INVALID', `The address of '${url.hostname}' holds ${isWeb ? 'a user or password' : 'a password'}.`, {
    hint: `Addresses are shown and kept; secrets come from the environment alone: take it out and set ${isWeb ? 'MLWRIGHT_HTTP_AUTHORIZATION' : 'PGPASSWORD'}.`,
    details: { host: url.hostname },
  })
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
