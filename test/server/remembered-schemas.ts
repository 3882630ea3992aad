/** What writes an answer, made once a process for each schema: to make it is most of what it takes to build the server. */
import { createRequire } from 'node:module'
import type { AppOptions } from '../../server/app.ts'

type Factory = NonNullable<
  NonNullable<NonNullable<AppOptions['schemaController']>['compilersFactory']>['buildSerializer']
>

// The one that Fastify itself takes.
const ofFastify = createRequire(createRequire(import.meta.url).resolve('fastify'))
const { SerializerSelector } = ofFastify('@fastify/fast-json-stringify-compiler')
const compilerOf: Factory = SerializerSelector()
const remembered = new Map<string, ReturnType<ReturnType<Factory>>>()

const buildSerializer: Factory = (externalSchemas, options) => {
  const compile = compilerOf(externalSchemas, options)
  const others = JSON.stringify(externalSchemas)
  return (route) => {
    const key = others + JSON.stringify(route.schema)
    const known = remembered.get(key) ?? compile(route)
    remembered.set(key, known)
    return known
  }
}

export const REMEMBERED_SCHEMAS = { compilersFactory: { buildSerializer } } as const
