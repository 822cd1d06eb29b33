// Marks the command as executable: the compiler does not, and npm does it only where it links the command for the first time.
import { chmodSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

chmodSync(fileURLToPath(new URL('../dist/shell/cli/main.js', import.meta.url)), 0o755)
