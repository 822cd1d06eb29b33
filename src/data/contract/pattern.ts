// The pattern of a contract: a regular expression that a whole cell must fit.

/** Throws a SyntaxError where it is none. */
export function patternExpression(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u')
}
