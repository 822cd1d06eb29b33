import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const main = fileURLToPath(new URL('./main.js', import.meta.url))

describe('standard output that cannot be written', () => {
  it.skipIf(!existsSync('/dev/full'))('ends with DISK_FULL where there is no space (/dev/full)', () => {
    const full = openSync('/dev/full', 'w')
    const { status, stderr } = spawnSync(process.execPath, [main, '--help', '--json'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    })
    closeSync(full)
    expect(status, stderr).toBe(5)
    expect(JSON.parse(stderr.trim().split('\n').at(-1)!)).toMatchObject({ error: { code: 'DISK_FULL' } })
  })

  it.skipIf(process.platform === 'win32')('is no fault where its reader went away', () => {
    const script = 'exec 3>&1; { sleep 0.5; "$0" "$1" --help; echo "exit $?" >&3; } | true'
    const { stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, main], { encoding: 'utf8' })
    expect(stdout).toBe('exit 0\n')
    expect(stderr).toBe('')
  })
})
