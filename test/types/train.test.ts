// The types of the public functions: what must compile, and what must not (checked by `npm run check:types`).
import { expectTypeOf, test } from 'vitest'
import type { load, Model, Prediction, Result, train, Training } from '../../dist/index.js'

interface Person {
  age: number
  job: string | undefined
  income: '<=50K' | '>50K'
}

// Never called: only its types matter.
const examples = (trainOf: typeof train, loadOf: typeof load, people: Person[], stream: AsyncIterable<Person>) => ({
  rows: trainOf(people, { target: 'income', task: 'binary' }),
  auto: trainOf(people, { target: 'income' }),
  stream: trainOf(stream, { target: 'age', task: 'regression', timeBudget: '60s' }),
  file: trainOf('people.csv', { target: 'income', trials: 5, ignore: ['id'], kind: { zip: 'category' } }),
  loaded: loadOf<{ task: 'binary'; row: { age: number }; label: 'no' | 'yes' }>('bundle'),
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
  const predict = (model: Trained) => model.predict([{ age: 1, job: 'a' }])
  // @ts-expect-error -- a row without its age
  const wrongRow = (model: Trained) => model.predict([{ job: 'a' }])
  // @ts-expect-error -- an age that is a text
  const wrongCell = (model: Trained) => model.predict([{ age: '1', job: 'a' }])
  expectTypeOf(predict).toBeFunction()
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
