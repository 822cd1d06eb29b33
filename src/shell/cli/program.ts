// All verbs with their flags and help. Only declarations: this file loads nothing heavy.
import { Command } from 'commander'
import {
  checkOptions,
  contractOptions,
  evaluateOptions,
  predictOptions,
  profileOptions,
  testOptions,
  trainOptions,
  version,
} from '../../verbs/asked/index.js'
import type { CheckOptions, ContractOptions, PredictOptions, ProfileOptions, TestOptions, TrainOptions } from '../../verbs/asked/index.js'
import { addFlags } from './flags.js'

const width = { helpWidth: 110 }

export function createProgram(): Command {
  const program = new Command('mlwright')
    .description('A table and a question in; a validated, explained, documented and portable model out.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureHelp(width)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Examples:
  mlwright train people.csv --target income
  mlwright predict mlwright-runs/people-1/bundle new-people.csv --out predictions.csv
  mlwright evaluate mlwright-runs/people-1/bundle people-of-may.csv`,
    )

  const train = program
    .command('train')
    .summary('train a model on a table')
    .description('Judges the columns, tries learners on folds, chooses one, says how good it is, writes a bundle and a report.')
    .argument(
      '[source]',
      'a CSV, JSON, Parquet, Arrow, Excel or SQLite file (also .gz, .zst), a quoted glob, - for standard input, or an https:, s3:, postgres: or sqlite: address',
    )
  addFlags(train, trainOptions)
    .option('--json', 'end standard output with the result as one line of JSON')
    .addHelpText(
      'after',
      `
Examples:
  mlwright train people.csv --target income
  mlwright train houses.parquet --target price --time-budget 5m --holdout 0.2
  mlwright train 'book.xlsx#May' --target returned
  mlwright train 'postgres://ann@db/shop?table=orders' --target returned --holdout 0.2
  mlwright train 'visits-*.csv.gz' --target returned --group patient --metric averagePrecision
  mlwright train sales.csv --target amount --time day --ignore note --kind shop=category`,
    )
    .action(async (source: string | undefined, options: Partial<TrainOptions> & { json?: boolean }) => {
      const { runTrain } = await import('./commands/train.js')
      await runTrain(source, options)
    })

  const predict = program
    .command('predict')
    .summary('predict the rows of a table')
    .description('Writes one row of predictions per row of the source, in its order.')
    .argument('<bundle>', 'the bundle folder of a training')
    .argument('<source>', 'the rows, in any format that train reads; columns in any order')
  addFlags(predict, predictOptions)
    .option('--json', 'end standard output with the result as one line of JSON')
    .addHelpText('after', '\nExample:\n  mlwright predict mlwright-runs/people-1/bundle new-people.csv --out predictions.csv')
    .action(async (bundle: string, source: string, options: PredictOptions & { json?: boolean }) => {
      const { runPredict } = await import('./commands/predict.js')
      await runPredict(bundle, source, options)
    })

  const evaluate = program
    .command('evaluate')
    .summary('judge a model on rows whose answers are known')
    .description('Every metric that applies, with its 95 % interval.')
    .argument('<bundle>', 'the bundle folder of a training')
    .argument('<source>', 'the rows, with the target')
  addFlags(evaluate, evaluateOptions)
    .option('--json', 'end standard output with the result as one line of JSON')
    .addHelpText('after', '\nExample:\n  mlwright evaluate mlwright-runs/people-1/bundle people-of-may.csv')
    .action(async (bundle: string, source: string, options: { json?: boolean }) => {
      const { runEvaluate } = await import('./commands/evaluate.js')
      await runEvaluate(bundle, source, options)
    })

  const profile = program
    .command('profile')
    .summary('see what a table holds')
    .description('Looks at every column, at how columns go together and what is missing together, and at what is wrong; writes a page.')
    .argument('<source>', 'a table, in any format that train reads')
  addFlags(profile, profileOptions)
    .option('--json', 'end standard output with the result as one line of JSON')
    .addHelpText(
      'after',
      `
Examples:
  mlwright profile people.csv
  mlwright profile people.csv --target income --out people.html`,
    )
    .action(async (source: string, options: ProfileOptions & { json?: boolean }) => {
      const { runProfile } = await import('./commands/profile.js')
      await runProfile(source, options)
    })

  const contract = program
    .command('contract')
    .summary('write down what a table must hold')
    .description(
      'Infers a contract from a table: kinds, ranges, levels, missing rates, distributions, keys, relations between columns; a YAML file to edit and keep in version control.',
    )
    .argument('<source>', 'a table, in any format that train reads')
  addFlags(contract, contractOptions)
    .option('--json', 'end standard output with the result as one line of JSON')
    .addHelpText(
      'after',
      `
Examples:
  mlwright contract people.csv --out people.contract.yaml
  mlwright contract diff people.contract.yaml people-new.contract.yaml`,
    )
    .action(async (source: string, options: ContractOptions & { json?: boolean }) => {
      const { runContract } = await import('./commands/contract.js')
      await runContract(source, options)
    })

  const diff = contract
    .command('diff')
    .summary('what changed between two contracts')
    .description('Lists every change, and whether data that kept the old contract may break the new one.')
    .argument('<old>', 'a contract file, or a bundle')
    .argument('<new>', 'the same')
    .option('--fail-on-breaking', 'end with exit code 4 where a change breaks')
    .option('--json', 'end standard output with the result as one line of JSON')
    .action(async (before: string, after: string, _: unknown, command: Command) => {
      const { runContractDiff } = await import('./commands/contract.js')
      await runContractDiff(before, after, command.optsWithGlobals())
    })

  const check = program
    .command('check')
    .summary('hold a table against a contract')
    .description('Says what breaks the contract: what was expected, what was found, in how many rows. Exit code 4 where anything does.')
    .argument('<source>', 'a table, in any format that train reads')
  addFlags(check, checkOptions)
    .option('--json', 'end standard output with the result as one line of JSON')
    .addHelpText(
      'after',
      `
Examples:
  mlwright check people-of-may.csv --contract people.contract.yaml
  mlwright check people-of-may.csv --contract people.contract.yaml --junit check.xml
  mlwright check people-of-may.csv --contract mlwright-runs/people-1/bundle`,
    )
    .action(async (source: string, options: CheckOptions & { json?: boolean }) => {
      const { runCheck } = await import('./commands/check.js')
      await runCheck(source, options)
    })

  const test = program
    .command('test')
    .summary('ask whether columns go together')
    .description(
      'Chooses the right statistical test, looks into what it takes for granted, and answers in words with the effect and its interval.',
    )
    .argument('<source>', 'a table, in any format that train reads')
  addFlags(test, testOptions)
    .option('--json', 'end standard output with the result as one line of JSON')
    .addHelpText(
      'after',
      `
Examples:
  mlwright test people.csv --of income --by sex
  mlwright test trips.csv --of delay --by day --out delay.html
  mlwright test people.csv --of age`,
    )
    .action(async (source: string, options: TestOptions & { json?: boolean }) => {
      const { runTest } = await import('./commands/test.js')
      await runTest(source, options)
    })

  for (const verb of [...program.commands, diff]) verb.configureHelp(width).exitOverride().helpOption('-h, --help', 'print this help')
  return program
}
