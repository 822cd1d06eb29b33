// What the docs show works: every block marked `<!-- run -->` is run, TypeScript compiled strictly first.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { globSync } from 'tinyglobby'
import { afterAll, describe, expect, test } from 'vitest'

interface Block {
  readonly language: string
  readonly text: string
}

const pages = ['README.md', ...globSync('docs/**/*.md', { ignore: ['**/node_modules/**'] }).toSorted()]
const blocks = pages.flatMap((page) => blocksOf(page).map((block, index) => ({ page, name: `${page}, block ${index + 1}`, ...block })))
/** Where the commands run: as a checkout with its examples. */
const folder = mkdtempSync(join(tmpdir(), 'mlwright-docs-'))
cpSync('examples', join(folder, 'examples'), { recursive: true })
/** Inside the package, so that `mlwright` names this one. */
const compiled = resolve('dist/.docs')
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(compiled, { recursive: true, force: true })
})

test('the docs hold examples', () => {
  expect(new Set(blocks.map(({ page }) => page)).size).toBeGreaterThanOrEqual(2)
})

describe('runs', () => {
  test.each(blocks.map((block) => [block.name, block] as const))('%s', (_, { language, text }) => {
    if (language === 'ts') runProgram(text)
    else for (const line of text.split('\n').filter((candidate) => candidate.startsWith('$ '))) expect(runCommand(line.slice(2))).not.toBe('')
  }, 120_000)
})

/** The fenced blocks after a line `<!-- run -->`. */
function blocksOf(page: string): Block[] {
  const found = readFileSync(page, 'utf8').matchAll(/<!-- run -->\n```(\w+)\n([^]*?)```/g)
  return [...found].map(([, language, text]) => ({ language: language, text: text }))
}

/** Compiles a program as a strict project that imports the package by its name, and runs it. */
function runProgram(text: string): void {
  mkdirSync(compiled, { recursive: true })
  const source = join(compiled, 'example.ts')
  writeFileSync(source, text)
  const options = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--skipLibCheck', '--types', 'node', '--outDir', join(compiled, 'out')]
  execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '--ignoreConfig', ...options, source], { stdio: ['ignore', 'inherit', 'inherit'] })
  const output = execFileSync(process.execPath, [join(compiled, 'out/example.js')], { cwd: folder, encoding: 'utf8' })
  expect(output).not.toBe('')
}

/** `mlwright …`, with quotes as a shell has them; returns what it printed. */
function runCommand(line: string): string {
  const [program, ...args] = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain)
  if (program !== 'mlwright') throw new Error(`an example runs '${program}', expected mlwright`)
  return execFileSync(process.execPath, [resolve('dist/shell/cli/main.js'), ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
