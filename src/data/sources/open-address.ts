// The files that an address stands for, one after the other, wherever they are.
import type { Address } from './address/address.js'
import { selectedName } from './address/selection.js'
import type { Selection } from './address/selection.js'
import { locate, readFileBytes, readStandardInput } from './open.js'
import type { OpenedFile } from './open.js'

export interface OpenedAddress {
  /** For people. */
  readonly name: string
  readonly selection: Selection
  /** In a fixed order, each opened when it is its turn. */
  readonly files: AsyncIterable<OpenedFile>
}

/** What lies on the network is fetched through modules that load only then. Throws what finding and reading throw. */
export async function openAddress(address: Exclude<Address, { form: 'postgres' }>, checkpoint?: () => void): Promise<OpenedAddress> {
  switch (address.form) {
    case 'standardInput':
      return { name: selectedName('standard input', address.selection), selection: address.selection, files: each([''], readStandardInput) }
    case 'file': {
      const { name, paths, selection } = await locate(address.path, address.selection)
      return { name, selection, files: each(paths, readFileBytes, checkpoint) }
    }
    case 'http': {
      const { download } = await import('./network/download.js')
      const file = await download(address.url, checkpoint)
      return { name: selectedName(file.name, address.selection), selection: address.selection, files: each([file], async (one) => one) }
    }
    case 's3': {
      const { bucket, key, selection } = address
      const { isKeyPattern, listObjects, readObject } = await import('./network/s3-objects.js')
      const keys = isKeyPattern(key) ? await listObjects(bucket, key, checkpoint) : [key]
      const last = key.split('/').at(-1)!
      const name = keys.length === 1 ? keys[0].split('/').at(-1)! : `${last} (${keys.length} files)`
      return { name: selectedName(name, selection), selection, files: each(keys, (one) => readObject(bucket, one, checkpoint), checkpoint) }
    }
  }
}

async function* each<T>(items: readonly T[], open: (item: T) => Promise<OpenedFile>, checkpoint?: () => void): AsyncGenerator<OpenedFile> {
  for (const item of items) {
    checkpoint?.()
    yield await open(item)
  }
}
