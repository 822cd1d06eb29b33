// Atomic files leave the old content or the new, and say in words why they could not be written.
import {
  chmodSync,
  lstatSync,
  statSync,
  symlinkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureFolder, writeFileAtomic } from './files.js'

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

  const hasFullDevice = statSync('/dev/full', { throwIfNoEntry: false })?.isCharacterDevice() === true
  it.skipIf(!hasFullDevice)(
    'writes through a device instead of replacing it, and says DISK_FULL where there is no space (/dev/full)',
    async () => {
      await expect(writeFileAtomic('/dev/full', 'x')).rejects.toMatchObject({ code: 'DISK_FULL', kind: 'resources' })
      expect(statSync('/dev/full').isCharacterDevice()).toBe(true)
    },
  )

  it('follows a link to the file that it names', async () => {
    writeFileSync(join(folder, 'real.txt'), 'old')
    symlinkSync(join(folder, 'real.txt'), join(folder, 'link.txt'))
    await writeFileAtomic(join(folder, 'link.txt'), 'new')
    expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toBe('new')
    expect(lstatSync(join(folder, 'link.txt')).isSymbolicLink()).toBe(true)
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
