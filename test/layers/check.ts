// Judges the imports of a source tree by the list of floors and rooms.
import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, normalize } from 'node:path/posix'
import { globSync } from 'tinyglobby'
import { readImports, type Import } from './imports.js'
import { floors } from './layers.js'

const listFile = 'test/layers/layers.ts'

export interface SourceTree {
  /** Path from the root of the tree to what the file imports. */
  readonly files: ReadonlyMap<string, readonly Import[]>
  /** What each `#name` of package.json stands for: the file under Node, and the one elsewhere. */
  readonly conditional: ReadonlyMap<string, Readonly<Record<Condition, string>>>
}

export type Condition = 'node' | 'default'
const conditions: readonly Condition[] = ['node', 'default']

/** Reads every TypeScript file under `root`; kernels in AssemblyScript (`*.as.ts`) are another language. */
export function readTree(root: string): SourceTree {
  const paths = globSync('**/*.ts', { cwd: root, ignore: ['**/*.as.ts', '**/*.d.ts'] }).toSorted()
  return {
    files: new Map(paths.map((path) => [path, readImports(path, readFileSync(join(root, path), 'utf8'))])),
    conditional: readConditional(join(root, '../package.json')),
  }
}

function readConditional(packageFile: string): SourceTree['conditional'] {
  const { imports } = JSON.parse(readFileSync(packageFile, 'utf8')) as { imports: Record<string, Record<Condition, string>> }
  const sourceOf = (built: string): string => built.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts')
  return new Map(Object.entries(imports).map(([name, files]) => [name, { node: sourceOf(files.node), default: sourceOf(files.default) }]))
}

/** What breaks the layers, one line each: the file, what it does, and what to change. */
export function findViolations(tree: SourceTree, fewestFiles: number): string[] {
  const problems: string[] = []
  if (tree.files.size < fewestFiles) {
    problems.push(
      `only ${tree.files.size} files were read, expected at least ${fewestFiles}: the reading is broken (or change fewestFiles in ${listFile})`,
    )
  }
  for (const [file, imports] of tree.files) {
    const from = placeOf(file)
    if (from === undefined) {
      problems.push(`${file} is in a folder that no floor or room names: add it to ${listFile}, where it belongs in the order`)
      continue
    }
    for (const entry of imports) {
      for (const problem of judge(tree, file, from, entry)) problems.push(`${file}:${entry.line} ${problem}`)
    }
  }
  return [...problems, ...findCycles(tree).map((cycle) => `${cycle.join(' → ')} is a cycle: move what they share into a file of its own`)]
}

interface Place {
  readonly room: string
  readonly rank: number
}

/** The room of a file and its rank in the import order; undefined for a folder that the list does not name. */
function placeOf(file: string): Place | undefined {
  const [floor, room, ...rest] = file.split('/')
  const order = floors.flatMap((entry) => entry.rooms.map((name) => (name === entry.floor ? name : `${entry.floor}/${name}`)))
  const key = room === undefined ? 'stories' : rest.length === 0 ? undefined : `${floor}/${room}`
  const rank = key === undefined ? -1 : order.indexOf(key)
  return rank === -1 ? undefined : { room: order[rank], rank }
}

function judge(tree: SourceTree, file: string, from: Place, { specifier, form }: Import): string[] {
  if (specifier.startsWith('#')) {
    const variants = tree.conditional.get(specifier)
    if (variants === undefined) return [`imports '${specifier}', which package.json does not name under imports`]
    return [...new Set(conditions.flatMap((condition) => judgePath(tree, variants[condition], from, specifier) ?? []))]
  }
  if (!specifier.startsWith('.')) return []
  if (!specifier.endsWith('.js')) return form === 'url' ? [] : [`imports '${specifier}': write the path with its .js`]
  return [judgePath(tree, sourcePath(file, specifier), from, specifier) ?? []].flat()
}

function judgePath(tree: SourceTree, path: string, from: Place, specifier: string): string | undefined {
  if (path.startsWith('../')) return `imports '${specifier}', which lies outside src/`
  if (!tree.files.has(path)) return `imports '${specifier}', which does not exist`
  const to = placeOf(path)
  if (to === undefined) return `imports '${specifier}', which is in no known room`
  if (to.room === from.room) return undefined
  if (to.rank > from.rank) {
    return `(${from.room}) imports '${specifier}' (${to.room}), which comes later: move the code down, or change the order in ${listFile} with a reason`
  }
  if (to.room !== 'stories' && path !== `${to.room}/index.ts`)
    return `imports '${specifier}', an inner file of ${to.room}: import '${to.room}/index.js'`
  return undefined
}

function sourcePath(file: string, specifier: string): string {
  return normalize(join(dirname(file), specifier)).replace(/\.js$/, '.ts')
}

/** Each cycle of imports once, starting from the first of its files by name. */
function findCycles(tree: SourceTree): string[][] {
  const cycles: string[][] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): void => {
    const at = path.indexOf(file)
    if (at >= 0) {
      cycles.push([...path.slice(at), file])
      return
    }
    if (done.has(file)) return
    path.push(file)
    for (const next of reachedFrom(tree, file, ['value', 'type'])) visit(next)
    path.pop()
    done.add(file)
  }
  for (const file of tree.files.keys()) visit(file)
  return cycles
}

function reachedFrom(tree: SourceTree, file: string, forms: readonly Import['form'][], under = conditions): string[] {
  return (tree.files.get(file) ?? [])
    .filter(({ form }) => forms.includes(form))
    .flatMap(({ specifier }) => {
      const variants = tree.conditional.get(specifier)
      if (variants !== undefined) return under.map((condition) => variants[condition])
      return specifier.startsWith('.') ? [sourcePath(file, specifier)] : []
    })
    .filter((path) => tree.files.has(path))
}

/** What keeps `entry` from running in a browser: each built-in or package outside `portable` that it reaches, with the file that imports it. */
export function findPlatformImports(tree: SourceTree, entry: string, portable: readonly string[]): string[] {
  if (!tree.files.has(entry)) return [`${entry} does not exist`]
  const reached = new Set([entry])
  for (const file of reached) for (const next of reachedFrom(tree, file, ['value', 'url'], ['default'])) reached.add(next)
  const isPortable = (name: string): boolean =>
    portable.some((pattern) =>
      pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern || name.startsWith(`${pattern}/`),
    )
  return [...reached].flatMap((file) =>
    (tree.files.get(file) ?? [])
      .filter(({ specifier, form }) => form === 'value' && !specifier.startsWith('.') && !tree.conditional.has(specifier))
      .filter(({ specifier }) => isBuiltin(specifier) || !isPortable(specifier))
      .map(
        ({ specifier, line }) =>
          `${entry} reaches ${file}:${line}, which imports '${specifier}': keep it out, or name it among portablePackages in ${listFile}`,
      ),
  )
}
