import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import t from 'tap'

const PROJECT = resolve(import.meta.dirname, '../..')
const ROOMS = ['evisa', 'keys', 'server', 'scanner-client', 'platform', 'fixtures', 'bench'] as const

interface Module {
  /** Path from the project's folder. */
  readonly path: string
  readonly source: string
  readonly imports: readonly string[]
}

/** What a module imports: packages and `node:` modules by name, the project's own files by path. */
function importsOf(path: string, source: string): string[] {
  const specifiers = [
    ...source.matchAll(/(?:^|\n)\s*(?:import|export)\b[^'"\n]*(?:\n[^'"]*?)?\bfrom\s*['"]([^'"]+)['"]/g),
  ]
    .map(([, specifier]) => specifier ?? '')
    .concat([...source.matchAll(/\bimport\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, specifier]) => specifier ?? ''))
  return specifiers.map((specifier) => {
    if (specifier.startsWith('#evisa/')) return specifier.replace('#evisa/', 'evisa/')
    return specifier.startsWith('.') ? relative(PROJECT, resolve(PROJECT, dirname(path), specifier)) : specifier
  })
}

const modules: Module[] = ROOMS.flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: PROJECT })).map((path) => {
  const source = readFileSync(join(PROJECT, path), 'utf8')
  return { path, source, imports: importsOf(path, source) }
})
const roomOf = (path: string) => ROOMS.find((room) => path.startsWith(`${room}/`))
const inRoom = (room: string) => modules.filter(({ path }) => path.startsWith(`${room}/`))
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

t.test('finds the modules and their imports', async (t) => {
  t.ok(modules.length > 60, `${modules.length} modules`)
  const decide = modules.find(({ path }) => path === 'evisa/decide.ts')
  t.ok(decide?.imports.includes('evisa/read-credential.ts'))
  const main = modules.find(({ path }) => path === 'server/main.ts')
  t.ok(main?.imports.includes('keys/signer.ts') && main.imports.includes('close-with-grace'))
})

t.test('evisa imports jose, typebox and mrz, itself, and nothing else', async (t) => {
  for (const { path, imports } of inRoom('evisa')) {
    const foreign = imports.filter(
      (specifier) => roomOf(specifier) !== 'evisa' && !['jose', 'typebox', 'mrz'].includes(packageOf(specifier)),
    )
    t.same(foreign, [], path)
  }
})

t.test('evisa names no clock, environment, network or Node', async (t) => {
  const banned = /Date\.now|new Date\(\)|\bprocess\b|\bfetch\b|\bnode:|Math\.random|\bglobalThis\b|\bsetTimeout\b/
  for (const { path, source } of inRoom('evisa')) {
    const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    t.equal(banned.exec(code)?.[0], undefined, path)
  }
})

// Rooms that a room may import from, besides itself. Fixtures serve the demonstration server; main.ts has its own rule.
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  evisa: [],
  platform: ['evisa'],
  keys: ['evisa'],
  server: ['evisa', 'platform'],
  'scanner-client': ['evisa', 'platform'],
}
const ONLY_HERE: Readonly<Record<string, readonly string[]>> = {
  'server/main.ts': ['keys'],
  'server/demo-authority.ts': ['keys', 'fixtures'],
}

t.test('rooms import only the rooms that they may', async (t) => {
  for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
    for (const { path, imports } of inRoom(room)) {
      const rooms = imports.map(roomOf).filter((other) => other !== undefined && other !== room)
      const wrong = rooms.filter((other) => ![...allowed, ...(ONLY_HERE[path] ?? [])].includes(other ?? ''))
      t.same(wrong, [], path)
    }
  }
})

t.test("the scanner's offline code runs in a browser too: no Node and no storage of its own", async (t) => {
  for (const { path, imports } of inRoom('scanner-client/offline')) {
    const foreign = imports.filter(
      (specifier) => specifier.startsWith('node:') || specifier.startsWith('scanner-client/station'),
    )
    t.same(foreign, [], path)
  }
})

t.test('only keys touches private keys', async (t) => {
  const touches = /createPrivateKey|generateKeyPair|createSign\b|\bsign\s*\(\s*['"]sha/
  for (const { path, source } of [...inRoom('evisa'), ...inRoom('server'), ...inRoom('scanner-client')]) {
    t.notMatch(source, touches, path)
  }
})

t.test('every module has a test of its own name', async (t) => {
  for (const room of ['evisa', 'keys', 'server', 'scanner-client', 'platform']) {
    for (const { path } of inRoom(room)) {
      const test = join('test', path.replace(/\.ts$/, '.test.ts'))
      t.ok(existsSync(join(PROJECT, test)), `${path} is tested by ${test}`)
    }
  }
})

t.test('no default exports, enums, namespaces, barrels or rooms for everything', async (t) => {
  for (const { path, source } of modules) {
    t.notMatch(source, /^export default|^(export )?(const )?enum |^(export )?namespace /m, path)
    t.notMatch(source, /^export \* from/m, path)
    t.notMatch(path, /(^|\/)(index|utils?|helpers?|common)(\.ts|\/)/, path)
  }
})

t.test('no test is skipped or left to do', async (t) => {
  for (const path of globSync('test/**/*.test.ts', { cwd: PROJECT })) {
    const source = readFileSync(join(PROJECT, path), 'utf8')
    t.notMatch(source, /\.(skip|todo)\(|\b(skip|todo): *true/, path)
  }
})
