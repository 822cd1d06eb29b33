// First and second derivatives of the common losses, two rows at once. Twin: gradients.ts.
import { exponentials } from './exponential.as'
import { loadPair, loadWeights, storePair } from './pairs.as'

export function squaredGradients(
  scores: usize,
  targets: usize,
  weights: usize,
  gradients: usize,
  hessians: usize,
  begin: i32,
  end: i32,
): void {
  for (let row = begin; row < end; row += 2) {
    const single = row + 1 == end
    const doubles = (<usize>row) << 3
    const singles = (<usize>row) << 2
    const weight = loadWeights(weights, row, single)
    const difference = f64x2.sub(loadPair(scores + doubles, single), loadPair(targets + doubles, single))
    storePair(gradients + singles, f64x2.mul(difference, weight), single)
    storePair(hessians + singles, weight, single)
  }
}

export function logisticGradients(
  scores: usize,
  targets: usize,
  weights: usize,
  gradients: usize,
  hessians: usize,
  begin: i32,
  end: i32,
  slope: f64,
  positiveWeight: f64,
  negativeWeight: f64,
): void {
  const one = f64x2.splat(1.0)
  const slopes = f64x2.splat(slope)
  const squares = f64x2.splat(slope * slope)
  for (let row = begin; row < end; row += 2) {
    const single = row + 1 == end
    const doubles = (<usize>row) << 3
    const singles = (<usize>row) << 2
    const target = loadPair(targets + doubles, single)
    const isPositive = f64x2.gt(target, f64x2.splat(0.0))
    const side = v128.bitselect(f64x2.splat(positiveWeight), f64x2.splat(negativeWeight), isPositive)
    const weight = f64x2.mul(side, loadWeights(weights, row, single))
    const e = exponentials(f64x2.neg(f64x2.mul(slopes, loadPair(scores + doubles, single))))
    const z = f64x2.div(one, f64x2.add(one, e))
    const difference = f64x2.mul(f64x2.sub(f64x2.sub(one, target), f64x2.mul(target, e)), z)
    storePair(gradients + singles, f64x2.mul(f64x2.mul(slopes, difference), weight), single)
    storePair(hessians + singles, f64x2.mul(f64x2.mul(squares, f64x2.mul(f64x2.mul(e, z), z)), weight), single)
  }
}

export function tweedieGradients(
  scores: usize,
  targets: usize,
  weights: usize,
  gradients: usize,
  hessians: usize,
  begin: i32,
  end: i32,
  power: f64,
  hessianFactor: f64,
): void {
  const first = f64x2.splat(1.0 - power)
  const second = f64x2.splat(2.0 - power)
  const factor = f64x2.splat(hessianFactor)
  const one = f64x2.splat(1.0)
  for (let row = begin; row < end; row += 2) {
    const single = row + 1 == end
    const doubles = (<usize>row) << 3
    const singles = (<usize>row) << 2
    const weight = loadWeights(weights, row, single)
    const score = loadPair(scores + doubles, single)
    const scaled = f64x2.mul(loadPair(targets + doubles, single), power == 1.0 ? one : exponentials(f64x2.mul(first, score)))
    const mean = power == 2.0 ? one : exponentials(f64x2.mul(second, score))
    storePair(gradients + singles, f64x2.mul(f64x2.sub(mean, scaled), weight), single)
    const curvature = f64x2.sub(f64x2.mul(second, mean), f64x2.mul(first, scaled))
    storePair(hessians + singles, f64x2.mul(f64x2.mul(factor, curvature), weight), single)
  }
}

export function softmaxGradients(
  scores: usize,
  targets: usize,
  weights: usize,
  gradients: usize,
  hessians: usize,
  begin: i32,
  end: i32,
  rowCount: i32,
  classCount: i32,
): void {
  const one = f64x2.splat(1.0)
  const factor = f64x2.splat(<f64>classCount / (<f64>classCount - 1.0))
  const doubles = (<usize>rowCount) << 3
  const singles = (<usize>rowCount) << 2
  for (let row = begin; row < end; row += 2) {
    const single = row + 1 == end
    const firstScore = scores + ((<usize>row) << 3)
    let score = firstScore
    let most = loadPair(score, single)
    for (let k = 1; k < classCount; k++) {
      score += doubles
      most = f64x2.pmax(most, loadPair(score, single))
    }
    score = firstScore
    let gradient = gradients + ((<usize>row) << 2)
    let hessian = hessians + ((<usize>row) << 2)
    let sum = f64x2.splat(0.0)
    for (let k = 0; k < classCount; k++) {
      const e = exponentials(f64x2.sub(loadPair(score, single), most))
      sum = f64x2.add(sum, e)
      // Two exponentials wait where the two gradients and the two hessians will stand. Where there is one row, it is computed twice.
      if (!single) {
        v128.store64_lane(gradient, e, 0)
        v128.store64_lane(hessian, e, 1)
      }
      score += doubles
      gradient += singles
      hessian += singles
    }
    const share = f64x2.div(one, sum)
    const weight = loadWeights(weights, row, single)
    const label = loadPair(targets + ((<usize>row) << 3), single)
    score = firstScore
    gradient = gradients + ((<usize>row) << 2)
    hessian = hessians + ((<usize>row) << 2)
    for (let k = 0; k < classCount; k++) {
      const e = single ? exponentials(f64x2.sub(loadPair(score, single), most)) : v128.load64_lane(hessian, v128.load64_zero(gradient), 1)
      const p = f64x2.mul(e, share)
      const own = v128.and(f64x2.eq(label, f64x2.splat(<f64>k)), one)
      const curvature = f64x2.mul(f64x2.mul(factor, p), f64x2.sub(one, p))
      storePair(gradient, f64x2.mul(f64x2.sub(p, own), weight), single)
      storePair(hessian, f64x2.mul(curvature, weight), single)
      score += doubles
      gradient += singles
      hessian += singles
    }
  }
}
