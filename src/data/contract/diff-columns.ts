// What changed in the rules of one column.
import { asked, changeOf } from './change.js'
import type { ContractChange } from './change.js'
import type { ColumnContract, Level, Range, ShareUpTo } from './contract.js'
import { valueText } from './wording.js'

type Report = <Value extends Parameters<typeof changeOf>[2]>(
  rule: string,
  was: Value,
  now: Value,
  isBreaking: (was: Value, now: Value) => boolean,
) => ContractChange[]

/** Both are about the same column. */
export function diffColumn(before: ColumnContract, after: ColumnContract): ContractChange[] {
  const about = { column: before.name, columns: [before.name] }
  const report: Report = (rule, was, now, isBreaking) => changeOf(about, rule, was, now, isBreaking)
  const always = (): boolean => true
  const isLess = (was: number, now: number): boolean => now < was
  const isOn = (_: boolean, now: boolean): boolean => now
  if (before.kind !== after.kind) return report('kind', before.kind as string, after.kind as string, always)
  return [
    ...report('required', before.required, after.required, isOn),
    ...report('dateFormat', before.dateFormat, after.dateFormat, always),
    ...report('decimal', before.decimal as string | undefined, after.decimal, always),
    ...report('unit', before.unit, after.unit, always),
    ...report('fold', before.fold as string | undefined, after.fold, always),
    ...listed(report, 'missingTexts', before.missing, after.missing),
    ...report('missing', before.mayBeMissing, after.mayBeMissing, isLess),
    ...report('invalid', before.invalid, after.invalid, isLess),
    ...report('whole', before.whole, after.whole, isOn),
    ...rangeChanges(report, 'range', before.range, after.range, (value) =>
      before.kind === 'datetime' ? valueText(value, 'datetime') : value,
    ),
    ...pointChanges(report, 'shares', before.shares, after),
    ...(before.kind === 'boolean'
      ? report('levels', namesOf(before.levels) ?? [], namesOf(after.levels) ?? [], always)
      : listed(report, 'levels', namesOf(before.levels), namesOf(after.levels))),
    ...levelShareChanges(report, before.levels, after),
    ...rangeChanges(report, 'length', before.length, after.length, (value) => value),
    ...pointChanges(report, 'lengthShares', before.lengthShares, after),
    ...listed(report, 'shapes', before.shapes, after.shapes),
    ...report('pattern', before.pattern, after.pattern, (_, now) => now !== undefined),
    ...report('unseen', before.unseen, after.unseen, isLess),
    ...report('shift', before.shift, after.shift, isLess),
    ...report('unique', before.unique, after.unique, isOn),
    ...report('exact', [...before.exact].sort() as string[], [...after.exact].sort() as string[], (was, now) =>
      now.some((rule) => !was.includes(rule)),
    ),
  ]
}

/** A list of all that there may be: what is taken away breaks, and so does a list where there was none. */
function listed(
  report: Report,
  rule: string,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): ContractChange[] {
  if (before === undefined || after === undefined) return report(rule, before, after, asked)
  const removed = before.filter((one) => !after.includes(one))
  const added = after.filter((one) => !before.includes(one))
  return [
    ...(removed.length === 0 ? [] : report(rule, removed as readonly string[] | undefined, undefined, () => true)),
    ...(added.length === 0 ? [] : report(rule, undefined, added as readonly string[] | undefined, () => false)),
  ]
}

function namesOf(levels: readonly Level[] | undefined): string[] | undefined {
  return levels?.map(({ level }) => level)
}

function rangeChanges(
  report: Report,
  rule: string,
  before: Range | undefined,
  after: Range | undefined,
  shown: (value: number) => number | string,
): ContractChange[] {
  const bound = (value: number | undefined): number | string | undefined => (value === undefined ? undefined : shown(value))
  const [wasMin, nowMin, wasMax, nowMax] = [before?.min, after?.min, before?.max, after?.max]
  const isAbove = nowMin !== undefined && (wasMin === undefined || nowMin > wasMin)
  const isBelow = nowMax !== undefined && (wasMax === undefined || nowMax < wasMax)
  return [
    ...report(`${rule}.min`, bound(wasMin), bound(nowMin), () => isAbove),
    ...report(`${rule}.max`, bound(wasMax), bound(nowMax), () => isBelow),
    ...(before === undefined || after === undefined ? [] : report(`${rule}.beyond`, before.beyond, after.beyond, (was, now) => now < was)),
  ]
}

/** Another distribution breaks where rows as the old one says would be found moved by the new. */
function pointChanges(
  report: Report,
  rule: 'shares' | 'lengthShares',
  before: readonly ShareUpTo[] | undefined,
  after: ColumnContract,
): ContractChange[] {
  const now = after[rule]
  const plain = (points: readonly ShareUpTo[] | undefined): number[][] | undefined => points?.map(({ value, share }) => [value, share])
  const isBreaking = (): boolean => now !== undefined && (before === undefined || now.some((point) => isMoved(point, before, after.shift)))
  return report(rule, plain(before), plain(now), isBreaking)
}

/** The old points bound the share up to the value from both sides. */
function isMoved({ value, share }: ShareUpTo, before: readonly ShareUpTo[], shift: number): boolean {
  const least = before.findLast((point) => point.value <= value)?.share ?? 0
  const most = before.find((point) => point.value >= value)?.share ?? 1
  return share < least - shift || share > most + shift
}

function levelShareChanges(report: Report, before: readonly Level[] | undefined, after: ColumnContract): ContractChange[] {
  const old = new Map((before ?? []).map(({ level, share }) => [level, share]))
  const common = (after.levels ?? []).filter(({ level }) => old.has(level))
  return common.flatMap(({ level, share }) =>
    report(
      `levels.${level}.share`,
      old.get(level),
      share,
      (was, now) => now !== undefined && (was === undefined || Math.abs(now - was) > after.shift),
    ),
  )
}
