// Threads that do not live to answer.
import { platform } from '../../../../base/platform/index.js'
import type { ToFitThread } from './messages.js'

platform.parentThread()?.onMessage((message) => {
  const how = (message as Extract<ToFitThread, { type: 'fit' }>).request.seed
  if (how === 1) process.exit(3)
  if (how === 2) throw new Error('a fault in the thread')
  const kept: number[][] = []
  for (;;) kept.push(Array.from({ length: 100_000 }, (_, i) => i + kept.length))
})
