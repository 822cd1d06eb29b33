// A session of a PostgreSQL server that can read and nothing else.
import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import type { Client, QueryArrayConfig, QueryArrayResult } from 'pg'
import type { PostgresServer } from '../address/address.js'
import { MlwrightError } from '../../../base/core/index.js'

export interface PostgresSession {
  /** Rows as texts, as the server writes them. One statement, never more. */
  query(text: string): Promise<QueryArrayResult<(string | null)[]>>
  /** Ends the session; at once, without a word, after a failure. */
  close(): Promise<void>
  destroy(): void
}

const connectTimeoutMs = 15_000
const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full']

/** Texts that read back as what they are, whatever the server is set to; and only so long as somebody listens. */
const settings = [
  "SET LOCAL TimeZone = 'UTC'",
  "SET LOCAL DateStyle = 'ISO, YMD'",
  'SET LOCAL extra_float_digits = 3',
  'SET LOCAL cursor_tuple_fraction = 1.0',
  'SET LOCAL synchronize_seqscans = off',
  "SELECT set_config(name, '2s', true) FROM pg_settings WHERE name = 'client_connection_check_interval'",
]

export interface PostgresPlace {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly sslMode: string
}

/** What the address leaves out, the environment says, as with the server's own programs. Throws OPTION_INVALID. */
export function placeOf(server: PostgresServer, environment: NodeJS.ProcessEnv = process.env): PostgresPlace {
  const user = server.user ?? (environment['PGUSER'] || userInfo().username)
  const sslMode = server.sslMode ?? (environment['PGSSLMODE'] || 'prefer')
  if (!sslModes.includes(sslMode)) {
    throw new MlwrightError('OPTION_INVALID', `The sslmode is '${sslMode}'. Expected ${sslModes.join(', ')}.`, { details: { sslMode } })
  }
  return {
    host: server.host ?? (environment['PGHOST'] || 'localhost'),
    port: server.port ?? Number(environment['PGPORT'] || 5432),
    user,
    database: server.database ?? (environment['PGDATABASE'] || user),
    sslMode,
  }
}

/** Opens a session inside a transaction that sees one state of the data and can change none. */
export async function openSession(place: PostgresPlace): Promise<PostgresSession> {
  const client = await connect(place)
  // A connection that breaks between two queries is told by the next of them.
  client.on('error', () => undefined)
  const query = (text: string): Promise<QueryArrayResult<(string | null)[]>> => {
    // `extended`: the protocol that refuses a second statement.
    const config = { text, rowMode: 'array', queryMode: 'extended', types: { getTypeParser: () => asText } }
    return client.query<(string | null)[]>(config as unknown as QueryArrayConfig)
  }
  const destroy = (): void => streamOf(client).destroy()
  try {
    await query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    for (const setting of settings) await query(setting)
  } catch (error) {
    destroy()
    throw error
  }
  return {
    query,
    destroy,
    async close() {
      await query('ROLLBACK')
      await client.end()
    },
  }
}

const asText = (value: unknown): unknown => value

async function connect(place: PostgresPlace): Promise<Client> {
  const { sslMode } = place
  const isLocal = place.host.startsWith('/')
  if (sslMode === 'disable' || sslMode === 'allow' || isLocal) return connectOnce(place, false)
  if (sslMode === 'verify-full' || sslMode === 'verify-ca') {
    const file = process.env['PGSSLROOTCERT']
    return connectOnce(place, {
      rejectUnauthorized: true,
      ...(file ? { ca: await readFile(file, 'utf8') } : {}),
      ...(sslMode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
    })
  }
  try {
    return await connectOnce(place, { rejectUnauthorized: false })
  } catch (error) {
    const isPlain = sslMode === 'prefer' && (error as Error).message.includes('does not support SSL')
    if (!isPlain) throw error
    return connectOnce(place, false)
  }
}

async function connectOnce({ host, port, user, database }: PostgresPlace, ssl: false | object): Promise<Client> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    host,
    port,
    user,
    database,
    // From the environment alone: an empty one keeps pg from looking into files.
    password: process.env['PGPASSWORD'] ?? '',
    ssl,
    application_name: 'mlwright',
    connectionTimeoutMillis: Number(process.env['PGCONNECT_TIMEOUT'] || 0) * 1000 || connectTimeoutMs,
    keepAlive: true,
  })
  try {
    await client.connect()
    return client
  } catch (error) {
    streamOf(client).destroy()
    throw error
  }
}

/** pg has no other way to let go of a server that says nothing more. */
function streamOf(client: Client): { destroy(): void } {
  return (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream
}
