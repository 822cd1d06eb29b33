// Compiles the kernels (AssemblyScript, *.as.ts) to WebAssembly, once for plain and once for shared memory, and writes them as one
// TypeScript module that carries the bytes. Does nothing where the module is newer than every kernel.
//   node scripts/kernels.mjs [--force] [--text <file.wat>]
import { statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { globSync } from 'tinyglobby'

const { values } = parseArgs({ options: { force: { type: 'boolean', default: false }, text: { type: 'string' } } })
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'src/base/kernels')
const entry = join(folder, 'kernels.as.ts')
const target = join(folder, 'binary.ts')

/** Pages of 64 KiB: the most that WebAssembly can address, 4 GiB. */
const mostPages = 65_536

if (values.force || values.text !== undefined || isStale()) {
  const plain = await compile([])
  const shared = await compile(['--sharedMemory', '--enable', 'threads'])
  writeFileSync(target, moduleOf(plain, shared))
  console.log(`kernels: ${plain.length} bytes`)
}

function isStale() {
  const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity
  const sources = [
    ...globSync('**/*.as.ts', { cwd: folder, absolute: true }),
    fileURLToPath(import.meta.url),
    join(root, 'package-lock.json'),
  ]
  return sources.some((file) => modified(file) > modified(target))
}

/** The bytes of the module. No allocator, no static data, no checks: a kernel sees only the memory that it is given. */
async function compile(extra) {
  const asc = await import('assemblyscript/asc')
  const stdout = asc.createMemoryStream()
  const stderr = asc.createMemoryStream()
  let binary
  const flags = [relative(root, entry), '-O3', '--converge', '--noAssert', '--uncheckedBehavior', 'always', '--runtime', 'stub']
  const memory = ['--importMemory', '--noExportMemory', '--initialMemory', '1', '--maximumMemory', String(mostPages), '--enable', 'simd']
  const outputs = ['--outFile', 'kernels.wasm', ...(values.text === undefined ? [] : ['--textFile', values.text])]
  const { error } = await asc.main([...flags, ...memory, ...extra, ...outputs, '--baseDir', root], {
    stdout,
    stderr,
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) binary = contents
      else writeFileSync(name, contents)
    },
  })
  if (error !== null || binary === undefined) throw new Error(`The kernels do not compile.\n${stderr.toString()}`, { cause: error })
  return binary
}

function moduleOf(plain, shared) {
  const text = (bytes) => `'${Buffer.from(bytes).toString('base64')}'`
  const folderName = relative(root, folder)
  return `// Made by scripts/kernels.mjs from ${folderName}/**/*.as.ts. Not in version control.
/** The kernels over a memory of their own, base64. */
export const plainKernels = ${text(plain)}
/** The same over shared memory. */
export const sharedKernels = ${text(shared)}
`
}
