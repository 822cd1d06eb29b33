// Runs the command line as a user does, in a folder of its own.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'

export const main = fileURLToPath(new URL('../../dist/shell/cli/main.js', import.meta.url))
export const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
export const python = process.env['MLWRIGHT_PYTHON']

export interface Outcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export function mlwright(
  args: readonly string[],
  options: { cwd?: string; stdin?: string; timeoutMs?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  return run(process.execPath, [main, ...args], options)
}

export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; stdin?: string; timeoutMs?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      {
        cwd: options.cwd,
        // Some places where tests run ask for colours.
        env: { ...process.env, NO_COLOR: '1', ...options.env },
        maxBuffer: 64 * 2 ** 20,
        timeout: options.timeoutMs ?? 300_000,
      },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        resolve({ exitCode, stdout, stderr })
      },
    )
    child.stdin!.end(options.stdin ?? '')
  })
}

/** The last line of standard output, as JSON. */
export function jsonOf(outcome: Outcome): any {
  return JSON.parse(outcome.stdout.trim().split('\n').at(-1)!)
}

/** The error of a `--json` run: the last line of standard error. */
export function errorOf(outcome: Outcome): { code: string; message: string; hint: string; details: Record<string, unknown> } {
  return JSON.parse(outcome.stderr.trim().split('\n').at(-1)!).error
}

/** A folder for the tests of a file, removed at their end. */
export function useFolder(): { readonly path: string } {
  const folder = { path: '' }
  beforeAll(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'mlwright-test-'))
  })
  afterAll(() => rm(folder.path, { recursive: true, force: true }))
  return folder
}

const dataFolder = process.env['MLWRIGHT_DATA']

/** The path of a table, from the folder MLWRIGHT_DATA; undefined where it is not there. */
export function sharedTable(name: string): string | undefined {
  if (dataFolder === undefined) return undefined
  const path = join(dataFolder, 'csv', `${name}.csv`)
  return existsSync(path) ? path : undefined
}
