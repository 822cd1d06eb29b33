// Writes into package-lock.json the packages of other platforms that npm left out because the registry in use did not offer them.
// Without them `npm ci` of npm 11 refuses the lock, and other machines install without their native parts. Run it after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs'

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8'))

let added = 0
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(place, name)) continue
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(entry.dev && { dev: true }),
      license: entry.license,
      optional: true,
    }
    added += 1
  }
}
const { '': root, ...rest } = lock.packages
lock.packages = { '': root, ...Object.fromEntries(Object.entries(rest).toSorted(([a], [b]) => a.localeCompare(b, 'en'))) }
writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`)
console.log(`${added} packages of other platforms added`)

/** Whether `name` is found from `place`, as Node looks it up: in its own node_modules, then in each one above. */
function isLocked(place, name) {
  const parents = place === '' ? [] : place.split(/(?<=.)\/?node_modules\//)
  for (let depth = parents.length; depth >= 0; depth--) {
    const above = parents.slice(0, depth).map((part, at) => (at === 0 ? part : `node_modules/${part}`))
    if ([...above, `node_modules/${name}`].join('/') in lock.packages) return true
  }
  return false
}

/** `@scope/binding-linux-arm64-musl` runs on linux, arm64, musl. */
function platformOf(name) {
  const found = /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?:-(\w+))?$/.exec(name)
  if (found === null) throw new Error(`${name} is optional, not locked, and names no platform: install it by hand`)
  const [, os, cpu, abi = ''] = found
  const libc = abi.startsWith('musl') ? { libc: ['musl'] } : abi.startsWith('gnu') ? { libc: ['glibc'] } : {}
  return { cpu: [cpu], ...libc, os: [os] }
}
