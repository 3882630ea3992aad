/** Every place where a document has not the form that it should have, for those who are to be told of all of them at once. */

import type { Validator } from 'typebox/schema'
import { Settings } from 'typebox/system'

export interface ShapeFault {
  /** The way there: names of members and positions in lists. */
  readonly at: readonly string[]
  readonly kind: 'required' | 'unknown-member' | 'shape'
  /** In the words of JSON Schema: for a place that nobody described better. */
  readonly message: string
}

// The library stops at eight. The variants of a value count too.
const MAX_ERRORS = 500
const NAME_CHARACTERS = 60

/** Gives one fault for each place, in the order in which they were found. */
export function shapeFaults(validator: Validator, value: unknown): readonly ShapeFault[] {
  const faults = new Map<string, ShapeFault>()
  const add = (at: readonly string[], kind: ShapeFault['kind'], message: string) => {
    const place = JSON.stringify(at)
    if (!faults.has(place)) faults.set(place, { at, kind, message })
  }
  for (const { keyword, instancePath, params, message } of errorsOf(validator, value)) {
    const at = instancePath.split('/').slice(1)
    const { requiredProperties = [], additionalProperties = [] } = params as Partial<Record<string, string[]>>
    if (keyword === 'required') for (const name of requiredProperties) add([...at, name], 'required', 'is missing')
    else if (keyword === 'additionalProperties')
      for (const name of additionalProperties) add([...at, name.slice(0, NAME_CHARACTERS)], 'unknown-member', message)
    else if (keyword !== 'boolean') add(at, 'shape', message)
  }
  // There may be so many that the library stopped before it named the place.
  if (faults.size === 0 && !validator.Check(value)) add([], 'shape', 'has too many faults to tell one')
  return [...faults.values()]
}

function errorsOf(validator: Validator, value: unknown) {
  const { maxErrors } = Settings.Get()
  Settings.Set({ maxErrors: MAX_ERRORS })
  try {
    return validator.Errors(value)[1]
  } finally {
    Settings.Set({ maxErrors })
  }
}
