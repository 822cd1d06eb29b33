// What a PostgreSQL server, or the way to it, says when it does not give what is asked.
import { MlwrightError } from '../../../base/core/index.js'
import type { PostgresPlace } from './postgres-session.js'
import { refusedQuery } from './read-only-query.js'

export interface PostgresCircumstances {
  readonly place: PostgresPlace
  /** A query of the user's was run. */
  readonly isQuery: boolean
  readonly progress: { readonly isOpen: boolean; readonly rows: number }
}

interface ServerError extends Error {
  /** SQLSTATE of five signs, or a code of Node such as ECONNREFUSED. */
  readonly code?: string
  readonly errors?: readonly (Error & { readonly code?: string })[]
}

/** Never tells the password: neither pg nor the server puts it into what it says. */
export function postgresError(error: ServerError, circumstances: PostgresCircumstances): MlwrightError {
  const { place, isQuery, progress } = circumstances
  const code = error.code ?? error.errors?.[0]?.code ?? ''
  const said = (error.message || (error.errors?.[0]?.message ?? code)).replace(/\.$/, '')
  const where = `'${place.database}' on ${place.host}:${place.port}`
  const details = { host: place.host, database: place.database, user: place.user, ...(code === '' ? {} : { code }) }
  const told = { details, cause: error }
  // read_only_sql_transaction; and what a cursor does not take: statements that write, in any place.
  if (code === '25006' || (code === '0A000' && said.includes('WITH')) || (code === '42P11' && isQuery))
    return refusedQuery(`would write (${said})`, error)
  if (code === '28P01' || code === '28000' || /password|SASL|SCRAM/i.test(said)) {
    const isGiven = (process.env['PGPASSWORD'] ?? '') !== ''
    return new MlwrightError(
      'SOURCE_UNREADABLE',
      `The database ${where} does not let '${place.user}' in: ${isGiven ? said : 'it asks for a password, and none is set'}.`,
      {
        hint: isGiven
          ? 'Check PGPASSWORD, and the user in the address.'
          : 'Set PGPASSWORD in the environment, and the user in the address.',
        ...told,
      },
    )
  }
  if (code === '3D000')
    return new MlwrightError('SOURCE_NOT_FOUND', `There is no database '${place.database}' on ${place.host}:${place.port}.`, {
      hint: 'Check the last part of the address.',
      ...told,
    })
  if (code === '42501')
    return new MlwrightError('SOURCE_UNREADABLE', `'${place.user}' may not read what is asked of ${where}: ${said}.`, {
      hint: 'Ask for the permission to SELECT it.',
      ...told,
    })
  if (code === '57014')
    return new MlwrightError('SOURCE_UNREACHABLE', `The database ${where} stopped the query after ${progress.rows} rows: ${said}.`, {
      hint: 'Ask for less, or let it take longer: PGOPTIONS="-c statement_timeout=10min".',
      ...told,
    })
  // Server errors other than those of connections, of resources and of its operation are about the query.
  if (/^[0-9A-Z]{5}$/.test(code) && !/^(?:08|53|57|58|XX)/.test(code) && !code.startsWith('E')) {
    return new MlwrightError(
      'SOURCE_UNREADABLE',
      isQuery ? `The query of ${where} cannot be run: ${said}.` : `${where} cannot be read: ${said}.`,
      {
        hint: isQuery
          ? 'Mend the query; names with capitals or other signs stand in double quotes.'
          : 'See what the server says in its log.',
        ...told,
      },
    )
  }
  if (said.includes('does not support SSL'))
    return new MlwrightError('SOURCE_UNREACHABLE', `The database ${where} takes no encrypted connection.`, {
      hint: 'Take sslmode out of the address (and PGSSLMODE out of the environment) where the network between is trusted.',
      ...told,
    })
  const what = progress.isOpen ? `went away after ${progress.rows} rows` : 'cannot be reached'
  return new MlwrightError('SOURCE_UNREACHABLE', `The database ${where} ${what}: ${reasons[code] ?? said}.`, {
    hint: progress.isOpen
      ? 'Nothing was kept of what was read. Try again.'
      : 'Check the address, and that the server runs and listens there.',
    ...told,
  })
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no host of this name',
  ECONNRESET: 'the connection was closed',
  ETIMEDOUT: 'it does not answer',
  ENOENT: 'there is no such socket',
}
