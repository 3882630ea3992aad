/** TypeScript types of the API, made from the description that a server gives of itself (`/docs/json`). */
import { registerHooks } from 'node:module'

/** As much of an OpenAPI document as is renamed here. */
export interface ApiDocument {
  readonly components?: { readonly schemas?: Readonly<Record<string, { readonly title?: string }>> }
}

const COMPILER = 'compiler:typescript'
const HEADER = [
  '// Made by npm run client from the description of the server. Do not edit.',
  '// biome-ignore-all lint: made',
  '// biome-ignore-all format: made',
  '',
].join('\n')
// Names of schemas, by their titles.
const NAMES: Readonly<Record<string, string>> = {
  'Claims of an e-visa of the Republic of Kazakhstan': 'VisaClaims',
  'A flight that was checked': 'FlightHead',
}

/** The text of a declaration file: `paths` for openapi-fetch, and `components`. */
export async function clientTypes(document: ApiDocument): Promise<string> {
  const { default: openapiTS, astToString } = await loadGenerator()
  const tree = await openapiTS(JSON.stringify(named(document)), { alphabetize: true })
  return HEADER + astToString(tree)
}

// The generator prints with the interface of TypeScript's compiler, which TypeScript 7 does not have: it gets the one
// that ts-morph brings.
async function loadGenerator() {
  const source =
    `import { createRequire } from 'node:module'\n` +
    `export default createRequire(${JSON.stringify(import.meta.url)})('@ts-morph/common').ts`
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'typescript' ? { url: COMPILER, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === COMPILER ? { format: 'module', source, shortCircuit: true } : next(url, context),
  })
  try {
    return await import('openapi-typescript')
  } finally {
    hooks.deregister()
  }
}

// The server numbers the schemas that are used more than once; numbers change whenever a route is added.
function named(document: ApiDocument): unknown {
  let text = JSON.stringify(document)
  for (const [number, { title }] of Object.entries(document.components?.schemas ?? {})) {
    const name =
      NAMES[title ?? ''] ??
      (title ?? number).replaceAll(/\W(\w)/g, (_, letter) => letter.toUpperCase()).replaceAll(/\W/g, '')
    text = text.replaceAll(`"#/components/schemas/${number}"`, `"#/components/schemas/${name}"`)
    text = text.replace(`"${number}":{`, `"${name}":{`)
  }
  return JSON.parse(text)
}
