// The types of the public functions: what must compile, and what must not (checked by `npm run check:types`).
import { expectTypeOf, test } from 'vitest'
import type { evaluate, load, Model, predict, Prediction, Result, train, Training } from '../../dist/index.js'

interface Person {
  age: number
  job: string | undefined
  income: '<=50K' | '>50K'
  married: boolean | null
  children: 0 | 1 | 2
  points: 0 | 10 | 20
  grade: '1' | '2' | 'none'
}

// Never called: only its types matter.
const examples = (trainOf: typeof train, loadOf: typeof load, people: Person[], stream: AsyncIterable<Person>) => ({
  rows: trainOf(people, { target: 'income', task: 'binary' }),
  auto: trainOf(people, { target: 'income' }),
  stream: trainOf(stream, { target: 'age', task: 'regression', timeBudget: '60s' }),
  file: trainOf('people.csv', { target: 'income', trials: 5, ignore: ['id'], kind: { zip: 'category' } }),
  loaded: loadOf<{ task: 'binary'; row: { age: number }; label: 'no' | 'yes' }>('bundle'),
  untyped: loadOf('bundle'),
  metric: trainOf(people, { target: 'age', metric: 'rmse' }),
  // @ts-expect-error -- there is no such metric
  wrongMetric: trainOf('people.csv', { target: 'age', metric: 'foo' }),
  number: trainOf(people, { target: 'age' }),
  boolean: trainOf(people, { target: 'married' }),
  digits: trainOf(people, { target: 'children' }),
  whole: trainOf(people, { target: 'points' }),
  numericText: trainOf(people, { target: 'grade' }),
  // @ts-expect-error -- there is no such column
  wrongTarget: trainOf(people, { target: 'salary' }),
  // @ts-expect-error -- there is no such task
  wrongTask: trainOf(people, { target: 'income', task: 'clustering' }),
  // @ts-expect-error -- the target is needed
  noTarget: trainOf(people, {}),
  // @ts-expect-error -- no such option
  wrongOption: trainOf('people.csv', { target: 'income', timeBudgets: '5s' }),
  // @ts-expect-error -- no such kind
  wrongKind: trainOf('people.csv', { target: 'income', kind: { zip: 'postcode' } }),
})
type Examples = ReturnType<typeof examples>

test('rows of a known type give a typed task, labels and rows to predict', () => {
  expectTypeOf<Examples['rows']>().toEqualTypeOf<Training<Result<'binary', Omit<Person, 'income'>, '<=50K' | '>50K'>>>()
  type Trained = Awaited<Examples['rows']>['model']
  expectTypeOf<Trained['task']>().toEqualTypeOf<'binary'>()
  expectTypeOf<Awaited<ReturnType<Trained['predict']>>>().toEqualTypeOf<Prediction<'binary', '<=50K' | '>50K'>[]>()
  expectTypeOf<Awaited<ReturnType<Trained['predict']>>[number]['label']>().toEqualTypeOf<'<=50K' | '>50K'>()
  const { age: _, ...rest } = {} as Omit<Person, 'income'>
  const rightRow = (model: Trained) => model.predict([{ ...rest, age: 1 }])
  // @ts-expect-error -- a row without its age
  const wrongRow = (model: Trained) => model.predict([{ ...rest }])
  // @ts-expect-error -- an age that is a text
  const wrongCell = (model: Trained) => model.predict([{ ...rest, age: '1' }])
  expectTypeOf(rightRow).toBeFunction()
  expectTypeOf(wrongRow).toBeFunction()
  expectTypeOf(wrongCell).toBeFunction()
})

test('a regression predicts values', () => {
  type Trained = Awaited<Examples['stream']>['model']
  expectTypeOf<Awaited<ReturnType<Trained['predict']>>[number]>().toEqualTypeOf<{ value: number; low?: number; high?: number }>()
})

test('a file gives rows of any kind', () => {
  type Trained = Awaited<Examples['file']>['model']
  expectTypeOf<Trained['task']>().toEqualTypeOf<'binary' | 'multiclass' | 'regression'>()
})

test('a loaded model is typed by what its client knows', () => {
  expectTypeOf<Awaited<Examples['loaded']>>().toEqualTypeOf<Model<'binary', { age: number }, 'no' | 'yes'>>()
})

test('an event is told by its type', () => {
  const name = (event: Parameters<Parameters<typeof collect>[0]>[0]) => (event.type === 'trial' ? event.score : event.type)
  const collect = (_: (event: Examples['file'] extends AsyncIterable<infer E> ? E : never) => void) => undefined
  expectTypeOf(name).returns.not.toBeAny()
})

type Answer<R extends PromiseLike<{ model: { predict(rows: string): Promise<unknown[]> } }>> = Awaited<
  ReturnType<Awaited<R>['model']['predict']>
>[number]

test('without a task the type of the target tells what it can', () => {
  expectTypeOf<Answer<Examples['auto']>['label']>().toEqualTypeOf<'<=50K' | '>50K'>()
  expectTypeOf<Awaited<Examples['boolean']>['model']['task']>().toEqualTypeOf<'binary'>()
  expectTypeOf<Answer<Examples['boolean']>['label']>().toEqualTypeOf<'true' | 'false'>()
  expectTypeOf<Answer<Examples['digits']>['label']>().toEqualTypeOf<'0' | '1' | '2'>()
  // These may be classes or numbers: the data decide.
  expectTypeOf<Awaited<Examples['number']>['model']['task']>().toEqualTypeOf<'binary' | 'multiclass' | 'regression'>()
  expectTypeOf<Awaited<Examples['whole']>['model']['task']>().toEqualTypeOf<'binary' | 'multiclass' | 'regression'>()
  expectTypeOf<Awaited<Examples['numericText']>['model']['task']>().toEqualTypeOf<'binary' | 'multiclass' | 'regression'>()
})

test('an answer that may be a class or a value is told by what is in it', () => {
  const read = (answer: Answer<Examples['number']>): number => ('value' in answer ? answer.value : answer.probabilities[answer.label])
  const readLoaded = (model: Awaited<Examples['untyped']>) =>
    model.predict([{ age: 1 }]).then(([answer]) => ('label' in answer ? answer.label : answer.value))
  // @ts-expect-error -- it may be a class
  const unread = (answer: Answer<Examples['number']>) => answer.value
  expectTypeOf(read).toBeFunction()
  expectTypeOf(readLoaded).returns.resolves.toEqualTypeOf<string | number>()
  expectTypeOf(unread).toBeFunction()
})

test('rows of an interface are judged and predicted like those of a training', () => {
  const calls = (evaluateOf: typeof evaluate, predictOf: typeof predict, people: readonly Person[], stream: AsyncIterable<Person>) => [
    evaluateOf(people, { bundle: 'bundle' }),
    evaluateOf(stream, { bundle: new URL('file:///bundle') }),
    predictOf(people, { bundle: 'bundle', out: 'answers.csv' }),
    evaluateOf([{ age: 1 }], { bundle: 'bundle' }),
    // @ts-expect-error -- the arguments have changed places
    evaluateOf('bundle', people),
    // @ts-expect-error -- the bundle is needed
    predictOf(people, {}),
    // @ts-expect-error -- numbers are no rows
    evaluateOf([1, 2], { bundle: 'bundle' }),
  ]
  expectTypeOf(calls).toBeFunction()
})
