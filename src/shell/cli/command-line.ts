// The command line: parses, calls, shows. Verbs load what they need when they run.
import { reportFailure } from './failure.js'
import { createProgram } from './program.js'

export async function runCommandLine(): Promise<void> {
  const wantsJson = process.argv.includes('--json')
  // A reader that goes away (mlwright … | head) is no fault; a disk that is full is.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : reportFailure(error, wantsJson))
  })
  const program = createProgram()
  try {
    await program.parseAsync()
  } catch (error) {
    process.exitCode = reportFailure(error, wantsJson, () => program.helpInformation())
  }
}
