// What is predicted: one of two classes, one of several, or a number.

export type Task = 'binary' | 'multiclass' | 'regression'

/** Numbers that a model gives for a row: 1 for binary (the probability of the positive class) and regression, one per class otherwise. */
export function outputCountOf(task: Task, classCount: number): number {
  return task === 'multiclass' ? classCount : 1
}
