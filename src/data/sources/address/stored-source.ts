// A source as a run keeps it, to read it again later and from another folder.
import { resolve } from 'node:path'
import { addressOf } from './address.js'
import { withoutSecrets } from './without-secrets.js'

/** Absolute, without any secret; undefined for standard input, which cannot be read again. */
export function storedAddress(source: string | URL): string | undefined {
  const text = String(source)
  const sqlite = /^sqlite:(?!\/\/)([^?#]*)([^]*)$/i.exec(text)
  if (sqlite !== null) return `sqlite://${resolve(sqlite[1])}${sqlite[2]}`
  const { form } = addressOf(source)
  if (form === 'standardInput') return undefined
  if (form !== 'file') return withoutSecrets(text)
  return /^(?:file|sqlite):/i.test(text) ? text : resolve(text)
}
