// Code imports downward only, through the doors of the rooms; each rule is shown to fail on a tree that breaks it.
import { describe, expect, test } from 'vitest'
import { findPlatformImports, findViolations, readTree, type SourceTree } from './check.js'
import { readImports } from './imports.js'
import { browserEntries, fewestFiles, portablePackages } from './layers.js'

const tree = readTree('src')

test('src/ keeps the order of floors and rooms', () => {
  expect(findViolations(tree, fewestFiles)).toEqual([])
})

test.each(browserEntries)('%s reaches nothing that only Node has', (entry) => {
  expect(findPlatformImports(tree, entry, portablePackages)).toEqual([])
})

describe('the check fails', () => {
  test.each([
    [
      'on an upward import between floors',
      { 'base/core/a.ts': "import '../../data/table/index.js'", 'data/table/index.ts': '' },
      'comes later',
    ],
    ['on an upward import between rooms', { 'base/core/a.ts': "import '../store/index.js'", 'base/store/index.ts': '' }, 'comes later'],
    [
      'on an upward import of a type',
      { 'base/core/a.ts': "import type { T } from '../store/index.js'", 'base/store/index.ts': '' },
      'comes later',
    ],
    ['on an upward import() type', { 'base/core/a.ts': "let a: import('../store/index.js').T", 'base/store/index.ts': '' }, 'comes later'],
    ['on an upward dynamic import', { 'base/core/a.ts': "await import('../store/index.js')", 'base/store/index.ts': '' }, 'comes later'],
    ['on an upward re-export', { 'base/core/a.ts': "export * from '../store/index.js'", 'base/store/index.ts': '' }, 'comes later'],
    [
      'on an upward worker',
      { 'base/core/a.ts': "new URL('../store/index.js', import.meta.url)", 'base/store/index.ts': '' },
      'comes later',
    ],
    ['on an upward require', { 'base/core/a.ts': "require('../store/index.js')", 'base/store/index.ts': '' }, 'comes later'],
    ['on a floor that imports a story', { 'ship/bundle/a.ts': "import '../../train.js'", 'train.ts': '' }, 'comes later'],
    ['on a story that imports the shell', { 'train.ts': "import './shell/cli/index.js'", 'shell/cli/index.ts': '' }, 'comes later'],
    [
      'on an inner file of another room',
      { 'base/store/a.ts': "import '../core/errors.js'", 'base/core/errors.ts': '' },
      'an inner file of base/core',
    ],
    [
      "on another room's test",
      { 'base/store/a.test.ts': "import '../core/errors.js'", 'base/core/errors.ts': '' },
      'an inner file of base/core',
    ],
    ['on an unknown floor', { 'helpers/things/a.ts': '' }, 'no floor or room names'],
    ['on an unknown room', { 'base/helpers/a.ts': '' }, 'no floor or room names'],
    ['on a file between floors and rooms', { 'base/a.ts': '' }, 'no floor or room names'],
    ['on a file that is not there', { 'base/core/a.ts': "import './b.js'" }, 'does not exist'],
    ['on a path out of src', { 'base/core/a.ts': "import '../../../test/layers/layers.js'" }, 'outside src'],
    ['on a path without .js', { 'base/core/a.ts': "import './b'", 'base/core/b.ts': '' }, 'with its .js'],
    ['on a later file behind a condition', { 'base/core/a.ts': "import '#platform'" }, 'comes later'],
    ['on a condition that package.json does not name', { 'base/core/a.ts': "import '#other'" }, 'does not name under imports'],
    ['on a cycle in a room', { 'base/core/a.ts': "import './b.js'", 'base/core/b.ts': "import './a.js'" }, 'is a cycle'],
    [
      'on a cycle of types',
      { 'base/core/a.ts': "import type { B } from './b.js'", 'base/core/b.ts': "import type { A } from './a.js'" },
      'is a cycle',
    ],
    ['on a cycle of stories', { 'train.ts': "import './load.js'", 'load.ts': "import './train.js'" }, 'is a cycle'],
  ])('%s', (_, files, problem) => {
    const problems = findViolations(treeOf(files), 0)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(problem)
  })

  test('when it has read suspiciously few files', () => {
    expect(findViolations(treeOf({ 'base/core/a.ts': '' }), 4)[0]).toContain('only 3 files were read')
  })

  test.each([
    'await import(`./${name}.js`)',
    'await import(name)',
    'new URL(`./${name}`, import.meta.url)',
    'new URL(`./${name}.js`, import.meta.url)',
  ])('on a path that is computed: %s', (source) => {
    expect(() => readImports('a.ts', source)).toThrow('a.ts:1 imports a computed path')
  })

  test('on a built-in or a native package that a browser entry reaches, types aside', () => {
    const files = {
      'base/core/a.ts': "import './b.js'",
      'base/core/b.ts': "import 'node:fs'\nimport 'os'\nimport '@duckdb/node-api'\nimport type { X } from 'node:url'",
    }
    const problems = findPlatformImports(treeOf(files), 'base/core/a.ts', portablePackages)
    expect(problems.map((problem) => /'([^']+)'/.exec(problem)?.[1])).toEqual(['node:fs', 'os', '@duckdb/node-api'])
  })

  test('on what stands behind a condition for browsers, and not on what does for Node', () => {
    const files = {
      'base/workers/a.ts': "import '#platform'",
      'base/platform/node.ts': "import 'node:worker_threads'",
      'base/platform/browser.ts': "import 'node:os'",
    }
    const problems = findPlatformImports(treeOf(files), 'base/workers/a.ts', portablePackages)
    expect(problems.map((problem) => /'([^']+)'/.exec(problem)?.[1])).toEqual(['node:os'])
  })

  test('on a browser entry that is not there', () => {
    expect(findPlatformImports(treeOf({}), 'learn/metrics/index.ts', [])).toEqual(['learn/metrics/index.ts does not exist'])
  })
})

describe('the check passes', () => {
  test.each([
    ['earlier rooms through their index', { 'base/store/a.ts': "import '../core/index.js'", 'base/core/index.ts': '' }],
    ['inner files of the own room', { 'learn/learners/gbdt/a.ts': "import '../learner.js'", 'learn/learners/learner.ts': '' }],
    ['stories in the shell', { 'shell/cli/main.ts': "import '../../train.js'", 'train.ts': '' }],
    ['imports that are only mentioned', { 'base/core/a.ts': "// import '../store/index.js'\nconst text = `import '../store/index.js'`" }],
    ['data files by a computed name', { 'base/core/a.test.ts': 'new URL(`../../../test/golden/${name}.json`, import.meta.url)' }],
    ['packages and built-ins', { 'base/core/a.ts': "import 'node:fs'\nimport 'zod'" }],
  ])('%s', (_, files) => {
    expect(findViolations(treeOf(files), 0)).toEqual([])
  })
})

function treeOf(files: Readonly<Record<string, string | undefined>>): SourceTree {
  const all = { 'base/platform/node.ts': '', 'base/platform/browser.ts': '', ...files }
  return {
    files: new Map(Object.entries(all).map(([path, source]) => [path, readImports(path, source ?? '')])),
    conditional: new Map([['#platform', { node: 'base/platform/node.ts', default: 'base/platform/browser.ts' }]]),
  }
}
