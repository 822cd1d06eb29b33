// Damaged models are refused with a code and the place; none is read in silence, none breaks in another way.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom, isMlwrightError } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import { denseView } from './examples.test.support.js'
import type { GbdtFit } from './fitted.js'
import { fromLightGbmText } from './from-lightgbm.js'
import { fromXgboostJson } from './from-xgboost.js'
import { scoreRows } from './score.js'

const golden = JSON.parse(readFileSync(new URL('../../../../../test/golden/gbdt-formats.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly { readonly name: string; readonly format: string; readonly text: string }[]
}
const textOf = (format: string, name: string): string => golden.cases.find((one) => one.format === format && one.name === name)!.text
const linear = textOf('lightgbm', 'linear leaves')
const multiclass = textOf('lightgbm', 'multiclass')
const boosted = textOf('xgboost', 'multi:softprob')
const dart = textOf('xgboost', 'dart')

/** The code of what is thrown; fails for anything but MODEL_INVALID and MODEL_UNSUPPORTED. */
function refusalOf(read: (text: string) => GbdtFit, text: string): string | undefined {
  try {
    const { forest, featureCount } = read(text)
    // What is read must predict: nothing in it may lead outside.
    const rows = denseView(...Array.from({ length: featureCount }, () => [0, NaN, 3, -1e9]))
    scoreRows(forest, rows)
    return undefined
  } catch (error) {
    if (!isMlwrightError(error) || !error.code.startsWith('MODEL_')) throw error
    expect(error.hint).not.toBe('')
    return error.message
  }
}

describe('LightGBM’s text', () => {
  it.each([
    ['linear leaves', linear],
    ['multiclass', multiclass],
  ])('%s: cut off anywhere before the end of the trees, it is refused', (_, text) => {
    const end = text.indexOf('end of trees')
    for (let length = 0; length < end + 11; length += 7) expect(refusalOf(fromLightGbmText, text.slice(0, length))).toContain('line')
    expect(refusalOf(fromLightGbmText, text.slice(0, end + 12))).toBeUndefined()
  })

  it('a line that is gone is noticed', () => {
    const lines = linear.slice(0, linear.indexOf('end of trees')).split('\n')
    const needless = /^(average_output|$)/
    for (let at = 0; at < lines.length; at++) {
      if (needless.test(lines[at]) || lines[at].startsWith('tree_sizes') || lines[at].startsWith('objective')) continue
      const text = [...lines.slice(0, at), ...lines.slice(at + 1), 'end of trees', ''].join('\n')
      expect([lines[at], refusalOf(fromLightGbmText, text)]).toEqual([lines[at], expect.any(String)])
    }
  })

  it.each([
    ['another version', 'version=v4', 'version=v9', 'Line 2 of the model text says version=v9; mlwright reads v3 and v4'],
    [
      'an objective of its own',
      'objective=multiclass num_class:3',
      'objective=mine',
      'objective=mine; mlwright reads the objectives regression, ',
    ],
    ['another number of classes', 'num_class:3', 'num_class:4', 'expected num_class:3'],
    ['text for a number', /leaf_value=\S+/, 'leaf_value=0x10', 'line'],
    ['a feature that is not there', /split_feature=\d/, 'split_feature=9', 'expected whole numbers from 0 to 3'],
    ['a child that is not there', /left_child=-?\d+/, 'left_child=77', 'expected whole numbers from -6 to 4'],
    ['a number too few', /leaf_value=\S+ /, 'leaf_value=', "expected 6 of 'leaf_value'"],
    ['a tree twice', 'Tree=1', 'Tree=0', "'Tree=1'"],
    ['a line twice', /num_cat=\d+/, 'num_leaves=6', "'num_leaves' only once"],
    ['fewer trees than rounds need', 'num_tree_per_iteration=3', 'num_tree_per_iteration=4', 'num_class:4'],
    ['no model', 'tree\n', 'wood\n', "line 1: 'wood'"],
  ])('%s', (_, from, to, message) => {
    const sizeless = multiclass.replace(/^tree_sizes.*$/m, '')
    const text = sizeless.replace(from, to)
    expect(text).not.toBe(sizeless)
    expect(refusalOf(fromLightGbmText, text)).toContain(message)
  })

  it.each([
    'constructor',
    'toString',
    '__proto__',
    'hasOwnProperty sigmoid:1',
    'binary name:1',
    'binary sigmoid:Infinity',
    'binary sigmoid:1e999',
  ])('no objective: %s', (name) => {
    const text = multiclass.replace(/^tree_sizes.*$/m, '').replace(/^objective=.*$/m, `objective=${name}`)
    expect(refusalOf(fromLightGbmText, text)).toContain(`says objective=${name}; mlwright reads the objectives regression, `)
  })

  it('a cycle, and a node that two parents point to', () => {
    const text = multiclass.replace(/^tree_sizes.*$/m, '')
    expect(refusalOf(fromLightGbmText, text.replace(/left_child=-?\d+/, 'left_child=0'))).toContain('is reached twice')
  })

  it('a feature twice in a linear leaf', () => {
    const text = linear.replace(/^tree_sizes.*$/m, '')
    const twice = text.replace(/^(leaf_features=\s*)(\d+) +\d+/m, '$1$2 $2')
    expect(twice).not.toBe(text)
    expect(refusalOf(fromLightGbmText, twice)).toMatch(/linear\.features has feature \d+ twice for leaf \d+/)
  })

  it('a number that lost a digit shows in the size of its tree', () => {
    expect(refusalOf(fromLightGbmText, multiclass.replace(/(leaf_weight=\d+\.\d+)\d/, '$1'))).toMatch(
      /line \d+: 'tree 0 of \d+ bytes', expected \d+ bytes/,
    )
  })

  it('takes line ends of Windows', () => {
    expect(fromLightGbmText(multiclass.replaceAll('\n', '\r\n'))).toEqual(fromLightGbmText(multiclass))
  })

  it('never breaks otherwise: 3,000 texts with characters changed, taken out and put in', () => {
    const random = createRandom(1)
    const letters = '0123456789-+.e =\n:x'
    let refused = 0
    for (let run = 0; run < 3000; run++) {
      const original = run % 2 === 0 ? linear : multiclass.replace(/^tree_sizes.*$/m, '')
      let text = original
      for (let change = 0; change <= random.integer(3); change++) {
        const at = random.integer(text.length)
        const letter = letters[random.integer(letters.length)]
        text = text.slice(0, at) + ['', letter, letter + text[at]][random.integer(3)] + text.slice(at + 1)
      }
      if (refusalOf(fromLightGbmText, text) !== undefined) refused++
    }
    expect(refused).toBeGreaterThan(1000)
  })
})

describe('XGBoost’s JSON', () => {
  it('cut off anywhere, it is refused', () => {
    for (let length = 0; length < boosted.length; length += 41)
      expect(refusalOf(fromXgboostJson, boosted.slice(0, length))).toContain('no JSON')
  })

  it.each([
    ['another objective', '"multi:softprob"', '"multi:mine"', "the objective 'multi:mine'; mlwright reads reg:squarederror, "],
    ['another version', '"version":[3,', '"version":[9,', 'version 9; mlwright reads versions 1 to 3'],
    ['a linear booster', '"name":"gbtree"', '"name":"gblinear"', "the booster 'gblinear'; mlwright reads gbtree and dart"],
    ['several outputs in a leaf', '"size_leaf_vector":"1"', '"size_leaf_vector":"3"', 'leaves with several outputs'],
    ['no number as base score', /"base_score":"[^"]+"/, '"base_score":"[,]"', 'expected one number or 3'],
    ['too few trees', '"num_trees":"9"', '"num_trees":"10"', 'expected 10, as num_trees says'],
    ['a tree for a class that is not there', '"tree_info":[0', '"tree_info":[3', 'tree_info: 3 in place 0'],
    ['a cycle', '"left_children":[1', '"left_children":[0', 'node 0 twice'],
    ['a child that is not there', '"left_children":[1', '"left_children":[99', 'left_children: 99 in place 0'],
    ['text for a number', '"split_conditions":[', '"split_conditions":["1",', 'split_conditions'],
    ['nothing like it', boosted, '{"version": [3], "learner": []}', 'the model ▸ learner: [], expected an object'],
  ])('%s', (_, from, to, message) => {
    const text = boosted.replace(from, to)
    expect(text).not.toBe(boosted)
    expect(refusalOf(fromXgboostJson, text)).toContain(message)
  })

  it.each(['constructor', 'toString', '__proto__'])('no objective: %s', (name) => {
    const text = boosted.replaceAll('"multi:softprob"', `"${name}"`)
    expect(refusalOf(fromXgboostJson, text)).toContain(`the objective '${name}'; mlwright reads reg:squarederror, `)
  })

  it('whatever is taken out or replaced by another kind: refused, or of no importance', () => {
    // What does not decide how rows are scored, or has a default.
    const unimportant =
      /▸ (version|attributes|boost_from_average|parents|id|num_deleted|iteration_indptr|cats|base_weights|num_parallel_tree|feature_types|feature_names|num_target|quantile_alpha|objective ▸ (?!name)|softmax_multiclass_param|reg_loss_param|scale_pos_weight|tree_param ▸ num_feature|size_leaf_vector)|gbtree ▸ name|num_class$/
    let checked = 0
    for (const [name, text] of [
      ['softprob', boosted],
      ['dart', dart],
    ] as const) {
      const model = JSON.parse(text) as Json
      const hasSets = (path: string): boolean => !/▸ (split_type|categories\w*)$/.test(path) || path.includes('trees[0]')
      const visit = (value: Json, path: string, replace: (value: Json | undefined) => void): void => {
        for (const other of [undefined, null, 'x', -7, [], {}] as const) {
          if (JSON.stringify(other) === JSON.stringify(value) || typeof other === typeof value) continue
          replace(other)
          const refusal = refusalOf(fromXgboostJson, JSON.stringify(model))
          if (!unimportant.test(path) && hasSets(path))
            expect([name, path, other, refusal]).toEqual([name, path, other, expect.any(String)])
          checked++
        }
        replace(value)
        if (typeof value !== 'object' || value === null) return
        for (const [key, inner] of Object.entries(value).slice(0, 20)) {
          const place = Array.isArray(value) ? `${path}[${key}]` : `${path} ▸ ${key}`
          if (Array.isArray(value) && Number(key) > 1) continue
          visit(inner, place, (next) => {
            const holder = value as Record<string, Json>
            if (next === undefined && !Array.isArray(value)) delete holder[key]
            else holder[key] = next ?? null
          })
        }
      }
      visit((model as Record<string, Json>)['learner'], '▸ learner', (next) => {
        ;(model as Record<string, Json>)['learner'] = next ?? null
      })
    }
    expect(checked).toBeGreaterThan(500)
  })
})
