// For tests: files that hold a table, gone when the tests are.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemporaryFolder {
  readonly path: string
  /** Writes a file; returns its path. */
  write(name: string, content: string | Uint8Array): string
  remove(): void
}

export function createTemporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'mlwright-test-'))
  return {
    path,
    write(name, content) {
      const file = join(path, name)
      writeFileSync(file, content)
      return file
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** A header and `count` lines. */
export function csvOf(header: string, count: number, lineOf: (i: number) => string): string {
  return `${header}\n${Array.from({ length: count }, (_, i) => lineOf(i)).join('\n')}\n`
}
