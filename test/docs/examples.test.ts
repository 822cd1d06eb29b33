// What the docs show works: every block marked `<!-- run -->` is run, TypeScript compiled strictly first, and prints what a comment `// prints …` says.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
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
/** The folder of someone who has installed mlwright and has the examples. */
const folder = mkdtempSync(join(tmpdir(), 'mlwright-docs-'))
cpSync('examples', join(folder, 'examples'), { recursive: true })
mkdirSync(join(folder, 'node_modules'))
symlinkSync(resolve('.'), join(folder, 'node_modules/mlwright'))
symlinkSync(resolve('node_modules/@types'), join(folder, 'node_modules/@types'))
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the docs hold examples', () => {
  expect(new Set(blocks.map(({ page }) => page)).size).toBeGreaterThanOrEqual(2)
})

describe('runs', () => {
  test.each(blocks.map((block) => [block.name, block] as const))(
    '%s',
    (_, { language, text }) => {
      if (language === 'ts') runProgram(text)
      else
        for (const line of text.split('\n').filter((candidate) => candidate.startsWith('$ ')))
          expect(runCommand(line.slice(2))).not.toBe('')
    },
    120_000,
  )
})

/** The fenced blocks after a line `<!-- run -->`. */
function blocksOf(page: string): Block[] {
  const found = readFileSync(page, 'utf8').matchAll(/<!-- run -->\n```(\w+)\n([^]*?)```/g)
  return [...found].map(([, language, text]) => ({ language: language, text: text }))
}

/** Compiles a program as a strict project, and runs it. */
function runProgram(text: string): void {
  writeFileSync(join(folder, 'example.ts'), text)
  const options = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--skipLibCheck', '--types', 'node']
  execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...options, 'example.ts'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const output = execFileSync(process.execPath, ['example.js'], { cwd: folder, encoding: 'utf8' })
  expect(output).not.toBe('')
  const printed = [...text.matchAll(/\/\/ prints (.+)$/gmu)].map(([, line]) => line)
  expect(output.split('\n').filter((line) => printed.includes(line))).toEqual(printed)
}

/** `mlwright …`, with quotes as a shell has them; returns what it printed. */
function runCommand(line: string): string {
  const [program, ...args] = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain)
  if (program !== 'mlwright') throw new Error(`an example runs '${program}', expected mlwright`)
  return execFileSync(process.execPath, [resolve('dist/shell/cli/main.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
