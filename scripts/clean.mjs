// Removes what the build made, so that no output of a deleted file stays.
import { rmSync } from 'node:fs'

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true })
