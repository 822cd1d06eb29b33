// Prints a command of the README by its mark: the line of shell after `<!-- command: NAME -->`.
import { readFileSync } from 'node:fs'

const [name] = process.argv.slice(2)
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const found = new RegExp(`<!-- command: ${name} -->\\s*\`\`\`(?:sh|bash)\\n([^\\n]+)\\n\`\`\``).exec(readme)
if (found === null) {
  console.error(`README.md holds no one-line command marked <!-- command: ${name} -->`)
  process.exitCode = 1
} else {
  console.log(found[1])
}
