import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const interruptModule = new URL('./interrupt.js', import.meta.url).href

/** A process that listens and works on; each signal is sent once the text before it stands on standard error. */
async function send(signals: readonly { readonly after: string; readonly signal: NodeJS.Signals }[], json: boolean) {
  const script = `
    import { onInterrupt } from ${JSON.stringify(interruptModule)}
    onInterrupt(() => 'Finishing.', ${json})
    setInterval(() => undefined, 1000)
    process.stderr.write('ready')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  let stderr = ''
  let sent = 0
  child.stderr.on('data', (data) => {
    stderr += String(data)
    const next = signals[sent]
    if (next === undefined || !stderr.includes(next.after)) return
    sent++
    child.kill(next.signal)
  })
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { exitCode, stderr, last: stderr.trim().split('\n').at(-1)! }
}

const ctrlC = { after: 'ready', signal: 'SIGINT' } as const
const ctrlCAgain = { after: 'Finishing.', signal: 'SIGINT' } as const

describe('onInterrupt', () => {
  it('asks at the first Ctrl-C and stops at the second, with the error as the last line of JSON', async () => {
    const { exitCode, stderr, last } = await send([ctrlC, ctrlCAgain], true)
    expect(exitCode).toBe(130)
    expect(stderr).toContain('Finishing.')
    expect(JSON.parse(last)).toMatchObject({ error: { code: 'ABORTED', details: { signal: 'SIGINT' } } })
  })

  it('stops at once when terminated', async () => {
    const { exitCode, stderr, last } = await send([{ after: 'ready', signal: 'SIGTERM' }], true)
    expect(exitCode).toBe(130)
    expect(stderr).not.toContain('Finishing.')
    expect(JSON.parse(last)).toMatchObject({ error: { code: 'ABORTED', details: { signal: 'SIGTERM' } } })
  })

  it('tells a person in words', async () => {
    const { exitCode, stderr } = await send([{ after: 'ready', signal: 'SIGTERM' }], false)
    expect(exitCode).toBe(130)
    expect(stderr).toContain('The work was stopped at once (SIGTERM).')
    expect(stderr).not.toContain('{"error"')
  })
})
