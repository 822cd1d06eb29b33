// What is published works where nothing else is: the packed file is installed in an empty folder, trains, and is imported and typed there.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'mlwright-package-'))
/** The folder of someone who uses mlwright. */
const app = folder
let packed: { filename: string; size: number; files: { path: string }[] }

/** As in a shell of its own: what npm tells the scripts it runs would otherwise steer the npm that runs here. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(package|lifecycle|command|execpath|node_execpath)|npm_config_(local_prefix|onnxruntime)|INIT_CWD|VITEST|NODE_ENV)/.test(
        name,
      ),
  ),
)

function run(command: string, args: readonly string[], timeoutMs = 240_000): string {
  return execFileSync(command, args, {
    cwd: app,
    env,
    encoding: 'utf8',
    timeout: timeoutMs,
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

beforeAll(() => {
  const list = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const answer = JSON.parse(list) as (typeof packed)[] | Record<string, typeof packed>
  packed = Object.values(answer)[0]!
  run('npm', ['install', `./${packed.filename}`, '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'])
  cpSync(resolve('examples/penguins/penguins.csv'), join(app, 'penguins.csv'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the packed file', () => {
  test('holds the program, its licence and its readme, and no tests or leftovers', () => {
    const paths = packed.files.map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'dist/shell/cli/main.js']),
    )
    expect(paths.filter((path) => /\.test\.|tsbuildinfo|\.map$|^(src|test|bench|docs|examples)\//.test(path))).toEqual([])
  })

  test('is smaller than 2 MB', () => {
    expect(packed.size).toBeLessThan(2_000_000)
  })
})

describe('installed in an empty folder', () => {
  test('npx mlwright train makes a bundle', () => {
    const output = run('npx', ['mlwright', 'train', 'penguins.csv', '--target', 'species', '--out', 'run', '--json'])
    const result = JSON.parse(output.trimEnd().split('\n').at(-1)!) as {
      bundle: string
      task: string
      metric: { name: string; value: number }
    }
    expect(result.task).toBe('multiclass')
    expect(result.metric.name).toBe('logLoss')
    // Always saying the shares of the three species scores about 1.05.
    expect(result.metric.value).toBeLessThan(0.3)
    expect(readdirSync(result.bundle)).toEqual(
      expect.arrayContaining(['model.onnx', 'signature.json', 'MLmodel', 'metrics.json', 'lineage.json', 'card.md', 'native']),
    )
  })

  test('npx mlwright predict answers every row', () => {
    run('npx', ['mlwright', 'predict', 'run/bundle', 'penguins.csv', '--out', 'predictions.csv'])
    expect(existsSync(join(app, 'predictions.csv'))).toBe(true)
    const script =
      "import { readFileSync } from 'node:fs'; console.log(readFileSync('predictions.csv', 'utf8').trimEnd().split('\\n').length)"
    expect(run(process.execPath, ['--input-type=module', '--eval', script]).trim()).toBe('345')
  })

  test('train and load are imported by name', () => {
    writeFileSync(
      join(app, 'use.mjs'),
      `import { load, train } from 'mlwright'
const rows = Array.from({ length: 200 }, (_, i) => ({ size: i % 17, colour: i % 3 === 0 ? 'red' : 'blue', big: i % 17 > 8 ? 'yes' : 'no' }))
const result = await train(rows, { target: 'big', out: 'from-rows', trials: 2 })
const model = await load(result.bundle)
const [answer] = await model.predict([{ size: 16, colour: 'red' }])
console.log(JSON.stringify({ task: result.task, label: answer.label }))
`,
    )
    expect(JSON.parse(run(process.execPath, ['use.mjs']).trimEnd().split('\n').at(-1)!)).toEqual({ task: 'binary', label: 'yes' })
  })

  test('metrics are imported from their own entry', () => {
    const script = "import * as metrics from 'mlwright/metrics'; console.log(Object.keys(metrics).length)"
    expect(Number(run(process.execPath, ['--input-type=module', '--eval', script]))).toBeGreaterThan(0)
  })

  test('boosted trees are imported from their own entry, and train on their thread', () => {
    const script = `import { trainGbdt } from 'mlwright/gbdt'
const model = await trainGbdt({ columns: [Float64Array.of(1, 2, 3, 4)], labels: [0, 0, 8, 8] }, { minRowsPerLeaf: 1, rounds: 1, learningRate: 1 })
console.log(model.predictRow([4])[0])`
    expect(run(process.execPath, ['--input-type=module', '--eval', script]).trim()).toBe('8')
  })

  test('a wrong target is a compile error in a strict TypeScript project', () => {
    const config = {
      compilerOptions: { module: 'nodenext', target: 'es2023', strict: true, noEmit: true, skipLibCheck: true, types: [] },
      files: ['use.ts'],
    }
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify(config))
    const program = (target: string): string => `import { train } from 'mlwright'
const rows = [{ size: 1, big: 'yes' as 'yes' | 'no' }]
export const label: PromiseLike<'yes' | 'no'> = train(rows, { target: '${target}', task: 'binary' })
  .then((result) => result.model.predict([{ size: 2 }]))
  .then(([answer]) => answer!.label)
`
    const compile = (target: string): string => {
      writeFileSync(join(app, 'use.ts'), program(target))
      return spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '--pretty', 'false'], {
        cwd: app,
        env,
        encoding: 'utf8',
      }).stdout
    }
    expect(compile('big')).toBe('')
    expect(compile('bigg')).toContain('"bigg"')
  })
})
