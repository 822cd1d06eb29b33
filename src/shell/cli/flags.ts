// From the declared options to flags, and from what was typed back to options.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { durationMs } from '../../base/core/index.js'
import type { OptionDeclaration, OptionDeclarations } from '../../base/core/index.js'

/** Adds one flag per option, in the order of their declaration. */
export function addFlags(command: Command, declarations: OptionDeclarations): Command {
  for (const [name, declaration] of Object.entries(declarations)) command.addOption(flagOf(name, declaration))
  return command
}

/** `timeBudget` as `--time-budget`. */
export function flagName(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

function flagOf(name: string, declaration: OptionDeclaration): Option {
  const option = new Option(`${flagName(name)} <${declaration.value ?? name}>`, declaration.help)
  switch (declaration.type) {
    case 'text':
      return option
    case 'texts':
      return option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
    case 'list':
      return option.argParser((value: string) =>
        value
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      )
    case 'pairs':
      return option.argParser((value: string, before: Readonly<Record<string, string>> | undefined) => ({ ...before, ...pairOf(value) }))
    case 'choice':
      return option.choices([...declaration.choices])
    case 'integer':
    case 'number':
      return option.argParser((value: string) => {
        const number = Number(value)
        if (value.trim() === '' || Number.isNaN(number)) throw new InvalidArgumentError('It is not a number.')
        return number
      })
    case 'duration':
      return option.argParser((value: string) => {
        if (durationMs(value) === undefined) throw new InvalidArgumentError('A duration is such as 60s, 5m or 1h.')
        return value
      })
  }
}

/** The last `=` parts name and value: names may hold one, kinds never do. */
function pairOf(text: string): Record<string, string> {
  const at = text.lastIndexOf('=')
  if (at <= 0) throw new InvalidArgumentError('It is written column=kind.')
  return { [text.slice(0, at)]: text.slice(at + 1) }
}
