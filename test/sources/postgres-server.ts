// A real PostgreSQL for tests: on loopback, with a password, in a folder of its own, run by somebody without rights.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort, untilListening } from './free-port.js'

export interface PostgresServer {
  /** `postgres://tester@127.0.0.1:<port>/postgres` */
  readonly url: string
  /** Runs statements as the owner. */
  run(statements: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>
  /** Ends it at once, as a loss of power would. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export const password = 'pA55-wörd&of=tests'

/** The folder of `initdb` and `postgres`: MLWRIGHT_POSTGRES, or where Debian puts them. Undefined where there is none. */
export const postgresFolder = [process.env['MLWRIGHT_POSTGRES'], ...debianFolders()].find(
  (folder) => folder !== undefined && existsSync(join(folder, 'initdb')),
)

function debianFolders(): readonly string[] {
  const versions = '/usr/lib/postgresql'
  return existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : []
}

export async function startPostgres(): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), 'mlwright-postgres-'))
  const identity = unprivileged()
  const giveTo = (path: string): void => {
    if (identity !== undefined) chownSync(path, identity.uid, identity.gid)
  }
  giveTo(home)
  const data = join(home, 'data')
  const passwordFile = join(home, 'password')
  writeFileSync(passwordFile, password)
  giveTo(passwordFile)
  const options = { ...identity, cwd: home, stdio: 'ignore' } as const
  const rules = [
    '-D',
    data,
    '-U',
    'tester',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-sync',
    '--encoding=UTF8',
    '--locale=C',
  ]
  execFileSync(join(postgresFolder!, 'initdb'), rules, options)
  const port = await freePort()
  const settings = { unix_socket_directories: '', listen_addresses: '127.0.0.1', port: String(port), fsync: 'off', shared_buffers: '32MB' }
  const child = spawn(
    join(postgresFolder!, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    options,
  )
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await ended
    rmSync(home, { recursive: true, force: true })
  }
  await untilListening(port)
  return {
    url: `postgres://tester@127.0.0.1:${port}/postgres`,
    async run(statements) {
      const client = new pg.Client({ host: '127.0.0.1', port, user: 'tester', database: 'postgres', password })
      await client.connect()
      try {
        return await client.query<Record<string, unknown>>(statements)
      } finally {
        await client.end()
      }
    },
    kill: () => end('SIGQUIT'),
    stop: () => end('SIGINT'),
  }
}

/** It refuses to run as root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  try {
    const idOf = (flag: string): number =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    return { uid: 65534, gid: 65534 }
  }
}
