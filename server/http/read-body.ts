/** A body that the route's own reader judges in place of the framework: all that is wrong with it is told, by field and rule. */
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifySchema } from 'fastify'
import type { FastifyRouteSchemaDef } from 'fastify/types/schema.d.ts'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/schema'
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { shapeFaults } from '../../evisa/shape-faults.ts'
import { problemOfFields } from './fault-problems.ts'

export type ReadBody<T> = (body: unknown) => Result<T, readonly FieldFault[]>

/** The `validatorCompiler` of a route. Its handler gets what was read; the rest of the request is judged by its schemas. */
export function readBodyBy(read: ReadBody<unknown>) {
  return (route: FastifyRouteSchemaDef<FastifySchema>) => {
    if (route.httpPart !== 'body') return TypeBoxValidatorCompiler(route as never)
    return (body: unknown) => {
      const given = read(body)
      return given.ok ? { value: given.value } : { error: problemOfFields('bad-request', given.error) }
    }
  }
}

/** A reader by a schema alone. */
export function bodyOf<T extends TSchema>(schema: T): ReadBody<Static<T>> {
  const validator = Compile(schema)
  return (body) => {
    if (validator.Check(body)) return ok(body)
    return fail(
      shapeFaults(validator, body).map(({ at, kind, message }) => ({
        field: at.join('.') || 'body',
        rule: kind,
        message: kind === 'unknown-member' ? 'is not taken here' : message,
      })),
    )
  }
}
