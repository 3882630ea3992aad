import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import t from 'tap'

const PROJECT = resolve(import.meta.dirname, '../..')
// All that both kinds of store are run through.
const CONTRACTS = readFileSync(join(PROJECT, 'test/server/store/contracts.ts'), 'utf8')
const ROOMS = [
  'evisa',
  'keys',
  'platform',
  'paper',
  'server',
  'desk',
  'acquirer',
  'pages',
  'portal',
  'mailbox',
  'demonstration',
  'start',
  'scanner-client',
  'fixtures',
  'bench',
] as const

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

const modules: Module[] = ROOMS.flatMap((room) =>
  globSync(`${room}/**/*.{ts,tsx}`, { cwd: PROJECT, exclude: (name) => name === 'dist' }),
).map((path) => {
  const source = readFileSync(join(PROJECT, path), 'utf8')
  return { path, source, imports: importsOf(path, source) }
})
const byPath = new Map(modules.map((module) => [module.path, module]))
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

t.test('evisa imports jose, typebox and the names of states, itself, and nothing else', async (t) => {
  const packages = ['jose', 'typebox', 'i18n-iso-countries']
  for (const { path, imports } of inRoom('evisa')) {
    const foreign = imports.filter(
      (specifier) => roomOf(specifier) !== 'evisa' && !packages.includes(packageOf(specifier)),
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

// Rooms that a room may import from, besides itself. Faces reach the server over its API and by nothing else.
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  evisa: [],
  platform: ['evisa'],
  // What it shares with the rest is small and touches no key; a copy of its own would be one more thing to read.
  keys: ['evisa', 'platform'],
  // What is drawn on pages, by the server and at a booth alike.
  paper: ['evisa'],
  server: ['evisa', 'platform', 'paper'],
  // The terminal is no face; the console is one of the kit's.
  desk: ['evisa', 'platform', 'pages'],
  // It is no part of the authority: it could be any bank.
  acquirer: ['platform'],
  // Nor is this: it could be any mail server.
  mailbox: ['platform'],
  // People of the desk who are made up: they reach the server as the desk does.
  demonstration: ['evisa', 'platform', 'desk', 'fixtures'],
  // It runs the programs by their settings, and is in none of them.
  start: ['evisa', 'platform'],
  'scanner-client': ['evisa', 'platform', 'paper'],
  // The kit of the faces that are server-rendered, and the first of them.
  pages: ['evisa', 'platform'],
  portal: ['evisa', 'platform', 'pages'],
}
// The start hands signers in; the demonstration makes keys and people of its own.
const ONLY_HERE: Readonly<Record<string, readonly string[]>> = {
  'server/main.ts': ['keys'],
  'server/operation/demo-authority.ts': ['keys', 'fixtures'],
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

/** The circles in which arrows lead back to where they came from; each is told once, by the way round. */
function circlesIn(arrows: ReadonlyMap<string, Iterable<string>>): string[] {
  const whole = new Set<string>()
  const way: string[] = []
  const circles: string[] = []
  const visit = (place: string) => {
    if (whole.has(place)) return
    const from = way.indexOf(place)
    if (from >= 0) {
      circles.push([...way.slice(from), place].join(' -> '))
      return
    }
    way.push(place)
    for (const next of arrows.get(place) ?? []) visit(next)
    way.pop()
    whole.add(place)
  }
  for (const place of arrows.keys()) visit(place)
  return circles
}

t.test('finds a circle, however long', async (t) => {
  const arrows = (text: string) => new Map(text.split(' ').map(([from = '', ...to]) => [from, to]))
  t.same(circlesIn(arrows('ab bc cd d')), [])
  t.same(circlesIn(arrows('ab bc ca')), ['a -> b -> c -> a'])
  t.same(circlesIn(arrows('xa ab bcd cd da')), ['a -> b -> c -> d -> a'])
})

t.test('no module imports itself, by whatever way round', async (t) => {
  t.same(
    circlesIn(new Map(modules.map(({ path, imports }) => [path, imports.filter((other) => byPath.has(other))]))),
    [],
  )
})

t.test('no room of the server needs itself, by whatever way round', async (t) => {
  const roomIn = (path: string) => path.split('/').slice(0, 2).join('/')
  const arrows = new Map<string, Set<string>>()
  for (const { path, imports } of inRoom('server')) {
    const others = imports.filter((other) => byPath.has(other) && other.startsWith('server/')).map(roomIn)
    const found = arrows.get(roomIn(path)) ?? new Set()
    for (const other of others) if (other !== roomIn(path)) found.add(other)
    arrows.set(roomIn(path), found)
  }
  t.ok(arrows.size > 15, `${arrows.size} rooms`)
  t.same(circlesIn(arrows), [])
})

// The floors of the server, from the top: who is on one imports from there and below.
const FLOORS: readonly (readonly [string, RegExp])[] = [
  ['start', /^main\.ts$/],
  ['app', /^app\.ts$/],
  ['routes', /^(routes|api-description)\//],
  ['edge', /^((http|access)\/|services\.ts$)/],
  ['acts', /^(?!store\/|lifecycles\/|signing-keys\.ts$)/],
  ['ports', /^(store\/|signing-keys\.ts$)/],
  // What can become of what: tables that acts and stores both go by.
  ['lifecycles', /^lifecycles\//],
]
const floorOf = (path: string) => FLOORS.findIndex(([, takes]) => takes.test(path.replace('server/', '')))

t.test('in the server arrows point downwards: routes call acts, acts call ports', async (t) => {
  t.equal(FLOORS[floorOf('server/issuing/issue-visa.ts')]?.[0], 'acts')
  t.equal(FLOORS[floorOf('server/http/problem.ts')]?.[0], 'edge')
  for (const { path, imports } of inRoom('server')) {
    const up = imports.filter((other) => other.startsWith('server/') && floorOf(other) < floorOf(path))
    t.same(up, [], path)
  }
})

t.test('SQL is reached through the ports: only what opens, moves and backs up a store names a dialect', async (t) => {
  const dialect = /^server\/store\/(sqlite|postgres|move|backup)\//
  const mayName =
    /^server\/(store\/((open|find)-store\.ts$|(sqlite|postgres|move|backup)\/)|operation\/(move|backup|restore)-command\.ts$)/
  for (const { path, imports } of inRoom('server')) {
    if (!mayName.test(path))
      t.same(
        imports.filter((other) => dialect.test(other)),
        [],
        path,
      )
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

t.test('every module that does something has a test of its own name', async (t) => {
  for (const room of Object.keys(MAY_IMPORT)) {
    for (const { path, source } of inRoom(room)) {
      // Types are checked by the compiler, what is drawn by the pages that draw it.
      if (path.endsWith('.tsx') || !/^export (async )?(function|const|class)/m.test(source)) continue
      const test = join('test', path.replace(/\.ts$/, '.test.ts'))
      t.ok(existsSync(join(PROJECT, test)) || isUnderContract(path), `${path} is tested by ${test}`)
    }
  }
})

/**
 * A port, and what a dialect does for it, is tested by the port's contract: `postgres-carriers.ts` by `carrier-contract.ts`,
 * and what is written once for both, `accounts-in-steps.ts`, by `account-contract.ts`.
 */
function isUnderContract(path: string): boolean {
  const [, dialect, port] =
    /^server\/store\/(?:(?:postgres|sqlite)\/(?:postgres|sqlite)-(.+)|(.+)-(?:store|in-steps))\.ts$/.exec(path) ?? []
  const name = (port ?? dialect)?.replace(/ies$/, 'y').replace(/s$/, '')
  return CONTRACTS.includes(`from './${name}-contract.ts'`)
}

t.test('what a page can draw is drawn by one of the pages', async (t) => {
  const drawn = new Set<string>()
  const visit = (path: string) => {
    if (drawn.has(path)) return
    drawn.add(path)
    for (const next of byPath.get(path)?.imports ?? []) if (byPath.has(next)) visit(next)
  }
  for (const page of ['app.tsx', 'check-page/check-page.tsx']) visit(`scanner-client/pwa/${page}`)
  for (const { path } of modules) if (path.endsWith('.tsx')) t.ok(drawn.has(path), path)
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
