#!/usr/bin/env node
// The start of the process: listens for Ctrl-C before anything else is loaded.
import { interruptEarly } from './early-interrupt.js'

interruptEarly(process.argv.includes('--json'))
const { runCommandLine } = await import('./command-line.js')
await runCommandLine()
