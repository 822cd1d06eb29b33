// Atomic files leave the old content or the new, and say in words why they could not be written.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureFolder, outputError, writeFileAtomic } from './files.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlwright-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('writeFileAtomic', () => {
  it('replaces a file and leaves nothing beside it', async () => {
    const path = join(folder, 'a.txt')
    await writeFileAtomic(path, 'old')
    await writeFileAtomic(path, new TextEncoder().encode('new'))
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it('says OUTPUT_NOT_WRITABLE where the folder is missing, or the path is a folder, and leaves nothing behind', async () => {
    await expect(writeFileAtomic(join(folder, 'none', 'a.txt'), 'x')).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' })
    mkdirSync(join(folder, 'taken'))
    await expect(writeFileAtomic(join(folder, 'taken'), 'x')).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' })
    expect(readdirSync(folder)).toEqual(['taken'])
  })

  it.skipIf(process.getuid?.() === 0)(
    'says OUTPUT_NOT_WRITABLE where permission is denied (skipped for root, whom nothing is denied)',
    async () => {
      chmodSync(folder, 0o500)
      await expect(writeFileAtomic(join(folder, 'a.txt'), 'x')).rejects.toThrow('permission was denied')
      chmodSync(folder, 0o700)
    },
  )

  it.skipIf(process.platform !== 'linux')('says DISK_FULL where the disk is full', async () => {
    const failure: unknown = await import('node:fs/promises').then((fs) => fs.writeFile('/dev/full', 'x')).catch((error: unknown) => error)
    expect(outputError(failure, 'a.txt')).toMatchObject({ code: 'DISK_FULL', kind: 'resources' })
  })
})

describe('ensureFolder', () => {
  it('makes the folders on the way, and says what is in the way', async () => {
    await ensureFolder(join(folder, 'a', 'b'))
    await ensureFolder(join(folder, 'a', 'b'))
    writeFileSync(join(folder, 'file'), '')
    await expect(ensureFolder(join(folder, 'file', 'b'))).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' })
  })
})
