/** A story of the demonstration: steps, each told when it begins, and what it came to beside what was expected. */

/** Does one step. `got` puts what was done into the words that are compared with `expected`. */
export type TakeStep = <T>(
  what: string,
  expected: string,
  act: () => T | Promise<T>,
  got: (done: T) => string,
) => Promise<T>

/** Its folder is its own: stories run beside one another. */
export type Story = (step: TakeStep, folder: string) => Promise<void>
