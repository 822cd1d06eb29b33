// Serves the build on loopback as a development server does: files as they are, but names of packages become addresses, since web workers
// know no import maps. `#platform` leads to what package.json names for platforms other than Node.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'

interface PackageFile {
  readonly exports: Readonly<Record<string, { readonly default: string }>>
  readonly imports: Readonly<Record<string, { readonly default: string }>>
}
const ours = JSON.parse(readFileSync('package.json', 'utf8')) as PackageFile

export interface Server {
  readonly address: string
  /** Paths that were asked for, in order. */
  readonly requests: readonly string[]
  /** Those of them that there is nothing at. */
  readonly missing: readonly string[]
  close(): void
}

/**
 * `pages`: what stands at other paths than /dist and /node_modules. `isolated`: whether pages may share memory between threads.
 * `policy`: the Content-Security-Policy of everything.
 */
export async function serve(pages: Readonly<Record<string, string>>, isolated: boolean, policy?: string): Promise<Server> {
  const requests: string[] = []
  const missing: string[] = []
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname
    requests.push(path)
    const text = pages[path] ?? readBuild(path)
    if (text === undefined) missing.push(path)
    response.writeHead(text === undefined ? 404 : 200, {
      'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/html',
      ...(policy !== undefined && { 'content-security-policy': policy }),
      ...(isolated && { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }),
    })
    response.end(text === undefined ? '' : path.endsWith('.js') ? rewriteImports(text) : text)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}`, requests, missing, close: () => server.close() }
}

function readBuild(path: string): string | undefined {
  if (!/^\/(dist|node_modules)\/[\w@/.-]+\.js$/.test(path) || path.includes('..')) return undefined
  try {
    return readFileSync(resolve(`.${path}`), 'utf8')
  } catch {
    return undefined
  }
}

/** Names in `from '…'`, `import '…'` and `import('…')` that are no paths. */
function rewriteImports(text: string): string {
  return text.replaceAll(/(\bfrom\s*|\bimport\s*\(?\s*)(['"])([#@\w][\w@/.-]*)\2/g, (_, before: string, quote: string, name: string) => {
    return `${before}${quote}${addressOf(name)}${quote}`
  })
}

function addressOf(name: string): string {
  const inner = ours.imports[name] ?? ours.exports[name.replace(/^mlwright/, '.')]
  if (inner !== undefined) return inner.default.replace(/^\./, '')
  const { module: entry } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { module?: string }
  if (entry === undefined) throw new Error(`${name} has no ES module, so no browser can load it`)
  return `/node_modules/${name}/${entry.replace(/^\.\//, '')}`
}
