// The options of every verb, declared once for the command line and the functions.
import type { OptionDeclarations, OptionsOf } from '../../base/core/index.js'
import type { MetricId } from '../../learn/metrics/index.js'

const most = Number.MAX_SAFE_INTEGER

export const trainOptions = {
  target: { type: 'text', value: 'column', help: 'the column to predict', required: true },
  task: {
    type: 'choice',
    value: 'task',
    choices: ['auto', 'binary', 'multiclass', 'regression'],
    help: 'what kind of answer; auto judges by the target',
  },
  metric: { type: 'text', value: 'id', help: 'what to choose by, such as rocAuc, f1 or rmse (all of them: docs/reference/cli.md#metrics)' },
  positive: { type: 'text', value: 'class', help: 'the class that a binary model looks for' },
  timeBudget: { type: 'duration', value: 'time', minMs: 1000, help: 'the wall clock of the whole command, such as 60s, 5m or 1h' },
  trials: { type: 'integer', value: 'n', min: 1, max: 10_000, help: 'try exactly so many candidates' },
  sample: {
    type: 'integer',
    value: 'rows',
    min: 10,
    max: most,
    help: 'learn from so many rows at most, drawn by the seed (default: all that the time budget leaves room for)',
  },
  seed: { type: 'integer', value: 'n', min: 0, max: most, help: 'the same seed and trials give the same bundle (default 0)' },
  threads: { type: 'integer', value: 'n', min: 1, max: 256, help: 'threads to work with (default: the processors there are)' },
  holdout: {
    type: 'number',
    value: 'share',
    min: 0.01,
    max: 0.9,
    meaning: 'a share: 0.2 keeps a fifth apart',
    help: 'keep this share of the rows apart for the final number',
  },
  test: { type: 'text', value: 'source', help: 'rows of another source for the final number' },
  group: { type: 'text', value: 'column', help: 'rows with the same value stay on one side of every split' },
  time: { type: 'text', value: 'column', help: 'learn from the past, test on the future by this column' },
  weight: { type: 'text', value: 'column', help: 'how much each row counts' },
  ignore: { type: 'texts', value: 'column', help: 'leave this column out (may be given several times)' },
  keep: { type: 'texts', value: 'column', help: 'use this column though it seems to know the answer (may be given several times)' },
  kind: {
    type: 'pairs',
    value: 'column=kind',
    choices: ['number', 'category', 'boolean', 'datetime', 'text'],
    alsoCalled: {
      numeric: 'number',
      float: 'number',
      double: 'number',
      int: 'number',
      integer: 'number',
      factor: 'category',
      nominal: 'category',
      enum: 'category',
      bool: 'boolean',
      date: 'datetime',
      time: 'datetime',
      timestamp: 'datetime',
      string: 'text',
    },
    help: 'number, category, boolean, datetime or text, where the judgement is wrong (may be given several times)',
  },
  missing: { type: 'texts', value: 'text', help: 'a further text that stands for a missing value (may be given several times)' },
  privacy: {
    type: 'choice',
    value: 'mode',
    choices: ['drop', 'hash', 'mask', 'keep'],
    help: 'personal data: drop leaves it out (default), mask keeps the part that names nobody, hash makes keyed pseudonyms, keep uses it',
  },
  clean: {
    type: 'choice',
    value: 'mode',
    choices: ['suggest', 'safe', 'off'],
    help: 'mends: safe makes those that lose nothing and says so (default), suggest only tells of faults, off looks for none',
  },
  learners: { type: 'list', value: 'a,b', help: 'only these learners (the baseline is always tried)' },
  preset: { type: 'choice', value: 'preset', choices: ['fast', 'balanced', 'best'], help: 'how many candidates to try (default balanced)' },
  contract: { type: 'text', value: 'file', help: 'a contract that the source must keep before anything is learned from it' },
  out: { type: 'text', value: 'folder', help: 'the run folder (default: a new one under mlwright-runs/)' },
  resume: { type: 'text', value: 'run', help: 'go on with a run that was stopped' },
} as const satisfies OptionDeclarations

/** The ids of metrics are known as types alone, so that help loads no metric. */
export type TrainOptions = Omit<OptionsOf<typeof trainOptions>, 'metric'> & { readonly metric?: MetricId | undefined }

export const predictOptions = {
  contract: { type: 'text', value: 'file', help: 'a contract that the rows must keep before any is predicted (they may lack the target)' },
  out: { type: 'text', value: 'file', help: 'the CSV file to write (default predictions.csv; - is standard output)' },
} as const satisfies OptionDeclarations

export type PredictOptions = OptionsOf<typeof predictOptions>

export const evaluateOptions = {} as const satisfies OptionDeclarations

export const profileOptions = {
  target: { type: 'text', value: 'column', help: 'also say what each column tells about this one' },
  ignore: trainOptions.ignore,
  kind: trainOptions.kind,
  missing: trainOptions.missing,
  privacy: trainOptions.privacy,
  out: { type: 'text', value: 'file', help: 'the HTML page to write (default profile.html)' },
} as const satisfies OptionDeclarations

export type ProfileOptions = OptionsOf<typeof profileOptions>

export const checkOptions = {
  contract: {
    type: 'text',
    value: 'file',
    help: "what the source must hold: a contract file, or a bundle's folder or signature.json for its inputs",
    required: true,
  },
  junit: { type: 'text', value: 'file', help: 'a JUnit report to write, with a test case for each rule' },
} as const satisfies OptionDeclarations

export type CheckOptions = OptionsOf<typeof checkOptions>

export const contractOptions = {
  ignore: { ...trainOptions.ignore, help: 'say nothing of this column (may be given several times)' },
  kind: trainOptions.kind,
  missing: trainOptions.missing,
  out: {
    type: 'text',
    value: 'file',
    help: 'the contract file to write, never one that is there (default contract.yaml; - is standard output)',
  },
} as const satisfies OptionDeclarations

export type ContractOptions = OptionsOf<typeof contractOptions>

export const testOptions = {
  of: { type: 'text', value: 'column', help: 'the column that is asked about', required: true },
  by: { type: 'text', value: 'column', help: 'the column that it may go together with' },
  kind: trainOptions.kind,
  missing: trainOptions.missing,
  privacy: trainOptions.privacy,
  seed: { type: 'integer', value: 'n', min: 0, max: most, help: 'what random orders and drawn points come from (default 0)' },
  out: { type: 'text', value: 'file', help: 'an HTML page of the answer to write' },
} as const satisfies OptionDeclarations

export type TestOptions = OptionsOf<typeof testOptions>
